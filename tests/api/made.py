"""Entries as JSON, made by hand."""

from typing import Any
from uuid import UUID, uuid4

SESSION = str(UUID(int=7, version=4))
DAY = "2026-03-02"

Made = dict[str, Any]


def made(kind: str, **fields: object) -> Made:
    """An entry of that kind with an id of its own; everything but `fields` is plain."""
    shared = {"kind": kind, "id": str(uuid4()), "at": f"{DAY}T16:00:00Z", "utc_offset_minutes": 60}
    return {**shared, "rules_version": "1", **_PLAIN.get(kind, {}), **fields}


_PLAIN: dict[str, Made] = {
    "session_started": {
        "session_id": SESSION,
        "screening_id": SESSION,
        "region": "lower",
        "minutes": 8,
        "techniques": ["knee-twist"],
        "stiffness": 2,
        "discomfort": 2,
    },
    "session_ended": {"session_id": SESSION, "completed": True, "played_ms": 1000},
    "bout_done": {
        "session_id": SESSION,
        "technique": "knee-twist",
        "side": "left",
        "level": None,
        "seconds": 30,
    },
    "stop": {
        "session_id": SESSION,
        "stop_id": SESSION,
        "event": "sharp_pain",
        "technique": "knee-twist",
        "side": "left",
        "level": None,
        "segment_ms": 1,
        "session_ms": 1,
    },
    "screening": {"answers": {"pain_now": 2}, "asked": ["pain_now"], "outcome": "allow"},
    "after": {"session_id": SESSION, "stiffness": 1, "discomfort": 1, "mobility": "same"},
    "pop_noted": {"session_id": SESSION, "technique": None},
    "next_day": {"session_id": SESSION, "settled": True},
    "check_in": {"day": DAY, "discomfort": 3, "self_adjusts": 1, "note": None},
    "weekly_change": {"day": DAY, "change": "same"},
    "activity_rated": {"activity_id": SESSION, "day": DAY, "score": 3},
    "activity_named": {"name": "Stairs"},
    "person_named": {"name": "Ann"},
    "reason": {"text": "Stiff"},
    "place_chosen": {"place": "uk_ireland"},
    "reminders": {"on": True, "snoozed_until": None},
    "withdrawn": {"supersedes": SESSION},
}
