"""The journal as a person reads it: days, newest first, each with what was noted. No verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple.journal.current import current
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    AfterEntry,
    BoutDone,
    CheckIn,
    Entry,
    EntryBase,
    PopNoted,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopEntry,
    WeeklyChange,
)
from supple.journal.reading import counted_day, once
from supple.journal.self_adjusts import counted_adjusts
from supple.journal.stops import StopSummary, stop_summaries


@dataclass(frozen=True, kw_only=True)
class Done:
    """How long one technique was held or swept, in seconds; a side None where it has no sides."""

    technique: str
    left_s: float | None
    right_s: float | None
    both_s: float | None


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session, as far as it was noted. `stops` are event ids, None where nothing was said."""

    id: UUID
    started: datetime
    region: str
    minutes: int
    played_s: float | None
    completed: bool | None
    done: tuple[Done, ...]
    stops: tuple[str | None, ...]
    pops: int
    stiffness: tuple[int | None, int | None]
    discomfort: tuple[float | None, float | None]
    mobility: str | None


@dataclass(frozen=True, kw_only=True)
class Day:
    """One of the person's own days. Only days with an entry are made; no entry is no data."""

    day: date
    sessions: tuple[Session, ...]
    self_adjusts: tuple[datetime, ...]
    check_in: CheckIn | None
    change: WeeklyChange | None
    scores: tuple[tuple[str, int], ...]


@once
def diary(entries: Sequence[Entry]) -> list[Day]:
    """All days on which something was noted, newest first, as corrected."""
    standing = current(entries)
    of_day: dict[date, list[Entry]] = {}
    for one in standing:
        if isinstance(one, SessionStarted | SelfAdjust | CheckIn | WeeklyChange | ActivityRated):
            of_day.setdefault(counted_day(one, standing), []).append(one)
    of_session = by_session(standing)
    names = {one.id: one.name for one in standing if isinstance(one, ActivityNamed)}
    stops = stops_by_session(standing)
    return [_day(day, of_day[day], of_session, stops, names) for day in sorted(of_day, reverse=True)]


def _day(
    day: date,
    noted: Sequence[Entry],
    of_session: Mapping[UUID, Sequence[Entry]],
    stops: Mapping[UUID, Sequence[StopSummary]],
    names: Mapping[UUID, str],
) -> Day:
    rated = [one for one in noted if isinstance(one, ActivityRated) and one.activity_id in names]
    return Day(
        day=day,
        sessions=tuple(
            session(one, of_session[one.session_id], stops.get(one.session_id, []))
            for one in noted
            if isinstance(one, SessionStarted)
        ),
        self_adjusts=tuple(local_time(adjust) for _, adjust in counted_adjusts(noted)),
        check_in=next((one for one in reversed(noted) if isinstance(one, CheckIn)), None),
        change=next((one for one in reversed(noted) if isinstance(one, WeeklyChange)), None),
        scores=tuple((names[one.activity_id], one.score) for one in rated),
    )


def by_session(entries: Sequence[Entry]) -> dict[UUID, list[Entry]]:
    """Everything noted of each session."""
    found: dict[UUID, list[Entry]] = {}
    for one in entries:
        session_id = getattr(one, "session_id", None)
        if session_id is not None:
            found.setdefault(session_id, []).append(one)
    return found


def stops_by_session(entries: Sequence[Entry]) -> dict[UUID, list[StopSummary]]:
    """The stops of each session, as far as they say whose they are."""
    by_session: dict[UUID, list[StopSummary]] = {}
    for summary in stop_summaries(entries).values():
        if isinstance(summary.pressed, StopEntry):
            by_session.setdefault(summary.pressed.session_id, []).append(summary)
    return by_session


def last_session(entries: Sequence[Entry]) -> Session | None:
    """The last session that was begun, or None."""
    started = next((one for one in reversed(entries) if isinstance(one, SessionStarted)), None)
    if started is None:
        return None
    own = [entry for entry in entries if getattr(entry, "session_id", None) == started.session_id]
    return session(started, own, stops_by_session(entries).get(started.session_id, []))


def session(started: SessionStarted, own: Sequence[Entry], own_stops: Sequence[StopSummary]) -> Session:
    """One session, from everything noted of it and what was said of its stops, then or later."""
    after = next((one for one in reversed(own) if isinstance(one, AfterEntry)), None)
    ended = next((one for one in reversed(own) if isinstance(one, SessionEnded)), None)
    return Session(
        id=started.session_id,
        started=local_time(started),
        region=started.region,
        minutes=started.minutes,
        played_s=None if ended is None else ended.played_ms / 1000,
        completed=None if ended is None else ended.completed,
        done=practised([one for one in own if isinstance(one, BoutDone)]),
        stops=tuple(summary.event for summary in own_stops),
        pops=sum(isinstance(one, PopNoted) for one in own),
        stiffness=(started.stiffness, None if after is None else after.stiffness),
        discomfort=(started.discomfort, None if after is None else float(after.discomfort)),
        mobility=None if after is None else after.mobility,
    )


def practised(bouts: Iterable[BoutDone]) -> tuple[Done, ...]:
    """How long each technique was held or swept, by side, in the order in which they first came."""
    seconds: dict[str, dict[str | None, float]] = {}
    for one in bouts:
        sides = seconds.setdefault(one.technique, {})
        sides[one.side] = sides.get(one.side, 0.0) + one.seconds
    return tuple(
        Done(
            technique=technique,
            left_s=sides.get("left"),
            right_s=sides.get("right"),
            both_s=sides.get(None),
        )
        for technique, sides in seconds.items()
    )


def local_time(entry: EntryBase) -> datetime:
    """The clock on the person's wall when the entry was made, without a zone."""
    return (
        entry.at.replace(tzinfo=None)
        - (entry.at.utcoffset() or timedelta())
        + timedelta(minutes=entry.utc_offset_minutes)
    )
