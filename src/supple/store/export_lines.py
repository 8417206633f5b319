"""The lines of an export: what a journal holds, one entry a line, the same bytes for the same journal.

{"supple_export":1}
{"id":"...","kind":"...","at":"...","utc_offset_minutes":0,"rules_version":"...","received_at":"...","payload":{...}}
{"entries":1,"sha256":"..."}
"""

import json
import re
from typing import Any

from supple.base.errors import SuppleError
from supple.store.entry_line import BODY, entry_line_of_form_1
from supple.store.kept_row import KeptRow, moment

VERSION = 1
MOST_ENTRIES = 5_000_000
# The longest entry, a screening with 200 answers in letters of another script, has about half of this.
MOST_BYTES_A_LINE = 1_000_000
HEADER = b'{"supple_export":1}\n'
_HEAD = re.compile(rb'\{"supple_export":(\d{1,9})\}\r?\n?')
_FOOTER = re.compile(rb'\{"entries":(0|[1-9]\d{0,9}),"sha256":"([0-9a-f]{64})"\}\n')
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_TEXTS = ("id", "kind", "at", "rules_version", "received_at")
_MOMENTS = ("at", "received_at")
_KEYS = frozenset({*_TEXTS, "utc_offset_minutes"})
_WHOLE = "Use the export as it was made, or make a new one"


class ExportError(SuppleError):
    """A file that is not a whole export, as it was made by a Supple that this one understands."""


def footer_line(count: int, digest: str) -> bytes:
    """The last line: how many entries, and the SHA-256 of all lines before."""
    return f'{{"entries":{count},"sha256":"{digest}"}}\n'.encode()


def check_header(line: bytes) -> None:
    """Raises ExportError unless this is the first line of an export."""
    found = _HEAD.fullmatch(line)
    if not found:
        raise ExportError("This is not an export of a journal", fix="Choose a file that supple export made")
    if int(found[1]) != VERSION:
        raise ExportError(
            f"This export has form {int(found[1])}, and this Supple knows form {VERSION}", fix="Update Supple"
        )
    if line != HEADER:
        raise changed(1)


def read_footer(line: bytes) -> tuple[int, str] | None:
    """The number of entries and the digest, or None where this is no footer. Raises ExportError."""
    found = _FOOTER.fullmatch(line)
    if found is None:
        return None
    if int(found[1]) > MOST_ENTRIES:
        raise ExportError(f"An export of {int(found[1])} entries is more than Supple takes", fix=_WHOLE)
    return int(found[1]), found[2].decode()


def read_entry(line: bytes, number: int) -> KeptRow:
    """The row of a line, which has to be the line of that row, byte for byte. Raises ExportError."""
    try:
        head, separator, body = line.decode().partition(BODY)
        fields: dict[str, Any] = json.loads(head + "}")
        if not separator or fields.keys() != _KEYS or not _is_sound(fields):
            raise changed(number)
        moments = {name: fields.pop(name)[:-1].replace("T", " ") for name in _MOMENTS}
        payload = body.removesuffix("\n").removesuffix("}")
        row = KeptRow(seq=number, payload=payload, received_offset_minutes=None, sum="", **moments, **fields)
    except (ValueError, RecursionError, AttributeError) as error:
        raise changed(number) from error
    if entry_line_of_form_1(row) != line:
        raise changed(number)
    return row


def _is_sound(fields: dict[str, Any]) -> bool:
    """Texts are texts, numbers numbers, and moments exist. Raises ValueError."""
    return (
        all(type(fields[name]) is str for name in _TEXTS)
        and type(fields["utc_offset_minutes"]) is int
        and all(_MOMENT.fullmatch(one) and moment(one) for one in (fields[name] for name in _MOMENTS))
    )


def changed(number: int) -> ExportError:
    """What to say of a line that is not as it was made."""
    return ExportError(f"The export was changed or damaged at line {number}", fix=_WHOLE)


def cut_short() -> ExportError:
    """What to say of a file without its end."""
    return ExportError("The export is not whole: its end is missing", fix=_WHOLE)
