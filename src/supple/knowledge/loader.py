"""Reads all knowledge from the data folder and checks that it fits together."""

from importlib.resources import files
from pathlib import Path

from supple.knowledge.checks import cross_check
from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_folder, read_list, read_one
from supple.knowledge.schema.code import CodeList
from supple.knowledge.schema.habit import HabitRule
from supple.knowledge.schema.question import Group, Question
from supple.knowledge.schema.rule import Rule
from supple.knowledge.schema.safety import Boundaries, Emergency, Policy, Who
from supple.knowledge.schema.source import Source
from supple.knowledge.schema.stop import Stop
from supple.knowledge.schema.technique import Technique
from supple.knowledge.schema.tracking import Tracking
from supple.knowledge.schema.words import SessionWords


def data_folder() -> Path:
    """Where the installed knowledge files are."""
    return Path(str(files("supple.knowledge") / "data"))


def load(folder: Path | None = None) -> Knowledge:
    """Read, parse and cross-check all knowledge. Raises SuppleError naming file, key and fix."""
    knowledge = read(folder if folder is not None else data_folder())
    cross_check(knowledge)
    return knowledge


def read(folder: Path) -> Knowledge:
    """Read and parse all files, without the checks between them."""
    techniques = read_folder(folder / "techniques", Technique)
    ordered = sorted(techniques.values(), key=lambda one: (one.region.value, one.order, one.id))
    return Knowledge(
        techniques={one.id: one for one in ordered},
        questions=read_folder(folder / "questions", Question),
        groups=tuple(
            sorted(
                read_list(folder / "groups.toml", "group", Group),
                key=lambda one: (one.block.value, one.order),
            )
        ),
        rules=read_folder(folder / "safety" / "rules", Rule),
        stops=read_folder(folder / "safety" / "stops", Stop),
        habits=read_folder(folder / "habits", HabitRule),
        policy=read_one(folder / "safety" / "policy.toml", Policy),
        who={one.id: one for one in read_list(folder / "safety" / "who.toml", "who", Who)},
        emergency=read_one(folder / "safety" / "emergency.toml", Emergency),
        boundaries=read_one(folder / "safety" / "boundaries.toml", Boundaries),
        words=read_one(folder / "words" / "session.toml", SessionWords),
        tracking=read_one(folder / "tracking.toml", Tracking),
        sources=read_folder(folder / "sources", Source),
        codes=read_folder(folder / "codes", CodeList),
    )
