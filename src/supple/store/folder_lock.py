"""One program at a time opens, mends or moves the journals of a folder. The lock dies with its holder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from supple.base.errors import SuppleError
from supple.store.folder import FILE_MODE

NAME = ".supple-lock"
ADDING = ".supple-adding"
_TRIES, _PAUSE_S = 1500, 0.02

if sys.platform != "win32":  # which does not let open files be replaced or deleted anyway
    import fcntl


@contextmanager
def folder_lock(folder: Path, name: str = NAME) -> Iterator[None]:
    """Wait for the folder. Raises SuppleError where another program has it for too long.

    `name`: of a lock for something else; with `ADDING` in hand the other may be taken, and not the other way.
    A folder in which nothing can be made is used without: whoever writes there is told why it cannot be.
    """
    opened = _locked(folder / name)
    try:
        yield
    finally:
        if opened is not None:
            with suppress(OSError):
                (folder / name).unlink()
            os.close(opened)


def _locked(path: Path) -> int | None:
    for _ in range(_TRIES):
        try:
            opened = os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE)
        except OSError:
            return None
        if try_lock(opened) and _is_still_there(path, opened):
            return opened
        os.close(opened)
        Event().wait(_PAUSE_S)
    raise SuppleError(
        f"The folder {path.parent} is held by another program",
        fix="Close other windows of Supple, then try again",
    )


def try_lock(opened: int) -> bool:
    """Take the lock of an open file, if nobody has it; it ends when the file is closed."""
    if sys.platform != "win32":
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a disk that knows no locks
            return True
    return True


def _is_still_there(path: Path, opened: int) -> bool:
    """Whoever held it before has deleted it at the end."""
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(opened))
    return False
