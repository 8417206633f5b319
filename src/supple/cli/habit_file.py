"""Days, sessions and stops in a JSON file, as `supple habit` takes them. What is missing is no data."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from supple.base.errors import SuppleError
from supple.cli.json_file import place_of, read_object
from supple.cli.json_shape import shaped
from supple.journal.entry_base import Day
from supple.journal.habit.facts import DayFact, EventFact, HabitFacts, SessionFact, reviewed
from supple.knowledge.collection import Knowledge
from supple.safety.restrictions import History, StopFact, stop_of
from supple.safety.stops import pain_event

SHAPE = '{"today": "2026-11-25", "days": [...], "sessions": [...], "stops": [...]}'


def _iso(value: object) -> object:
    """Only text such as 2026-11-25: a number is no date, whatever it could stand for."""
    if not isinstance(value, str):
        raise ValueError("write a date as text, such as 2026-11-25")  # noqa: TRY004, pydantic asks for it
    return date.fromisoformat(value)


# Within a journal's own bounds: a day after the last one of calendars could not be counted.
GivenDay = Annotated[Day, BeforeValidator(_iso)]
Score = Annotated[float, Field(ge=0, le=10)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _DayGiven(_Part):
    date: GivenDay
    self_adjusts: Annotated[int, Field(ge=0)] | None = None
    discomfort: Score | None = None
    change: Literal["better", "same", "worse"] | None = None


class _SessionGiven(_Part):
    date: GivenDay
    discomfort_before: Score | None = None
    discomfort_after: Score | None = None
    settled_within_24h: bool | None = None
    after_urge: bool | None = None

    @property
    def settled(self) -> bool | None:
        """What was said of it; where nothing was, a session that raised nothing left nothing to settle."""
        if self.settled_within_24h is not None:
            return self.settled_within_24h
        if self.discomfort_before is None or self.discomfort_after is None:
            return None
        return True if self.discomfort_after <= self.discomfort_before else None


class _StopGiven(_Part):
    date: GivenDay
    event: str | None = Field(description="null while nobody said what happened")
    technique: str | None = None


class _Given(_Part):
    today: GivenDay
    days: list[_DayGiven] = []
    sessions: list[_SessionGiven] = []
    stops: list[_StopGiven] = []
    reviewed_on: GivenDay | None = None
    answered_on: GivenDay | None = Field(
        default=None, description="when all questions were last answered anew"
    )


@dataclass(frozen=True, kw_only=True)
class HabitFile:
    """The file's facts, what its stops leave behind, and the day they are looked at from."""

    today: date
    facts: HabitFacts
    history: History


def read_habit_file(name: str, knowledge: Knowledge) -> HabitFile:
    """The facts in a file, or in standard input for `-`. Raises SuppleError with the fix."""
    place = place_of(name)
    given = shaped(_Given, read_object(name, shape=SHAPE), place=place, shape=SHAPE)
    for problem, fix in _faults(given, knowledge):
        raise SuppleError(f"{place}: {problem}", fix=fix)
    stops = sorted([*_said(given), *_risen(given, knowledge)], key=lambda one: one.day)
    history = History(
        stops=tuple(stops), block_b_answered_on=given.answered_on, refused_today=False, to_be_answered=False
    )
    return HabitFile(today=given.today, facts=_facts(given, stops, knowledge), history=history)


def _faults(given: _Given, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    dates = [("date", one.date) for one in given.days]
    dates += [("date", one.date) for one in given.sessions]
    dates += [("date", one.date) for one in given.stops]
    dates += [("reviewed_on", one) for one in (given.reviewed_on,) if one is not None]
    dates += [("answered_on", one) for one in (given.answered_on,) if one is not None]
    for key, day in dates:
        if day > given.today:
            yield f"{key} {day} is after today, {given.today}", "Correct one of the two"
    for day, times in Counter(one.date for one in given.days).items():
        if times > 1:
            yield f"the day {day} stands {times} times in days", "Write each day once"
    for stop in given.stops:
        if stop.event is not None:
            yield from _unknown("event", stop.event, list(knowledge.stops))
        if stop.technique is not None:
            yield from _unknown("technique", stop.technique, list(knowledge.techniques))


def _unknown(what: str, name: str, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    if name not in known:
        near = get_close_matches(name, known, n=1)
        fix = f"Did you mean {near[0]!r}" if near else f"Use one of {', '.join(known)}"
        yield f"there is no {what} {name!r}", fix


def _said(given: _Given) -> Iterator[StopFact]:
    for one in given.stops:
        yield StopFact(event=one.event, technique=one.technique, day=one.date)


def _risen(given: _Given, knowledge: Knowledge) -> Iterator[StopFact]:
    """Rises of pain that the numbers of a session show."""
    for one in given.sessions:
        if one.discomfort_after is not None:
            event = pain_event(before=one.discomfort_before, now=one.discomfort_after, knowledge=knowledge)
            if event is not None:
                yield StopFact(event=event, technique=None, day=one.date)


def _facts(given: _Given, stops: Sequence[StopFact], knowledge: Knowledge) -> HabitFacts:
    days = {one.date: one for one in given.days}
    found = {one.date: one.discomfort_before for one in reversed(given.sessions)}
    facts = HabitFacts(
        days=tuple(_day(day, days.get(day), found.get(day)) for day in sorted({*days, *found})),
        sessions=tuple(
            SessionFact(day=one.date, settled=one.settled, after_urge=one.after_urge)
            for one in sorted(given.sessions, key=lambda one: one.date)
        ),
        stops=tuple(EventFact(day=stop.day, event=stop_of(stop.event, knowledge).id) for stop in stops),
    )
    return facts if given.reviewed_on is None else reviewed(facts, given.reviewed_on)


def _day(day: date, noted: _DayGiven | None, before_session: float | None) -> DayFact:
    """A day's note; without a number of its own, discomfort before the day's first session stands for it."""
    if noted is None:
        return DayFact(day=day, discomfort=before_session)
    discomfort = before_session if noted.discomfort is None else noted.discomfort
    return DayFact(day=day, self_adjusts=noted.self_adjusts, discomfort=discomfort, change=noted.change)
