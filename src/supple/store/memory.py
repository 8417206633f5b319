"""Entries that were read before: rows are never changed, so only new ones have to be read again."""

import gc
from collections.abc import Iterable, Sequence
from datetime import datetime

from supple.journal.days import Days, Received
from supple.journal.entry import Entry
from supple.journal.reading import Reading
from supple.store.kept_row import KeptRow
from supple.store.rows import nothing_collected, to_entries

_MANY = 1000


class Memory:
    """What was read, in the order of keeping, as a whole and by kind. One thread at a time."""

    def __init__(self) -> None:
        self.last_seq = 0
        self._last_id = ""
        self._whole: list[Entry] = []
        self._places: dict[str, list[int]] = {}
        self._days = Days()
        self._reading: Reading | None = None

    def learn(self, rows: Sequence[KeptRow]) -> bool:
        """Take in rows from `last_seq` on, that one included, in the order of their numbers.

        False where that one is not what it was: then this is another journal than the one remembered.
        """
        if self.last_seq:
            if not rows or (rows[0].seq, rows[0].id) != (self.last_seq, self._last_id):
                return False
            rows = rows[1:]
        if rows:
            self._take_in(rows)
        return True

    def _take_in(self, rows: Sequence[KeptRow]) -> None:
        with nothing_collected():
            for row, entry in zip(rows, to_entries(rows), strict=True):
                self._days.learn(entry, received(row, entry), earlier=self._whole)
                self._places.setdefault(entry.kind, []).append(len(self._whole))
                self._whole.append(entry)
        self.last_seq, self._last_id = rows[-1].seq, rows[-1].id
        self._reading = None
        if len(rows) > _MANY:
            # They stay for as long as the journal is open: the collector need not look through them again.
            gc.freeze()

    def reading(self) -> Reading:
        """All of it; the same object until there is something new."""
        if self._reading is None:
            self._reading = Reading(self._whole, days=self._days)
        return self._reading

    def recall(self, kinds: Iterable[str] | None) -> list[Entry]:
        """A list of its own for whoever asks: all, or some kinds."""
        if kinds is None:
            return list(self._whole)
        places = sorted(place for kind in kinds for place in self._places.get(kind, ()))
        return [self._whole[place] for place in places]


def received(row: KeptRow, entry: Entry) -> Received:
    """When a row was kept; the zone is the entry's own where the row does not say it."""
    offset = row[8]
    return Received(
        at=datetime.fromisoformat(
            row[7] + "+00:00"
        ),  # by place: of rows that the engine made, names are slow
        utc_offset_minutes=entry.utc_offset_minutes if offset is None else offset,
    )
