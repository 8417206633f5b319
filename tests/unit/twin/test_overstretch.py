"""What too much leaves behind: nothing below a limit, more beyond it, and a joint with more play."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from supple.knowledge.anatomy import Anatomy
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.build import Spines, build
from supple.spine.equilibrium import Outcome
from supple.spine.measure import STRAINED, limits
from supple.spine.names import JOINTS
from supple.spine.people import Person, many, one
from supple.twin.bare import Bare, Turn
from supple.twin.crowd import Crowd
from supple.twin.effort import Effort
from supple.twin.looking_ahead import Outlook, outlook_of_load
from supple.twin.overstretch import after_too_much, both_ways, left_behind, lengthened, looser

L45, CAPSULE, FLEXION, AXIAL = JOINTS.index("L4-5"), STRAINED.index("capsule_left"), 2, 1
Look = Callable[..., Outlook]


@pytest.fixture(scope="module")
def spines(facts: SpineFacts) -> Spines:
    return build(facts, one(Person(), facts))


def strained(one_look: Outlook, share: float, *, tissue: str = "capsule_left", who: int = 0) -> Outlook:
    """That outlook with one tissue of L4-5 strained to a share of its limit, in its third frame."""
    strain, of_limit = one_look.measured.strain.copy(), one_look.strain_of_limit.copy()
    number = STRAINED.index(tissue)
    strain[who, 2, L45, number] = share * limits(one_look.facts)[number]
    of_limit[who, 2, L45, number] = share
    return replace(one_look, measured=replace(one_look.measured, strain=strain), strain_of_limit=of_limit)


def test_what_stays_below_its_limit_goes_back(ordinary: Callable[[str], Outlook], facts: SpineFacts) -> None:
    found = left_behind(strained(ordinary("knee-twist"), 0.999), facts)
    assert not found.longer.any()
    assert np.array_equal(found.before, found.after)
    assert (found.before > 0).all()


@pytest.mark.parametrize("share", [1.05, 1.3, 2.0])
def test_what_goes_past_it_stays_longer_by_as_much(
    ordinary: Callable[[str], Outlook], facts: SpineFacts, share: float
) -> None:
    """At that joint and in that tissue alone."""
    found = left_behind(strained(ordinary("knee-twist"), share), facts)
    assert found.longer[0, L45, CAPSULE] == pytest.approx((share - 1) * limits(facts)[CAPSULE])
    assert np.count_nonzero(found.longer) == 1


def test_the_further_past_the_more_is_left(ordinary: Callable[[str], Outlook], facts: SpineFacts) -> None:
    """The joint has more play, and no joint beside it."""
    zones = [
        left_behind(strained(ordinary("knee-twist"), share, tissue="lf"), facts).after[0]
        for share in (0.9, 1.05, 1.15)
    ]
    flexion = [zone[L45, FLEXION] for zone in zones]
    assert flexion[0] < flexion[1] < flexion[2]
    others = np.arange(17) != L45
    for zone in zones[1:]:
        assert np.allclose(zone[others], zones[0][others])


def test_longer_tissue_never_leaves_less_play(spines: Spines, facts: SpineFacts) -> None:
    """Of any tissue, at every joint, about every axis."""
    moment = facts.twin.number["neutral_moment"].value
    before = both_ways(spines, moment)
    for number in range(len(STRAINED)):
        longer = np.zeros((1, 17, len(STRAINED)))
        longer[..., number] = 0.3
        assert (both_ways(lengthened(spines, longer), moment) >= before - 1e-9).all()
    every = both_ways(lengthened(spines, np.full((1, 17, len(STRAINED)), 0.3)), moment)
    assert (every[..., FLEXION] > before[..., FLEXION]).all()


def test_play_is_felt_before_capsules_pull(spines: Spines) -> None:
    """They are loose in it, so that one that was overstretched is listed as longer and shows in no play."""
    longer = np.zeros((1, 17, len(STRAINED)))
    longer[..., :2] = 0.3
    before, after = (both_ways(each, 0.5) for each in (spines, lengthened(spines, longer)))
    assert np.allclose(before, after, atol=0.02)


def test_a_greater_moment_finds_more_play(spines: Spines) -> None:
    """And none at all finds none."""
    zones = [both_ways(spines, moment) for moment in (0.0, 0.5, 1.0)]
    assert np.abs(zones[0]).max() < 1e-9
    assert (zones[1] > 0.05).all()
    assert (zones[2] > zones[1]).all()


def test_play_is_alike_about_all_of_a_joint(spines: Spines, facts: SpineFacts) -> None:
    """A lumbar joint turns less about its long axis than it bends forward and back."""
    zone = both_ways(spines, 0.5)[0]
    assert (zone[:5, AXIAL] < zone[:5, FLEXION]).all()
    crowd = build(facts, many(Person(), facts, count=4, chance=np.random.default_rng(2)))
    each = both_ways(crowd, 0.5)
    assert each.shape == (4, 17, 3)
    assert (np.ptp(each, axis=0) > 0).all()


def test_only_the_slack_of_what_grew_is_longer(spines: Spines) -> None:
    longer = np.zeros((1, 17, len(STRAINED)))
    longer[0, 3, CAPSULE] = 0.25
    grown = lengthened(spines, longer).segments["fibre"]["slack"] / spines.segments["fibre"]["slack"]
    own = np.array([name == "capsule_left" for name in layout.FIBRE_NAMES])
    assert np.allclose(grown[0, 3, own], 1.25)
    grown[0, 3, own] = 1
    assert (grown == 1).all()


def test_a_movement_as_guided_leaves_nothing(ordinary: Callable[[str], Outlook]) -> None:
    for name in ("arm-sweep", "knee-twist", "figure-four", "towel-extension"):
        assert after_too_much(ordinary(name)) is None


def test_an_over_pull_leaves_a_looser_joint(look: Look, facts: SpineFacts) -> None:
    """More of it the harder the pull, and it is said where and how much."""
    left = [
        left_behind(look("figure-four", effort=Effort(hand_n=newtons)), facts) for newtons in (60, 100, 120)
    ]
    most = [found.longer.max() for found in left]
    assert 0 == most[0] < most[1] < most[2]
    assert (left[2].after >= left[2].before - 1e-9).all()
    assert (left[2].after - left[2].before).max() > 0.1
    far = look("figure-four", effort=Effort(hand_n=120))
    found = after_too_much(far)
    assert found is not None
    sentence = looser(far, found)
    joint, axis = np.unravel_index(np.argmax((found.after - found.before)[0]), (17, 3))
    assert JOINTS[joint] in sentence
    assert f"{found.before[0, joint, axis]:.1f} degrees" in sentence
    assert f"{found.after[0, joint, axis]:.1f}" in sentence


def test_what_is_loose_at_rest_shows_in_the_range_and_is_said(
    ordinary: Callable[[str], Outlook], facts: SpineFacts
) -> None:
    """Ligaments behind pull late: overstretched they leave the play, and let the joint bend further."""
    far = strained(ordinary("knee-twist"), 1.6, tissue="isl")
    found = left_behind(far, facts)
    assert np.allclose(found.before, found.after, atol=1e-6)
    further = found.range_after - found.range_before
    assert further.max() > 0.05
    assert further.min() > -1e-6
    assert "would turn further under the same load" in looser(far, found)


def test_what_makes_no_joint_looser_is_not_said_to(ordinary: Callable[[str], Outlook]) -> None:
    """An anterior ligament that grew by a little changes no play worth a word."""
    one_look = strained(ordinary("knee-twist"), 1.0001, tissue="all")
    found = after_too_much(one_look)
    assert found is not None
    assert looser(one_look, found) == ""


@pytest.mark.parametrize(("who", "left"), [(0, False), (1, False), (2, True), (10, True)])
def test_one_in_ten_is_enough(look: Look, who: int, left: bool) -> None:
    ten = look("arm-sweep", crowd=Crowd(count=10, chance=np.random.default_rng(1)))
    for person in range(who):
        ten = strained(ten, 1.5, who=person)
    assert (after_too_much(ten) is not None) is left


def test_who_found_no_balance_left_nothing(ordinary: Callable[[str], Outlook]) -> None:
    one_look = strained(ordinary("arm-sweep"), 3.0)
    report = one_look.found.report.copy()
    report["outcome"][0, 0] = Outcome.TOO_MANY_STEPS
    assert after_too_much(replace(one_look, found=replace(one_look.found, report=report))) is None


def test_a_piece_leaves_it_at_its_own_joints(facts: SpineFacts, anatomy: Anatomy) -> None:
    """Bent far beyond: rows are those of the whole spine, and only the piece's have grown."""
    bare = Bare(upper="L3", lower="L5", fixed=("L5",), moments_nm=(Turn(at="L3", flexion=60),))
    found = left_behind(outlook_of_load(bare, facts, anatomy), facts)
    assert found.longer.shape == (1, 17, 7)
    grown = {JOINTS[joint] for joint in np.flatnonzero(found.longer[0].any(axis=1))}
    assert grown
    assert grown <= {"L3-4", "L4-5"}
