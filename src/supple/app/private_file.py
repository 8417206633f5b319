"""Small files of one user of the computer alone: what others could have touched is not read."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 1_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# A link in the place of a file could lead to one that somebody else wrote; Windows has neither flag.
_PLAIN_ONLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def read_private(path: Path) -> bytes | None:
    """What is in a file of ours alone; None where there is none, or where others may read or write it."""
    try:
        opened = os.open(path, os.O_RDONLY | _PLAIN_ONLY)
    except OSError:
        return None
    try:
        return os.read(opened, MOST_BYTES) if is_private(os.fstat(opened)) else None
    except OSError:
        return None
    finally:
        os.close(opened)


def is_private(state: os.stat_result) -> bool:
    """Whether it is a plain file of this user, which nobody else may read or write."""
    if not stat.S_ISREG(state.st_mode):
        return False
    return os.name != "posix" or (state.st_uid == os.geteuid() and not state.st_mode & _OTHERS)


def write_private(path: Path, content: bytes) -> None:
    """Put a file there in one step, for this user alone. Raises OSError; an older file then is as it was."""
    opened, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
