"""A technique as moments in time: which side and level, how many, and which goes furthest."""

from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.body.posture import mirror
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.twin.movement import lying_flat, movement

Techniques = dict[str, Technique]


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("arm-sweep", {"side": "left"}, ("arm-sweep has no sides", "Leave the side out")),
        ("towel-extension", {"side": "right"}, ("towel-extension has no sides", "Leave the side out")),
        ("knee-twist", {"side": "up"}, ("There is no side 'up'", "Name left or right")),
        ("knee-twist", {"level": "T7"}, ("knee-twist cannot be done at 'T7'", "Leave the level out")),
        ("towel-extension", {"level": "T3"}, ("cannot be done at 'T3'", "T4, T5, T6, T7, T8, T9, T10")),
        ("towel-extension", {"level": "L1"}, ("cannot be done at 'L1'", "T4, T5, T6, T7, T8, T9, T10")),
        ("towel-extension", {"level": ""}, ("cannot be done at ''", "T4, T5, T6, T7, T8, T9, T10")),
    ],
)
def test_what_a_technique_has_not_cannot_be_asked(
    techniques: Techniques, anatomy: Anatomy, name: str, asked: dict[str, Any], said: tuple[str, str]
) -> None:
    with pytest.raises(SuppleError) as caught:
        movement(techniques[name], anatomy, **asked)
    assert said[0] in caught.value.problem
    assert said[1] in caught.value.fix


def test_left_and_the_usual_level_where_nothing_is_said(techniques: Techniques, anatomy: Anatomy) -> None:
    assert movement(techniques["knee-twist"], anatomy).side == "left"
    assert movement(techniques["towel-extension"], anatomy).level == "T7"
    assert movement(techniques["towel-extension"], anatomy, level="T10").level == "T10"


def test_the_first_moment_is_lying_flat(techniques: Techniques, anatomy: Anatomy) -> None:
    """And the second is the technique's own first, both at time 0."""
    flat = lying_flat(anatomy)
    for technique in techniques.values():
        found = movement(technique, anatomy)
        assert np.array_equal(found.postures.values[0], flat.postures.values[0])
        assert found.t_s[0] == found.t_s[1] == 0
        assert found.roll[0] == 0


def test_time_runs_through_the_bout_and_what_is_simulated_after_it(
    techniques: Techniques, anatomy: Anatomy
) -> None:
    for technique in techniques.values():
        found = movement(technique, anatomy)
        also = [phase for phase in technique.phases if phase.id in technique.load.also]
        seconds = sum(phase.seconds.value for phase in (*technique.bout, *also))
        assert (np.diff(found.t_s) >= 0).all()
        last = [*technique.bout, *also][-1]
        still = len({last.pose_from, *last.pose_through, last.pose_to}) == 1
        assert found.t_s[-1] == pytest.approx(seconds - (last.seconds.value if still else 0))


@pytest.mark.parametrize(
    ("name", "seconds", "moving"),
    [("knee-twist", 26, 6), ("figure-four", 29, 12), ("towel-extension", 15, 6), ("arm-sweep", 8, 3)],
)
def test_it_goes_furthest_where_the_hold_begins_or_the_sweep_turns(
    techniques: Techniques, anatomy: Anatomy, name: str, seconds: float, moving: float
) -> None:
    found = movement(techniques[name], anatomy)
    assert found.t_s[found.furthest] == pytest.approx(seconds)
    assert found.moving_s == moving


def test_the_small_range_is_another_pose_at_the_same_time(techniques: Techniques, anatomy: Anatomy) -> None:
    whole, small = (movement(techniques["knee-twist"], anatomy, gentle=gentle) for gentle in (False, True))
    turns = [np.degrees(found.postures.of("turn")[found.furthest]) for found in (whole, small)]
    assert turns == pytest.approx([-35, -20])
    assert whole.t_s[whole.furthest] == small.t_s[small.furthest]


def test_the_right_side_is_the_left_one_mirrored(techniques: Techniques, anatomy: Anatomy) -> None:
    left, right = (movement(techniques["figure-four"], anatomy, side=side) for side in ("left", "right"))
    assert np.array_equal(mirror(left.postures).values, right.postures.values)
    assert right.side == "right"
    flipped = left.bones.origins["upper_arm_left"] * [1, 1, -1]
    assert np.abs(flipped - right.bones.origins["upper_arm_right"]).max() < 1e-9


@pytest.mark.parametrize("most", [1, 6, 12, 20])
def test_fewer_moments_leave_out_what_lies_between(
    techniques: Techniques, anatomy: Anatomy, most: int
) -> None:
    """First and last moment of every phase stay, and so does the one that goes furthest."""
    for technique in techniques.values():
        whole, few = movement(technique, anatomy), movement(technique, anatomy, most_frames=most)
        assert few.frames <= whole.frames
        for moment, row in zip(few.t_s[1:], few.postures.values[1:], strict=True):
            same = np.flatnonzero(np.abs(whole.t_s[1:] - moment) < 1e-9) + 1
            assert any(np.array_equal(row, whole.postures.values[number]) for number in same)
        assert few.t_s[-1] == whole.t_s[-1]
        assert np.array_equal(few.postures.values[few.furthest], whole.postures.values[whole.furthest])
    assert movement(techniques["knee-twist"], anatomy, most_frames=1000).frames == 68


def test_the_towel_rolls_out_and_back(techniques: Techniques, anatomy: Anatomy) -> None:
    """As far as the technique says, halfway through its last phase; other techniques have none."""
    found = movement(techniques["towel-extension"], anatomy)
    way = techniques["towel-extension"].load.roll
    assert way is not None
    assert found.roll.max() == pytest.approx(way.way.value / 1000)
    assert found.t_s[found.roll.argmax()] == pytest.approx(53 + 12 / 2)
    assert found.roll[-1] == 0
    assert (found.roll[: found.furthest + 1] == 0).all()
    assert not movement(techniques["arm-sweep"], anatomy).roll.any()
