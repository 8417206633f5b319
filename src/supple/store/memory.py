"""Entries that were read before: rows are never changed, so only new ones have to be read again."""

import gc
from bisect import bisect
from collections.abc import Iterable, Sequence

from supple.journal.entry import Entry
from supple.journal.reading import Reading
from supple.store.kept_row import KeptRow
from supple.store.rows import to_entries

_FEW, _MANY = 64, 1000

Key = tuple[str, int]


class Run:
    """Entries in the order in which they happened, each with its moment and number to be ordered by."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.entries: list[Entry] = []

    def add(self, keys: Sequence[Key], entries: Sequence[Entry]) -> None:
        """Put more in. They mostly belong at the end."""
        if len(keys) > _FEW:
            self.keys += keys
            self.entries += entries
            self._sort()
            return
        for key, entry in zip(keys, entries, strict=True):
            place = bisect(self.keys, key)
            self.keys.insert(place, key)
            self.entries.insert(place, entry)

    def _sort(self) -> None:
        order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
        self.keys = [self.keys[index] for index in order]
        self.entries = [self.entries[index] for index in order]


class Memory:
    """What was read, as a whole and by kind. One thread at a time."""

    def __init__(self) -> None:
        self.last_seq = 0
        self._last_id = ""
        self._whole = Run()
        self._kinds: dict[str, Run] = {}
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
        keys, entries = [(row.at, row.seq) for row in rows], to_entries(rows)
        self._whole.add(keys, entries)
        parts: dict[str, tuple[list[Key], list[Entry]]] = {}
        for key, entry in zip(keys, entries, strict=True):
            of_kind = parts.setdefault(entry.kind, ([], []))
            of_kind[0].append(key)
            of_kind[1].append(entry)
        for kind, part in parts.items():
            self._kinds.setdefault(kind, Run()).add(*part)
        self.last_seq, self._last_id = rows[-1].seq, rows[-1].id
        self._reading = None
        if len(rows) > _MANY:
            # They stay for as long as the journal is open: the collector need not look through them again.
            gc.freeze()

    def reading(self) -> Reading:
        """All of it; the same object until there is something new."""
        if self._reading is None:
            self._reading = Reading(self._whole.entries)
        return self._reading

    def recall(self, kinds: Iterable[str] | None) -> list[Entry]:
        """A list of its own for whoever asks: all, or some kinds."""
        if kinds is None:
            return list(self._whole.entries)
        runs = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(runs) == 1:
            return list(runs[0].entries)
        merged = Run()
        for run in runs:
            merged.keys += run.keys
            merged.entries += run.entries
        merged._sort()  # noqa: SLF001 - the same class's
        return merged.entries
