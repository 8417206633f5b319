"""An outlook as JSON: its shape is a contract, and its numbers are those of the outlook."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from supple.knowledge.anatomy import Anatomy
from supple.knowledge.spine import SpineFacts
from supple.spine.equilibrium import SAY, Outcome
from supple.spine.measure import STRAINED
from supple.spine.names import JOINTS
from supple.twin.answer import as_json, rounded
from supple.twin.bare import Bare, Turn
from supple.twin.crowd import Crowd
from supple.twin.effort import Effort
from supple.twin.looking_ahead import Outlook, outlook_of_load

Ordinary = Callable[[str], Outlook]
FROM_THE_HEAD = (
    "T1-2", "T2-3", "T3-4", "T4-5", "T5-6", "T6-7", "T7-8", "T8-9", "T9-10", "T10-11", "T11-12", "T12-L1",
    "L1-2", "L2-3", "L3-4", "L4-5", "L5-S1",
)  # fmt: skip


@pytest.fixture(scope="module")
def crowd(look: Callable[..., Outlook]) -> Outlook:
    return look("knee-twist", crowd=Crowd(count=30, chance=np.random.default_rng(4)))


def numbers(part: Any) -> Iterator[float]:
    """Every number anywhere in it."""
    if isinstance(part, dict):
        for value in part.values():
            yield from numbers(value)
    elif isinstance(part, list):
        for value in part:
            yield from numbers(value)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield part


@pytest.mark.parametrize("name", ["arm-sweep", "knee-twist", "figure-four", "towel-extension"])
def test_the_shape_is_as_promised(ordinary: Ordinary, name: str) -> None:
    one = ordinary(name)
    found = as_json(one)
    assert found["converged"] is True
    assert found["say"]
    assert [frame["t_s"] for frame in found["frames"]] == pytest.approx(one.t_s.tolist(), abs=1e-6)
    for frame in (*found["frames"], found["peak"]):
        assert set(frame) == {"t_s", "levels"}
        assert tuple(level["level"] for level in frame["levels"]) == FROM_THE_HEAD
    for level in found["peak"]["levels"]:
        assert set(level) == {
            "level", "flexion_deg", "lateral_deg", "axial_deg", "left", "right", "strain_of_limit",
        }  # fmt: skip
        assert set(level["left"]) == set(level["right"]) == {"gap_mm", "slide_mm"}
        assert tuple(level["strain_of_limit"]) == STRAINED
    assert found["peak"] == found["frames"][one.peak]
    assert found["left_behind"] == []


@pytest.mark.parametrize("name", ["arm-sweep", "knee-twist", "figure-four", "towel-extension"])
def test_no_number_is_none_nor_a_minus_nothing(ordinary: Ordinary, name: str) -> None:
    """It goes through a strict reader and back, and no zero has a minus."""
    found = as_json(ordinary(name))
    text = json.dumps(found, allow_nan=False)
    assert json.loads(text) == found
    every = list(numbers(found))
    assert len(every) > 17 * 14
    assert not any(value == 0 and np.signbit(value) for value in every)
    assert np.isfinite(every).all()


def test_the_numbers_are_the_outlook_s(ordinary: Ordinary) -> None:
    """Degrees and millimetres, each at its own joint."""
    one = ordinary("knee-twist")
    levels = {level["level"]: level for level in as_json(one)["peak"]["levels"]}
    for number, joint in enumerate(JOINTS):
        level, turn = levels[joint], np.degrees(one.measured.turn[0, one.peak, number])
        planes = [level["flexion_deg"], level["lateral_deg"], level["axial_deg"]]
        assert planes == pytest.approx(turn.tolist(), abs=1e-6)
        for which, side in enumerate(("left", "right")):
            assert level[side]["gap_mm"] == pytest.approx(
                1000 * one.measured.gap[0, one.peak, number, which], abs=1e-6
            )
            assert level[side]["slide_mm"] == pytest.approx(
                1000 * one.measured.slide[0, one.peak, number, which], abs=1e-6
            )
        strains = one.strain_of_limit[0, one.peak, number].tolist()
        assert list(level["strain_of_limit"].values()) == pytest.approx(strains, abs=1e-6)


def test_many_people_are_bands(crowd: Outlook) -> None:
    """Tenth, fiftieth and ninetieth of a hundred, in order, of every number; and how many they are."""
    found = as_json(crowd)
    assert found["people"] == 30
    axial = np.degrees(crowd.measured.turn[:, crowd.peak, 3, 2])
    level = found["peak"]["levels"][-4]
    assert level["level"] == "L2-3"
    assert list(level["axial_deg"]) == ["p10", "p50", "p90"]
    assert list(level["axial_deg"].values()) == pytest.approx(np.percentile(axial, (10, 50, 90)), abs=1e-6)
    assert level["axial_deg"]["p10"] < level["axial_deg"]["p50"] < level["axial_deg"]["p90"]
    for one in found["peak"]["levels"]:
        for band in (one["flexion_deg"], one["left"]["gap_mm"], *one["strain_of_limit"].values()):
            assert band["p10"] <= band["p50"] <= band["p90"]
    json.dumps(found, allow_nan=False)


def test_a_crowd_of_one_is_numbers(look: Callable[..., Outlook]) -> None:
    found = as_json(look("arm-sweep", crowd=Crowd(count=1, chance=np.random.default_rng(4))))
    assert isinstance(found["peak"]["levels"][0]["axial_deg"], float)
    assert found["people"] == 1


def test_a_piece_has_its_own_joints(facts: SpineFacts, anatomy: Anatomy) -> None:
    bare = Bare(upper="L3", lower="L5", fixed=("L5",), moments_nm=(Turn(at="L3", axial=5),))
    found = as_json(outlook_of_load(bare, facts, anatomy))
    assert [level["level"] for level in found["peak"]["levels"]] == ["L3-4", "L4-5"]
    assert found["peak"]["t_s"] == 0
    assert len(found["frames"]) == 1


def test_what_holds_is_in_the_words_and_all_of_it_beside(crowd: Outlook) -> None:
    found = as_json(crowd)
    shares = [one["holds_for"] for one in found["conclusions"]]
    assert shares == sorted(shares, reverse=True)
    for one in found["conclusions"]:
        assert (one["say"] in found["say"]) is (one["holds_for"] >= 0.9)


def test_too_much_is_warned_of_first(look: Callable[..., Outlook]) -> None:
    """And what it leaves behind is listed, at the joints that it is left at."""
    found = as_json(look("figure-four", effort=Effort(hand_n=150)))
    assert found["warnings"]
    assert found["say"].startswith(found["warnings"][0])
    assert all(warning in found["say"] for warning in found["warnings"])
    assert found["left_behind"]
    for level in found["left_behind"]:
        assert max(level["longer"].values()) > 0
        assert set(level["neutral_zone_before"]) == {"lateral_deg", "axial_deg", "flexion_deg"}
    assert any("looser" in warning for warning in found["warnings"])
    json.dumps(found, allow_nan=False)


def test_no_balance_is_said_and_nothing_is_concluded(ordinary: Ordinary) -> None:
    """Numbers that are none stand as null, not as something that a reader chokes on."""
    one = ordinary("arm-sweep")
    report, turn = one.found.report.copy(), one.measured.turn.copy()
    report["outcome"][0, -1] = Outcome.NO_WAY_DOWN
    turn[0, -1] = np.nan
    broken = replace(
        one,
        found=replace(one.found, report=report),
        measured=replace(one.measured, turn=turn),
        strain_of_limit=one.strain_of_limit + 2,
    )
    found = as_json(broken)
    assert found["converged"] is False
    assert found["say"] == SAY[Outcome.NO_WAY_DOWN]
    assert found["conclusions"] == found["warnings"] == found["left_behind"] == []
    assert found["frames"][-1]["levels"][0]["axial_deg"] is None
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1.23456789, 1.234568), (-1e-9, 0.0), (-0.0, 0.0), (float("nan"), None), (float("inf"), None)],
)
def test_numbers_are_rounded_to_what_means_something(value: float, wanted: float | None) -> None:
    found = rounded(value)
    assert found == wanted
    assert found is None or not (found == 0 and np.signbit(found))
