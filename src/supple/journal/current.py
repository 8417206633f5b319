"""Which entries stand: what was noted by mistake is kept, and counts no more.

Only notes can be corrected. Screenings, sessions and stops cannot: no correction opens what they close.
What was answered to a stop can be answered again for a few seconds, as a slip of the finger; the stop stays.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Entry,
    NextDay,
    SelfAdjust,
    StopEntry,
    WeeklyChange,
    Withdrawn,
)
from supple.journal.reading import once, part_of

# What takes the place of an entry of its own kind, and what may be taken back without anything in its place.
Correction = CheckIn | WeeklyChange | NextDay | ActivityRated
Correctable = SelfAdjust | ActivityNamed | Correction
# Ten seconds by the player's own clock, and what the moments of two entries may differ by beyond that.
STOP_ANSWERED_AGAIN_WITHIN = timedelta(seconds=15)


@once
def current(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries that stand, in the order given: without those superseded, and without withdrawals."""
    gone = superseded_by(entries)
    standing = [one for one in entries if one.id not in gone and not isinstance(one, Withdrawn)]
    return part_of(entries, standing)


@once
def superseded_by(entries: Sequence[Entry]) -> Mapping[UUID, Entry]:
    """Each entry that stands no more, by id, with the one that superseded it."""
    corrections = [
        entry
        for entry in entries
        if isinstance(entry, Withdrawn | Correction | StopEntry) and entry.supersedes
    ]
    if not corrections:
        return {}
    places = {entry.id: place for place, entry in enumerate(entries)}
    superseded: dict[UUID, Entry] = {}
    for correction in corrections:
        place = None if correction.supersedes is None else places.get(correction.supersedes)
        if place is None or not may_supersede(correction, entries[place]):
            continue
        # Two answers that name each other are not both gone, or the stop would be.
        if place < places[correction.id] or not isinstance(correction, StopEntry):
            superseded[entries[place].id] = correction
    return superseded


def may_supersede(new: Entry, old: Entry) -> bool:
    """Whether `new` is the kind of entry that can correct `old`."""
    if new.id == old.id:
        return False
    if isinstance(new, Withdrawn):
        return isinstance(old, Correctable)
    if isinstance(new, StopEntry):
        return isinstance(old, StopEntry) and _answers_again(new, old)
    return isinstance(new, Correction) and type(new) is type(old)


def _answers_again(new: StopEntry, old: StopEntry) -> bool:
    """Whether both answer the same stop: the second soon after the first, or with more on the same event."""
    both_answer = new.event is not None and old.event is not None
    soon = timedelta(0) <= new.at - old.at <= STOP_ANSWERED_AGAIN_WITHIN
    adds = new.event == old.event and old.pain_now is None and not any(old.follow_up.values())
    same_stop = (new.session_id, new.stop_id) == (old.session_id, old.stop_id)
    return both_answer and same_stop and (soon or adds)
