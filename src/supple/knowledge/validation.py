"""Published numbers that the simulated spine is held against. Read apart: only that comparison needs them."""

from collections.abc import Iterator
from pathlib import Path

from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_folder
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import cited
from supple.knowledge.schema.validation import Validation


def read_validation(folder: Path | None = None) -> dict[str, Validation]:
    """The packed files by id, or another folder's. Raises SuppleError with file, key and fix."""
    place = folder if folder is not None else data_folder()
    return read_folder(place / "validation", Validation)


def validation_faults(
    validation: dict[str, Validation], knowledge: Knowledge
) -> Iterator[tuple[str, str, str]]:
    """Files that cite nothing, or a source that nobody wrote."""
    for one in validation.values():
        place = f"validation/{one.id}.toml"
        if not one.cites:
            yield place, "cites is empty", "Name at least one file of sources/"
        for key in dict.fromkeys(cited(one)):
            if key not in knowledge.sources:
                yield place, f"cites names {key!r}, which is not in sources/", f"Write sources/{key}.toml"
