"""A journal's entries as the facts that habit rules look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from supple.journal.current import current, day_of
from supple.journal.entry import (
    CheckIn,
    Entry,
    NextDay,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
    SessionStarted,
    WeeklyChange,
    local_day,
)
from supple.journal.habit.facts import Change, DayFact, EventFact, HabitFacts, SessionFact
from supple.journal.history import stops
from supple.journal.reading import once
from supple.knowledge.collection import Knowledge

WORST = 10
_WORST_FIRST: tuple[Change, ...] = ("worse", "same", "better")


def facts_of(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    """The facts in entries that come in the order in which they happened; what was corrected counts once."""
    standing = current(entries)
    facts = _facts(standing, knowledge)
    review = max(
        (one for one in standing if isinstance(one, ReviewConfirmed)), key=lambda one: one.at, default=None
    )
    if review is None:
        return facts
    reviewed_on = local_day(review)
    since = [one for one in standing if one.at >= review.at and day_of(one) >= reviewed_on]
    return replace(facts, since_review=_facts(since, knowledge))


def _facts(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    return HabitFacts(
        days=day_facts(entries),
        sessions=tuple(_sessions(entries)),
        stops=tuple(
            EventFact(day=one.day, event=one.event)
            for one in stops(entries, knowledge)
            if one.event is not None
        ),
    )


def _sessions(entries: Sequence[Entry]) -> Iterator[SessionFact]:
    settled = {one.session_id: one.settled for one in entries if isinstance(one, NextDay)}
    urged = {one.id: one.after_urge for one in entries if isinstance(one, ScreeningEntry)}
    for one in entries:
        if isinstance(one, SessionStarted):
            yield SessionFact(
                day=local_day(one),
                settled=settled.get(one.session_id),
                after_urge=urged.get(one.screening_id),
            )


@once
def day_facts(standing: Sequence[Entry]) -> tuple[DayFact, ...]:
    """What is known of each day on which something was noted, oldest first.

    A day's discomfort is that of its check-in (of several, the highest), else the first number given
    before moving. Its self-adjusts are what the check-in says and what was noted after it, and never
    fewer than were noted one by one.
    """
    discomfort = _discomfort(standing)
    adjusts = _self_adjusts(standing)
    change = _changes(standing)
    return tuple(
        DayFact(
            day=day, self_adjusts=adjusts.get(day), discomfort=discomfort.get(day), change=change.get(day)
        )
        for day in sorted({*adjusts, *discomfort, *change})
    )


def _discomfort(standing: Sequence[Entry]) -> dict[date, float]:
    first: dict[date, float] = {}
    said: dict[date, float] = {}
    for one in standing:
        if isinstance(one, ScreeningEntry):
            pain = one.answers.get("pain_now")
            if isinstance(pain, float) and 0 <= pain <= WORST:
                first.setdefault(local_day(one), pain)
        elif isinstance(one, CheckIn) and one.discomfort is not None:
            said[one.day] = max(said.get(one.day, 0.0), float(one.discomfort))
    return {**first, **said}


def _self_adjusts(standing: Sequence[Entry]) -> dict[date, int]:
    noted: dict[date, list[SelfAdjust]] = {}
    for one in standing:
        if isinstance(one, SelfAdjust):
            noted.setdefault(local_day(one), []).append(one)
    counts = {day: len(adjusts) for day, adjusts in noted.items()}
    for one in standing:
        if isinstance(one, CheckIn) and one.self_adjusts is not None:
            later = sum(adjust.at > one.at for adjust in noted.get(one.day, ()))
            counts[one.day] = max(counts.get(one.day, 0), one.self_adjusts + later)
    return counts


def _changes(standing: Sequence[Entry]) -> dict[date, Change]:
    """What was said of the week on a day; of several, the worst."""
    found: dict[date, Change] = {}
    for one in standing:
        if isinstance(one, WeeklyChange):
            said = (one.change, found.get(one.day, one.change))
            found[one.day] = min(said, key=_WORST_FIRST.index)
    return found
