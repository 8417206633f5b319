"""Writing a file whole or not at all, readable by its owner alone."""

import os
import tempfile
from pathlib import Path

from supple.base.errors import SuppleError


def write_whole(path: Path, content: bytes) -> None:
    """Put the content under that name in one step. Raises SuppleError; an older file then is as it was."""
    try:
        opened, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(opened, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
    except OSError as error:
        raise SuppleError(
            f"{path} cannot be written ({error.strerror})",
            fix="Make room there and give yourself the right to write, or name another file",
        ) from error
