"""`supple spine` by its contract: keys and their order, bands, seeds, a load that no spine bears."""

import itertools
import math
import subprocess
import sys
from typing import Any

import pytest

from supple.knowledge.collection import Knowledge
from supple.spine.names import JOINTS
from tests.unit.cli.run_supple import Run

LEVEL = ["level", "flexion_deg", "lateral_deg", "axial_deg", "left", "right", "strain_of_limit"]
STRAINED = ["capsule_left", "capsule_right", "all", "pll", "lf", "isl", "ssl"]
TWIST: dict[str, Any] = {
    "from": "T1",
    "to": "S1",
    "fixed": ["S1"],
    "moments_nm": [{"at": "T1", "flexion": 0, "lateral": 0, "axial": 6}],
    "rib_cage": "whole",
    "gravity": False,
}
TECHNIQUES = [
    ("knee-twist", "--side", "left"),
    ("knee-twist", "--side", "right"),
    ("figure-four", "--side", "right", "--gentle"),
    ("towel-extension", "--level", "T9"),
    ("arm-sweep",),
]


def numbers(level: dict[str, Any]) -> list[Any]:
    """Every number, or band, of a level."""
    sides = [level[side][name] for side in ("left", "right") for name in ("gap_mm", "slide_mm")]
    return [*(level[name] for name in LEVEL[1:4]), *sides, *level["strain_of_limit"].values()]


def check_shape(levels: list[dict[str, Any]]) -> None:
    assert [level["level"] for level in levels] == list(reversed(JOINTS))
    for level in levels:
        assert list(level) == LEVEL
        assert list(level["left"]) == list(level["right"]) == ["gap_mm", "slide_mm"]
        assert list(level["strain_of_limit"]) == STRAINED


@pytest.mark.parametrize("asked", TECHNIQUES, ids=" ".join)
def test_a_technique_by_contract(run: Run, asked: tuple[str, ...]) -> None:
    result = run("spine", *asked, "--json").data
    assert list(result)[:4] == ["converged", "say", "frames", "peak"]
    assert result["converged"] is True
    assert result["say"]
    times = [frame["t_s"] for frame in result["frames"]]
    assert len(times) > 5
    assert times == sorted(times)
    for frame in (*result["frames"], result["peak"]):
        check_shape(frame["levels"])
        assert all(isinstance(value, float) for level in frame["levels"] for value in numbers(level))
    assert result["peak"] in result["frames"]
    shares = [one["strain_of_limit"] for frame in result["frames"] for one in frame["levels"]]
    assert all(share >= 0 for each in shares for share in each.values())


def test_every_technique_can_be_asked_for(run: Run, knowledge: Knowledge) -> None:
    for technique in knowledge.techniques:
        assert run("spine", technique, "--json").data["converged"] is True


def test_the_two_sides_mirror_each_other(run: Run) -> None:
    left, right = (run("spine", "knee-twist", "--side", side, "--json").data for side in ("left", "right"))
    for one, other in zip(left["peak"]["levels"], right["peak"]["levels"], strict=True):
        assert one["flexion_deg"] == pytest.approx(other["flexion_deg"], abs=1e-4)
        assert one["axial_deg"] == pytest.approx(-other["axial_deg"], abs=1e-4)
        assert one["lateral_deg"] == pytest.approx(-other["lateral_deg"], abs=1e-4)
        assert one["left"]["gap_mm"] == pytest.approx(other["right"]["gap_mm"], abs=1e-4)


def test_many_people_are_bands_and_a_seed_draws_the_same(run: Run) -> None:
    asked = ("spine", "knee-twist", "--people", "40", "--json")
    first, again, other = (run(*asked, "--seed", seed).data for seed in ("3", "3", "4"))
    assert first == again
    assert first != other
    check_shape(first["peak"]["levels"])
    for band in itertools.chain.from_iterable(map(numbers, first["peak"]["levels"])):
        assert list(band) == ["p10", "p50", "p90"]
        assert band["p10"] <= band["p50"] <= band["p90"]
    assert first["people"] == 40
    assert all(0 < one["holds_for"] <= 1 for one in first["conclusions"])


def test_one_person_is_plain_numbers_and_whose_seed_does_not_matter(run: Run) -> None:
    plain = run("spine", "arm-sweep", "--json").data
    assert run("spine", "arm-sweep", "--people", "1", "--seed", "9", "--json").data == plain


def test_a_load_by_contract(run: Run) -> None:
    result = run("spine", "--load", "-", "--json", given=TWIST).data
    assert list(result)[:4] == ["converged", "say", "frames", "peak"]
    (frame,) = result["frames"]
    assert frame == result["peak"]
    check_shape(frame["levels"])
    assert all(level["axial_deg"] > 0 for level in frame["levels"])
    right = {**TWIST, "moments_nm": [{"at": "T1", "axial": -6}]}
    for one, other in zip(
        frame["levels"],
        run("spine", "--load", "-", "--json", given=right).data["peak"]["levels"],
        strict=True,
    ):
        assert one["axial_deg"] == pytest.approx(-other["axial_deg"], abs=1e-6)


