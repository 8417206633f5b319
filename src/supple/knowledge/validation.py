"""Published numbers that the simulation is held against. Read apart: only that comparison needs them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from supple.knowledge.cites import unknown_sources
from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_folder
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import Dated, cited
from supple.knowledge.schema.joint_validation import JointValidation
from supple.knowledge.schema.validation import Validation


def read_validation(folder: Path | None = None) -> dict[str, Validation]:
    """The packed files by id, or another folder's. Raises SuppleError with file, key and fix."""
    place = folder if folder is not None else data_folder()
    return read_folder(place / "validation", Validation)


def read_joint_validation(folder: Path | None = None) -> dict[str, JointValidation]:
    """The files about joints that pop, in the same way."""
    place = folder if folder is not None else data_folder()
    return read_folder(place / "validation_joint", JointValidation)


def validation_faults(
    validation: Mapping[str, Dated], knowledge: Knowledge, *, folder: str = "validation"
) -> Iterator[tuple[str, str, str]]:
    """Files that cite nothing, or a source that nobody wrote."""
    for one in validation.values():
        place = f"{folder}/{one.id}.toml"
        if not one.cites:
            yield place, "cites is empty", "Name at least one file of sources/"
        yield from unknown_sources(place, cited(one), knowledge)
