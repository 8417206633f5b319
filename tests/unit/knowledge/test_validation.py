"""Published numbers that the simulated spine is held against: each can be computed, and cites its source."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.validation import SEGMENTS, Check, Load, Turn, Validation
from supple.knowledge.validation import read_validation, validation_faults

FLEXED = {"from": "L4", "to": "L5", "fixed": ["L5"], "moments_nm": [{"at": "L4", "flexion": 5}]}
BENDS: dict[str, Any] = {
    "id": "bends",
    "what": "L4-5 bends.",
    "load": ["forward"],
    "measure": {"kind": "rotation", "plane": "flexion", "upper": "L4", "lower": "L5"},
    "value": 5,
    "unit": "deg",
    "low": 3,
    "high": 7,
    "band": "paper_sd",
}
FILE: dict[str, Any] = {
    "id": "somebody-1999",
    "reviewed_on": "2026-11-26",
    "review_by": "2028-11-26",
    "cites": ["somebody-1999"],
    "grade": "B",
    "title": "Bending",
    "load": {"forward": FLEXED},
    "check": [BENDS],
}


def test_the_packed_files_fit_the_sources(knowledge: Knowledge) -> None:
    """Each is read, and cites what was written."""
    assert list(validation_faults(read_validation(), knowledge)) == []


def test_a_source_that_is_missing_is_named(knowledge: Knowledge) -> None:
    """And a file that cites nothing."""
    silent = Validation.model_validate({**FILE, "cites": []})
    cited = Validation.model_validate(FILE)
    nothing = replace(knowledge, sources={})
    found = list(validation_faults({"a": silent, "b": cited}, nothing))
    assert [problem for _, problem, _ in found] == [
        "cites is empty",
        "cites names 'somebody-1999', which is not in sources/",
    ]
    assert {place for place, _, _ in found} == {"validation/somebody-1999.toml"}


def test_seventeen_segments_have_the_usual_names() -> None:
    """The second vertebra says its region only where it changes."""
    assert len(SEGMENTS) == 17
    assert {"T1-2", "T11-12", "T12-L1", "L4-5", "L5-S1"} <= set(SEGMENTS)


def test_a_load_reads_as_the_file_that_the_command_takes() -> None:
    """With its keys, and without the axes that are free."""
    assert Load.model_validate(FLEXED).as_file() == {
        "from": "L4",
        "to": "L5",
        "fixed": ["L5"],
        "moments_nm": [{"at": "L4", "flexion": 5.0}],
        "rotations_deg": [],
        "rib_cage": "none",
        "gravity": False,
    }


def test_a_check_finds_its_loads_in_order() -> None:
    """As the measure wants them, not as the file lists them."""
    arched = {**FLEXED, "moments_nm": [{"at": "L4", "flexion": -5}]}
    both = {**BENDS, "load": ["forward", "back"]}
    held = Validation.model_validate({**FILE, "load": {"back": arched, "forward": FLEXED}, "check": [both]})
    moments = [load.moments_nm[0].flexion for load in held.loads_of(held.check[0])]
    assert moments == [5, -5]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"from": "S1", "to": "L4"}, "S1 does not lie above L4"),
        ({"moments_nm": []}, "moments_nm or rotations_deg"),
        ({"fixed": ["S1"]}, "S1 does not lie between L4 and L5"),
        ({"rotations_deg": [{"at": "L3", "axial": 1}]}, "L3 does not lie between"),
        ({"fixed": []}, "at least 1"),
        ({"to": "C7"}, "pattern"),
        ({"moments_nm": [{"at": "L4", "flexion": 500}]}, "less than or equal to 100"),
    ],
)
def test_a_load_that_cannot_be_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Load.model_validate({**FLEXED, **change})


def test_a_turn_about_no_axis_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least one of"):
        Turn.model_validate({"at": "L4"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "rad"}, "rotation is in deg, not in rad"),
        ({"load": ["a", "b", "c"]}, "rotation takes 1 or 2 loads, not 3"),
        ({"load": []}, "rotation takes 1 or 2 loads, not 0"),
        ({"low": 7}, "low 7.0 is not below high 7.0"),
        ({"value": 9}, "value 9.0 lies outside"),
        ({"band": "ours"}, "needs because"),
        ({"measure": {"kind": "gap", "segment": "L4-5"}}, "kind"),
        ({"measure": {"kind": "capsule_strain", "segment": "L4-6"}}, "pattern"),
    ],
)
def test_a_check_that_cannot_be_computed_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Check.model_validate({**BENDS, **change})


def test_a_check_may_give_a_range_alone() -> None:
    """As some papers do."""
    assert Check.model_validate({**BENDS, "value": None}).value is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"check": [BENDS, BENDS]}, "two checks are called bends"),
        ({"load": {"forward": FLEXED, "spare": FLEXED}}, "differ: spare"),
        ({"load": {"back": FLEXED}}, "differ: back, forward"),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Validation.model_validate({**FILE, **change})
