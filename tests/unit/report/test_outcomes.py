"""On the page for a professional, days that allowed no session come before those that did."""

from datetime import timedelta

import pytest

from supple.journal.entry import ScreeningEntry
from supple.knowledge.collection import Knowledge
from tests.unit.report.printed import content_of
from tests.unit.report.test_page import TODAY, stamp


def screening(nth: int, outcome: str, *, ago: int) -> ScreeningEntry:
    return ScreeningEntry(**stamp(nth, ago=ago), answers={}, asked=(), outcome=outcome)


@pytest.mark.parametrize("forbidding", ["refer", "emergency"])
def test_a_day_without_a_session_is_urgent_however_long_ago(knowledge: Knowledge, forbidding: str) -> None:
    """Newer days of "gentle" do not push it down."""
    entries = [
        screening(1, forbidding, ago=40),
        *(screening(10 - ago, "gentle", ago=ago) for ago in (3, 2, 1)),
    ]
    first, second = content_of(entries, knowledge, today=TODAY).outcomes
    titles = knowledge.policy.titles
    assert (first.title, first.forbids, first.days) == (
        titles[forbidding],
        True,
        (TODAY - timedelta(days=40),),
    )
    assert (second.title, second.forbids) == (titles["gentle"], False)
    assert len(second.days) == 3
