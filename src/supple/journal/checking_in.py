"""What a check-in asks today, and when the first page may remind of it. Nothing here counts absences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from supple.journal.activities import Activity, activities
from supple.journal.current import current
from supple.journal.days import stated_day
from supple.journal.entry import (
    CheckIn,
    Entry,
    EntryBase,
    NextDay,
    Reason,
    Reminders,
    SelfAdjust,
    SessionStarted,
    WeeklyChange,
)
from supple.journal.reading import counted_day

Noted = TypeVar("Noted", bound=EntryBase)

A_WEEK = timedelta(days=7)
# Later than that nobody remembers whether it was back to normal the day after.
NEXT_DAY_ASKED_FOR = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What the check-in of a day shows.

    said: what was said already. noted: self-adjusts noted one by one on that day. session: the one to ask
    about the day after, or None. week: whether the weekly question is due, or answered on that day.
    """

    day: date
    said: CheckIn | None
    noted: tuple[SelfAdjust, ...]
    session: SessionStarted | None
    settled: NextDay | None
    week: bool
    change: WeeklyChange | None
    activities: tuple[Activity, ...]
    reason: str | None
    reminders: Reminders | None


def asks(entries: Sequence[Entry], *, day: date, today: date) -> Asks:
    """What to ask about `day`; the weekly questions and those about a session only for today."""
    standing = current(entries)
    change = _last(standing, WeeklyChange)
    session = _session_to_ask_about(standing, today) if day == today else None
    began = next((counted_day(entry, standing) for entry in standing), today)
    since = began if change is None else max(began, counted_day(change, standing))
    is_of_today = change is not None and counted_day(change, standing) == day
    return Asks(
        day=day,
        said=_check_in_of(standing, day),
        noted=tuple(
            one for one in standing if isinstance(one, SelfAdjust) and counted_day(one, standing) == day
        ),
        session=session,
        settled=None if session is None else _settled(standing, session),
        week=day == today and (is_of_today or today - since >= A_WEEK),
        change=change if is_of_today else None,
        activities=tuple(activities(standing)),
        reason=reason(standing),
        reminders=_last(standing, Reminders),
    )


def reason(standing: Sequence[Entry]) -> str | None:
    """What brought the person here, as they last put it."""
    newest = _last(standing, Reason)
    return None if newest is None else newest.text


def reminds(entries: Sequence[Entry], *, today: date) -> bool:
    """Whether the first page may offer the check-in: wanted, not put off, and not done today."""
    newest = _last(entries, Reminders)
    if newest is None or not newest.on:
        return False
    said_on = counted_day(newest, entries)
    # No further than it was put off: the day that was named may have come from a clock that was ahead.
    put_off = newest.snoozed_until is not None and today < min(
        newest.snoozed_until, said_on + (newest.snoozed_until - stated_day(newest))
    )
    return not put_off and _check_in_of(current(entries), today) is None


def _check_in_of(standing: Sequence[Entry], day: date) -> CheckIn | None:
    """What was said last of a day, also by a clock that was ahead."""
    said = (one for one in reversed(standing) if isinstance(one, CheckIn))
    return next((one for one in said if counted_day(one, standing) == day), None)


def _session_to_ask_about(standing: Sequence[Entry], today: date) -> SessionStarted | None:
    """The latest session of an earlier day, while it can be remembered; also if it was answered today."""
    session = next(
        (
            one
            for one in reversed(standing)
            if isinstance(one, SessionStarted) and counted_day(one, standing) < today
        ),
        None,
    )
    if session is None or today - counted_day(session, standing) > NEXT_DAY_ASKED_FOR:
        return None
    answer = _settled(standing, session)
    return session if answer is None or counted_day(answer, standing) == today else None


def _settled(standing: Sequence[Entry], session: SessionStarted) -> NextDay | None:
    answers = (one for one in reversed(standing) if isinstance(one, NextDay))
    return next((one for one in answers if one.session_id == session.session_id), None)


def _last(entries: Sequence[Entry], kind: type[Noted]) -> Noted | None:
    return next((one for one in reversed(entries) if isinstance(one, kind)), None)
