"""One row as one line of JSON: what is exported, mirrored and summed up."""

import json
from functools import lru_cache

from supple.store.kept_row import KeptRow

BODY = ',"payload":'


def entry_line(row: KeptRow) -> bytes:
    """The line of a row; its payload is the very text that is kept."""
    return f"{entry_text(row)}\n".encode()


def entry_text(row: KeptRow) -> str:
    """The line without its end. It is made for every row that is read, so nothing here is called twice."""
    _, name, kind, at, offset, rules, payload, received, kept_at, _ = row
    # An id of letters and digits has nothing to be escaped; it is another in each row, so not remembered.
    name = f'"{name}"' if name.replace("-", "").isalnum() else quoted(name)
    # A line break can only stand between values: inside of JSON's texts it is always written as \n.
    if "\n" in payload or "\r" in payload:
        payload = payload.replace("\r", " ").replace("\n", " ")
    return (
        f'{{"id":{name},"kind":{quoted(kind)},"at":"{at.replace(" ", "T")}Z","utc_offset_minutes":{offset},'
        f'"rules_version":{quoted(rules)},"received_at":"{received.replace(" ", "T")}Z",'
        f'"received_offset_minutes":{"null" if kept_at is None else kept_at}{BODY}{payload}}}'
    )


def entry_line_of_form_1(row: KeptRow) -> bytes:
    """The line as exports of form 1 have it, without the server's offset."""
    offset = row.received_offset_minutes
    kept_at = f',"received_offset_minutes":{"null" if offset is None else offset}{BODY}'
    return entry_line(row).replace(kept_at.encode(), BODY.encode(), 1)


@lru_cache(maxsize=1000)
def quoted(text: str) -> str:
    """A text as JSON, in its own letters."""
    return json.dumps(text, ensure_ascii=False)
