"""How a search ends: in balance, or with a sentence, and never with an exception or a silent answer."""

from itertools import product

import numpy as np
import pytest

from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.equilibrium import SAY, Equilibria, Outcome, solve
from supple.spine.load import Load, drives
from supple.spine.measure import levels
from supple.spine.names import BODIES, body_number
from tests.laws.energy import derivatives
from tests.laws.random_spines import beyond_bearing, drawn, usual

TOP = body_number("T1")


@pytest.fixture(scope="module")
def spines() -> Spines:
    return usual()


def moment(spines: Spines, *moments: tuple[float, float, float]) -> Load:
    """Moments on T1, one a frame."""
    drive = drives(spines, TOP, frames=len(moments))
    drive["moment"][0, :, 0] = moments
    return Load(frames=len(moments), drive=drive)


def test_every_outcome_has_a_sentence() -> None:
    assert set(SAY) == set(Outcome)
    for outcome, sentence in SAY.items():
        assert sentence.endswith(".")
        assert ("No equilibrium was found" in sentence) == (outcome is not Outcome.CONVERGED)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", ["force", "moment"])
def test_what_is_no_number_is_said_to_be_none(spines: Spines, wrong: float, where: str) -> None:
    load = moment(spines, (1.0, 2.0, 3.0))
    if where == "force":
        push = np.zeros((1, 1, 1), dtype=layout.PUSH)
        push["body"], push["force"] = TOP, (0, wrong, 0)
        load = load.having(push=push)
    else:
        load.drive["moment"][..., 1] = wrong
    found = solve(spines, load)
    assert not found.converged.any()
    assert found.report["outcome"][0, 0] == Outcome.NOT_A_NUMBER


@pytest.mark.parametrize("axis", range(3))
def test_a_load_that_no_spine_bears_is_said_to_be_one(spines: Spines, axis: int) -> None:
    """A million newton metres, about each axis."""
    load = moment(spines, (0, 0, 0))
    load.drive["moment"][..., axis] = 1e6
    found = solve(spines, load)
    assert not found.converged.any()
    assert Outcome(int(found.report["outcome"][0, 0])) in {Outcome.TOO_MANY_STEPS, Outcome.NO_WAY_DOWN}


def test_a_force_that_no_spine_bears_ends_with_an_outcome(spines: Spines) -> None:
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["force"] = TOP, (1e9, -1e9, 1e9)
    found = solve(spines, Load(push=push))
    outcome = Outcome(int(found.report["outcome"][0, 0]))
    assert found.converged[0, 0] == (outcome is Outcome.CONVERGED)
    assert SAY[outcome]


def test_after_a_frame_without_an_answer_the_next_is_answered(spines: Spines) -> None:
    """From where the last good one was, as if nothing had come between."""
    found = solve(spines, moment(spines, (0, 5, 0), (0, np.nan, 0), (0, 1e6, 0), (0, 6, 0)))
    assert found.converged[0].tolist() == [True, False, False, True]
    assert np.isfinite(found.pose["centre"]).all()
    alone = solve(spines, moment(spines, (0, 6, 0)))
    assert np.abs(found.pose["axes"][0, 3] - alone.pose["axes"][0, 0]).max() < 1e-8


def test_one_persons_trouble_is_no_other_persons() -> None:
    spines = drawn(np.random.default_rng(3), 4)
    drive = drives(spines, TOP)
    drive["moment"][:, 0, 0, 1] = (4, np.nan, 4, 4)
    found = solve(spines, Load(drive=drive))
    assert found.converged[:, 0].tolist() == [True, False, True, True]
    assert np.abs(levels(found).turn[[0, 2, 3]]).max() > 0.01


def test_what_converged_is_in_balance_and_only_held_bodies_are_reacted_on(spines: Spines) -> None:
    found = solve(spines, moment(spines, (-4, 6, -5)))
    assert found.converged.all()
    assert found.report["residual"].max() <= 1e-8
    assert not found.reaction[:, :, 1:].any()
    assert found.reaction[0, 0, 0, 3:] == pytest.approx([4, -6, 5], abs=2)
    assert np.linalg.norm(found.reaction[0, 0, 0, :3]) < 1e-7


def test_held_bodies_stay_and_share_the_load(spines: Spines) -> None:
    middle = body_number("T8")
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["force"] = body_number("L2"), (50, 0, 0)
    found = solve(spines, Load(held=frozenset({0, middle}), push=push))
    for body in (0, middle):
        assert np.array_equal(found.pose[0, 0, body], spines.rest[0, body])
    forces = found.reaction[0, 0, [0, middle], :3]
    assert (forces[:, 0] < -1).all()
    assert forces.sum(axis=0) == pytest.approx([-50, 0, 0], abs=1e-6)


def test_a_led_base_leads_the_rest(spines: Spines) -> None:
    """Where nothing else acts, all that is above moves with it."""
    base = np.repeat(spines.rest[:, None, 0], 2, axis=1)
    base["centre"][:, 1] += (0.1, -0.2, 0.3)
    found = solve(spines, Load(frames=2, base=base))
    assert found.converged.all()
    assert np.abs(found.pose["centre"][0, 1] - spines.rest["centre"][0] - [0.1, -0.2, 0.3]).max() < 1e-9
    assert np.abs(levels(found).turn).max() < 1e-9


