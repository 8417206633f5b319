"""What waited in a browser and was saved as a file there: brought to the journal that it names."""

import json
from dataclasses import dataclass
from typing import BinaryIO

from supple.app.intake import Judged, take_in
from supple.app.people import People
from supple.app.refusals import NotUnderstoodError
from supple.app.service import Supple

MOST_BYTES = 20_000_000
# It stands first in such a file, and never in an export's first line.
_MARK = b'"supple_waiting"'
_HEAD = 200


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Whose it was, and what became of each entry."""

    supple: Supple
    judged: Judged


def is_waiting(file: BinaryIO) -> bool:
    """Whether it is such a file. It is read from its beginning again afterwards."""
    head = file.read(_HEAD)
    file.seek(0)
    return _MARK in head


def bring_waiting(people: People, file: BinaryIO) -> Brought:
    """Keep what such a file holds, in its journal. Raises SuppleError; then nothing was kept."""
    text = file.read(MOST_BYTES + 1)
    try:
        content = json.loads(text) if len(text) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        content = None
    match content:
        case {"supple_waiting": 1, "journal": str(journal), "entries": [*entries]}:
            supple = people.of_journal(journal)
            return Brought(supple=supple, judged=take_in(supple, entries))
        case _:
            raise NotUnderstoodError(
                "The file is not whole, or from a newer Supple", fix="Save it in the browser once more"
            )
