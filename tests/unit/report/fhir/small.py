"""One small journal with something of everything, the same every time."""

from datetime import UTC, date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    AfterEntry,
    BoutDone,
    CheckIn,
    Entry,
    NextDay,
    PersonNamed,
    PopNoted,
    Reason,
    ScreeningEntry,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopEntry,
    WeeklyChange,
    Withdrawn,
)

BEGAN = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
SESSION = UUID(int=1001)
RULES = "2026.03-1"


class Stamp(TypedDict):
    """What every entry starts with."""

    id: UUID
    at: datetime
    utc_offset_minutes: int
    rules_version: str


def stamp(number: int, rules: str = RULES) -> Stamp:
    return Stamp(
        id=UUID(int=number),
        at=BEGAN + timedelta(minutes=number),
        utc_offset_minutes=60,
        rules_version=rules,
    )


def small() -> list[Entry]:
    """A first evening: named, screened, a session stopped; and the days after."""
    return [
        PersonNamed(**stamp(1), name="Ann O'Neil <ann>"),
        Reason(**stamp(2), text="Stiff in the morning & after work"),
        ActivityNamed(**stamp(3), name="Gardening"),
        ScreeningEntry(
            **stamp(4),
            answers={"herniated_disc": False, "osteopenia": "unsure", "pain_now": 2.5, "an_old_one": True},
            asked=("herniated_disc", "pain_now"),
            outcome="gentle",
            after_urge=True,
        ),
        SessionStarted(
            **stamp(5),
            session_id=SESSION,
            screening_id=UUID(int=4),
            region="lower",
            minutes=10,
            techniques=("knee-twist",),
            stiffness=4,
            discomfort=2.5,
        ),
        _bout(6, "left", 30),
        _bout(7, "right", 12.5),
        PopNoted(**stamp(8), session_id=SESSION, technique="knee-twist"),
        _stop(9, None, None),
        _stop(10, "sharp_pain", 5.0),
        SessionEnded(**stamp(11), session_id=SESSION, completed=False, played_ms=95_400),
        AfterEntry(**stamp(12), session_id=SESSION, stiffness=3, discomfort=3, mobility="same"),
        SelfAdjust(**stamp(13)),
        SelfAdjust(**stamp(14)),
        Withdrawn(**stamp(15), supersedes=UUID(int=14)),
        CheckIn(**stamp(16), day=date(2026, 3, 2), discomfort=9, self_adjusts=9, note="a slip"),
        CheckIn(
            **stamp(17),
            day=date(2026, 3, 2),
            discomfort=3,
            self_adjusts=1,
            note="Long drive",
            supersedes=UUID(int=16),
        ),
        NextDay(**stamp(18), session_id=SESSION, settled=True),
        ActivityRated(**stamp(19), activity_id=UUID(int=3), day=date(2026, 3, 3), score=6),
        WeeklyChange(**stamp(20), day=date(2026, 3, 9), change="better"),
    ]


def _bout(number: int, side: str, seconds: float) -> BoutDone:
    return BoutDone.model_validate(
        {
            **stamp(number),
            "session_id": SESSION,
            "technique": "knee-twist",
            "side": side,
            "level": None,
            "seconds": seconds,
        }
    )


def _stop(number: int, event: str | None, pain_now: float | None) -> StopEntry:
    return StopEntry(
        **stamp(number),
        session_id=SESSION,
        stop_id=UUID(int=1002),
        event=event,
        technique="knee-twist",
        side="right",
        level=None,
        segment_ms=12_500,
        session_ms=95_400,
        pain_now=pain_now,
        follow_up={} if event is None else {"numb_between_legs": False},
    )