def test_frames_follow_each_other(spines: Spines) -> None:
    """Each begins where the last ended: the second of two that are alike has nothing to do."""
    found = solve(spines, moment(spines, (0, 7, 0), (0, 7, 0)))
    assert found.report["iterations"][0, 0] > 2
    assert found.report["iterations"][0, 1] == 0


def test_a_start_is_where_the_search_begins(spines: Spines) -> None:
    load = moment(spines, (0, 7, 0))
    found = solve(spines, load)
    again = solve(spines, load, start=found.pose[:, 0])
    assert again.report["iterations"][0, 0] == 0
    assert np.array_equal(again.pose, found.pose)


def test_progress_is_told_until_all_are_done() -> None:
    spines = drawn(np.random.default_rng(4), 70)
    told: list[tuple[int, int]] = []
    solve(spines, Load(), workers=2, progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (70, 70)
    assert len(told) > 1


def test_load_steps_take_over_where_all_at_once_fails() -> None:
    """Seldom, under extreme loads; and then all is in balance as ever, and stays there."""
    stepped = 0
    for seed in range(40):
        case = beyond_bearing(np.random.default_rng(seed), 24)
        found = solve(case.spines, case.load.part(slice(0, 1)))
        good = found.converged & (found.report["load_steps"] > 0)
        assert (found.report["residual"][good] <= 1e-8).all()
        stepped += int(good.sum())
    assert 0 < stepped < 60


def test_far_bent_a_spine_is_where_it_comes_to_little_by_little(spines: Spines) -> None:
    """Or in the mirror of that: it falls to one side or the other."""
    found = solve(spines, moment(spines, (0, 0, -40)))
    grown = solve(spines, moment(spines, *((0, 0, -4.0 * n) for n in range(1, 11))))
    assert found.converged.all()
    assert grown.converged.all()
    turn, there = levels(found).turn[0, 0], levels(grown).turn[0, -1]
    mirror = np.sign(turn[0, 1] * there[0, 1])
    assert np.abs(turn - there * [1, mirror, mirror]).max() < 1e-8


def test_a_hold_is_met(spines: Spines) -> None:
    """To a thousandth of a degree, whatever it takes."""
    drive = drives(spines, TOP)
    drive["stiffness"], drive["aimed"][..., 1] = 1e7, np.radians(40)
    found = solve(spines, Load(drive=drive))
    assert found.converged.all()
    turned = found.pose["axes"][0, 0, TOP] @ spines.rest["axes"][0, TOP].T
    assert np.degrees(np.arctan2(turned[0, 2], turned[2, 2])) == pytest.approx(40, abs=1e-3)
    assert found.pose.shape == (1, 1, len(BODIES))


def test_only_what_is_in_balance_is_called_converged(spines: Spines) -> None:
    """Holds so stiff that rounding keeps the search from its aim: in balance is a millionth of a newton."""
    residuals: list[float] = []
    for stiffness, degrees in product(10.0 ** np.arange(7, 15), (10, 20, 30, 40)):
        drive = drives(spines, TOP)
        drive["stiffness"], drive["aimed"][..., 1] = stiffness, np.radians(degrees)
        found = solve(spines, Load(drive=drive))
        residuals.append(float(found.report["residual"][0, 0]))
        assert found.converged[0, 0] == (residuals[-1] < 1e-6), (stiffness, degrees)
    assert min(residuals) < 1e-8
    assert [each for each in residuals if 1e-6 < each < 1e-2]


def least_stiffness(found: Equilibria) -> float:
    """The smallest eigenvalue of the stiffness of what is free to move: above 0 where a pose stays."""
    matrix = derivatives(found.spines, found.load, found.pose[0, 0]).matrix
    return float(np.linalg.eigvalsh(matrix[6:, 6:])[0])


@pytest.mark.parametrize("bend", [-25.0, -20.0, 15.0, 20.0])
def test_a_spine_does_not_stand_on_its_tip(spines: Spines, bend: float) -> None:
    """So far forward or back, one alike on both sides is in balance straight, but falls aside at a breath."""
    found = solve(spines, moment(spines, (0, 0, bend)))
    assert found.converged.all()
    assert least_stiffness(found) > 0
    assert np.abs(levels(found).turn[0, 0, :, 1]).max() > np.radians(0.2)


@pytest.mark.parametrize("newtons", [100, 200, 300, 400, 600, 800])
def test_a_spine_pressed_down_on_buckles_to_where_it_stays(spines: Spines, newtons: float) -> None:
    """No weight in between is left without an answer."""
    for body in ("T1", "T12"):
        push = np.zeros((1, 1, 1), dtype=layout.PUSH)
        push["body"], push["force"] = body_number(body), (0, -newtons, 0)
        found = solve(spines, Load(push=push))
        assert found.converged.all(), body
        assert least_stiffness(found) > 0, body
