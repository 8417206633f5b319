"""A private file that stands for a running process, and is believed while that holds its lock."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supple.app.private_file import MOST_BYTES, is_private

# Beyond every content: where locks are mandatory, the text itself can still be read.
_LOCKED_BYTE = 1 << 30


@dataclass(frozen=True, kw_only=True)
class LivingFile:
    """A file that this process wrote and keeps locked."""

    path: Path
    _opened: int

    def close(self) -> None:
        """Take the file away, if it still is the one that was written."""
        with suppress(OSError):
            if os.path.samestat(self.path.stat(), os.fstat(self._opened)):
                self.path.unlink()
        os.close(self._opened)


def write_living(path: Path, content: Mapping[str, Any]) -> LivingFile:
    """Put a locked file there, in the place of an older one. Raises OSError."""
    opened, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        _lock(opened, alone=True)
        os.write(opened, json.dumps(content).encode())
        Path(name).replace(path)
    except OSError:
        os.close(opened)
        with suppress(OSError):
            Path(name).unlink()
        raise
    return LivingFile(path=path, _opened=opened)


def read_living(path: Path) -> dict[str, Any] | None:
    """What a running process of this user wrote there. None for anything else; a dead one is swept."""
    try:
        opened = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        if not is_private(os.fstat(opened)):
            return None
        if not _is_locked(opened):
            LivingFile(path=path, _opened=os.dup(opened)).close()
            return None
        content = json.loads(os.read(opened, MOST_BYTES))
    except (OSError, ValueError):
        return None
    finally:
        os.close(opened)
    return content if isinstance(content, dict) else None


def _is_locked(opened: int) -> bool:
    """Whether another one holds it. Two who ask at once do not take each other for the writer."""
    try:
        _lock(opened, alone=False)
    except OSError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int, *, alone: bool) -> None:  # noqa: ARG001 - there is one kind of lock only
        os.lseek(opened, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        os.lseek(opened, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(opened: int, *, alone: bool) -> None:
        fcntl.flock(opened, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
