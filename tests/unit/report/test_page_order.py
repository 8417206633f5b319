"""A list that is cut keeps what matters most to whoever reads it."""

from datetime import timedelta
from typing import Literal

from supple.journal.entry import ScreeningEntry, WeeklyChange
from supple.knowledge.collection import Knowledge
from tests.unit.report.printed import text_of
from tests.unit.report.test_page import TODAY, contents, page_of, stamp

CHANGES: tuple[Literal["worse", "same", "better"], ...] = ("worse", "same", "better")


def test_todays_warning_sign_is_not_cut_for_answers_of_long_ago(knowledge: Knowledge) -> None:
    sign = "numb_between_legs"
    keys = [key for key in knowledge.questions if key not in {sign, "pain_now"}]
    answered = [
        ScreeningEntry(**stamp(nth, ago=60 - nth), answers={key: True}, asked=(key,), outcome="gentle")
        for nth, key in enumerate(keys)
    ]
    today = ScreeningEntry(**stamp(99), answers={sign: True}, asked=(sign,), outcome="emergency")
    said = " ".join(text_of(page_of([*answered, today], knowledge)).split())
    assert knowledge.questions[sign].ask in said


def test_worse_is_not_cut_where_better_is_shown(knowledge: Knowledge) -> None:
    weeks = [
        WeeklyChange(**stamp(5000 + nth, ago=7 * nth), day=TODAY - timedelta(days=7 * nth), change=change)
        for nth, change in reversed(list(enumerate(CHANGES * 2)))
    ]
    full = sorted([*contents(knowledge)["all of it"], *weeks], key=lambda one: one.at)
    said = " ".join(text_of(page_of(full, knowledge)).split())
    assert "Better than a week before" not in said or "Worse than a week before" in said


def test_what_is_left_out_begins_and_ends_a_line_of_its_own(knowledge: Knowledge) -> None:
    said = text_of(page_of(contents(knowledge)["all of it"], knowledge))
    assert "in the tables.For" not in said.replace("\n", "")
