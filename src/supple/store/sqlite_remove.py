"""Deletes a database file with all that belongs to it, so that a crash midway leaves no half of it in use."""

import sqlite3
from glob import escape as glob_escape
from pathlib import Path
from threading import Event

from supple.base.errors import SuppleError
from supple.store.folder import FILE_MODE, names_in, sync_folder

_BESIDE = ("-wal", "-shm", "-journal")
# The mirror, and copies of what was damaged.
_MORE = ("-mirror*", ".damaged-*", "-wal-held-*")
# A database under this name is being deleted: nobody opens it, and whoever finds it goes on deleting.
_GOING = "-removed"
_TRIES, _PAUSE_S = 80, 0.05


def parts_of(path: Path) -> dict[Path, int]:
    """What there is of a database, with sizes in bytes; a link and what it points at both count."""
    return {part: part.lstat().st_size for part in _family(path)}


def let_go(path: Path) -> None:
    """Make sure that nobody else has the database open: they would write to a file without a name.

    Raises SuppleError where somebody still has it after a while.
    """
    if not path.is_file():
        return
    for _ in range(_TRIES):
        if _is_ours_alone(path):
            return
        Event().wait(_PAUSE_S)
    raise SuppleError(
        f"The database {path} is held by another program; nothing was deleted",
        fix="Close other windows of Supple or programs that have the file open, then try again",
    )


def _is_ours_alone(path: Path) -> bool:
    """In this mode SQLite lets nobody in but a single user; it changes nothing in the file."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
    )
    try:
        for statement in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK"):
            connection.execute(statement)
    except sqlite3.Error as error:
        # A damaged file may be deleted; one in use says that it is.
        return not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    finally:
        connection.close()
    return True


def take_away(path: Path) -> None:
    """Delete it: out of use in one step, then piece by piece, and last what says so. Raises SuppleError."""
    real = path.resolve()
    try:
        if real.exists():
            real.replace(_going(real))
        elif _family(path):
            _going(real).touch(mode=FILE_MODE)
        for part in _family(path):
            part.unlink(missing_ok=True)
        for folder in filter(Path.is_dir, {real.parent, path.parent}):
            sync_folder(folder)
    except OSError as error:
        raise SuppleError(
            f"The database {path} could not be deleted ({error.strerror})",
            fix="Give yourself the right to write to its folder, then try again",
        ) from error


def finish_removals(folder: Path) -> None:
    """Go on where a removal was cut short. Raises SuppleError."""
    for name in names_in(folder):
        if name.startswith("supple") and name.endswith(f".sqlite3{_GOING}"):
            take_away(folder / name.removesuffix(_GOING))


def _family(path: Path) -> list[Path]:
    """What there is of a database: with its mirror and what was set aside, and its mark of removal last."""
    real = path.resolve()
    beside = [real.with_name(real.name + ending) for ending in _BESIDE]
    more = sorted(
        one for pattern in _MORE for one in real.parent.glob(f"{glob_escape(real.name)}{pattern}")
    ) if real.parent.is_dir() else []  # fmt: skip
    parts = [*([path] if path.is_symlink() else []), real, *beside, *more, _going(real)]
    return [part for part in parts if part.exists() or part.is_symlink()]


def _going(real: Path) -> Path:
    return real.with_name(real.name + _GOING)
