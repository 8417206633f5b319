"""Writing a file whole or not at all, readable by its owner alone."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.folder import sync_folder


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the pieces under that name in one step, once they are on disk.

    Raises SuppleError where that is not possible; an older file of that name then is as it was.
    """
    try:
        opened, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(opened, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> SuppleError:
    return SuppleError(
        f"The file {path} cannot be written ({error.strerror})",
        fix="Make room there and give yourself the right to write, or name another file",
    )
