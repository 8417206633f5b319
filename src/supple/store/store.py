"""The store: add entries, read them back oldest first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.journal.reading import Reading
from supple.store.chain import check_chain, check_each
from supple.store.damage import DamagedError
from supple.store.database import Database
from supple.store.journal_id import read_journal_id, refuse_another
from supple.store.keeping import keep
from supple.store.kept_row import KeptRow
from supple.store.memory import Memory
from supple.store.rows import fetched, kept_rows, same, to_entries, to_row
from supple.store.sums import first_sum
from supple.store.tables import ENTRY

_IDS_AT_ONCE = 500
# A bound, so that PostgreSQL goes by the index even before it knows how many rows there are.
_NEW_AT_ONCE = 1000

Result = TypeVar("Result")


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
        self._memory, self._last_sum = Memory(), first_sum(self.journal_id)
        self._lock = Lock()
        self._repairs, self._repairing = 0, Lock()

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep all of the entries or none; when it returns they are on disk.

        An entry that is already kept, with the same content, is fine. Raises EntryConflictError where an id
        is already taken by other content, SuppleError for a full or read-only disk, for a file that was
        replaced and for a server that is away.
        """
        rows = [to_row(entry) for entry in entries]
        kept = self._mended(lambda: self._add(rows))
        if kept:
            self.database.witness(self.journal_id, kept)

    def last_of(self, kind: str) -> Entry | None:
        """The entry of a kind that was kept last. Raises SuppleError as `entries` does."""
        return self._mended(lambda: self._last_of(kind))

    def _last_of(self, kind: str) -> Entry | None:
        with self._connected(self.database.reading) as connection:
            last = kept_rows(connection.dialect.name).where(ENTRY.c.kind == kind)
            rows = fetched(connection, last.order_by(ENTRY.c.seq.desc()).limit(1))
            for row in rows:
                self._check(connection, rows, ENTRY.c.seq == row.seq)
        return next(iter(to_entries(rows)), None)

    def _add(self, rows: Sequence[dict[str, Any]]) -> list[KeptRow]:
        with self._connected(self.database.writing) as connection:
            fresh = _fresh(rows, self._kept(connection, [row["id"] for row in rows]))
            if not fresh:
                return []
            return keep(connection, _received(fresh, self._clock), journal_id=self.journal_id)

    def entries(self, kinds: Iterable[str] | None = None) -> list[Entry]:
        """All entries, or those of some kinds, in the order in which they were kept.

        Raises SuppleError for a disk that cannot be read, a server that is away, and an entry from a newer
        program.
        """
        wanted = None if kinds is None else sorted(set(kinds))
        if wanted is not None and not self._memory.last_seq:
            return self._mended(lambda: self._some(wanted))
        with self._lock:
            self._mended(self._catch_up)
            return self._memory.recall(wanted)

    def reading(self) -> Reading:
        """All entries, in the order in which they were kept; the same object until one is added.

        Raises SuppleError as `entries` does.
        """
        with self._lock:
            self._mended(self._catch_up)
            return self._memory.reading()

    def prove(self) -> None:
        """Hold every row against its sum, so that what is damaged is mended. Raises SuppleError."""
        if self._memory.last_seq:
            self.reading()
        else:
            self._mended(self._prove)

    def _prove(self) -> None:
        with self._connected(self.database.reading) as connection:
            rows = kept_rows(connection.dialect.name).order_by(ENTRY.c.seq)
            with connection.execution_options(yield_per=_NEW_AT_ONCE).execute(rows) as found:
                first, place = first_sum(self.journal_id), self.database.place
                check_chain(cast("Iterable[KeptRow]", found), first, place)

    def _mended(self, work: Callable[[], Result]) -> Result:
        """Do it; where damage is met, have the journal put together anew and do it then."""
        repairs = self._repairs
        try:
            return work()
        except DamagedError:
            with self._repairing:
                # Two threads may meet the same damage.
                if self._repairs == repairs:
                    self.database.mend()
                    self._repairs += 1
            return work()

    @contextmanager
    def _connected(self, way: Callable[[], AbstractContextManager[Connection]]) -> Iterator[Connection]:
        """A connection to this journal and no other."""
        with self.database.explained(), way() as connection:
            refuse_another(connection, self.journal_id, self.database.place)
            yield connection

    def _some(self, kinds: Sequence[str]) -> list[Entry]:
        """Read these alone: whoever asks for a few before anything else does not wait for all."""
        with self._connected(self.database.reading) as connection:
            chosen = ENTRY.c.kind.in_(kinds)
            some = kept_rows(connection.dialect.name).where(chosen)
            rows = fetched(connection, some.order_by(ENTRY.c.seq))
            self._check(connection, rows, chosen)
        return to_entries(rows)

    def _check(self, connection: Connection, rows: Sequence[KeptRow], chosen: ColumnElement[bool]) -> None:
        first = first_sum(self.journal_id)
        check_each(connection, rows, chosen, first=first, place=self.database.place)

    def _catch_up(self) -> None:
        """Read what is new, from the last known entry on: a writer's number is its place in time."""
        with self._connected(self.database.reading) as connection:
            rows = kept_rows(connection.dialect.name).order_by(ENTRY.c.seq)
            while last_seq := self._memory.last_seq:
                new = fetched(connection, rows.where(ENTRY.c.seq >= last_seq).limit(_NEW_AT_ONCE))
                if not self._learn(new):
                    self._memory = Memory()
                elif len(new) < _NEW_AT_ONCE:
                    return
            self._last_sum = first_sum(self.journal_id)
            self._learn(fetched(connection, rows))

    def _learn(self, rows: Sequence[KeptRow]) -> bool:
        """Remember rows that hold; False where the first is not the last one that is remembered."""
        known = 1 if self._memory.last_seq else 0
        if known and not (rows and rows[0].sum == self._last_sum):
            return False
        check_chain(rows[known:], self._last_sum, self.database.place)
        if not self._memory.learn(rows):
            return False
        self._last_sum = rows[-1].sum if rows else self._last_sum
        return True

    def _kept(self, connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Those of the ids that are kept, as this program would keep them now."""
        kept: dict[str, dict[str, Any]] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            chosen = ENTRY.c.id.in_(ids[start : start + _IDS_AT_ONCE])
            rows = fetched(connection, kept_rows(connection.dialect.name).where(chosen))
            self._check(connection, rows, chosen)
            kept |= {str(entry.id): to_row(entry) for entry in to_entries(rows)}
        return kept

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


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


def _received(rows: Sequence[dict[str, Any]], clock: Clock) -> list[dict[str, Any]]:
    received = {"received_at": clock.now(), "received_offset_minutes": clock.utc_offset_minutes()}
    return [{**row, **received} for row in rows]


def filling(entries: Sequence[Entry], clock: Clock) -> Callable[[Connection, str], None]:
    """Keeps entries in a journal that is being made."""

    def fill(connection: Connection, journal_id: str) -> None:
        if entries:
            keep(connection, _received([to_row(entry) for entry in entries], clock), journal_id=journal_id)

    return fill
