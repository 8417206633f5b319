"""What holds for every joint that is pulled apart."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from supple.base.arrays import Array
from supple.joint import layout
from supple.joint.course import Pops, pops
from supple.joint.library import library
from supple.joint.pull import ramp
from supple.knowledge.joint import KINDS
from tests.laws.joints import drawn, facts

COUNT = 300
# No film pulls this hard, so nothing gives way and the film alone is seen.
NO_NUCLEUS = 1e-13
STIFF = 1e9  # N/m
AMBIENT = 101_325.0
NARROW, WIDE, MANY_WIDE = range(3)  # registers, as in kernel/wide.h
PACES = (0.1, 0.3, 1.0, 1.5, 3.0, 10.0)
# Shares of the fall of pressure: what inflow that is stopped short and cartilage that damps take off it (see
# docs/why), and what the solution errs by.
STOPPED_SHORT, DAMPED, ERROR = 3e-3, 1e-5, 1e-7
PROMPT = 1e-3


@cache
def solved(kind: str) -> Pops:
    return pops(drawn(kind, COUNT, 11), facts())


def lowest_when_led(kind: str, *, faster: float = 1.0, thicker: float = 1.0, prompt: bool = False) -> Array:
    """Lowest pressures of films in which nothing gives way, whose bones are led apart at a pace, (n,).

    Led by a very stiff capsule that the pull stretches: a force alone would be slowed by a thicker fluid, or
    be over before a heavy bone has moved. Prompt is fluid with next to no inertia on cartilage with
    next to no damping.
    """
    joints = drawn(kind, COUNT, 12)
    made, time, force = joints.made, joints.pull.time_s, joints.pull.force_n
    apart = 0.3 * force[:, 1] / made["capsule_stiffness"]
    made["stable_nucleus"], made["contact_nucleus"] = NO_NUCLEUS, 0
    made["viscosity_at_rest"] *= thicker
    made["viscosity_at_speed"] *= thicker
    for name in ("density", "passage_inertance", "cartilage_lag"):
        made[name] *= PROMPT if prompt else 1
    made["capsule_stiffness"], made["capsule_reach"] = STIFF, 1.0
    made["damping"] = 2 * np.sqrt(STIFF * made["mass"])
    led = ramp(STIFF * apart, time[:, 1] / faster, time[:, 2] - time[:, 1])
    found = pops(replace(joints, pull=led), facts(), follow_s=0, recovery=False, tolerance=1e-8)
    assert found.solved.all()
    assert not found.born.any()
    return np.asarray(found.end["lowest_pressure"])


def assert_never_raised(before: Array, after: Array, *, by: float, lowered: float) -> None:
    """By no more than a share of the fall, lowered in most: where the recess alone tells, both are equal."""
    assert (after <= before + by * (AMBIENT - before)).all()
    assert (after < before).mean() > lowered


@pytest.mark.parametrize(("prompt", "by"), [(True, ERROR), (False, STOPPED_SHORT)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_faster_pull_never_raises_the_lowest_pressure(kind: str, by: float, *, prompt: bool) -> None:
    for slower, faster in pairwise(lowest_when_led(kind, faster=pace, prompt=prompt) for pace in PACES):
        assert_never_raised(slower, faster, by=by, lowered=0.9)


@pytest.mark.parametrize(("prompt", "by"), [(True, ERROR), (False, DAMPED)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_thicker_fluid_pulls_harder_at_the_same_pace(kind: str, by: float, *, prompt: bool) -> None:
    thin, thick = (lowest_when_led(kind, thicker=thicker, prompt=prompt) for thicker in (1.0, 2.0))
    assert_never_raised(thin, thick, by=by, lowered=0.8)


@pytest.mark.parametrize("kind", KINDS)
def test_without_dissolved_gas_no_gas_comes_out(kind: str) -> None:
    """A cavity of vapour may open; what gas is in it was in the nucleus."""
    joints = drawn(kind, COUNT, 13)
    joints.made["dissolved"] = 0
    found = pops(joints, facts(), follow_s=0, recovery=False)
    assert found.solved.all()
    assert found.born.any()
    assert found.end["held_moles"].sum(axis=1).max() < 1e-14
    assert pops(drawn(kind, COUNT, 13), facts(), follow_s=0, recovery=False).end["held_moles"].max() > 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_joints_move_without_a_pop_and_with_one(kind: str) -> None:
    found = solved(kind)
    assert 0.1 < found.born.mean() < 0.95
    quiet = ~found.born
    assert (found.end["widest_gap"][quiet] > 2 * found.joints.made["film"][quiet]).mean() > 0.5
    assert (found.end["lowest_pressure"][quiet] > found.end["lowest_pressure"][~quiet].min()).all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_joint_that_has_just_popped_does_not_pop_again_at_once(kind: str) -> None:
    found = solved(kind)
    popped = found.popped
    over = found.joints.pull.time_s[:, -1] - found.end["pop_time"]
    assert popped.any()
    assert (found.ready_s[popped] > over[popped]).all()
    assert np.median(found.ready_s[popped]) > 60


@pytest.mark.parametrize("kind", KINDS)
def test_what_popped_makes_sense(kind: str) -> None:
    found = solved(kind)
    born, end, made = found.born, found.end[found.born], found.joints.made[found.born]
    assert found.solved.all()
    assert (end["pop_time"] >= 0).all()
    assert (end["largest_volume"] > 0).all()
    assert (end["largest_time"] >= end["pop_time"]).all()
    whole = made["dissolved"] * made["fluid_volume"][:, None]
    assert (end["held_moles"] <= whole * (1 + 1e-9)).all()
    assert (found.heard.peak_pa[born] > 0).all()
    assert ((found.co2_share[born] > 0) & (found.co2_share[born] < 1)).all()


def test_the_same_joints_come_to_the_same_whatever_the_number_of_workers() -> None:
    joints = drawn("lumbar", 70, 3)
    assert_equal(*(pops(joints, facts(), workers=workers) for workers in (1, 2)))


def test_the_same_joints_come_to_the_same_in_all_registers() -> None:
    joints = drawn("knuckle", 70, 3)
    usual = pops(joints, facts())
    try:
        for most in (NARROW, WIDE):
            library().joint_registers(most)
            assert_equal(usual, pops(joints, facts()))
    finally:
        library().joint_registers(MANY_WIDE)


def assert_equal(one: Pops, two: Pops) -> None:
    """To the last bit."""
    for field in layout.POP.names or ():
        assert np.array_equal(one.end[field], two.end[field])
    assert np.array_equal(one.heard.peak_pa, two.heard.peak_pa)
    assert np.array_equal(one.ready_s, two.ready_s)


def test_a_closer_tolerance_changes_little() -> None:
    """Against a thousandth of it: volume and time within 1e-4, and the sound of most within 1e-3."""
    joints = drawn("lumbar", 60, 4)
    near = pops(joints, facts(), follow_s=0, recovery=False)
    close = pops(joints, facts(), follow_s=0, recovery=False, tolerance=1e-8)
    both = near.born & close.born
    assert np.array_equal(near.born, close.born)
    for field in ("pop_time", "largest_volume"):
        assert np.abs(near.end[field][both] / close.end[field][both] - 1).max() < 1e-4
    sound = np.abs(near.heard.peak_pa[both] / close.heard.peak_pa[both] - 1)
    assert np.median(sound) < 1e-3
