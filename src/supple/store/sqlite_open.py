"""Opens a database file: looks before it touches, and lays it out or brings it up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.store.failures import explained
from supple.store.folder import prepare_file, prepare_folder
from supple.store.journal_id import new_journal_id
from supple.store.revision import HEAD, VERSION_TABLE, bring_to_head, known
from supple.store.sqlite import SqliteDatabase, sqlite_engine
from supple.store.sqlite_failures import explain
from supple.store.store import Store

_ELSEWHERE = "name another folder with --data"


def open_store(path: Path, *, clock: Clock, journal_id: str | None = None) -> Store:
    """Open, lay out or bring up to date the database file. The id is for a journal that has none yet.

    Raises SuppleError where that is not possible; a damaged file is not touched.
    """
    prepare_folder(path.parent)
    prepare_file(path)
    revision = look_at(path)
    with ExitStack() as undo:
        database = SqliteDatabase(path=path, engine=sqlite_engine(path))
        undo.callback(database.close)
        # A file that can only be read is found out now, not after a session.
        with database.explained(), database.writing() as connection:
            if revision != HEAD:
                # Another program may have done it meanwhile.
                bring_to_head(connection, look_at(path), journal_id or new_journal_id())
        undo.pop_all()
    return Store(database=database, clock=clock)


def look_at(path: Path) -> str | None:
    """The revision of a database file, None for an empty one; reads only, changes nothing.

    Raises SuppleError for a damaged file, a stranger's database, and one from a newer program.
    """
    with explained(lambda error: explain(error, path)), _looking(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {str(row[0]) for row in found}
        if not tables:
            return None
        _refuse_damaged(connection, path)
        if VERSION_TABLE not in tables:
            raise SuppleError(
                f"The file {path} is a database of another program",
                fix="Name another folder with --data; this one was left as it is",
            )
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return known([str(row[0]) for row in rows], f"The database {path}", _ELSEWHERE)


def peek_journal_id(path: Path) -> str | None:
    """The id of the journal in a file, None where it cannot be told; reads only."""
    try:
        with _looking(path) as connection:
            ids = connection.execute("SELECT id FROM journal").fetchall()
    except sqlite3.Error:
        return None
    return str(ids[0][0]) if len(ids) == 1 else None


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, unless a write that was cut short has to be undone first."""
    address = f"{path.absolute().as_uri()}?mode="
    with closing(sqlite3.connect(address + "ro", uri=True)) as connection:
        if not _is_half_written(connection):
            yield connection
            return
    with closing(sqlite3.connect(address + "rw", uri=True)) as connection:
        yield connection


def _is_half_written(connection: sqlite3.Connection) -> bool:
    """Whether a program was killed before WAL: as it went over to it, with a journal left to roll back."""
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
        return True
    return False


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """Let SQLite look through every page before anything is written."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise SuppleError(
            f"The database {path} is damaged ({found[0] if found else 'no answer'}); it was left as it is",
            fix="Move it and its -wal file to a safe place and start anew, or restore a backup",
        )
