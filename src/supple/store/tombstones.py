"""Which journals were removed from a folder: their ids, and nothing else of them."""

import os
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.folder import open_plain, sync_folder
from supple.store.journal_id import is_journal_id
from supple.store.whole_file import write_whole

NAME = "removed-journals"


def tombstones(folder: Path) -> frozenset[str]:
    """The ids of the journals that were removed. Raises SuppleError."""
    try:
        with os.fdopen(open_plain(folder / NAME, os.O_RDONLY), "rb") as file:
            lines = file.read().decode("ascii", "replace").split()
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise _unusable(folder, error) from error
    return frozenset(filter(is_journal_id, lines))


def set_tombstone(folder: Path, journal_id: str) -> None:
    """Remember that a journal was removed; on disk when it returns. Raises SuppleError."""
    try:
        opened = open_plain(folder / NAME, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        try:
            # The line break before it ends a line that a full disk cut short.
            piece = memoryview(f"\n{journal_id}\n".encode())
            while piece:
                piece = piece[os.write(opened, piece) :]
            os.fsync(opened)
        finally:
            os.close(opened)
        sync_folder(folder)
    except OSError as error:
        raise _unusable(folder, error) from error


def lift_tombstone(folder: Path, journal_id: str) -> None:
    """Forget that a journal was removed: it is back. Raises SuppleError."""
    left = tombstones(folder)
    if journal_id in left:
        write_whole(folder / NAME, [f"{other}\n".encode() for other in sorted(left - {journal_id})])


def _unusable(folder: Path, error: OSError) -> SuppleError:
    return SuppleError(
        f"The file {folder / NAME} cannot be read or written ({error.strerror})",
        fix="Make room on that disk and give yourself the right to write there, then try again",
    )