def test_a_load_without_anything_moves_nothing(run: Run) -> None:
    levels = run("spine", "--load", "-", "--json", given={}).data["peak"]["levels"]
    for level in levels:
        moved = [*(level[name] for name in LEVEL[1:4]), *level["left"].values(), *level["right"].values()]
        assert moved == pytest.approx([0.0] * len(moved), abs=1e-5)


def test_a_turn_is_kept_and_only_named_joints_are_there(run: Run) -> None:
    given = {
        "from": "L4",
        "to": "L5",
        "rotations_deg": [{"at": "L4", "flexion": 0, "lateral": 0, "axial": 2}],
    }
    (level,) = run("spine", "--load", "-", "--json", given=given).data["peak"]["levels"]
    assert level["level"] == "L4-5"
    assert level["axial_deg"] > 1
    # About the axis of somebody upright, which leans in the vertebra below.
    turns = [level[name] for name in ("flexion_deg", "lateral_deg", "axial_deg")]
    assert math.hypot(*turns) == pytest.approx(2, abs=0.01)


def test_a_load_for_many_and_for_another_body(run: Run) -> None:
    many = run("spine", "--load", "-", "--people", "20", "--json", given=TWIST).data
    assert list(many["peak"]["levels"][0]["axial_deg"]) == ["p10", "p50", "p90"]
    soft, stiff = (
        run(
            "spine", "--load", "-", "--json", given={**TWIST, "person": {"level_stiffness": {"L4-5": share}}}
        ).data["peak"]["levels"]
        for share in (1, 4)
    )
    names = [level["level"] for level in soft]
    where = names.index("L4-5")
    assert stiff[where]["axial_deg"] < soft[where]["axial_deg"]


def test_gravity_and_a_person_of_a_file_make_a_difference(run: Run) -> None:
    bent = {**TWIST, "moments_nm": [{"at": "T1", "flexion": 6}]}
    lying, floating = (
        run("spine", "--load", "-", "--json", given={**bent, "gravity": gravity}).data
        for gravity in (True, False)
    )
    assert lying["converged"]
    assert lying["peak"] != floating["peak"]
    heavy = run("spine", "arm-sweep", "--person", "-", "--json", given={"mass_kg": 120}).data
    assert heavy["peak"] != run("spine", "arm-sweep", "--json").data["peak"]


def test_a_load_that_no_spine_bears_is_an_outcome(run: Run) -> None:
    broken = {**TWIST, "moments_nm": [{"at": "T1", "flexion": 400, "axial": 400}]}
    result = run("spine", "--load", "-", "--json", given=broken).data
    assert result["converged"] is False
    assert "No equilibrium was found" in result["say"]
    assert (result["conclusions"], result["warnings"]) == ([], [])
    check_shape(result["peak"]["levels"])
    many = run("spine", "--load", "-", "--people", "5", "--json", given=broken).data
    assert many["converged"] is False
    assert "100.0% of these people" in many["say"]
    shown = run("spine", "--load", "-", given=broken)
    assert (shown.code, shown.err) == (0, "")
    assert "No equilibrium was found" in shown.out
    assert "Nearest limit" not in shown.out
    assert "Wrote" not in shown.out


def test_too_much_is_told_with_what_it_leaves_behind(run: Run) -> None:
    gentle = run("spine", "figure-four", "--json").data
    assert (gentle["warnings"], gentle["left_behind"]) == ([], [])
    pulled = run("spine", "figure-four", "--hand", "120", "--json").data
    assert pulled["warnings"][0].startswith("Too much: ")
    assert any("120 N" in sentence for sentence in pulled["warnings"])
    assert "Supple never asks for that" in pulled["say"]
    assert pulled["left_behind"]
    for level in pulled["left_behind"]:
        assert max(level["longer"].values()) > 0
        before, after = level["neutral_zone_before"], level["neutral_zone_after"]
        assert all(after[axis] >= before[axis] - 1e-6 for axis in before)
        assert after["flexion_deg"] > before["flexion_deg"]
    fast = run("spine", "knee-twist", "--pace", "8", "--json").data
    slow = run("spine", "knee-twist", "--json").data
    assert furthest(fast) > furthest(slow)


def furthest(result: dict[str, Any]) -> float:
    return max(
        float(share)
        for frame in result["frames"]
        for level in frame["levels"]
        for share in level["strain_of_limit"].values()
    )


def test_starting_the_app_imports_nothing_of_the_spine() -> None:
    code = (
        "import sys, supple.cli.main, supple.app.serving; "
        "print([name for name in sys.modules if name.split('.')[0] == 'numpy' "
        "or name.startswith(('supple.spine', 'supple.twin', 'supple.body'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
