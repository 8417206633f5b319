"""Everything in the journal as one table: a row an entry, a column a field, corrected ones as well."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import get_args

from supple.journal.current import superseded_by
from supple.journal.diary import local_time
from supple.journal.entry import ENTRY, Entry

FIRST = ("kind", "local_time", "at_utc", "superseded_by")
LAST = ("utc_offset_minutes", "rules_version", "id")
# Of every kind of entry, in a fixed order, whichever kinds there are in a journal.
FIELDS = tuple(
    dict.fromkeys(
        name
        for kind in get_args(get_args(Entry)[0])
        for name in kind.model_fields
        if name not in {"kind", "at", *LAST}
    )
)
PLACES = {name: place for place, name in enumerate((*FIELDS, *LAST))}
# Without it spreadsheets take UTF-8 for something else.
MARK = "\ufeff"
# What spreadsheets would run as a formula, also in full width, and what they skip before it.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SKIPPED = ";,"  # and whatever is white


def entries_csv(entries: Sequence[Entry]) -> str:
    """The table, oldest first.

    Text that a spreadsheet would run as a formula gets a ' in front, and so does text that begins with one:
    to have the text back, take one ' away.
    """
    gone = superseded_by(entries)
    rows = [ENTRY.dump_python(one, mode="json") for one in entries]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow((*FIRST, *FIELDS, *LAST))
    for one, row in zip(entries, rows, strict=True):
        newer = gone.get(one.id)
        first = (
            one.kind,
            local_time(one).isoformat(sep=" ", timespec="seconds"),
            row["at"],
            "" if newer is None else str(newer.id),
        )
        table.writerow((*first, *_cells(row)))
    return MARK + out.getvalue()


def _cells(row: Mapping[str, object]) -> list[object]:
    """A cell for each column; most of them are of other kinds of entries, and stay empty."""
    cells: list[object] = [""] * len(PLACES)
    for name, value in row.items():
        place = PLACES.get(name)
        if place is not None and value is not None:
            cells[place] = _cell(value)
    return cells


def _cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and _is_risky(value) else value


def _is_risky(text: str) -> bool:
    """Whether a spreadsheet may run it, or take its first ' for ours."""
    first = next((sign for sign in text if not (sign.isspace() or sign in SKIPPED)), "")
    return text.startswith("'") or first in FORMULA
