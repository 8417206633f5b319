"""An entry as a row of the table, and back."""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from supple.journal.entry import ENTRY, Entry

SHARED = ("id", "kind", "at", "utc_offset_minutes", "rules_version")


def to_row(entry: Entry) -> dict[str, Any]:
    """The columns of an entry, but for seq and received_at."""
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC),
        "utc_offset_minutes": entry.utc_offset_minutes,
        "rules_version": entry.rules_version,
        "payload": entry.model_dump(mode="json", exclude=set(SHARED)),
    }


def to_entry(row: Mapping[Any, Any]) -> Entry:
    """The entry of a row."""
    return ENTRY.validate_python({**row["payload"], **{name: row[name] for name in SHARED}})


def same(one: Mapping[str, Any], other: Mapping[Any, Any]) -> bool:
    """Whether two rows say the same; as JSON, because in Python True equals 1."""
    return _content(one) == _content(other)


def _content(row: Mapping[Any, Any]) -> str:
    shared = {name: str(row[name]) for name in SHARED}
    return json.dumps({**shared, "payload": row["payload"]}, sort_keys=True)
