"""Reads an export back into an empty journal: all of it or nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection

from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.export_lines import (
    MOST_BYTES_A_LINE,
    MOST_ENTRIES,
    ExportError,
    Header,
    changed,
    cut_short,
    read_entry,
    read_footer,
    read_header,
)
from supple.store.keeping import keep
from supple.store.kept_row import KeptRow, moment
from supple.store.rows import SHARED, to_entries
from supple.store.tables import ENTRY

_ROWS_AT_ONCE = 1000
_SHARED = frozenset(SHARED)


class Export:
    """An export that is being read. Its header is known at once, its rows come one by one."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Raises ExportError where this is no export."""
        self._lines = iter(lines)
        self._first = next(self._lines, b"")
        self.header: Header = read_header(self._first)

    def rows(self) -> Iterator[KeptRow]:
        """The rows, in their order; raises ExportError, at its end for a wrong sum at the latest."""
        digest = sha256(self._first)
        for count, line in enumerate(self._lines):
            if len(line) > MOST_BYTES_A_LINE or count > MOST_ENTRIES:
                raise changed(count + 2)
            footer = read_footer(line)
            if footer is not None:
                if footer != (count, digest.hexdigest()) or next(self._lines, None) is not None:
                    raise ExportError(
                        "The export does not hold together: its sum, number of entries or end is wrong",
                        fix="Use the export as it was made, or make a new one",
                    )
                return
            if not line.endswith(b"\n"):
                raise cut_short()
            digest.update(line)
            yield read_entry(line, count + 2, self.header.form)
        raise cut_short()


@contextmanager
def opened_export(source: Path | Iterable[bytes]) -> Iterator[Export]:
    """Begin to read an export: from a file, or from anywhere, a line a piece.

    Raises ExportError for what cannot be one, SuppleError for a file that cannot be read.
    """
    if not isinstance(source, Path):
        yield Export(source)
        return
    try:
        with source.open("rb") as file:
            _look_at_end(source)
            yield Export(iter(lambda: file.readline(MOST_BYTES_A_LINE + 1), b""))
    except OSError as error:
        raise SuppleError(
            f"The export {source} cannot be read ({error.strerror})", fix="Name a file that you may read"
        ) from error


def _look_at_end(path: Path) -> None:
    """A file without its last line is refused before anything is written."""
    with path.open("rb") as file:
        read_header(file.readline(MOST_BYTES_A_LINE))
        size = file.seek(0, 2)
        file.seek(max(0, size - 200))
        last = file.read().splitlines(keepends=True)[-1]
    if read_footer(last) is None:
        raise cut_short()


def fill_from(export: Export, connection: Connection, journal_id: str) -> int:
    """Keep what an export says, in a journal without an entry, as it is. Returns how many entries there are.

    Raises ExportError for anything but a whole export as it was made; then nothing of it may be committed.
    """
    count = 0
    for rows in _chunks(export.rows()):
        _put(connection, rows, journal_id)
        count += len(rows)
    return count


def _chunks(rows: Iterator[KeptRow]) -> Iterator[list[KeptRow]]:
    chunk: list[KeptRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _ROWS_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _put(connection: Connection, rows: list[KeptRow], journal_id: str) -> None:
    """Check every row as an entry, and keep it exactly as it is."""
    for row, entry in zip(rows, _understood(rows), strict=True):
        if row.id != str(entry.id) or _SHARED & _payload(row).keys():
            raise changed(row.seq)
    ids = [row.id for row in rows]
    twice = connection.execute(ENTRY.select().where(ENTRY.c.id.in_(ids)).limit(1)).first()
    if twice is not None or len(set(ids)) < len(ids):
        raise ExportError(
            f"The export has an entry twice, at line {rows[-1].seq} or before",
            fix="Use the export as it was made, or make a new one",
        )
    keep(connection, [_values(row) for row in rows], journal_id=journal_id)


def _understood(rows: list[KeptRow]) -> list[Entry]:
    try:
        return to_entries(rows)
    except SuppleError as error:
        raise ExportError(error.problem, fix="Update Supple if a newer one made the export") from None


def _payload(row: KeptRow) -> dict[str, Any]:
    """The payload by itself. Raises ExportError where it is not an object."""
    try:
        payload = from_json(row.payload)
    except ValueError:
        raise changed(row.seq) from None
    if not isinstance(payload, dict):
        raise changed(row.seq)
    return payload


def _values(row: KeptRow) -> dict[str, Any]:
    kept = row._asdict()
    del kept["seq"], kept["sum"]
    return {**kept, "at": moment(row.at), "received_at": moment(row.received_at)}
