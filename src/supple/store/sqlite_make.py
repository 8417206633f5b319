"""Makes a database file beside its place, and moves it in when it is whole and on disk."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from supple.base.errors import SuppleError
from supple.store.failures import explained
from supple.store.folder import FILE_MODE, names_in, sync_folder
from supple.store.folder_lock import try_lock
from supple.store.real_file import real_path
from supple.store.revision import create
from supple.store.sqlite import sqlite_engine
from supple.store.sqlite_failures import explain

Fill = Callable[[Connection, str], object]
_ENDING = ".sqlite3-making"
# Mirrors and tombstones, which are written under the folder's lock.
_HALF_WRITTEN = re.compile(r"\.(?:supple.*\.sqlite3-mirror|removed-journals)\.[^.]+\.part")
# Nobody reads it before it is whole, so there is nothing to roll back; it is synced once, at the end.
_SETTINGS = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", "PRAGMA recursive_triggers = ON")


@contextmanager
def made_beside(path: Path, journal_id: str, fill: Fill) -> Iterator[Path]:
    """A whole new database on disk under a name of its own, to be moved to `path`; gone if it was not.

    Raises SuppleError, and what `fill` raises.
    """
    part = path.with_name(f"supple-{os.urandom(8).hex()}{_ENDING}")
    with explained(lambda error: explain(error, path)):
        try:
            # Kept open until the end: the lock tells others that this is no leftover.
            opened = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE)
        except OSError as error:
            raise cannot_be_made(path, error) from error
        try:
            try_lock(opened)
            engine = sqlite_engine(part, _SETTINGS)
            try:
                with engine.begin() as connection:
                    create(connection, journal_id)
                    fill(connection, journal_id)
            finally:
                engine.dispose()
            _sync(path, opened)
            yield part
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            os.close(opened)


def _sync(path: Path, opened: int) -> None:
    try:
        os.fsync(opened)
    except OSError as error:
        raise cannot_be_made(path, error) from error


def move_in(part: Path, path: Path) -> None:
    """Put a database that is whole in its place; on disk when it returns. Raises SuppleError."""
    try:
        part.replace(real_path(path))
        sync_folder(real_path(path).parent)
    except OSError as error:
        raise cannot_be_made(path, error) from error


def cannot_be_made(path: Path, error: OSError) -> SuppleError:
    """What to say where there is no place for a database."""
    return SuppleError(
        f"The database {path} cannot be made ({error.strerror}); nothing was kept of this",
        fix="Make room there. Give yourself the right to write to its folder, or name another with --data",
    )


def sweep(folder: Path) -> None:
    """Delete what killed programs had begun to make. Under the folder's lock. Raises SuppleError."""
    for name in names_in(folder):
        with suppress(OSError):
            if name.startswith("supple-") and name.endswith(_ENDING):
                _delete_leftover(folder / name)
            elif _HALF_WRITTEN.fullmatch(name):
                (folder / name).unlink()


def _delete_leftover(part: Path) -> None:
    opened = os.open(part, os.O_RDWR)
    try:
        if try_lock(opened):
            part.unlink()
    finally:
        os.close(opened)
