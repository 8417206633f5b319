"""The witness beside a database file: an append-only file that has every kept row once more.

Each line has a check of its own: `CRC SEQ SUM LINE`, the line being the one that an export has. So the file
proves what was kept when the database has lost it, and has the bytes to put it back.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from supple.store.entry_line import entry_line
from supple.store.export_lines import ExportError, read_entry
from supple.store.folder import open_plain
from supple.store.kept_row import KeptRow
from supple.store.real_file import real_path, refuse_dead_link, refuse_unusable
from supple.store.whole_file import write_whole

_LINE = re.compile(rb"(\d{1,18}) ([0-9a-f]{64}) (\{.*\}\n)")
_HEADER = re.compile(rb"supple-mirror 1 ([0-9a-f]{32})\n")
_CRC = 9
_TAIL = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Mirrored:
    """What a mirror says, or its end. `is_whole`: from its beginning; `is_clean`: every line was readable.

    `ends_well`: the last line is a row. Every line is begun for a row that is kept by then.
    """

    journal_id: str | None
    rows: dict[int, KeptRow]
    is_whole: bool
    is_clean: bool
    ends_well: bool


def mirror_of(path: Path) -> Path:
    """Where the mirror of a database file is."""
    real = real_path(path)
    return real.with_name(real.name + "-mirror")


def refuse_unreachable(path: Path) -> None:
    """Raises SuppleError where a database or its mirror is away, or is in a form that SQLite cannot use."""
    refuse_unusable(path)
    refuse_dead_link(mirror_of(path))


def append(path: Path, journal_id: str, rows: Sequence[KeptRow]) -> None:
    """Add rows to the end, in one piece, so that two programs may; on disk when it returns."""
    opened = open_plain(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        header = _checked(f"supple-mirror 1 {journal_id}\n".encode()) if not os.fstat(opened).st_size else b""
        # The line break before it ends a line that a crash cut short.
        piece = memoryview(header + b"\n" + b"".join(map(_line, rows)))
        while piece:
            piece = piece[os.write(opened, piece) :]
        os.fsync(opened)
    finally:
        os.close(opened)


def write_anew(path: Path, journal_id: str, rows: Iterable[KeptRow]) -> None:
    """Put a whole mirror in the place of what is there. Raises SuppleError."""
    header = _checked(f"supple-mirror 1 {journal_id}\n".encode())
    write_whole(path, _all(header, map(_line, rows)))


def _all(first: bytes, others: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def read_tail(path: Path) -> Mirrored | None:
    """The end of a mirror, or all of it where the end says nothing; None where there is no mirror.

    Raises OSError, and SuppleError for what is no plain file.
    """
    try:
        with _to_read(path) as file:
            size = file.seek(0, os.SEEK_END)
            if size > _TAIL:
                file.seek(0)
                header = _understood(file.readline(_TAIL))
                file.seek(size - _TAIL)
                file.readline()
                tail = _read(file, is_whole=False)
                if tail.rows:
                    return Mirrored(
                        journal_id=header if isinstance(header, str) else None,
                        rows=tail.rows,
                        is_whole=False,
                        is_clean=tail.is_clean,
                        ends_well=tail.ends_well,
                    )
    except FileNotFoundError:
        return None
    return read_whole(path)


def _to_read(path: Path) -> BinaryIO:
    return os.fdopen(open_plain(path, os.O_RDONLY), "rb")


def read_whole(path: Path) -> Mirrored | None:
    """All of a mirror, None where there is none. Raises OSError, SuppleError as `read_tail` does."""
    try:
        with _to_read(path) as file:
            return _read(file, is_whole=True)
    except FileNotFoundError:
        return None


def _read(lines: Iterable[bytes], *, is_whole: bool) -> Mirrored:
    journal_id, rows, is_clean, ends_well = None, {}, True, False
    for line in lines:
        content = _understood(line)
        ends_well = isinstance(content, KeptRow)
        if isinstance(content, str):
            journal_id = content
        elif content is not None:
            rows[content.seq] = content
        elif line != b"\n":
            is_clean = False
    return Mirrored(
        journal_id=journal_id, rows=rows, is_whole=is_whole, is_clean=is_clean, ends_well=ends_well
    )


def _understood(line: bytes) -> str | KeptRow | None:
    """The journal's id, or a row; None for a line that is damaged, cut short or empty."""
    content = line[_CRC:]
    if _checked(content) != line:
        return None
    if header := _HEADER.fullmatch(content):
        return header[1].decode()
    if entry := _LINE.fullmatch(content):
        with suppress(ExportError):
            return read_entry(entry[3], int(entry[1]))._replace(sum=entry[2].decode())
    return None


def _line(row: KeptRow) -> bytes:
    return _checked(f"{row.seq} {row.sum} ".encode() + entry_line(row))


def _checked(content: bytes) -> bytes:
    return b"%08x %s" % (crc32(content), content)
