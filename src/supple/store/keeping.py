"""Writes rows at the end of a journal, each with its number and its sum."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Text, bindparam, insert, select
from sqlalchemy import cast as sql_cast

from supple.store.kept_row import KeptRow, moment
from supple.store.sums import first_sum, sum_of
from supple.store.tables import ENTRY

_LAST = select(ENTRY.c.seq, ENTRY.c.sum).order_by(ENTRY.c.seq.desc()).limit(1)


def keep(connection: Connection, rows: Sequence[Mapping[str, Any]], *, journal_id: str) -> list[KeptRow]:
    """Insert rows that `to_row` made, with moment and offset of their keeping, and say what is kept now.

    Every payload is kept as the text that it is. The connection holds the journal's write lock.
    """
    last = connection.execute(_LAST).first()
    seq, previous = (0, first_sum(journal_id)) if last is None else last
    kept = []
    for row in rows:
        seq += 1
        new = _unsummed(row, seq)
        previous = sum_of(new, previous)
        kept.append(new._replace(sum=previous))
    put(connection, kept)
    return kept


def put(connection: Connection, rows: Sequence[KeptRow]) -> None:
    """Insert rows exactly as they are."""
    text: ColumnElement[Any] = bindparam("text", type_=Text)
    if connection.dialect.name != "sqlite":
        text = sql_cast(text, JSON)
    connection.execute(insert(ENTRY).values(payload=text), [_values(row) for row in rows])


def _unsummed(row: Mapping[str, Any], seq: int) -> KeptRow:
    moments = {name: _in_utc(row[name]) for name in ("at", "received_at")}
    return KeptRow(**{**row, **moments, "seq": seq, "sum": ""})


def _values(row: KeptRow) -> dict[str, Any]:
    values = row._asdict()
    text = values.pop("payload")
    return {**values, "at": moment(row.at), "received_at": moment(row.received_at), "text": text}


def _in_utc(when: datetime) -> str:
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
