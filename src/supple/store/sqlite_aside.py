"""Holds a damaged database file for itself, and keeps its bytes under another name."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.folder import FILE_MODE, sync_folder
from supple.store.mirror import mirror_of
from supple.store.real_file import real_path
from supple.store.sqlite_connect import connect
from supple.store.sqlite_failures import SQLITE_ERRORS

_ALONE = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_WAIT_S = 4.0
_COPIED_AT_ONCE = 1 << 20
# Neither an index nor a page that was emptied hides that a number was given.
_ANY_ENTRY = """
SELECT EXISTS (SELECT 1 FROM entry NOT INDEXED)
OR EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'entry' AND seq > 0)
"""


@contextmanager
def held_alone(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that keeps everybody else out; None where SQLite makes nothing of the file.

    Raises SuppleError where somebody else has it open.
    """
    connection = None
    try:
        if path.is_file():
            connection = _alone(path)
        yield connection
    finally:
        if connection is not None:
            connection.close()


def _alone(path: Path) -> sqlite3.Connection | None:
    connection = connect(path, "rw", wait_s=_WAIT_S)
    try:
        for statement in _ALONE:
            connection.execute(statement)
    except SQLITE_ERRORS as error:
        connection.close()
        if getattr(error, "sqlite_errorname", "").startswith(_BUSY):
            raise SuppleError(
                f"The database {path} is damaged, and held by another program; it was left as it is",
                fix="Close other windows of Supple or programs that have the file open, then try again",
            ) from error
        return None
    return connection


def has_entries(connection: sqlite3.Connection) -> bool:
    """Whether there is or was an entry, or what another program keeps; a file may have no tables yet."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= {"entry", "sqlite_sequence"}:
        return bool(tables)
    return bool(connection.execute(_ANY_ENTRY).fetchone()[0])


@contextmanager
def set_aside(path: Path, now: datetime, *, with_mirror: bool) -> Iterator[list[Path]]:
    """Copy what there is of a database to names that say when it was found damaged.

    The files stay open until the end: closing one would take SQLite's own locks off it. Raises SuppleError
    where there is no room.
    """
    real = real_path(path)
    sources = [real, real.with_name(real.name + "-wal"), *([mirror_of(path)] if with_mirror else [])]
    copies, opened = [], []
    try:
        for source in sources:
            if source.is_file() and source.stat().st_size:
                file = source.open("rb")
                opened.append(file)
                copies.append(_free_name(real, source.name.removeprefix(real.name), now))
                with os.fdopen(
                    os.open(copies[-1], os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE), "wb"
                ) as to:
                    shutil.copyfileobj(file, to, _COPIED_AT_ONCE)
                    to.flush()
                    os.fsync(to.fileno())
        sync_folder(real.parent)
        yield copies
    except BaseException as error:
        for copy in copies:
            copy.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise SuppleError(
            f"The database {path} is damaged, and could not be set aside ({error.strerror})",
            fix="Make room on that disk and give yourself the right to write there, then try again",
        ) from error
    finally:
        for file in opened:
            file.close()


def _free_name(real: Path, ending: str, now: datetime) -> Path:
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    for number in range(1000):
        name = real.with_name(f"{real.name}.damaged-{stamp}{f'-{number}' if number else ''}{ending}")
        if not name.exists():
            return name
    raise FileExistsError(17, "too many copies of that second", str(real))
