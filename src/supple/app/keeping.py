"""A journal as one file to keep: written whole, read back whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from supple.app.service import Supple
from supple.store import Journals, export_lines, write_export
from supple.store.export_lines import MOST_BYTES_A_LINE
from supple.store.folder import data_folder
from supple.store.own_files import refuse_own
from supple.store.whole_file import write_whole


def export_of(supple: Supple) -> Iterator[bytes]:
    """Every entry as it is kept, line by line. Raises SuppleError."""
    return export_lines(supple.store)


def export_to(supple: Supple, path: Path) -> None:
    """Write every entry to a file, whole or not at all. Raises SuppleError."""
    refuse_own_files([path], supple.settings.data)
    write_export(supple.store, path)


def refuse_own_files(files: Iterable[Path], data: Path | None) -> None:
    """Raises SuppleError where one of the files that are to be written is one of Supple's own there."""
    folder = data_folder(data)
    for file in files:
        refuse_own(file, folder)


def write_file(path: Path, content: bytes) -> None:
    """Write what somebody takes along, whole or not at all. Raises SuppleError."""
    write_whole(path, [content])


def restore_from(journals: Journals, export: Path | BinaryIO) -> str:
    """A journal of what such a file says, whole or not at all. Says whose it is. Raises SuppleError."""
    if isinstance(export, Path):
        return journals.restore(export)
    return journals.restore(iter(lambda: export.readline(MOST_BYTES_A_LINE + 1), b""))
