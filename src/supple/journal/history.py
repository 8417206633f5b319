"""What earlier entries say about today. Pure views; entries come in the order in which they happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from supple.journal.entry import (
    AfterEntry,
    Entry,
    PlaceChosen,
    ScreeningEntry,
    SessionStarted,
    StopEntry,
    local_day,
)
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block
from supple.safety.answers import parse_answers
from supple.safety.restrictions import History, StopFact, counts_as_stop
from supple.safety.screening import screen
from supple.safety.stops import pain_event


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """A moment at which a session was stopped; `event` is None while nobody said what happened."""

    event: str | None
    technique: str | None
    at: datetime
    day: date


def latest_screening(entries: Sequence[Entry]) -> ScreeningEntry | None:
    """The last screening, whole or not."""
    return next((one for one in reversed(entries) if isinstance(one, ScreeningEntry)), None)


def latest_whole_screening(entries: Sequence[Entry], knowledge: Knowledge) -> ScreeningEntry | None:
    """The last screening in which every question of blocks B and C was asked, as they are today."""
    wanted = {
        question.id
        for question in knowledge.questions.values()
        if question.block is not Block.A and question.asked_if is None
    }
    screenings = (one for one in reversed(entries) if isinstance(one, ScreeningEntry))
    return next((one for one in screenings if wanted <= set(one.asked)), None)


def place_id(entries: Sequence[Entry]) -> str | None:
    """The place last chosen, or None before the first run was finished."""
    return next((one.place for one in reversed(entries) if isinstance(one, PlaceChosen)), None)


def screening_was_used(screening_id: UUID, entries: Sequence[Entry]) -> bool:
    """Whether a session began on the ground of that screening."""
    return any(isinstance(one, SessionStarted) and one.screening_id == screening_id for one in entries)


def stops(entries: Sequence[Entry], knowledge: Knowledge) -> list[Stopped]:
    """All stops, with what was said of them, and rises in pain that the numbers show."""
    found = [*_pressed(entries, knowledge), *_risen(entries, knowledge)]
    return sorted(found, key=lambda one: one.at)


def _pressed(entries: Sequence[Entry], knowledge: Knowledge) -> Iterator[Stopped]:
    """One for each event said of a stop; one without an event where nothing was said."""
    answered = {one.stop_id for one in entries if isinstance(one, StopEntry) and one.event is not None}
    emergency = next((key for key, stop in knowledge.stops.items() if stop.then.emergency), None)
    for one in entries:
        if not isinstance(one, StopEntry):
            continue
        if one.event is not None or one.stop_id not in answered:
            yield _stopped(one, one.event if one.event in knowledge.stops else None)
        if any(answer is not False for answer in one.follow_up.values()):
            yield _stopped(one, emergency)


def _stopped(one: StopEntry, event: str | None) -> Stopped:
    return Stopped(event=event, technique=one.technique, at=one.at, day=local_day(one))


def _risen(entries: Sequence[Entry], knowledge: Knowledge) -> Iterator[Stopped]:
    before = {one.session_id: one.discomfort for one in entries if isinstance(one, SessionStarted)}
    for one in entries:
        if isinstance(one, AfterEntry):
            technique, now = None, float(one.discomfort)
        elif isinstance(one, StopEntry) and one.pain_now is not None:
            technique, now = one.technique, one.pain_now
        else:
            continue
        event = pain_event(before=before.get(one.session_id), now=now, knowledge=knowledge)
        if event is not None:
            yield Stopped(event=event, technique=technique, at=one.at, day=local_day(one))


def last_stop_at(entries: Sequence[Entry], knowledge: Knowledge) -> datetime | None:
    """When the last stop was after which everything is asked again."""
    return max(
        (one.at for one in stops(entries, knowledge) if counts_as_stop(one.event, knowledge)), default=None
    )


def refused_on(
    entries: Sequence[Entry], knowledge: Knowledge, day: date, *, before: ScreeningEntry | None
) -> bool:
    """Whether the answers to a screening of that day, earlier than `before`, allowed no session."""
    for one in entries:
        if before is not None and one.id == before.id:
            return False
        if isinstance(one, ScreeningEntry) and local_day(one) == day and _refuses(one, knowledge):
            return True
    return False


def _refuses(screening: ScreeningEntry, knowledge: Knowledge) -> bool:
    """Whether the answers alone refuse, whatever else was forbidden at the time."""
    known = {key: answer for key, answer in screening.answers.items() if key in knowledge.questions}
    return not screen(parse_answers(known, knowledge), knowledge, first_week=None).techniques


def safety_history(
    entries: Sequence[Entry], knowledge: Knowledge, *, today: date, before: ScreeningEntry | None
) -> History:
    """What the journal knows of stops and refusals today; `before`: the screening that is being judged."""
    whole = latest_whole_screening(entries, knowledge)
    return History(
        stops=tuple(
            StopFact(event=one.event, technique=one.technique, day=one.day)
            for one in stops(entries, knowledge)
            if one.event is not None
        ),
        block_b_answered_on=None if whole is None else local_day(whole),
        refused_today=refused_on(entries, knowledge, today, before=before),
    )


def first_week(entries: Sequence[Entry], *, today: date, days: float) -> bool:
    """Whether the first session was fewer than so many days ago, or is still to come."""
    first = min((local_day(one) for one in entries if isinstance(one, SessionStarted)), default=None)
    return first is None or (today - first).days < days
