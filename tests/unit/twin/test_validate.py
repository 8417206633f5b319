"""A published number is compared with what the model does under its load; a load that cannot be is named."""

from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.schema.validation import Validation
from supple.knowledge.spine import SpineFacts, read_spine
from supple.twin.validate import Compared, compare

FORWARD = {"from": "L4", "to": "L5", "fixed": ["L5"], "moments_nm": [{"at": "L4", "flexion": 5}]}
BACK = {**FORWARD, "moments_nm": [{"at": "L4", "flexion": -5}]}
HELD = {**FORWARD, "moments_nm": [], "rotations_deg": [{"at": "L4", "flexion": 5}]}
UNITS = {
    "rotation": "deg", "stiffness": "N·m/deg", "ligament_share": "share", "capsule_strain_ratio": "ratio",
}  # fmt: skip
IN_FLEXION = {"plane": "flexion", "upper": "L4", "lower": "L5"}


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


def _file(measure: dict[str, Any], *loads: dict[str, Any], **check: Any) -> Validation:
    names = [f"load-{number}" for number in range(len(loads))]
    asked = {
        "id": "bends", "what": "It bends.", "load": names, "measure": measure,
        "unit": UNITS[measure["kind"]], "low": 0, "high": 90, "band": "paper_range", **check,
    }  # fmt: skip
    return Validation.model_validate(
        {
            "id": "somebody-1999", "reviewed_on": "2026-11-26", "review_by": "2028-11-26",
            "cites": ["somebody-1999"], "grade": "B", "title": "Bending",
            "load": dict(zip(names, loads, strict=True)), "check": [asked],
        }
    )  # fmt: skip


def _only(facts: SpineFacts, file: Validation) -> Compared:
    (one,) = compare(facts, [file])
    return one


def _number(one: Compared) -> float:
    assert one.value is not None
    return one.value


def test_two_loads_give_the_turn_from_the_second_to_the_first(facts: SpineFacts) -> None:
    measure = {"kind": "rotation", **IN_FLEXION}
    forward, back = (_number(_only(facts, _file(measure, load))) for load in (FORWARD, BACK))
    assert forward > 1 > -1 > back
    assert _number(_only(facts, _file(measure, FORWARD, BACK))) == pytest.approx(forward - back)


def test_stiffness_is_the_change_of_the_moment_over_that_of_the_turn(facts: SpineFacts) -> None:
    turn = _number(_only(facts, _file({"kind": "rotation", **IN_FLEXION}, FORWARD, BACK)))
    stiffness = _number(_only(facts, _file({"kind": "stiffness", **IN_FLEXION}, FORWARD, BACK)))
    assert stiffness == pytest.approx(10 / turn)


def test_the_difference_is_from_the_papers_number(facts: SpineFacts) -> None:
    file = _file({"kind": "rotation", **IN_FLEXION}, FORWARD, value=60, low=50, high=70)
    one = _only(facts, file)
    assert not one.within
    assert one.difference == pytest.approx(_number(one) - 60)


@pytest.mark.parametrize(("low", "high"), [(0, 90), (50, 90), (-9, -1)])
def test_of_a_range_the_difference_is_how_far_outside(facts: SpineFacts, low: float, high: float) -> None:
    one = _only(facts, _file({"kind": "rotation", **IN_FLEXION}, FORWARD, low=low, high=high))
    turn = _number(one)
    assert one.within == (low == 0)
    assert one.difference == pytest.approx(turn - np.clip(turn, low, high))
    assert (one.difference == 0) == one.within


def test_where_the_spine_gives_way_the_number_is_missing_and_a_miss(facts: SpineFacts) -> None:
    whole = {"from": "T1", "to": "S1", "fixed": ["S1"], "moments_nm": [{"at": "T1", "flexion": 100}]}
    one = _only(facts, _file({"kind": "rotation", **IN_FLEXION}, whole, low=-90))
    assert one.value is None
    assert one.difference is None
    assert not one.within


def test_a_load_that_a_measure_cannot_be_read_under_is_named(facts: SpineFacts) -> None:
    with pytest.raises(SuppleError, match=r"validation/somebody-1999\.toml, bends: No moment in flexion"):
        _only(facts, _file({"kind": "stiffness", **IN_FLEXION}, HELD, HELD))


def test_so_is_one_that_strains_nothing_that_it_compares(facts: SpineFacts) -> None:
    share = {"kind": "ligament_share", "segment": "L4-5", "of": "isl", "among": ["isl", "ssl"]}
    with pytest.raises(SuppleError, match="None of the ligaments pulls"):
        _only(facts, _file(share, BACK))
    still = {**FORWARD, "moments_nm": [{"at": "L4", "flexion": 0}]}
    with pytest.raises(SuppleError, match="No capsule is strained"):
        _only(facts, _file({"kind": "capsule_strain_ratio", "segment": "L4-5"}, FORWARD, still))


def test_gravity_is_refused(facts: SpineFacts) -> None:
    with pytest.raises(SuppleError, match=r"somebody-1999\.toml, load load-0 asks for gravity"):
        _only(facts, _file({"kind": "rotation", **IN_FLEXION}, {**FORWARD, "gravity": True}))
