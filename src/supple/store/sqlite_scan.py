"""Reads what can be read of a damaged database, row by row."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from supple.store.kept_row import KeptRow
from supple.store.sqlite_failures import SQLITE_ERRORS

_NEW = ("seq", "id", "kind", "at", "utc_offset_minutes", "rules_version", "payload", "received_at")
_LATER = ("received_offset_minutes", "sum")
_WHOLE_NUMBERS = frozenset({"seq", "utc_offset_minutes", "received_offset_minutes"})
# By place, not by name: the names may be damaged too.
_ROWS = "SELECT rowid, * FROM entry WHERE rowid"
_BROKEN = (*SQLITE_ERRORS, OverflowError)


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """The rows that can be read, the journal's id, and the last number given, as far as they can be told."""

    rows: list[KeptRow]
    journal_id: str | None
    highest: int | None


def scan(connection: sqlite3.Connection, most: int) -> Scanned:
    """Everything that can be read. Never raises for damage.

    `most`: a number that no row of a file of that size can have. Larger ones are damaged themselves.
    """
    connection.text_factory = bytes
    # A description of one table, index or trigger that is damaged hides no other.
    with suppress(*_BROKEN):
        connection.execute("PRAGMA writable_schema = ON")
    highest = _number(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'entry'")
    values = _values(connection, most) if _has_table(connection) else iter(())
    rows = [row for row in map(_row, islice(values, most)) if row and row.seq < most]
    is_known = highest is not None and highest < most
    return Scanned(rows=rows, journal_id=_journal_id(connection), highest=highest if is_known else None)


def _has_table(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM entry LIMIT 0")
    except _BROKEN:
        return False
    return True


def _values(connection: sqlite3.Connection, most: int) -> Iterator[tuple[object, ...]]:
    """Rows in their order; where a page cannot be read, each number behind it is tried by itself."""
    seq = 0
    while seq < most:
        try:
            for row in connection.execute(f"{_ROWS} > ? ORDER BY rowid", (seq,)):
                seq = max(seq, row[0])
                yield row
        except _BROKEN:
            seq += 1
            yield from _single(connection, seq)
        else:
            return


def _single(connection: sqlite3.Connection, seq: int) -> Iterator[tuple[object, ...]]:
    try:
        yield from connection.execute(f"{_ROWS} = ?", (seq,)).fetchmany(1)
    except _BROKEN:
        return


def _row(values: tuple[object, ...]) -> KeptRow | None:
    """The values as a row; None where one of them is of another kind, or half a letter."""
    seq, _, *others = values
    values = (seq, *others) if len(others) == len(_NEW) + len(_LATER) - 1 else (seq, *others, None, "")
    if len(values) != len(_NEW) + len(_LATER):
        return None
    row: list[object] = []
    for name, value in zip((*_NEW, *_LATER), values, strict=True):
        if name in _WHOLE_NUMBERS:
            if type(value) is not int and not (value is None and name in _LATER):
                return None
            row.append(value)
        else:
            text = _text(value)
            if text is None:
                return None
            row.append(text)
    return KeptRow(*row)  # type: ignore[arg-type]


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    try:
        return value.decode() if isinstance(value, bytes) else None
    except UnicodeDecodeError:
        return None


def _number(connection: sqlite3.Connection, query: str) -> int | None:
    try:
        row = connection.execute(query).fetchone()
    except _BROKEN:
        return None
    return row[0] if row and isinstance(row[0], int) else None


def _journal_id(connection: sqlite3.Connection) -> str | None:
    try:
        row = connection.execute("SELECT id FROM journal").fetchone()
    except _BROKEN:
        return None
    return _text(row[0]) if row else None
