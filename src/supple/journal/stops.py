"""Stops: what was said of each, what is still open, and rises in pain that the numbers show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from supple.journal.current import superseded_by
from supple.journal.entry import (
    AfterEntry,
    DamageAnswered,
    Entry,
    JournalRepaired,
    SessionStarted,
    StopAnswered,
    StopEntry,
    UnreadStop,
)
from supple.journal.reading import closing_day, counted_day, once
from supple.knowledge.collection import Knowledge
from supple.safety.stops import pain_event

Speaks = StopEntry | UnreadStop | DamageAnswered | StopAnswered | AfterEntry
Pressed = StopEntry | UnreadStop | DamageAnswered


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """What was said of a stop. `event`: None while nobody said what happened.

    place: where the entry that says it stands among all, in the order of keeping. answer: that entry.
    day: when it happened. closes_on: the last day of what it closes for a day.
    """

    event: str | None
    technique: str | None
    place: int
    answer: UUID
    day: date
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class OpenStop:
    """A stop of which nobody has said yet what happened."""

    stop_id: UUID
    pressed: Pressed


@dataclass(frozen=True, kw_only=True)
class _Context:
    """What one entry has to know of the others to be read as a stop."""

    entries: Sequence[Entry]
    knowledge: Knowledge
    pressed: Mapping[UUID, Pressed]
    answered: frozenset[UUID]
    discomfort_before: Mapping[UUID, float | None]

    def stops(self, place: int, entry: Entry) -> Iterator[Stopped]:
        """The stops that one entry speaks of."""
        match entry:
            case StopEntry():
                yield from self._of_session(place, entry)
            case UnreadStop() if entry.id not in self.answered:
                yield self._stopped(place, entry, None, None)
            case DamageAnswered() if entry.stopped_for_something_wrong and entry.id not in self.answered:
                yield self._stopped(place, entry, None, None)
            case StopAnswered():
                yield from self._answered_late(place, entry)
            case AfterEntry():
                yield from self._risen(place, entry, None)
            case _:
                pass

    def _of_session(self, place: int, entry: StopEntry) -> Iterator[Stopped]:
        """One for the event; one without where nothing was said; one more for a sign that is an emergency."""
        if entry.event is not None or entry.stop_id not in self.answered:
            yield self._stopped(place, entry, entry.event, entry.technique)
        yield from self._signs(place, entry, entry.technique)
        yield from self._risen(place, entry, entry.technique)

    def _answered_late(self, place: int, entry: StopAnswered) -> Iterator[Stopped]:
        """One for each movement that was stopped: the answer is about all of them, and counts once."""
        stopped = [self.pressed[stop_id] for stop_id in entry.stop_ids if stop_id in self.pressed]
        techniques = dict.fromkeys(technique_of(stop) for stop in stopped)
        for technique in techniques or (None,):
            yield self._stopped(place, entry, entry.event, technique)
            yield from self._signs(place, entry, technique)
        yield from self._risen(place, entry, None)

    def _signs(self, place: int, entry: StopEntry | StopAnswered, technique: str | None) -> Iterator[Stopped]:
        if any(answer is not False for answer in entry.follow_up.values()):
            stops = self.knowledge.stops
            emergency = next((key for key, stop in stops.items() if stop.then.emergency), None)
            yield self._stopped(place, entry, emergency, technique)

    def _risen(
        self, place: int, entry: StopEntry | StopAnswered | AfterEntry, technique: str | None
    ) -> Iterator[Stopped]:
        now = entry.discomfort if isinstance(entry, AfterEntry) else entry.pain_now
        if now is None:
            return
        # Said later it is no rise from what was felt before the session; only a high number counts.
        before = (
            float(now) if isinstance(entry, StopAnswered) else self.discomfort_before.get(entry.session_id)
        )
        event = pain_event(before=before, now=float(now), knowledge=self.knowledge)
        if event is not None:
            yield self._stopped(place, entry, event, technique)

    def _stopped(self, place: int, entry: Entry, event: str | None, technique: str | None) -> Stopped:
        return Stopped(
            event=event if event in self.knowledge.stops else None,
            technique=technique if technique in self.knowledge.techniques else None,
            place=place,
            answer=entry.id,
            day=counted_day(entry, self.entries),
            closes_on=closing_day(entry, self.entries),
        )


def stops(entries: Sequence[Entry], knowledge: Knowledge) -> list[Stopped]:
    """All stops as they stand, and rises in pain that the numbers show; in the order of keeping."""
    gone = superseded_by(entries)
    context = _Context(
        entries=entries,
        knowledge=knowledge,
        pressed=pressed_by_id(entries),
        answered=_answered(entries, knowledge),
        discomfort_before={
            entry.session_id: entry.discomfort for entry in entries if isinstance(entry, SessionStarted)
        },
    )
    return [
        stop
        for place, entry in enumerate(entries)
        if isinstance(entry, Speaks) and entry.id not in gone
        for stop in context.stops(place, entry)
    ]


@once
def pressed_by_id(entries: Sequence[Entry]) -> Mapping[UUID, Pressed]:
    """The first entry of each stop, by the stop's id."""
    pressed: dict[UUID, Pressed] = {}
    for entry in entries:
        if isinstance(entry, StopEntry):
            pressed.setdefault(entry.stop_id, entry)
        elif isinstance(entry, UnreadStop) or (
            isinstance(entry, DamageAnswered) and entry.stopped_for_something_wrong
        ):
            pressed.setdefault(entry.id, entry)
    return pressed


