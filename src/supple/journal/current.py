"""Which entries stand: what was noted by mistake is kept, and counts no more.

Only notes can be corrected. Screenings, sessions and stops cannot: no correction opens what they close.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Entry,
    NextDay,
    SelfAdjust,
    WeeklyChange,
    Withdrawn,
    local_day,
)
from supple.journal.reading import Reading, once

# What takes the place of an entry of its own kind, and what may be taken back without anything in its place.
Correction = CheckIn | WeeklyChange | NextDay | ActivityRated
Correctable = SelfAdjust | ActivityNamed | Correction


@once
def current(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries that stand, in the order given: without those superseded, and without withdrawals."""
    gone = superseded_by(entries)
    standing = [one for one in entries if one.id not in gone and not isinstance(one, Withdrawn)]
    return Reading(standing) if isinstance(entries, Reading) else standing


def superseded_by(entries: Iterable[Entry]) -> dict[UUID, Entry]:
    """Each entry that stands no more, by id, with the one that superseded it."""
    every = list(entries)
    corrections = [one for one in every if isinstance(one, Withdrawn | Correction) and one.supersedes]
    if not corrections:
        return {}
    by_id = {one.id: one for one in every}
    found = ((by_id.get(one.supersedes), one) for one in corrections if one.supersedes is not None)
    return {old.id: new for old, new in found if old is not None and may_supersede(new, old)}


def may_supersede(new: Entry, old: Entry) -> bool:
    """Whether `new` is the kind of entry that can correct `old`."""
    if new.id == old.id:
        return False
    if isinstance(new, Withdrawn):
        return isinstance(old, Correctable)
    return isinstance(new, Correction) and type(new) is type(old)


def day_of(entry: Entry) -> date:
    """The day that an entry is about: the one it names, else the person's own day when it was made."""
    return entry.day if isinstance(entry, CheckIn | WeeklyChange | ActivityRated) else local_day(entry)
