"""Writing a file whole or not at all, for its owner alone; devices and pipes are written through."""

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.folder import sync_folder

# Names in here stand for what is open already, also where that is a plain file.
_OPEN_ALREADY = ("/dev/", "/proc/")
_MOST_LINKS = 40


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the pieces under that name in one step, once they are on disk.

    A link is followed, and a device or a pipe gets the pieces as they come: neither is ever replaced. Raises
    SuppleError where that is not possible; an older file of that name then is as it was.
    """
    try:
        place = _behind_links(path)
        if _is_written_through(place):
            _write_through(place, pieces)
        else:
            _replace(place, pieces)
    except OSError as error:
        raise SuppleError(
            f"The file {path} cannot be written ({error.strerror})",
            fix="Make room there and give yourself the right to write, or name another file",
        ) from error


def _behind_links(path: Path) -> Path:
    """What a link points at in the end, whether it is there or not; names of what is open stay."""
    for _ in range(_MOST_LINKS):
        if str(path).startswith(_OPEN_ALREADY) or not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    return path


def _is_written_through(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return str(path).startswith(_OPEN_ALREADY) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write_through(path: Path, pieces: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:
        file.writelines(pieces)
        file.flush()
        # Pipes and most devices have nothing to wait for.
        with suppress(OSError):
            os.fsync(file.fileno())


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    opened, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(opened, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
