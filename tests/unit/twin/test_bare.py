"""A bare load case: what is refused, and what the kernel is told."""

from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.spine.equilibrium import solve
from supple.spine.load import CLAMP_NM_PER_RAD
from supple.spine.measure import levels
from supple.spine.names import body_number
from supple.twin.bare import Bare, Turn, bare_load
from tests.laws.random_spines import drawn, usual


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"upper": "L5", "lower": "T1"}, "from L5 to T1 is no piece of spine. Name the upper vertebra first"),
        ({"upper": "S1"}, "from S1 to S1 is no piece of spine"),
        ({"upper": "C3"}, "There is no level 'C3' in this spine"),
        ({"fixed": ()}, 'Nothing is held. Name a vertebra in "fixed", such as "S1"'),
        ({"fixed": ("L9",)}, "There is no level 'L9' in this spine"),
        ({"lower": "T12", "fixed": ("S1",)}, "S1 does not lie between T1 and T12. Name one between them"),
        ({"lower": "T12", "fixed": ("T12",), "moments_nm": (Turn(at="L3", axial=1),)}, "L3 does not lie"),
        ({"rotations_deg": (Turn(at="Th4", axial=1),)}, "There is no level 'Th4'"),
        ({"moments_nm": (Turn(at="T1", axial=501),)}, "axial at T1 is 501 N m. Give at most 500 N m"),
        ({"moments_nm": (Turn(at="T1", flexion=float("nan")),)}, "flexion at T1 is nan N m"),
        (
            {"rotations_deg": (Turn(at="T1", lateral=-171),)},
            "lateral at T1 is -171 degrees. Give at most 170",
        ),
    ],
)
def test_what_is_no_load_case_is_refused(given: dict[str, Any], words: str) -> None:
    """In a sentence that says what to give."""
    with pytest.raises(SuppleError) as refused:
        Bare(**given)
    assert words in str(refused.value)


def test_a_turn_gives_the_planes_that_it_names() -> None:
    assert dict(Turn(at="T1", flexion=0.0, axial=-2).given()) == {"flexion": 0.0, "axial": -2}


def test_moments_are_free_and_turns_are_held_about_what_they_name() -> None:
    spines = drawn(np.random.default_rng(0), 2)
    bare = Bare(
        upper="T1",
        lower="L5",
        fixed=("L5", "T12"),
        moments_nm=(Turn(at="T1", flexion=3, lateral=2, axial=1),),
        rotations_deg=(Turn(at="T6", lateral=10),),
    )
    load = bare_load(bare, spines)
    assert (load.lowest, load.highest) == (body_number("L5"), body_number("T1"))
    assert load.held_bodies == {body_number("L5"), body_number("T12")}
    moment, held = load.drive[:, 0, 0], load.drive[:, 0, 1]
    assert moment["moment"].tolist() == [[-2, 1, -3]] * 2
    assert not moment["stiffness"].any()
    assert held["stiffness"].tolist() == [[CLAMP_NM_PER_RAD, 0, 0]] * 2
    assert held["aimed"][0].tolist() == [-np.radians(10), 0, 0]


def test_a_case_without_a_load_has_nothing_that_acts() -> None:
    load = bare_load(Bare(), usual())
    assert load.drive.shape == (1, 1, 0)
    assert not np.abs(levels(solve(usual(), load)).turn).max() > 1e-12


@pytest.mark.parametrize("number", range(3))
def test_forward_left_and_left_are_positive(number: int) -> None:
    """As asked, so it turns."""
    plane = ("flexion", "lateral", "axial")[number]
    spines = usual()
    by_moment = solve(spines, bare_load(Bare(moments_nm=(Turn(at="T1", **{plane: 5}),)), spines))
    by_turn = solve(spines, bare_load(Bare(rotations_deg=(Turn(at="T1", **{plane: 20}),)), spines))
    for found in (by_moment, by_turn):
        assert found.converged.all()
        assert levels(found).turn[0, 0, :, number].sum() > np.radians(5)


def test_holding_the_top_and_turning_the_pelvis_is_the_same_turn() -> None:
    """In the opposite sense: every level turns as it does the other way round."""
    spines = usual()
    one = Bare(moments_nm=(Turn(at="T1", axial=5),))
    other = Bare(fixed=("T1",), moments_nm=(Turn(at="S1", axial=-5),))
    mine, its = (levels(solve(spines, bare_load(bare, spines))).turn for bare in (one, other))
    assert np.abs(mine - its).max() < 0.02 * np.abs(mine).max()
