"""The activities that a person wants back, and how well they go over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from supple.journal.entry import ActivityNamed, ActivityRated, Entry
from supple.journal.reading import counted_day


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity, and its scores from 0, not at all, to 10, as before; oldest first, one a day."""

    id: UUID
    name: str
    since: date
    scores: tuple[tuple[date, int], ...]


def activities(standing: Sequence[Entry]) -> list[Activity]:
    """The activities among entries that stand, in the order in which they were named."""
    scores: dict[UUID, dict[date, int]] = {}
    for one in standing:
        if isinstance(one, ActivityRated):
            scores.setdefault(one.activity_id, {})[counted_day(one, standing)] = one.score
    return [
        Activity(
            id=one.id,
            name=one.name,
            since=counted_day(one, standing),
            scores=tuple(sorted(scores.get(one.id, {}).items())),
        )
        for one in standing
        if isinstance(one, ActivityNamed)
    ]
