"""Where the data lies, and that nobody else on this machine can read it."""

import os
import stat
from contextlib import suppress
from pathlib import Path

import platformdirs

from supple.base.errors import SuppleError
from supple.store.own_names import is_own
from supple.store.real_file import refuse_dead_link

DATABASE_NAME = "supple.sqlite3"
FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def data_folder(given: Path | None = None) -> Path:
    """The folder that was asked for, or the platform's own place for application data.

    Raises SuppleError for the home of somebody who is not known here.
    """
    if given is not None:
        try:
            return given.expanduser().absolute()
        except RuntimeError as error:
            raise SuppleError(
                f"The data folder {given} cannot be found: nobody of that name has a home here",
                fix="Name the whole path with --data",
            ) from error
    return Path(platformdirs.user_data_dir("supple", appauthor=False))


def names_in(folder: Path) -> list[str]:
    """What is in the folder, sorted; nothing where there is none. Raises SuppleError with the fix."""
    try:
        return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise SuppleError(
            f"The data folder {folder} cannot be read ({error.strerror})",
            fix="Give yourself the right to read it, or name another folder with --data",
        ) from error


def prepare_folder(folder: Path) -> None:
    """Make the folder, or have one that is Supple's alone readable by its owner alone.

    Raises SuppleError with the fix, also for one that is shared with others.
    """
    try:
        if folder.is_symlink():
            refuse_dead_link(folder)
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        refuse_shared(folder)
        if stat.S_IMODE(folder.stat().st_mode) != FOLDER_MODE and _is_ours(folder):
            folder.chmod(FOLDER_MODE)
    except (FileExistsError, NotADirectoryError) as error:
        raise SuppleError(
            f"The data folder {folder} is a file, not a folder", fix="Name a folder with --data"
        ) from error
    except OSError as error:
        raise SuppleError(
            f"The data folder {folder} cannot be made or opened ({error.strerror})",
            fix="Give yourself the right to write there, or name another folder with --data",
        ) from error


def refuse_shared(folder: Path) -> None:
    """Raises SuppleError where others may write and keep their own: they could put another journal there."""
    is_shared = False
    if os.name == "posix":
        with suppress(OSError):  # what cannot be looked at is told when it is used
            is_shared = bool(folder.stat().st_mode & _OTHERS_WRITE) and not _is_ours(folder)
    if is_shared:
        raise SuppleError(
            f"The data folder {folder} is shared: others may write there; nothing was kept or changed in it",
            fix="Name a folder with nothing else in it with --data; Supple's files can be moved there",
        )


def _is_ours(folder: Path) -> bool:
    """Whether there is nothing but Supple's own: what its mode leaves open is a slip then.

    Where anything else lies, others may have to come, and its mode is not ours to change. An empty folder
    that was made for all, as /tmp, is none of ours either.
    """
    state, files = folder.stat(), list(folder.iterdir())
    if not all(is_own(file.name) and _is_of(file, state.st_uid) for file in files):
        return False
    return bool(files) or not state.st_mode & stat.S_ISVTX


def _is_of(file: Path, owner: int) -> bool:
    """Whether a file is of whoever the folder is of, or of this user."""
    if os.name != "posix":
        return True
    try:
        return file.lstat().st_uid in (owner, os.geteuid())
    except FileNotFoundError:  # it was half written, and is whole by now
        return True


def prepare_file(path: Path) -> None:
    """Create the database file for its owner alone, or tighten one that exists; never its content."""
    try:
        _create(path)
        for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            if one.exists() and stat.S_IMODE(one.stat().st_mode) != FILE_MODE:
                one.chmod(FILE_MODE)
    except OSError as error:
        raise SuppleError(
            f"The database {path} cannot be opened for writing ({error.strerror})",
            fix="Give yourself the right to write to it and its folder, or name another one with --data",
        ) from error


def _create(path: Path) -> None:
    """Create the file if it is not there. Raises SuppleError for a pipe: SQLite would wait there for ever."""
    opened = os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE)
    try:
        is_file = stat.S_ISREG(os.fstat(opened).st_mode)
    finally:
        os.close(opened)
    if not is_file:
        raise SuppleError(
            f"The database {path} is not a file but a pipe or a device",
            fix="Move it out of the way, or name another folder with --data",
        )


def open_plain(path: Path, flags: int) -> int:
    """Open a small file of ours, or make it; a pipe is never waited for.

    Raises OSError, and SuppleError for anything but a plain file.
    """
    if path.exists() and not path.is_file():
        raise SuppleError(
            f"{path} is not a file but a folder, a pipe or a device",
            fix="Move it to another place, then try again",
        )
    # Windows has no such pipes.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), FILE_MODE)


def sync_folder(folder: Path) -> None:
    """Have a folder's list of files on disk, where the system can do that."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
