"""Deletes a database file with all that belongs to it, so that a crash midway leaves no half of it in use."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape as glob_escape
from pathlib import Path
from threading import Event

from supple.base.errors import SuppleError
from supple.store.folder import FILE_MODE, names_in, sync_folder
from supple.store.folder_lock import folder_lock
from supple.store.mirror import mirror_of
from supple.store.real_file import BESIDE, has_name, real_path, refuse_dead_link
from supple.store.sqlite_connect import connect
from supple.store.sqlite_failures import SQLITE_ERRORS

# The mirror, also half written, and copies of what was damaged.
_MORE = ("{}-mirror*", ".{}-mirror.*.part", "{}.damaged-*", "{}-wal-held-*")
# A database under this name is being deleted: nobody opens it, and whoever comes by goes on deleting before
# anything else is made in its place.
_GOING = "-removed"
_TRIES, _PAUSE_S = 80, 0.05


def parts_of(path: Path) -> dict[Path, int]:
    """What there is of a database, with sizes in bytes; a link and what it points at both count."""
    return {part: part.lstat().st_size for part in _family(path)}


def refuse_lost(path: Path) -> None:
    """Raises SuppleError where some of it lies behind a link to what is not there: it would stay."""
    if not _marks(path):
        refuse_dead_link(path)
        refuse_dead_link(mirror_of(path))


def let_go(path: Path) -> None:
    """Make sure that all of it can go, and that nobody has it open who would write to a file without a name.

    Raises SuppleError where somebody still has it after a while; then nothing was deleted.
    """
    refuse_folders(path)
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


def refuse_folders(path: Path) -> None:
    """Raises SuppleError where a folder, which is none of ours, has the name of a part of it."""
    for part in _family(path):
        if part.is_dir() and not part.is_symlink():
            raise SuppleError(
                f"{part} is a folder; nothing was deleted", fix="Move it to another place, then try again"
            )


def _is_ours_alone(path: Path) -> bool:
    """In this mode SQLite lets nobody in but a single user; it changes nothing in the file."""
    connection = connect(path, "rw", wait_s=0)
    try:
        for statement in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK"):
            connection.execute(statement)
    except SQLITE_ERRORS as error:
        # A damaged file may be deleted; one in use says that it is.
        return not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    finally:
        connection.close()
    return True


def take_away(path: Path) -> None:
    """Delete it: out of use in one step, then piece by piece, and last what says so. Under the folder's lock.

    Raises SuppleError where a piece cannot be deleted: it is tried again before anybody uses that place.
    """
    real = real_path(path)
    with _told(path):
        if path.is_symlink():
            _going(path).touch(mode=FILE_MODE)
        if real.exists():
            real.replace(_going(real))
        elif _family(path):
            _going(real).touch(mode=FILE_MODE)
        for part in _family(path):
            part.unlink(missing_ok=True)
        for folder in filter(Path.is_dir, {real.parent, path.parent}):
            sync_folder(folder)


def finish_removal(path: Path) -> None:
    """Go on where the removal of this one was cut short. Under the folder's lock. Raises SuppleError.

    A database that somebody put there since is not the one that was removed: it stays.
    """
    with _told(path):
        marks = _marks(path)
        if marks and path.exists():
            for mark in marks:
                mark.unlink()
        elif marks:
            take_away(path)


def finish_removals(folder: Path) -> None:
    """Go on wherever a removal was cut short. What cannot go yet is told to whoever opens that one."""
    for path in _cut_short(folder):
        with suppress(SuppleError), folder_lock(folder):
            finish_removal(path)


def _cut_short(folder: Path) -> Iterator[Path]:
    """The mark lies beside the database, and beside a link that leads to it from another folder."""
    for name in names_in(folder):
        path = folder / name.removesuffix(_GOING)
        is_ours = name.startswith("supple") and path.suffix == ".sqlite3"
        if is_ours and (path.name != name or _marks(path)):
            yield path


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SuppleError(
            f"The database {path} could not be deleted ({error.strerror})",
            fix="Give yourself the right to write to its folder, then try again",
        ) from error


def _family(path: Path) -> list[Path]:
    """What there is of a database: with its mirror and what was set aside, then its mark of removal.

    Last the link to it, by which alone a mark elsewhere is found, and the mark beside the link: without it a
    link that leads nowhere is to a file that somebody misses.
    """
    real = real_path(path)
    beside = [real.with_name(real.name + ending) for ending in BESIDE]
    more = sorted(
        one for pattern in _MORE for one in real.parent.glob(pattern.format(glob_escape(real.name)))
    ) if real.parent.is_dir() else []  # fmt: skip
    link = [path, _going(path)] if path.is_symlink() else []
    parts = [real, *beside, *more, _going(real), *link]
    return [part for part in dict.fromkeys(parts) if has_name(part)]


def _marks(path: Path) -> list[Path]:
    marks = [_going(real_path(path)), *([_going(path)] if path.is_symlink() else [])]
    return [mark for mark in dict.fromkeys(marks) if has_name(mark)]


def _going(real: Path) -> Path:
    return real.with_name(real.name + _GOING)
