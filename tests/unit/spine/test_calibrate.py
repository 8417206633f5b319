"""The frozen discs are what calibration gives, and with them the spine turns as far as it is meant to."""

import numpy as np
import pytest

from benchmarks.calibrate import discs
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine import calibrate
from supple.spine.build import RibCage, build
from supple.spine.calibrate import Laws
from supple.spine.equilibrium import solve
from supple.spine.load import Load, drives
from supple.spine.measure import levels
from supple.spine.names import AXES, JOINTS
from supple.spine.people import Person, one
from supple.spine.ranges import DIRECTIONS, ranges

PLACE = {"flexion": (0, 1), "extension": (0, -1), "lateral": (1, 1), "axial": (2, 1)}  # in Levels.turn, sign
CAGES: tuple[RibCage, RibCage] = ("whole", "no_front")


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


def test_calibrating_again_gives_the_frozen_table(facts: SpineFacts) -> None:
    """To every digit that it prints."""
    again = discs(facts)
    assert [column.id for column in again.column] == [column.id for column in facts.discs.column]
    for column in again.column:
        assert dict(column.values) == facts.discs.of(column.id), column.id
    assert {name: number.value for name, number in again.number.items()} == {
        name: number.value for name, number in facts.discs.number.items()
    }


@pytest.mark.parametrize("axis", AXES)
def test_without_its_front_the_rib_cage_lets_go_as_far_as_was_measured(facts: SpineFacts, axis: str) -> None:
    """T1 against T12, as it was calibrated."""
    person = one(Person(), facts)
    whole, opened = (
        calibrate._thoracic_range(build(facts, person, rib_cage=cage), facts, axis) for cage in CAGES
    )
    assert opened / whole == pytest.approx(facts.motion.number[f"front_ratio_{axis}"].value, rel=0.002)


def reached(facts: SpineFacts, rib_cage: RibCage, way: str) -> np.ndarray:
    """How far each joint alone turns under the table's moment, over how far it is meant to, (17,)."""
    spines = build(facts, one(Person(), facts), rib_cage=rib_cage)
    about, sign = calibrate._ABOUT[way]
    turn = []
    for joint in range(len(JOINTS)):
        drive = drives(spines, joint + 1)
        lower = spines.rest["axes"][0, joint]
        drive["moment"] = lower[:, about] * sign * facts.motion.number["moment"].value
        found = solve(spines, Load(lowest=joint, highest=joint + 1, drive=drive))
        assert found.converged.all()
        place, direction = PLACE[way]
        turn.append(direction * levels(found).turn[0, 0, 0, place])
    aimed = ranges(facts, "whole" if rib_cage == "whole" else "bare")[way]
    return np.array(turn) / aimed


@pytest.mark.parametrize("way", DIRECTIONS)
@pytest.mark.parametrize("rib_cage", ["whole", "none"])
def test_joints_turn_as_far_as_the_table_says(facts: SpineFacts, rib_cage: RibCage, way: str) -> None:
    """Every one, with the rib cage and without: within 0.5 %, at the moment that the ranges belong to."""
    assert reached(facts, rib_cage, way) == pytest.approx(np.ones(len(JOINTS)), abs=0.005)


def test_a_law_bears_what_it_was_fitted_to(facts: SpineFacts) -> None:
    """With the linear share that the table states, and one slope at rest for flexion and extension."""
    turn = {way: np.full(len(JOINTS), 0.05 + 0.01 * n) for n, way in enumerate(DIRECTIONS)}
    needed = {way: np.full(len(JOINTS), 5.0 + n) for n, way in enumerate(DIRECTIONS)}
    laws = calibrate.fitted(needed, turn, facts)
    for way in DIRECTIONS:
        assert np.allclose(laws.moment(way, turn[way]), needed[way], rtol=1e-12)
        assert (laws.cubic[way] > 0).all()
    phi = 2 * np.sin(turn["axial"] / 2)
    share = laws.linear["axial"] * phi * np.cos(turn["axial"] / 2) / needed["axial"]
    assert np.allclose(share, facts.motion.number["linear_share_axial"].value)


def test_a_law_never_pushes_on(facts: SpineFacts) -> None:
    """Where the needs of flexion and extension differ, the linear part gives way, not the cubic's sign."""
    turn = dict.fromkeys(DIRECTIONS, np.full(len(JOINTS), 0.08))
    needed = {way: np.full(len(JOINTS), 20.0 if way == "flexion" else 0.5) for way in DIRECTIONS}
    laws = calibrate.fitted(needed, turn, facts)
    assert all((laws.cubic[way] >= 0).all() for way in DIRECTIONS)
    assert np.allclose(laws.moment("extension", turn["extension"]), 0.5)


def test_laws_of_nothing_bear_nothing() -> None:
    nothing: Laws = calibrate.none()
    assert np.abs(nothing.moment("axial", np.full(len(JOINTS), 0.1))).max() == 0


def test_what_has_no_equilibrium_is_no_calibration(facts: SpineFacts) -> None:
    """A turn of half a circle at one joint is our mistake, and loud."""
    spines = build(facts, one(Person(), facts), rib_cage="none")
    with pytest.raises(RuntimeError, match="no equilibrium in flexion"):
        calibrate.passive_moments(
            spines, calibrate.none(), calibrate.none(), "flexion", np.full(len(JOINTS), np.nan)
        )
