"""A journal's entries as the facts that habit rules look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from supple.journal.entry import Entry, ReviewConfirmed, ScreeningEntry, SelfAdjust, SessionStarted, local_day
from supple.journal.habit.facts import DayFact, EventFact, HabitFacts, SessionFact
from supple.journal.history import stops
from supple.knowledge.collection import Knowledge


def facts_of(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    """The facts in entries that come in the order in which they happened.

    A day's discomfort is the first number given before moving: that is how the day found the person.
    """
    reviewed_at = max((one.at for one in entries if isinstance(one, ReviewConfirmed)), default=None)
    facts = _facts(entries, knowledge)
    if reviewed_at is None:
        return facts
    return replace(facts, since_review=_facts([one for one in entries if one.at >= reviewed_at], knowledge))


def _facts(entries: Sequence[Entry], knowledge: Knowledge) -> HabitFacts:
    return HabitFacts(
        days=tuple(_days(entries)),
        sessions=tuple(SessionFact(day=local_day(one)) for one in entries if isinstance(one, SessionStarted)),
        stops=tuple(
            EventFact(day=one.day, event=one.event)
            for one in stops(entries, knowledge)
            if one.event is not None
        ),
    )


def _days(entries: Sequence[Entry]) -> Iterator[DayFact]:
    adjusts: dict[date, int] = {}
    discomfort: dict[date, float] = {}
    for one in entries:
        day = local_day(one)
        if isinstance(one, SelfAdjust):
            adjusts[day] = adjusts.get(day, 0) + 1
        elif isinstance(one, ScreeningEntry) and isinstance(pain := one.answers.get("pain_now"), int | float):
            discomfort.setdefault(day, float(pain))
    for day in sorted({*adjusts, *discomfort}):
        yield DayFact(day=day, self_adjusts=adjusts.get(day), discomfort=discomfort.get(day))
