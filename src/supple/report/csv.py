"""Everything in the journal as one table: a row an entry, a column a field, corrected ones as well."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from supple.journal.current import superseded_by
from supple.journal.diary import local_time
from supple.journal.entry import ENTRY, Entry

FIRST = ("kind", "local_time", "at_utc", "superseded_by")
LAST = ("utc_offset_minutes", "rules_version", "id")
# Without it spreadsheets take UTF-8 for something else.
MARK = "\ufeff"
# What spreadsheets would run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def entries_csv(entries: Sequence[Entry]) -> str:
    """The table, oldest first. Text that a spreadsheet would run as a formula gets a ' in front."""
    gone = superseded_by(entries)
    rows = [ENTRY.dump_python(one, mode="json") for one in entries]
    shared = {"kind", "at", *LAST}
    fields = dict.fromkeys(name for row in rows for name in row if name not in shared)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow((*FIRST, *fields, *LAST))
    for one, row in zip(entries, rows, strict=True):
        newer = gone.get(one.id)
        first = (
            one.kind,
            local_time(one).isoformat(sep=" ", timespec="seconds"),
            row["at"],
            "" if newer is None else str(newer.id),
        )
        table.writerow((*first, *_cells(row, [*fields, *LAST])))
    return MARK + out.getvalue()


def _cells(row: dict[str, object], names: Sequence[str]) -> Iterator[object]:
    for name in names:
        value = row.get(name)
        if isinstance(value, dict | list):
            yield json.dumps(value, ensure_ascii=False)
        elif isinstance(value, str) and value.startswith(FORMULA):
            yield f"'{value}"
        else:
            yield "" if value is None else value
