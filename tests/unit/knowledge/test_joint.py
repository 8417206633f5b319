"""The tables of joints that pop: read whole, refused where broken, every number and sentence sourced."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.joint import KINDS, JointFacts, joint_faults, read_joint
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.joint import OF_A_KIND, KindTable, Prior
from supple.knowledge.schema.joint_validation import JointCheck, JointValidation
from supple.knowledge.validation import read_joint_validation, validation_faults

PRIOR: dict[str, Any] = {"value": 2, "unit": "m", "low": 1, "high": 3, "grade": "E"}
CHECK: dict[str, Any] = {
    "id": "level",
    "what": "How loud.",
    "joint": "knuckle",
    "measure": "level_db",
    "value": 80,
    "low": 70,
    "high": 90,
    "unit": "dB",
    "because": "it is an example",
    "cites": ["kawchuk-2015"],
}
FILE: dict[str, Any] = {
    "id": "example",
    "title": "Example",
    "reviewed_on": "2026-11-26",
    "review_by": "2028-11-26",
    "cites": ["kawchuk-2015"],
    "grade": "E",
    "check": [CHECK],
}


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real files, to break."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def test_every_table_that_is_packed_is_read(facts: JointFacts) -> None:
    packed = {path.stem for path in (data_folder() / "tables").glob("joint_*.toml")}
    assert packed == {*(table.id for table in facts.kinds.values()), facts.shared.id}
    assert tuple(facts.kinds) == KINDS


def test_every_source_is_written(facts: JointFacts, knowledge: Knowledge) -> None:
    assert list(joint_faults(facts, knowledge)) == []
    assert list(validation_faults(read_joint_validation(), knowledge, folder="validation_joint")) == []


def test_what_is_missing_is_named_with_its_file(facts: JointFacts, knowledge: Knowledge) -> None:
    nothing = replace(knowledge, sources={})
    places = {place for place, _, _ in joint_faults(facts, nothing)}
    assert places == {*(f"tables/joint_{kind}.toml" for kind in (*KINDS, "fluid")), "words/pop.toml"}
    found = list(validation_faults(read_joint_validation(), nothing, folder="validation_joint"))
    assert {place for place, _, _ in found} == {
        "validation_joint/knuckles.toml",
        "validation_joint/thrusts.toml",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_own_numbers_and_the_shared_ones(facts: JointFacts, kind: str) -> None:
    numbers = facts.numbers(kind)
    assert set(numbers) == OF_A_KIND | set(facts.shared.number)
    assert not OF_A_KIND & set(facts.shared.number)
    for name, number in numbers.items():
        assert 0 < number.low <= number.value <= number.high, name


def test_a_kind_that_nobody_wrote_is_a_key_error(facts: JointFacts) -> None:
    with pytest.raises(KeyError, match="elbow"):
        facts.numbers("elbow")


def test_a_number_of_a_joint_lies_above_nothing() -> None:
    assert Prior.model_validate(PRIOR).value == 2
    with pytest.raises(ValidationError, match=r"low 0.0 is not above 0"):
        Prior.model_validate({**PRIOR, "low": 0})


def test_a_kind_has_all_numbers_and_no_others(facts: JointFacts) -> None:
    table = facts.kinds["knuckle"].model_dump()
    fewer = {name: number for name, number in table["number"].items() if name != "depth_m"}
    with pytest.raises(ValidationError, match="missing or unknown: depth_m"):
        KindTable.model_validate({**table, "number": fewer})
    with pytest.raises(ValidationError, match="missing or unknown: girth_m"):
        KindTable.model_validate({**table, "number": {**table["number"], "girth_m": PRIOR}})


def test_a_broken_table_is_named_with_the_key(folder: Path) -> None:
    table = folder / "tables" / "joint_lumbar.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("[number.depth_m]", "[number.deep_m]"), encoding="utf-8")
    with pytest.raises(SuppleError, match=re.escape("joint_lumbar.toml")) as caught:
        read_joint(folder)
    assert "deep_m, depth_m" in str(caught.value)
    table.unlink()
    with pytest.raises(SuppleError, match=re.escape("joint_lumbar.toml")):
        read_joint(folder)


def test_a_published_number_lies_in_its_band() -> None:
    assert not JointCheck.model_validate(CHECK).calibrated
    with pytest.raises(ValidationError, match=r"value 95.0 lies outside low 70.0 to high 90.0"):
        JointCheck.model_validate({**CHECK, "value": 95})


def test_checks_are_named_once() -> None:
    assert len(JointValidation.model_validate(FILE).check) == 1
    with pytest.raises(ValidationError, match="two checks are called level"):
        JointValidation.model_validate({**FILE, "check": [CHECK, CHECK]})


def test_only_the_thrust_was_used_to_set_a_number() -> None:
    files = read_joint_validation()
    calibrated = {(file.id, check.id) for file in files.values() for check in file.check if check.calibrated}
    assert calibrated == {("thrusts", "at-least-one")}


def test_another_folder_can_be_read(folder: Path) -> None:
    assert read_joint_validation(folder) == read_joint_validation()
