"""Nothing is on the page for a professional that is not in an entry."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from supple.journal.entry import Entry
from supple.journal.trends import Trends
from supple.knowledge.collection import Knowledge
from supple.report.handover import HandOver
from supple.report.pdf import handover_pdf
from tests.random_journal import random_journal
from tests.unit.report.printed import content_of, in_latin_letters, tags_of, text_of
from tests.unit.report.said_numbers import Said, sayings

TODAY = date(2026, 11, 25)
LENGTHS = (1, 3, 10, 25, 60, 83, 100, 400)
A_DAY = timedelta(days=1)


def journal(knowledge: Knowledge, seed: int, *, days: int) -> list[Entry]:
    return in_latin_letters(random_journal(knowledge, Random(seed), days=days, today=TODAY))


def said_of(entries: Sequence[Entry], content: HandOver, knowledge: Knowledge) -> Said:
    return sayings(entries, knowledge, first=content.trends.first, last=content.trends.last)


def printed(content: HandOver, knowledge: Knowledge) -> str:
    """All words of the page, with those for people who do not see the chart."""
    pdf = handover_pdf(content, knowledge)
    described = [alt for _, alt in tags_of(pdf) if alt is not None]
    return "\n".join([text_of(pdf), *described])


@pytest.mark.parametrize("seed", range(24))
def test_every_number_on_the_page_is_in_the_entries(knowledge: Knowledge, seed: int) -> None:
    entries = journal(knowledge, seed, days=LENGTHS[seed % len(LENGTHS)])
    content = content_of(entries, knowledge, today=TODAY)
    text = printed(content, knowledge)
    assert said_of(entries, content, knowledge).foreign(text) == []
    assert "without an entry" in text


def test_a_page_without_entries_says_no_number_of_its_own(knowledge: Knowledge) -> None:
    content = content_of([], knowledge, today=TODAY)
    assert said_of([], content, knowledge).foreign(printed(content, knowledge)) == []


def with_trends(change: Callable[[Trends], Trends]) -> Callable[[HandOver], HandOver]:
    return lambda content: replace(content, trends=change(content.trends))


def one_point_more(trends: Trends) -> Trends:
    return replace(
        trends,
        days=tuple(
            day if day.discomfort is None else replace(day, discomfort=(day.discomfort + 1) % 11)
            for day in trends.days
        ),
    )


def one_more_pop(trends: Trends) -> Trends:
    assert trends.self_adjusts is not None
    return replace(trends, self_adjusts=replace(trends.self_adjusts, most=trends.self_adjusts.most + 1))


def longer_practice(trends: Trends) -> Trends:
    return replace(
        trends,
        practice=tuple(
            replace(one, both_s=None if one.both_s is None else one.both_s + 60) for one in trends.practice
        ),
    )


def better_afterwards(trends: Trends) -> Trends:
    return replace(trends, changes=tuple(replace(one, after=one.after - 0.5) for one in trends.changes))


def better_scores(trends: Trends) -> Trends:
    return replace(
        trends,
        activities=tuple(
            replace(one, scores=tuple((day, (score + 1) % 11) for day, score in one.scores))
            for one in trends.activities
        ),
    )


def later_stops(content: HandOver) -> HandOver:
    return replace(content, stops=tuple(replace(one, second=one.second + 1) for one in content.stops))


def stops_on_other_days(content: HandOver) -> HandOver:
    return replace(content, stops=tuple(replace(one, at=one.at - 40 * A_DAY) for one in content.stops))


def answers_once_more(content: HandOver) -> HandOver:
    more = tuple(
        replace(one, days=(*[one.days[0] - nth * A_DAY for nth in range(4, 0, -1)], *one.days))
        for one in content.yes
    )
    return replace(content, yes=more)


WRONG: dict[str, Callable[[HandOver], HandOver]] = {
    "discomfort": with_trends(one_point_more),
    "self-adjusts": with_trends(one_more_pop),
    "practice": with_trends(longer_practice),
    "before and after": with_trends(better_afterwards),
    "activities": with_trends(better_scores),
    "sessions": with_trends(lambda trends: replace(trends, sessions=trends.sessions + 1)),
    "the span": with_trends(lambda trends: replace(trends, first=trends.first - A_DAY)),
    "seconds of a stop": later_stops,
    "days of a stop": stops_on_other_days,
    "days of an answer": answers_once_more,
    "whole sessions": lambda content: replace(content, completed=content.completed - 1),
    "corrections": lambda content: replace(content, corrected=content.corrected + 1),
    "the day it was made": lambda content: replace(content, made_on=content.made_on + A_DAY),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_one_wrong_number_is_found(knowledge: Knowledge, change: Callable[[HandOver], HandOver]) -> None:
    entries = journal(knowledge, 9, days=25)
    content = content_of(entries, knowledge, today=TODAY)
    known = said_of(entries, content, knowledge)
    assert content.stops
    assert content.yes
    assert content.trends.activities
    assert known.foreign(printed(content, knowledge)) == []
    assert known.foreign(printed(change(content), knowledge)) != []
