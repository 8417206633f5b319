"""The store: add entries, read them back oldest first."""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.journal.reading import Reading
from supple.store.database import Database
from supple.store.journal_id import read_journal_id, refuse_another
from supple.store.keeping import keep
from supple.store.memory import Memory
from supple.store.rows import fetched, kept_rows, same, to_entries, to_row
from supple.store.tables import ENTRY

_IDS_AT_ONCE = 500
# A bound, so that PostgreSQL goes by the index even before it knows how many rows there are.
_NEW_AT_ONCE = 1000


class EntryConflictError(SuppleError):
    """An id that is already taken by other content."""


class Store:
    """One journal's entries. Safe to use from several threads, and beside other processes.

    It never writes to, nor reads from, a place that holds another journal than the one it was opened for.
    """

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self.database = database
        with database.explained(), database.reading() as connection:
            self.journal_id = read_journal_id(connection, database.place)
        self._clock = clock
        self._memory = Memory()
        self._lock = Lock()

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep all of the entries or none; when it returns they are on disk.

        An entry that is already kept, with the same content, is fine. Raises EntryConflictError where an id
        is already taken by other content, SuppleError for a full, read-only or damaged disk, and for a
        server that is away.
        """
        rows = [to_row(entry) for entry in entries]
        with self.database.explained(), self.database.writing() as connection:
            refuse_another(connection, self.journal_id, self.database.place)
            kept = _kept(connection, [row["id"] for row in rows])
            fresh = _fresh(rows, kept)
            if fresh:
                keep(connection, [{**row, **self._received()} for row in fresh], journal_id=self.journal_id)

    def _received(self) -> dict[str, Any]:
        clock = self._clock
        return {"received_at": clock.now(), "received_offset_minutes": clock.utc_offset_minutes()}

    def entries(self, kinds: Iterable[str] | None = None) -> list[Entry]:
        """All entries, or those of some kinds, in the order in which they were kept.

        Raises SuppleError for a damaged disk, a server that is away, and an entry from a newer program.
        """
        wanted = None if kinds is None else sorted(set(kinds))
        if wanted is not None and not self._memory.last_seq:
            return self._some(wanted)
        with self._lock:
            self._catch_up()
            return self._memory.recall(wanted)

    def reading(self) -> Reading:
        """All entries, in the order in which they were kept; the same object until one is added.

        Raises SuppleError as `entries` does.
        """
        with self._lock:
            self._catch_up()
            return self._memory.reading()

    def _some(self, kinds: Sequence[str]) -> list[Entry]:
        """Read these alone: whoever asks for a few before anything else does not wait for all."""
        with self.database.explained(), self.database.reading() as connection:
            refuse_another(connection, self.journal_id, self.database.place)
            some = kept_rows(connection.dialect.name).where(ENTRY.c.kind.in_(kinds))
            rows = fetched(connection, some.order_by(ENTRY.c.seq))
        return to_entries(rows)

    def _catch_up(self) -> None:
        """Read what is new, from the last known entry on: a writer's number is its place in time."""
        with self.database.explained(), self.database.reading() as connection:
            refuse_another(connection, self.journal_id, self.database.place)
            rows = kept_rows(connection.dialect.name).order_by(ENTRY.c.seq)
            while last_seq := self._memory.last_seq:
                new = fetched(connection, rows.where(ENTRY.c.seq >= last_seq).limit(_NEW_AT_ONCE))
                if not self._memory.learn(new):
                    self._memory = Memory()
                elif len(new) < _NEW_AT_ONCE:
                    return
            self._memory.learn(fetched(connection, rows))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def _kept(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Those of the ids that are kept, as this program would keep them now."""
    kept: dict[str, dict[str, Any]] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = ENTRY.c.id.in_(ids[start : start + _IDS_AT_ONCE])
        rows = fetched(connection, kept_rows(connection.dialect.name).where(some))
        kept |= {str(entry.id): to_row(entry) for entry in to_entries(rows)}
    return kept


def _fresh(rows: Sequence[dict[str, Any]], kept: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are not kept yet. Raises EntryConflictError for an id that says something else."""
    fresh: dict[str, dict[str, Any]] = {}
    for row in rows:
        before = kept.get(row["id"]) or fresh.get(row["id"])
        if before is None:
            fresh[row["id"]] = row
        elif not same(row, before):
            raise EntryConflictError(
                f"The id {row['id']} already belongs to another entry ({before['kind']})",
                fix="Give every entry an id of its own; what was kept before is unchanged",
            )
    return list(fresh.values())
