"""Which notes of a self-adjust count: two presses within two minutes are one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from supple.journal.entry import Entry, SelfAdjust

SAME_WITHIN = timedelta(minutes=2)


def counted_adjusts(standing: Sequence[Entry]) -> list[tuple[int, SelfAdjust]]:
    """Those that count, with their places; one within two minutes of one that counts is that one again."""
    counted: list[tuple[int, SelfAdjust]] = []
    for place, entry in enumerate(standing):
        if isinstance(entry, SelfAdjust) and not (counted and is_same(counted[-1][1], entry.at)):
            counted.append((place, entry))
    return counted


def is_same(adjust: SelfAdjust, at: datetime) -> bool:
    """Whether another one noted at that moment is the same, pressed twice."""
    return abs(at - adjust.at) <= SAME_WITHIN
