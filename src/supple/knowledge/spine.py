"""The tables of the simulated spine. Read apart from the rest: only the simulation needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from supple.knowledge.cites import unknown_sources
from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_one
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import cited
from supple.knowledge.schema.spine import LevelTable, TissueTable
from supple.knowledge.schema.twin_words import TwinWords


@dataclass(frozen=True, kw_only=True)
class SpineFacts:
    """How vertebrae are built and joined, how far they turn, what discs follow; who, and how it is read."""

    geometry: LevelTable
    tissue: TissueTable
    motion: LevelTable
    discs: LevelTable
    people: LevelTable
    lying: LevelTable
    twin: LevelTable
    words: TwinWords


def read_spine(folder: Path | None = None) -> SpineFacts:
    """The packed tables, or another folder's. Raises SuppleError with file, key and fix."""
    place = folder if folder is not None else data_folder()
    tables = place / "tables"
    return SpineFacts(
        geometry=read_one(tables / "spine_geometry.toml", LevelTable),
        tissue=read_one(tables / "spine_tissue.toml", TissueTable),
        motion=read_one(tables / "spine_motion.toml", LevelTable),
        discs=read_one(tables / "spine_discs.toml", LevelTable),
        people=read_one(tables / "spine_people.toml", LevelTable),
        lying=read_one(tables / "lying.toml", LevelTable),
        twin=read_one(tables / "twin.toml", LevelTable),
        words=read_one(place / "words" / "twin.toml", TwinWords),
    )


def spine_faults(facts: SpineFacts, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Sources that the tables cite and nobody wrote."""
    for table in (
        facts.geometry,
        facts.tissue,
        facts.motion,
        facts.discs,
        facts.people,
        facts.lying,
        facts.twin,
    ):
        yield from unknown_sources(f"tables/{table.id}.toml", cited(table), knowledge)
