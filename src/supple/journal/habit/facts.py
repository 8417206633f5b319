"""What habit rules look at, wherever it came from: a journal's entries or a script's file."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Change = Literal["better", "same", "worse"]


@dataclass(frozen=True, kw_only=True)
class DayFact:
    """One of the person's days. None is no data: never zero, and never recovery."""

    day: date
    self_adjusts: int | None = None
    discomfort: float | None = None
    change: Change | None = None


@dataclass(frozen=True, kw_only=True)
class SessionFact:
    """One session. `settled`: discomfort was back within a day; None where nobody knows."""

    day: date
    settled: bool | None = None
    after_urge: bool | None = None


@dataclass(frozen=True, kw_only=True)
class EventFact:
    """One stop, as the event that was said of it."""

    day: date
    event: str


@dataclass(frozen=True, kw_only=True)
class HabitFacts:
    """Days (each once), sessions and stops, oldest first.

    `since_review`: what of it happened since a professional last looked; None where nobody has.
    """

    days: tuple[DayFact, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    stops: tuple[EventFact, ...] = ()
    since_review: "HabitFacts | None" = None

    @property
    def check_ins(self) -> list[tuple[date, float]]:
        """Days on which discomfort was noted, 0 to 10, oldest first."""
        return [(one.day, one.discomfort) for one in self.days if one.discomfort is not None]


def reviewed(facts: HabitFacts, on: date) -> HabitFacts:
    """The facts after a review of which only the day is known: what is of that day or later still counts."""
    since = HabitFacts(
        days=tuple(one for one in facts.days if one.day >= on),
        sessions=tuple(one for one in facts.sessions if one.day >= on),
        stops=tuple(one for one in facts.stops if one.day >= on),
    )
    return replace(facts, since_review=since)