def _answered(entries: Sequence[Entry], knowledge: Knowledge) -> frozenset[UUID]:
    """The stops of which was said what happened, in a word that is known here."""
    answered = {
        entry.stop_id for entry in entries if isinstance(entry, StopEntry) and entry.event in knowledge.stops
    }
    return answered_late(entries, knowledge) | answered


def answered_late(entries: Sequence[Entry], knowledge: Knowledge) -> frozenset[UUID]:
    """Those of which it was said when the person was asked about all that were open."""
    late = (
        entry.stop_ids
        for entry in entries
        if isinstance(entry, StopAnswered) and entry.event in knowledge.stops
    )
    return frozenset[UUID]().union(*late)


@dataclass(frozen=True, kw_only=True)
class StopSummary:
    """One stop with the last that was said of it. `event`: None where nobody said what happened."""

    pressed: Pressed
    event: str | None
    pain_now: float | None
    follow_up: Mapping[str, bool | Literal["unsure"]]


def stop_summaries(entries: Sequence[Entry]) -> dict[UUID, StopSummary]:
    """Every stop, by its id, in the order of keeping."""
    summaries = {
        stop_id: StopSummary(pressed=pressed, event=None, pain_now=None, follow_up={})
        for stop_id, pressed in pressed_by_id(entries).items()
    }
    gone = superseded_by(entries)
    for entry in entries:
        if isinstance(entry, StopEntry | StopAnswered) and entry.id not in gone:
            for stop_id in entry.stop_ids if isinstance(entry, StopAnswered) else (entry.stop_id,):
                if stop_id in summaries and (entry.event is not None or entry.follow_up):
                    summaries[stop_id] = replace(
                        summaries[stop_id],
                        event=entry.event,
                        pain_now=entry.pain_now,
                        follow_up=entry.follow_up,
                    )
    return summaries


def reported_by(
    event: str | None,
    pain_now: float | None,
    signs: Mapping[str, bool | Literal["unsure"]],
    knowledge: Knowledge,
) -> frozenset[str]:
    """What one answer reports: its event, the signs that are not denied, and a number that is high."""
    # Said later it is no rise from what was felt before the session; only a high number counts.
    high = None if pain_now is None else pain_event(before=pain_now, now=pain_now, knowledge=knowledge)
    return frozenset(
        [*filter(None, (event, high)), *(sign for sign, answer in signs.items() if answer is not False)]
    )


def reported(entries: Sequence[Entry], knowledge: Knowledge) -> Mapping[UUID, frozenset[str]]:
    """Everything that was reported of each stop, by the stop's id, and still counts."""
    gone = superseded_by(entries)
    reports: dict[UUID, frozenset[str]] = {}
    for entry in entries:
        if isinstance(entry, StopEntry | StopAnswered) and entry.id not in gone:
            words = reported_by(entry.event, entry.pain_now, entry.follow_up, knowledge)
            for stop_id in entry.stop_ids if isinstance(entry, StopAnswered) else (entry.stop_id,):
                reports[stop_id] = reports.get(stop_id, frozenset()) | words
    return reports


def open_stops(entries: Sequence[Entry], knowledge: Knowledge) -> list[OpenStop]:
    """The stops of which nobody has said yet what happened, in the order of keeping."""
    answered = _answered(entries, knowledge)
    return [
        OpenStop(stop_id=stop_id, pressed=pressed)
        for stop_id, pressed in pressed_by_id(entries).items()
        if stop_id not in answered
    ]


def open_damage(entries: Sequence[Entry]) -> JournalRepaired | None:
    """The latest repair that may have lost a stop, if the person was not asked about one since."""
    asked = {entry.damage_id for entry in entries if isinstance(entry, DamageAnswered)}
    return next((repair for repair in reversed(repairs(entries)) if repair.id not in asked), None)


def repairs(entries: Sequence[Entry]) -> list[JournalRepaired]:
    """The repairs in which a stop may have been lost."""
    return [entry for entry in entries if isinstance(entry, JournalRepaired) and entry.lost != 0]


def technique_of(pressed: Pressed) -> str | None:
    """The movement that was being done, where that is known."""
    return pressed.technique if isinstance(pressed, StopEntry) else None
