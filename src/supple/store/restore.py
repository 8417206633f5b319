"""Reads an export back into an empty journal: all of it or nothing."""

from collections.abc import Iterable, Iterator
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
    changed,
    check_header,
    cut_short,
    read_entry,
    read_footer,
)
from supple.store.journal_id import refuse_another
from supple.store.keeping import keep
from supple.store.kept_row import KeptRow, moment
from supple.store.rows import SHARED, to_entries
from supple.store.store import Store
from supple.store.tables import ENTRY

_ROWS_AT_ONCE = 1000
_SHARED = frozenset(SHARED)


def restore(store: Store, source: Path | Iterable[bytes]) -> int:
    """Keep what an export says, in a journal that has no entry yet. Returns how many entries there were.

    Lines may come from a file or from anywhere, a line a piece. Raises ExportError for anything but a whole
    export as it was made, SuppleError for a journal in use and a database that cannot be written; the
    journal then is as empty as it was.
    """
    if isinstance(source, Path):
        return _restore_file(store, source)
    database = store.database
    with database.explained(), database.writing() as connection:
        refuse_another(connection, store.journal_id, database.place)
        _refuse_used(connection)
        count = 0
        for rows in _chunks(_rows(iter(source))):
            _put(connection, rows, store.journal_id)
            count += len(rows)
        return count


def _restore_file(store: Store, path: Path) -> int:
    try:
        with path.open("rb") as file:
            _look_at_end(path)
            return restore(store, iter(lambda: file.readline(MOST_BYTES_A_LINE + 1), b""))
    except OSError as error:
        raise SuppleError(
            f"The export {path} cannot be read ({error.strerror})", fix="Name a file that you may read"
        ) from error


def _look_at_end(path: Path) -> None:
    """A file without its last line is refused before anything is written."""
    with path.open("rb") as file:
        check_header(file.readline(MOST_BYTES_A_LINE))
        size = file.seek(0, 2)
        file.seek(max(0, size - 200))
        last = file.read().splitlines(keepends=True)[-1]
    if read_footer(last) is None:
        raise cut_short()


def _rows(lines: Iterator[bytes]) -> Iterator[KeptRow]:
    """The rows of an export, in their order; raises ExportError, at its end for a wrong sum at the latest."""
    first = next(lines, b"")
    check_header(first)
    digest = sha256(first)
    for count, line in enumerate(lines):
        if len(line) > MOST_BYTES_A_LINE or count > MOST_ENTRIES:
            raise changed(count + 2)
        footer = read_footer(line)
        if footer is not None:
            if footer != (count, digest.hexdigest()) or next(lines, None) is not None:
                raise ExportError(
                    "The export does not hold together: its sum, its number of entries or its end is wrong",
                    fix="Use the export as it was made, or make a new one",
                )
            return
        if not line.endswith(b"\n"):
            raise cut_short()
        digest.update(line)
        yield read_entry(line, count + 2)
    raise cut_short()


def _chunks(rows: Iterator[KeptRow]) -> Iterator[list[KeptRow]]:
    chunk: list[KeptRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _ROWS_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _refuse_used(connection: Connection) -> None:
    if connection.execute(ENTRY.select().limit(1)).first() is not None:
        raise SuppleError(
            "A journal that has entries already is never mixed with an export",
            fix="Restore into a new journal; this one was left as it is",
        )


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
        raise ExportError(error.problem, fix="Update Supple if a newer one made the export") from error


def _payload(row: KeptRow) -> dict[str, Any]:
    """The payload by itself. Raises ExportError where it is not an object."""
    try:
        found = from_json(row.payload)
    except ValueError as error:
        raise changed(row.seq) from error
    if not isinstance(found, dict):
        raise changed(row.seq)
    return found


def _values(row: KeptRow) -> dict[str, Any]:
    kept = row._asdict()
    del kept["seq"], kept["sum"]
    return {**kept, "at": moment(row.at), "received_at": moment(row.received_at)}
