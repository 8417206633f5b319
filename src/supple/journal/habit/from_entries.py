"""A journal's entries as the facts that habit rules look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from supple.journal.current import current
from supple.journal.entry import (
    CheckIn,
    Entry,
    NextDay,
    ReviewConfirmed,
    ScreeningEntry,
    SessionStarted,
    WeeklyChange,
)
from supple.journal.habit.facts import Change, DayFact, EventFact, HabitFacts, SessionFact
from supple.journal.reading import counted_day, once, part_of
from supple.journal.self_adjusts import counted_adjusts
from supple.journal.stops import Stopped, stops
from supple.knowledge.collection import Knowledge
from supple.safety.restrictions import stop_of

WORST = 10
_WORST_FIRST: tuple[Change, ...] = ("worse", "same", "better")


def facts_of(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    """The facts in entries that come in the order in which they were kept; what was corrected counts once."""
    standing = current(entries)
    facts = _facts(standing, knowledge)
    places = [place for place, entry in enumerate(standing) if isinstance(entry, ReviewConfirmed)]
    if not places:
        return facts
    reviewed_on = counted_day(standing[places[-1]], standing)
    later = standing[places[-1] + 1 :]
    since = [
        entry
        for entry in later
        if not isinstance(entry, CheckIn | WeeklyChange) or counted_day(entry, standing) >= reviewed_on
    ]
    return replace(facts, since_review=_facts(part_of(standing, since), knowledge))


def _facts(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    return HabitFacts(
        days=day_facts(entries),
        sessions=tuple(_sessions(entries)),
        stops=tuple(_events(stops(entries, knowledge), knowledge)),
    )


def _events(stopped: Sequence[Stopped], knowledge: Knowledge) -> Iterator[EventFact]:
    """What happened at stops, by day. One answer about several stops counts once."""
    by_answer = {(stop.answer, stop.event): stop for stop in stopped}
    for stop in sorted(by_answer.values(), key=lambda stop: stop.day):
        yield EventFact(day=stop.day, event=stop_of(stop.event, knowledge).id)


def _sessions(entries: Sequence[Entry]) -> Iterator[SessionFact]:
    settled = {one.session_id: one.settled for one in entries if isinstance(one, NextDay)}
    urged = {one.id: one.after_urge for one in entries if isinstance(one, ScreeningEntry)}
    for one in entries:
        if isinstance(one, SessionStarted):
            yield SessionFact(
                day=counted_day(one, entries),
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
                first.setdefault(counted_day(one, standing), pain)
        elif isinstance(one, CheckIn) and one.discomfort is not None:
            day = counted_day(one, standing)
            said[day] = max(said.get(day, 0.0), float(one.discomfort))
    return {**first, **said}


def _self_adjusts(standing: Sequence[Entry]) -> dict[date, int]:
    places: dict[date, list[int]] = {}
    for place, adjust in counted_adjusts(standing):
        places.setdefault(counted_day(adjust, standing), []).append(place)
    counts = {day: len(adjusts) for day, adjusts in places.items()}
    for place, entry in enumerate(standing):
        if isinstance(entry, CheckIn) and entry.self_adjusts is not None:
            day = counted_day(entry, standing)
            later = sum(adjust > place for adjust in places.get(day, ()))
            counts[day] = max(counts.get(day, 0), entry.self_adjusts + later)
    return counts


def _changes(standing: Sequence[Entry]) -> dict[date, Change]:
    """What was said of the week on a day; of several, the worst."""
    found: dict[date, Change] = {}
    for one in standing:
        if isinstance(one, WeeklyChange):
            day = counted_day(one, standing)
            found[day] = min((one.change, found.get(day, one.change)), key=_WORST_FIRST.index)
    return found
