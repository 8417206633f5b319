"""One row as one line of JSON: what is exported, mirrored and summed up."""

import json
from functools import lru_cache

from supple.store.kept_row import KeptRow

BODY = ',"payload":'


def entry_line(row: KeptRow) -> bytes:
    """The line of a row; its payload is the very text that is kept."""
    offset = row[8]
    kept_at = f',"received_offset_minutes":{"null" if offset is None else offset}'
    return _line(row, kept_at)


def entry_line_of_form_1(row: KeptRow) -> bytes:
    """The line as exports of form 1 have it, without the server's offset."""
    return _line(row, "")


def _line(row: KeptRow, kept_at: str) -> bytes:
    _, name, kind, at, offset, rules, payload, received, _, _ = row
    head = (
        f'{{"id":{quoted(name)},"kind":{quoted(kind)},"at":"{_iso(at)}","utc_offset_minutes":{offset},'
        f'"rules_version":{quoted(rules)},"received_at":"{_iso(received)}"{kept_at}'
    )
    # A line break can only stand between values: inside of JSON's texts it is always written as \n.
    body = payload.replace("\r", " ").replace("\n", " ")
    return f"{head}{BODY}{body}}}\n".encode()


def _iso(moment: str) -> str:
    return moment.replace(" ", "T") + "Z"


@lru_cache(maxsize=1000)
def quoted(text: str) -> str:
    """A text as JSON, in its own letters."""
    return json.dumps(text, ensure_ascii=False)
