"""Readings of a spine under a bare load mean what experiments mean by them."""

from dataclasses import replace

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.build import Spines, build
from supple.spine.equilibrium import solve
from supple.spine.measure import STRAINED, levels
from supple.spine.names import BODIES, JOINTS
from supple.spine.parts import PARTS
from supple.spine.people import Person, one
from supple.twin.bare import PLANES, Bare, Turn, bare_load
from supple.twin.reading import Reading


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture(scope="module")
def spines(facts: SpineFacts) -> Spines:
    return build(facts, one(Person(), facts), rib_cage="none")


def _reading(facts: SpineFacts, spines: Spines, bare: Bare) -> Reading:
    found = solve(spines, bare_load(bare, spines))
    assert found.converged.all()
    return Reading(bare=bare, found=found, facts=facts)


def _segment(**moment: float) -> Bare:
    return Bare(upper="L4", lower="L5", fixed=("L5",), moments_nm=(Turn(at="L4", **moment),))


def test_the_turn_of_neighbours_is_that_of_their_joint(facts: SpineFacts, spines: Spines) -> None:
    bare = Bare(moments_nm=(Turn(at="T1", flexion=3, lateral=-4, axial=5),))
    reading = _reading(facts, spines, bare)
    turn = levels(reading.found).turn[0, 0]
    for number in range(len(JOINTS)):
        own = [reading.turn(plane, upper=BODIES[number + 1], lower=BODIES[number]) for plane in PLANES]
        assert own == pytest.approx(turn[number], abs=1e-12)


@pytest.mark.parametrize("degrees", [20, -15])
def test_a_vertebra_that_is_brought_to_an_angle_reads_that_angle(
    facts: SpineFacts, spines: Spines, degrees: float
) -> None:
    """Against the sacrum, whose own tilt leaves flexion as it is; the parts between add up."""
    reading = _reading(facts, spines, Bare(rotations_deg=(Turn(at="T1", flexion=degrees),)))
    assert np.degrees(reading.turn("flexion", upper="T1", lower="S1")) == pytest.approx(degrees, abs=1e-4)
    lumbar, thoracic = (
        reading.turn("flexion", upper=upper, lower=lower) for upper, lower in (("L1", "S1"), ("T1", "L1"))
    )
    assert np.degrees(lumbar + thoracic) == pytest.approx(degrees, abs=1e-4)


def test_only_what_acts_at_a_vertebra_or_above_passes_through_it(facts: SpineFacts, spines: Spines) -> None:
    bare = Bare(
        moments_nm=(Turn(at="T1", axial=3), Turn(at="T8", axial=2, lateral=1), Turn(at="L2", axial=-1))
    )
    reading = _reading(facts, spines, bare)
    assert reading.applied("axial", "T1") == 3
    assert reading.applied("axial", "T8") == 5
    assert reading.applied("axial", "L4") == 4
    with pytest.raises(SuppleError, match="No moment in lateral acts at T4 or above"):
        reading.applied("lateral", "T4")


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("moment", [6, -6])
def test_all_parts_together_resist_with_the_moment_that_acts(
    facts: SpineFacts, spines: Spines, plane: str, moment: float
) -> None:
    """But for the tilt of L5 and of the turned L4 against upright: a cosine of at most 16 degrees."""
    reading = _reading(facts, spines, _segment(**{plane: moment}))
    resists = reading.against(plane, "L4-5", *PARTS)  # type: ignore[arg-type]
    assert 6 * np.cos(np.radians(16)) < resists < 6 + 1e-6


def test_facets_share_a_torque_alike_to_either_side(facts: SpineFacts, spines: Spines) -> None:
    left, right = (
        _reading(facts, spines, _segment(axial=moment)).facet_torque_share("L4-5") for moment in (6, -6)
    )
    assert left == pytest.approx(right, abs=1e-6)
    assert 0 < left < 1


def test_without_cartilage_facets_share_nothing(facts: SpineFacts, spines: Spines) -> None:
    segments = spines.segments.copy()
    segments["facet"]["stiffness"] = 0
    smooth = replace(spines, segments=segments)
    assert _reading(facts, smooth, _segment(axial=6)).facet_torque_share("L4-5") == 0


def test_the_share_of_no_torque_is_an_error(facts: SpineFacts, spines: Spines) -> None:
    with pytest.raises(SuppleError, match="No torque passes through L4-5"):
        _reading(facts, spines, _segment(flexion=0)).facet_torque_share("L4-5")


def test_tensions_and_strains_are_those_of_the_joint(facts: SpineFacts, spines: Spines) -> None:
    reading = _reading(facts, spines, Bare(moments_nm=(Turn(at="T1", flexion=9, axial=3),)))
    measured = levels(reading.found)
    number = JOINTS.index("L3-4")
    tension = dict(zip(STRAINED, measured.tension[0, 0, number], strict=True))
    assert reading.tension("L3-4", "isl", "ssl") == pytest.approx(tension["isl"] + tension["ssl"])
    assert tension["ssl"] > 1
    strain = dict(zip(STRAINED, measured.strain[0, 0, number], strict=True))
    assert reading.capsule_strain("L3-4") == max(strain["capsule_left"], strain["capsule_right"])
    assert strain["capsule_left"] != pytest.approx(strain["capsule_right"], abs=1e-3)


def test_a_segment_outside_the_load_is_an_error(facts: SpineFacts, spines: Spines) -> None:
    reading = _reading(facts, spines, _segment(axial=6))
    for segment in ("L5-S1", "L3-4"):
        with pytest.raises(SuppleError, match=f"{segment} lies outside L4 to L5"):
            reading.tension(segment, "ssl")
