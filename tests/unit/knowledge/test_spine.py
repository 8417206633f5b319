"""The tables of the simulated spine: read whole, refused where broken, and every number sourced."""

import re
import shutil
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.spine import Column, LevelTable, Ligament, TissueTable
from supple.knowledge.schema.technique import Technique
from supple.knowledge.schema.technique_load import HandForce
from supple.knowledge.spine import SpineFacts, read_spine, spine_faults

VERTEBRAE = {*(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6))}
TABLES = sorted(path.name for path in (data_folder() / "tables").glob("spine_*.toml"))


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real files, to break."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def refused(model: type[BaseModel], data: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        model.model_validate(data)


def level_tables(facts: SpineFacts) -> dict[str, LevelTable]:
    tables = (getattr(facts, field.name) for field in fields(facts))
    return {table.id: table for table in tables if isinstance(table, LevelTable)}


def test_every_table_that_is_packed_is_read(facts: SpineFacts) -> None:
    assert {f"{name}.toml" for name in level_tables(facts)} >= set(TABLES)
    assert len(TABLES) >= 5
    assert isinstance(facts.tissue, TissueTable)


def test_every_source_is_written(facts: SpineFacts, knowledge: Knowledge) -> None:
    assert list(spine_faults(facts, knowledge)) == []


@pytest.mark.parametrize("table", ["geometry", "motion"])
def test_geometry_and_ranges_name_every_vertebra(facts: SpineFacts, table: str) -> None:
    """But for those columns that are of the thorax alone."""
    for column in getattr(facts, table).column:
        levels = set(column.values)
        expected = VERTEBRAE if not column.id.startswith("bare_") else levels & VERTEBRAE
        assert levels == expected, column.id
        assert column.unit
        assert column.what


def test_every_number_lies_in_its_band(facts: SpineFacts) -> None:
    for name, table in level_tables(facts).items():
        for key, number in table.number.items():
            assert number.low <= number.value <= number.high, f"{name}: {key}"


def test_a_column_is_found_by_its_name(facts: SpineFacts) -> None:
    assert facts.geometry.of("body_height")["L4"] == pytest.approx(24.1)
    with pytest.raises(KeyError, match="girth"):
        facts.geometry.of("girth")


def test_a_column_says_where_it_is_from() -> None:
    """Or that it is our own assumption."""
    good = {
        "id": "x", "what": "a width", "unit": "mm", "within": 1, "cites": ["panjabi-1992"], "grade": "B",
        "values": {"L4": 2.0},
    }  # fmt: skip
    assert Column.model_validate(good).values == {"L4": 2.0}
    assert Column.model_validate({**good, "cites": [], "grade": "E"}).cites == ()
    refused(Column, {**good, "cites": []}, "column 'x' has grade B and needs a key in cites")
    refused(Column, {**good, "within": -1}, "within")
    refused(Column, {**good, "values": {"C7": 1.0}}, "C7")
    refused(Column, {**good, "colour": "red"}, "colour")


def _ligament() -> dict[str, Any]:
    text = (data_folder() / "tables" / "spine_tissue.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["ligament"][0]
    return found


@pytest.mark.parametrize("key", ["stiffness", "breaks"])
def test_a_ligament_grows_stiffer_from_break_to_break(key: str) -> None:
    good = _ligament()
    assert Ligament.model_validate(good).id == good["id"]
    refused(Ligament, {**good, key: good[key][::-1]}, f"{good['id']!r} must grow stiffer from break to break")


def test_a_ligament_sets_in_before_its_first_break() -> None:
    """And over some strain, not at once."""
    good = _ligament()
    refused(Ligament, {**good, "width": good["breaks"][0]["value"] + 0.01}, "must grow stiffer")
    refused(Ligament, {**good, "width": 0}, "width")


def test_a_hands_lever_has_a_plane() -> None:
    force = {"value": 1, "unit": "N", "low": 0, "high": 2, "grade": "E"}
    lever = {**force, "unit": "m"}
    hand = {"hold": "clasp", "force": force}
    assert HandForce.model_validate(hand).lever is None
    assert HandForce.model_validate({**hand, "lever": lever, "plane": "axial"}).plane == "axial"
    refused(HandForce, {**hand, "lever": lever}, "lever and plane belong together")
    refused(HandForce, {**hand, "plane": "axial"}, "lever and plane belong together")


@pytest.mark.parametrize("changes", [{"goes_furthest": "leap"}, {"also": ("leap",)}])
def test_a_techniques_load_names_its_own_phases(knowledge: Knowledge, changes: dict[str, Any]) -> None:
    data = knowledge.techniques["arm-sweep"].model_dump()
    refused(Technique, {**data, "load": {**data["load"], **changes}}, "load names the phase 'leap'")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_not_there_is_named(folder: Path, name: str) -> None:
    (folder / "tables" / name).unlink()
    with pytest.raises(SuppleError, match=re.escape(name)):
        read_spine(folder)


@pytest.mark.parametrize("name", TABLES)
def test_a_broken_table_is_named_with_the_key(folder: Path, name: str) -> None:
    table = folder / "tables" / name
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("[number.", 'colour = "red"\n\n[number.', 1), encoding="utf-8")
    with pytest.raises(SuppleError) as caught:
        read_spine(folder)
    assert name in str(caught.value)
    assert "colour" in str(caught.value)


def test_a_source_that_nobody_wrote_is_named_once_for_each_table(folder: Path, knowledge: Knowledge) -> None:
    """With the file and the fix."""
    table = folder / "tables" / "spine_motion.toml"
    text = table.read_text(encoding="utf-8")
    assert text.count('"wilke-2017"') > 2
    table.write_text(text.replace('"wilke-2017"', '"hearsay-1900"'), encoding="utf-8")
    assert list(spine_faults(read_spine(folder), knowledge)) == [
        (
            "tables/spine_motion.toml",
            "cites names 'hearsay-1900', which is not in sources/",
            "Write sources/hearsay-1900.toml",
        )
    ]
