"""The body's own data files, read as they are."""

import tomllib
from importlib.resources import files

import pytest

from supple.knowledge.schema.pose import BodyTable, Pose
from supple.knowledge.schema.technique import Technique
from supple.knowledge.schema.words import SessionWords

DATA = files("supple") / "knowledge" / "data"


def _read(folder: str) -> dict[str, dict[str, object]]:
    found = (entry for entry in (DATA / folder).iterdir() if entry.name.endswith(".toml"))
    return {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text("utf-8")) for entry in found}


@pytest.fixture(scope="session")
def table() -> BodyTable:
    return BodyTable.model_validate(_read("tables")["body"])


@pytest.fixture(scope="session")
def poses() -> dict[str, Pose]:
    return {name: Pose.model_validate(raw) for name, raw in _read("poses").items()}


@pytest.fixture(scope="session")
def techniques() -> dict[str, Technique]:
    return {name: Technique.model_validate(raw) for name, raw in _read("techniques").items()}


@pytest.fixture(scope="session")
def words() -> SessionWords:
    return SessionWords.model_validate(_read("words")["session"])
