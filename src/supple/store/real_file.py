"""What lies under the names of a journal's files, looked at before SQLite or anybody else opens it."""

import os
import stat
from pathlib import Path

from supple.base.errors import SuppleError, why

# What SQLite keeps beside a database; a link in its place it does not follow.
BESIDE = ("-wal", "-shm", "-journal")
_MOVE = "Move it to another place, then try again"


def real_path(path: Path) -> Path:
    """Where a name leads in the end. A link that leads in a circle stays as it is."""
    return Path(os.path.realpath(path))


def has_name(path: Path) -> bool:
    """Whether anything has that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def refuse_unusable(path: Path) -> None:
    """Raises SuppleError where a database or what SQLite keeps beside it is anything but a plain file.

    SQLite would wait for a pipe for ever, and begin anew where a link leads to a disk that is away.
    """
    refuse_dead_link(path)
    kind = _kind(real_path(path))
    if kind not in ("", "a file"):
        raise SuppleError(
            f"The database {path} cannot be opened for writing: it is not a file but {kind}",
            fix="Move it out of the way, or name another folder with --data",
        )
    real = real_path(path)
    for beside in (real.with_name(real.name + ending) for ending in BESIDE):
        kind = _kind(beside)
        if kind not in ("", "a file"):
            raise SuppleError(f"{beside}, which SQLite needs, is not a file but {kind}", fix=_MOVE)


def refuse_dead_link(path: Path) -> None:
    """Raises SuppleError for a link that leads in a circle, to nothing, or where nobody may look."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if not has_name(path):
            return
        problem = "is a link to something that is not there"
    except OSError as error:
        problem = f"cannot be reached ({why(error)})"
    else:
        return
    raise SuppleError(
        f"The file {path} {problem}",
        fix="Connect the disk that it is on, or put it back; a link that is not wanted can be deleted",
    )


def _kind(path: Path) -> str:
    """In words; nothing where there is nothing. Raises SuppleError where nobody may look."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise SuppleError(
            f"The file {path} cannot be looked at ({why(error)})",
            fix="Give yourself the right to read it and its folder",
        ) from error
    if stat.S_ISREG(mode):
        return "a file"
    if stat.S_ISLNK(mode):
        return "a link"
    return "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
