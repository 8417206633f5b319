"""The lines of an export: what a journal holds, one entry a line, the same bytes for the same journal.

{"supple_export":2,"journal":"..."}
{"id":"...","kind":"...","at":"...","utc_offset_minutes":0,"rules_version":"...","received_at":"...",
"received_offset_minutes":0,"payload":{...}}
{"entries":1,"sha256":"..."}

Form 1, of programs before the journal's id, has neither that id nor the server's offset.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from supple.base.errors import SuppleError
from supple.store.entry_line import BODY, entry_line, entry_line_of_form_1
from supple.store.kept_row import KeptRow, moment

FORM = 2
MOST_ENTRIES = 5_000_000
# The longest entry, a screening with 200 answers in letters of another script, has about half of this.
MOST_BYTES_A_LINE = 1_000_000
_HEADERS = {
    1: re.compile(rb'\{"supple_export":1\}\n'),
    2: re.compile(rb'\{"supple_export":2,"journal":"([0-9a-f]{32})"\}\n'),
}
_HEAD = re.compile(rb'\{"supple_export":(\d{1,9})[,}].{0,99}\r?\n?')
_FOOTER = re.compile(rb'\{"entries":(0|[1-9]\d{0,9}),"sha256":"([0-9a-f]{64})"\}\n')
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_TEXTS = ("id", "kind", "at", "rules_version", "received_at")
_MOMENTS = ("at", "received_at")
_KEYS = frozenset({*_TEXTS, "utc_offset_minutes"})
_MINUTES_A_WEEK = 7 * 24 * 60
_LATER = "received_offset_minutes"
_WHOLE = "Use the export as it was made, or make a new one"


class ExportError(SuppleError):
    """A file that is not a whole export, as it was made by a Supple that this one understands."""


def footer_line(count: int, digest: str) -> bytes:
    """The last line: how many entries, and the SHA-256 of all lines before."""
    return f'{{"entries":{count},"sha256":"{digest}"}}\n'.encode()


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the first line says. `journal_id`: None for form 1."""

    form: int
    journal_id: str | None


def header_line(journal_id: str) -> bytes:
    """The first line."""
    return f'{{"supple_export":{FORM},"journal":"{journal_id}"}}\n'.encode()


def read_header(line: bytes) -> Header:
    """Understand the first line of an export. Raises ExportError for any other line."""
    head = _HEAD.fullmatch(line)
    if not head:
        raise ExportError("This is not an export of a journal", fix="Choose a file that supple export made")
    form = int(head[1])
    if form not in _HEADERS:
        raise ExportError(
            f"This export has form {form}, and this Supple knows forms 1 to {FORM}", fix="Update Supple"
        )
    exact = _HEADERS[form].fullmatch(line)
    if exact is None:
        raise changed(1)
    return Header(form=form, journal_id=exact[1].decode() if exact.groups() else None)


def read_footer(line: bytes) -> tuple[int, str] | None:
    """The number of entries and the digest, or None where this is no footer. Raises ExportError."""
    found = _FOOTER.fullmatch(line)
    if found is None:
        return None
    if int(found[1]) > MOST_ENTRIES:
        raise ExportError(f"An export of {int(found[1])} entries is more than Supple takes", fix=_WHOLE)
    return int(found[1]), found[2].decode()


def read_entry(line: bytes, number: int, form: int = FORM) -> KeptRow:
    """The row of a line, which has to be the line of that row, byte for byte. Raises ExportError."""
    try:
        head, separator, body = line.decode().partition(BODY)
        fields: dict[str, Any] = json.loads(head + "}")
        if form == 1:
            fields.setdefault(_LATER, None)
        if not separator or fields.keys() != {*_KEYS, _LATER} or not _is_sound(fields):
            raise changed(number)
        moments = {name: fields.pop(name)[:-1].replace("T", " ") for name in _MOMENTS}
        payload = body.removesuffix("\n").removesuffix("}")
        row = KeptRow(seq=number, payload=payload, sum="", **moments, **fields)
    except (ValueError, RecursionError, AttributeError):
        raise changed(number) from None
    if (entry_line(row) if form == FORM else entry_line_of_form_1(row)) != line:
        raise changed(number)
    return row


def _is_sound(fields: dict[str, Any]) -> bool:
    """Texts are texts, numbers numbers, and moments exist. Raises ValueError."""
    return (
        all(type(fields[name]) is str for name in _TEXTS)
        and _is_offset(fields["utc_offset_minutes"])
        and (fields[_LATER] is None or _is_offset(fields[_LATER]))
        and all(_MOMENT.fullmatch(one) and moment(one) for one in (fields[name] for name in _MOMENTS))
    )


def _is_offset(value: object) -> bool:
    return type(value) is int and abs(value) < _MINUTES_A_WEEK


def changed(number: int) -> ExportError:
    """What to say of a line that is not as it was made."""
    return ExportError(f"The export was changed or damaged at line {number}", fix=_WHOLE)


def cut_short() -> ExportError:
    """What to say of a file without its end."""
    return ExportError("The export is not whole: its end is missing", fix=_WHOLE)
