"""Looks at a database file before anything is written to it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.damage import DamagedError
from supple.store.failures import explained
from supple.store.kept_row import KeptRow
from supple.store.mirror import mirror_of
from supple.store.real_file import real_path
from supple.store.revision import VERSION_TABLE, known
from supple.store.rows import to_entries
from supple.store.sqlite_connect import connect
from supple.store.sqlite_failures import explain

_ELSEWHERE = "name another folder with --data"
_REVISION = re.compile(r"\d{4}")
_ROWS_AT_ONCE = 1000
_FIRST_ROWS = (
    "SELECT seq, id, kind, at, utc_offset_minutes, rules_version, payload, received_at, NULL, '' FROM entry"
)


def is_missing(path: Path) -> bool:
    """Whether there is no database, or a file that nothing was written to."""
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def has_log(path: Path) -> bool:
    """Whether SQLite has something in a log beside the database."""
    real = real_path(path)
    log = real.with_name(real.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def look_at(path: Path) -> str | None:
    """The revision of a database file, None for an empty one; reads only, changes nothing.

    Raises DamagedError for a damaged file, SuppleError for a stranger's and for one from a newer program.
    """
    with explained(lambda error: explain(error, path)), looking(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {str(row[0]) for row in names}
        is_ours = mirror_of(path).exists()
        if not tables and not is_ours:
            return None
        _refuse_damaged(connection, path)
        if VERSION_TABLE not in tables:
            if is_ours:
                raise _damaged(path, "its tables are missing")
            raise SuppleError(
                f"The file {path} is a database of another program",
                fix="Name another folder with --data; this one was left as it is",
            )
        revision = revision_of(connection, path)
        if revision == "0001":
            _refuse_damaged_rows(connection, path)
    return revision


def revision_of(connection: sqlite3.Connection, path: Path) -> str:
    """The revision that a database says it has. Raises SuppleError for one of a newer program."""
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    revision = str(rows[0][0]) if rows else ""
    if not _REVISION.fullmatch(revision):
        raise _damaged(path, "its revision cannot be read")
    return known([revision], f"The database {path}", _ELSEWHERE)


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, unless a write that was cut short has to be undone first."""
    with closing(connect(path, "ro")) as connection:
        if not _is_half_written(connection):
            yield connection
            return
    with closing(connect(path, "rw")) as connection:
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
    """Let SQLite look through every page and index before anything is written."""
    result = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if result is None or result[0] != "ok":
        raise _damaged(path, str(result[0]) if result else "no answer")


def _refuse_damaged_rows(connection: sqlite3.Connection, path: Path) -> None:
    """What has no sums yet gets some only where it is understood: it is of programs before this."""
    # Closed at once: a statement that is not at its end keeps the file locked.
    with closing(connection.execute(f"{_FIRST_ROWS} ORDER BY seq")) as rows:
        _understand(rows, path)


def _understand(rows: sqlite3.Cursor, path: Path) -> None:
    try:
        while chunk := rows.fetchmany(_ROWS_AT_ONCE):
            to_entries([KeptRow(*row) for row in chunk])
    except (SuppleError, TypeError, ValueError, AttributeError):
        raise _damaged(path, "an entry cannot be understood") from None


def _damaged(path: Path, why: str) -> DamagedError:
    return DamagedError(
        f"The database {path} is damaged ({why})",
        fix="Move it and its -wal file to a safe place and start anew, or restore a backup",
    )
