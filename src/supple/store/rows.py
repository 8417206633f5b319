"""An entry as a row of the table, and back; whole tables at a time, by way of JSON."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Text,
    func,
    select,
    type_coerce,
)
from sqlalchemy import cast as sql_cast

from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.entry_line import quoted
from supple.store.kept_row import KeptRow
from supple.store.tables import ENTRY

SHARED = ("id", "kind", "at", "utc_offset_minutes", "rules_version")
_ENTRIES: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])
_CHUNK = 5000


def kept_rows(dialect: str) -> Select[Any]:
    """Selects rows in the shape of KeptRow, without a value being made of what the engine holds."""
    columns = ENTRY.c
    return select(
        columns.seq,
        columns.id,
        columns.kind,
        _moment(columns.at, dialect).label("at"),
        columns.utc_offset_minutes,
        columns.rules_version,
        _text(columns.payload, dialect).label("payload"),
        _moment(columns.received_at, dialect).label("received_at"),
        columns.received_offset_minutes,
        columns.sum,
    )


def fetched(connection: Connection, statement: Select[Any]) -> Sequence[KeptRow]:
    """What `kept_rows` selected. The engine's own rows have the same names, so none is copied."""
    return cast("Sequence[KeptRow]", connection.execute(statement).all())


def _moment(column: ColumnElement[Any], dialect: str) -> ColumnElement[str]:
    if dialect == "sqlite":
        return type_coerce(column, String)
    return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US", type_=String)


def _text(column: ColumnElement[Any], dialect: str) -> ColumnElement[str]:
    return type_coerce(column, Text) if dialect == "sqlite" else sql_cast(column, Text)


def to_row(entry: Entry) -> dict[str, Any]:
    """The columns of an entry, but for seq and received_at.

    Raises SuppleError for a number that JSON has no word for.
    """
    payload = entry.model_dump(mode="json", exclude=set(SHARED))
    try:
        text = json.dumps(payload, allow_nan=False)
    except ValueError as error:
        raise SuppleError(
            f"The entry {entry.id} ({entry.kind}) has a number that is not finite",
            fix="Leave that number out; nothing was kept of this",
        ) from error
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC),
        "utc_offset_minutes": entry.utc_offset_minutes,
        "rules_version": entry.rules_version,
        "payload": text,
    }


def to_entries(rows: Sequence[KeptRow]) -> list[Entry]:
    """The entries of rows, in the same order. Raises SuppleError for one that cannot be understood."""
    with nothing_collected():
        return _entries_of(rows)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """All that is made now is kept, so looking through it for rubbish, again and again, is wasted."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _entries_of(rows: Sequence[KeptRow]) -> list[Entry]:
    entries: list[Entry] = []
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        try:
            entries += _ENTRIES.validate_json(f"[{','.join(map(_as_json, chunk))}]")
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            index = first["loc"][0] if first["loc"] else 0
            row = chunk[int(index)]
            raise SuppleError(
                f"The entry {row[1]} ({row[2]}) cannot be understood: {first['msg']}",
                fix="Update Supple if a newer one was in use before; nothing was changed",
            ) from None
    return entries


def _as_json(row: KeptRow) -> str:
    """One entry's JSON. What every entry has comes last, so that no payload can speak over it."""
    _, name, kind, at, offset, rules, payload = row[:7]
    body = payload[:-1] + "," if len(payload) > len("{}") else "{"
    return (
        f'{body}"id":"{name}","kind":{quoted(kind)},"at":"{at}Z",'
        f'"utc_offset_minutes":{offset},"rules_version":{quoted(rules)}}}'
    )


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows say the same; as JSON, because in Python True equals 1."""
    return _content(one) == _content(other)


def _content(row: Mapping[str, Any]) -> str:
    shared = {name: str(row[name]) for name in SHARED}
    return json.dumps({**shared, "payload": json.loads(row["payload"])}, sort_keys=True)
