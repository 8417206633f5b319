"""The journal as a person reads it: days, newest first, each with what was noted. No verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple.journal.entry import (
    AfterEntry,
    BoutDone,
    Entry,
    EntryBase,
    PopNoted,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopEntry,
    local_day,
)


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


def diary(entries: Sequence[Entry]) -> list[Day]:
    """All days on which something was noted, newest first."""
    sessions: dict[date, list[Session]] = {}
    adjusts: dict[date, list[datetime]] = {}
    for one in entries:
        if isinstance(one, SessionStarted):
            sessions.setdefault(local_day(one), []).append(session(one, entries))
        elif isinstance(one, SelfAdjust):
            adjusts.setdefault(local_day(one), []).append(local_time(one))
    return [
        Day(day=day, sessions=tuple(sessions.get(day, ())), self_adjusts=tuple(adjusts.get(day, ())))
        for day in sorted({*sessions, *adjusts}, reverse=True)
    ]


def last_session(entries: Sequence[Entry]) -> Session | None:
    """The last session that was begun, or None."""
    started = next((one for one in reversed(entries) if isinstance(one, SessionStarted)), None)
    return None if started is None else session(started, entries)


def session(started: SessionStarted, entries: Sequence[Entry]) -> Session:
    """Everything noted of one session."""
    own = [one for one in entries if getattr(one, "session_id", None) == started.session_id]
    after = next((one for one in reversed(own) if isinstance(one, AfterEntry)), None)
    ended = next((one for one in reversed(own) if isinstance(one, SessionEnded)), None)
    return Session(
        id=started.session_id,
        started=local_time(started),
        region=started.region,
        minutes=started.minutes,
        played_s=None if ended is None else ended.played_ms / 1000,
        completed=None if ended is None else ended.completed,
        done=_done([one for one in own if isinstance(one, BoutDone)]),
        stops=_stops([one for one in own if isinstance(one, StopEntry)]),
        pops=sum(isinstance(one, PopNoted) for one in own),
        stiffness=(started.stiffness, None if after is None else after.stiffness),
        discomfort=(started.discomfort, None if after is None else float(after.discomfort)),
        mobility=None if after is None else after.mobility,
    )


def _done(bouts: Sequence[BoutDone]) -> tuple[Done, ...]:
    def seconds(technique: str, side: str | None) -> float | None:
        found = [one.seconds for one in bouts if one.technique == technique and one.side == side]
        return sum(found) if found else None

    return tuple(
        Done(
            technique=technique,
            left_s=seconds(technique, "left"),
            right_s=seconds(technique, "right"),
            both_s=seconds(technique, None),
        )
        for technique in dict.fromkeys(one.technique for one in bouts)
    )


def _stops(pressed: Sequence[StopEntry]) -> tuple[str | None, ...]:
    """The last thing said of each stop."""
    said: dict[UUID, str | None] = {}
    for one in pressed:
        said[one.stop_id] = one.event or said.get(one.stop_id)
    return tuple(said.values())


def local_time(entry: EntryBase) -> datetime:
    """The clock on the person's wall when the entry was made, without a zone."""
    return (
        entry.at.replace(tzinfo=None)
        - (entry.at.utcoffset() or timedelta())
        + timedelta(minutes=entry.utc_offset_minutes)
    )
