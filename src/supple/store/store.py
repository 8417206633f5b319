"""The store: add entries, read them back oldest first."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.engine import sqlite_engine, writing
from supple.store.failures import explained
from supple.store.folder import prepare_file, prepare_folder
from supple.store.revision import HEAD, create, look_at, upgrade
from supple.store.rows import same, to_entry, to_row
from supple.store.tables import ENTRY


class EntryConflictError(SuppleError):
    """An id that is already taken by other content."""


class Store:
    """Entries in one database file. Safe to use from several threads."""

    def __init__(self, *, engine: Engine, path: Path, clock: Clock) -> None:
        self._engine = engine
        self._path = path
        self._clock = clock

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep all of the entries or none; when it returns they are on disk.

        An entry that is already kept, with the same content, is fine. Raises EntryConflictError where an id
        is already taken by other content, SuppleError for a full, read-only or damaged disk.
        """
        with explained(self._path), writing(self._engine) as connection:
            for entry in entries:
                self._add_one(connection, entry)

    def _add_one(self, connection: Connection, entry: Entry) -> None:
        row = to_row(entry)
        kept = connection.execute(select(ENTRY).where(ENTRY.c.id == row["id"])).mappings().first()
        if kept is None:
            connection.execute(insert(ENTRY).values(**row, received_at=self._clock.now()))
        elif not same(row, kept):
            raise EntryConflictError(
                f"The id {row['id']} already belongs to another entry ({kept['kind']})",
                fix="Give every entry an id of its own; what was kept before is unchanged",
            )

    def entries(self, kinds: Iterable[str] | None = None) -> list[Entry]:
        """All entries, or those of some kinds, in the order in which they happened."""
        wanted = select(ENTRY).order_by(ENTRY.c.at, ENTRY.c.seq)
        if kinds is not None:
            wanted = wanted.where(ENTRY.c.kind.in_(sorted(kinds)))
        with explained(self._path), self._engine.connect() as connection:
            return [to_entry(row) for row in connection.execute(wanted).mappings()]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def open_store(path: Path, *, clock: Clock) -> Store:
    """Open, lay out or bring up to date the database file.

    Raises SuppleError where that is not possible; a damaged file is not touched.
    """
    prepare_folder(path.parent)
    prepare_file(path)
    revision = look_at(path)
    with ExitStack() as undo:
        engine = sqlite_engine(path)
        undo.callback(engine.dispose)
        if revision != HEAD:
            _bring_to_head(engine, path)
        with explained(path), writing(engine):
            pass  # a file that can only be read is found out now, not after a session
        undo.pop_all()
    return Store(engine=engine, path=path, clock=clock)


def _bring_to_head(engine: Engine, path: Path) -> None:
    """Create or upgrade under the write lock; another program may have done it meanwhile."""
    with explained(path), writing(engine) as connection:
        revision = look_at(path)
        if revision is None:
            create(connection)
        elif revision != HEAD:
            upgrade(connection)
