"""The tables of a joint that may pop. Read apart from the rest: only that simulation needs them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from supple.knowledge.cites import unknown_sources
from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_one
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import cited
from supple.knowledge.schema.joint import JointTable, KindTable, Prior
from supple.knowledge.schema.pop_words import PopWords

KINDS = ("lumbar", "thoracic", "knuckle")


@dataclass(frozen=True, kw_only=True)
class JointFacts:
    """Three kinds of joint, what all of them share, and what is said about a pop."""

    kinds: Mapping[str, KindTable]
    shared: JointTable
    words: PopWords

    def numbers(self, kind: str) -> dict[str, Prior]:
        """Every number of a joint of this kind. Raises KeyError for a kind that nobody wrote."""
        return {**self.shared.number, **self.kinds[kind].number}


def read_joint(folder: Path | None = None) -> JointFacts:
    """The packed tables, or another folder's. Raises SuppleError with file, key and fix."""
    place = folder if folder is not None else data_folder()
    tables = place / "tables"
    return JointFacts(
        kinds={kind: read_one(tables / f"joint_{kind}.toml", KindTable) for kind in KINDS},
        shared=read_one(tables / "joint_fluid.toml", JointTable),
        words=read_one(place / "words" / "pop.toml", PopWords),
    )


def joint_faults(facts: JointFacts, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Sources that the tables and sentences cite and nobody wrote."""
    for table in (*facts.kinds.values(), facts.shared):
        yield from unknown_sources(f"tables/{table.id}.toml", cited(table), knowledge)
    yield from unknown_sources("words/pop.toml", facts.words.pain_cites, knowledge)
