"""Entries for tests: one of every kind, and payloads as programs wrote them."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    AfterEntry,
    BoutDone,
    CheckIn,
    ClockPutRight,
    ClockSetBack,
    DamageAnswered,
    Entry,
    EntryBase,
    JournalRepaired,
    NextDay,
    PersonNamed,
    PlaceChosen,
    PopNoted,
    Reason,
    Reminders,
    ReviewConfirmed,
    ScreeningEntry,
    SelfAdjust,
    SessionEnded,
    SessionStarted,
    StopAnswered,
    StopEntry,
    UnreadStop,
    WeeklyChange,
    Withdrawn,
)

NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
OTHER = UUID("0a0a0a0a-0000-4000-8000-00000000000a")


def base(*, at: datetime = NOW) -> dict[str, object]:
    return dict(EntryBase(id=uuid4(), at=at, utc_offset_minutes=60, rules_version="1 ✓"))


def self_adjust(*, at: datetime = NOW) -> SelfAdjust:
    return SelfAdjust(id=uuid4(), at=at, utc_offset_minutes=60, rules_version="1")


def screening(answer: bool | float | str = 5.0, *, at: datetime = NOW) -> ScreeningEntry:
    return ScreeningEntry.model_validate(
        {**base(at=at), "answers": {"x": answer}, "asked": ("x",), "outcome": "allow"}
    )


def one_of_every_kind() -> list[Entry]:
    """With what JSON and databases are known to stumble over."""
    return [*_of_sessions(), *_notes()]


def _of_sessions() -> list[Entry]:
    session = {"session_id": OTHER, "technique": "t", "side": "left", "level": None}
    return [
        ScreeningEntry.model_validate(
            {
                **base(),
                "answers": {"a": True, "b": 1, "c": 5.0, "d": 0.1, "e": 1e-05, "f": "unsure", "ü": 1e300},
                "asked": ["a"],
                "outcome": "allow",
                "after_urge": False,
            }
        ),
        SessionStarted.model_validate(
            {
                **base(),
                "session_id": OTHER,
                "screening_id": OTHER,
                "region": "lumbar",
                "minutes": 8,
                "techniques": ["a", "b"],
                "stiffness": None,
                "discomfort": 0.1,
            }
        ),
        BoutDone.model_validate({**base(), **session, "seconds": 30.000000000000004}),
        StopEntry.model_validate(
            {
                **base(),
                **session,
                "stop_id": OTHER,
                "event": None,
                "segment_ms": 1,
                "session_ms": 86_400_000,
                "follow_up": {"settled": "unsure", "numb": True},
            }
        ),
        StopAnswered.model_validate(
            {
                **base(),
                "stop_ids": [OTHER],
                "event": "sharp_pain",
                "pain_now": 7.5,
                "follow_up": {"numb": False},
            }
        ),
        UnreadStop.model_validate({**base(), "raw": '{"kind":"stop","event":"\\u0000 "}'}),
        PopNoted.model_validate({**base(), "session_id": OTHER, "technique": None}),
        SessionEnded.model_validate({**base(), "session_id": OTHER, "completed": True, "played_ms": 0}),
        AfterEntry.model_validate(
            {**base(), "session_id": OTHER, "stiffness": 1, "discomfort": 0, "mobility": "same"}
        ),
    ]


def _notes() -> list[Entry]:
    supersedes = {"supersedes": OTHER}
    return [
        SelfAdjust.model_validate(base()),
        CheckIn.model_validate(
            {
                **base(),
                "day": date(2026, 3, 1),
                "discomfort": None,
                "self_adjusts": 0,
                "note": 'Grüße "\\ \n 背中 🙂 \u2028 </script>',
                **supersedes,
            }
        ),
        WeeklyChange.model_validate({**base(), "day": date(2026, 3, 1), "change": "worse"}),
        NextDay.model_validate({**base(), "session_id": OTHER, "settled": False}),
        Reason.model_validate({**base(), "text": ',"payload":{"id":1}} a\nb'}),
        ActivityNamed.model_validate({**base(), "name": "Treppen"}),
        ActivityRated.model_validate({**base(), "activity_id": OTHER, "day": date(2026, 3, 1), "score": 10}),
        Withdrawn.model_validate({**base(), **supersedes}),
        ReviewConfirmed.model_validate(base()),
        Reminders.model_validate({**base(), "on": True, "snoozed_until": date(2026, 12, 31)}),
        PersonNamed.model_validate({**base(), "name": "Ana"}),
        PlaceChosen.model_validate({**base(), "place": "uk_ireland"}),
        JournalRepaired.model_validate({**base(), "recovered": 12, "lost": None}),
        DamageAnswered.model_validate(
            {**base(), "damage_id": OTHER, "stopped_for_something_wrong": "unsure"}
        ),
        ClockSetBack.model_validate(base()),
        ClockPutRight.model_validate(base()),
    ]
