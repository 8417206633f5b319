"""What holds for every spine and every load: of symmetry, of energy, and of balance."""

from functools import cache

import numpy as np
import pytest

from supple.spine import layout
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import Load
from supple.spine.measure import levels, relative
from supple.spine.names import BODIES
from tests.laws.energy import derivatives, exponential, moved
from tests.laws.otherwise import FLIP_TURN, mirrored, moved_world, turned_as_a_whole
from tests.laws.outside import left_over
from tests.laws.random_spines import Drawn, drawn, random_case, usual

SEEDS = range(100, 120)
PEOPLE = 8


@cache
def case(seed: int) -> Drawn:
    return random_case(seed, PEOPLE)


@cache
def found(seed: int) -> Equilibria:
    return solve(case(seed).spines, case(seed).load)


@pytest.mark.parametrize("seed", SEEDS)
def test_left_is_the_mirror_of_right(seed: int) -> None:
    """Turns, gaps, slides, strains, pulls and forces change sides and nothing else."""
    here, other = found(seed), mirrored(case(seed))
    there = solve(other.spines, other.load)
    both = here.converged & there.converged
    assert both.mean() >= 0.75
    one, two = levels(here), levels(there)
    swapped = [1, 0, 2, 3, 4, 5, 6]
    for mine, mirror, within in (
        (one.turn, two.turn * [1, -1, -1], 1e-7),
        (one.gap, two.gap[..., ::-1], 1e-9),
        (one.slide, two.slide[..., ::-1], 1e-9),
        (one.strain, two.strain[..., swapped], 1e-7),
        (one.tension, two.tension[..., swapped], 1e-4),
        (one.facet_force, two.facet_force[..., ::-1], 1e-4),
    ):
        assert np.abs(mine - mirror)[both].max() < within
    moments = there.reaction[..., 3:] * FLIP_TURN
    assert np.abs(here.reaction[..., 3:] - moments)[both].max() < 1e-5


def test_who_is_alike_on_both_sides_bends_straight_forward() -> None:
    """No side bend and no turn comes of a load that knows no side."""
    spines = usual()
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["force"] = BODIES.index("T6"), (150, -80, 0)
    turn = levels(solve(spines, Load(push=push))).turn
    assert np.abs(turn[..., 0]).max() > np.radians(2)
    assert np.abs(turn[..., 1:]).max() < 1e-12


@pytest.mark.parametrize("seed", SEEDS)
def test_to_move_the_whole_world_changes_nothing(seed: int) -> None:
    """Rest, base, forces, moments, floors and holds turned and shifted together."""
    chance = np.random.default_rng(seed)
    same = turned_as_a_whole(case(seed))
    here = solve(same.spines, same.load)
    turn = exponential(chance.uniform(-2, 2, 3))
    other = moved_world(same, turn, chance.uniform(-3, 3, 3))
    there = solve(other.spines, other.load)
    both = here.converged & there.converged
    assert both.mean() >= 0.75
    for mine, its, within in zip(relative(here), relative(there), (1e-8, 1e-7), strict=True):
        assert np.abs(mine - its)[both].max() < within


@pytest.mark.parametrize("seed", SEEDS)
def test_forces_and_moments_are_in_balance(seed: int) -> None:
    """Reactions with all that acts from outside, each written anew: 1e-6 N and 1e-6 N m."""
    force, moment = left_over(found(seed))
    good = found(seed).converged
    assert np.abs(force)[good].max() < 1e-6
    assert np.abs(moment)[good].max() < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pose_near_an_equilibrium_has_less_energy(seed: int) -> None:
    """And none of the equilibria has more than the pose that its search began with."""
    chance, here = np.random.default_rng(seed), found(seed)
    free = np.array([body not in here.load.held_bodies for body in range(len(BODIES))])[here.load.bodies]
    for person, frame in zip(*np.nonzero(here.converged), strict=True):
        pose, report = here.pose[person, frame], here.report[person, frame]
        start = here.pose[person, frame - 1] if frame else here.spines.rest[person, here.load.bodies]
        at = {"person": int(person), "frame": int(frame)}
        least = derivatives(here.spines, here.load, pose, **at).energy
        assert report["energy"] == pytest.approx(least, rel=1e-12, abs=1e-12)
        if report["load_steps"] == 0:
            assert least <= derivatives(here.spines, here.load, start, **at).energy + 1e-12
        loose = np.repeat(free, 6)
        stiffness = derivatives(here.spines, here.load, pose, **at).matrix[np.ix_(loose, loose)]
        assert not loose.any() or np.linalg.eigvalsh(stiffness)[0] > 0
        for _ in range(3):
            size = 10 ** chance.uniform(-6, -2.5) * free[:, None]
            step = size * chance.standard_normal((len(pose), 6)) * [0.1, 0.1, 0.1, 1, 1, 1]
            near = derivatives(here.spines, here.load, moved(pose, step), **at).energy
            assert near >= least - 1e-10 * (1 + abs(least))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_ligament_pushes(seed: int) -> None:
    """It pulls where it is longer than when loose, and only there."""
    measured, good = levels(found(seed)), found(seed).converged
    strain, tension = measured.strain[good], measured.tension[good]
    assert tension.min() >= 0
    assert tension[strain <= 0].max(initial=0) == 0
    assert tension[strain > 1e-6].min() > 0
    assert (strain > 0).any()
    assert (strain < 0).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_facet_goes_through_another(seed: int) -> None:
    """A point is in by no more than its clearance, its onset, and what its side's force presses it in."""
    here = found(seed)
    shift, axes = relative(here)
    facet = here.spines.segments[:, None, here.load.joints]["facet"]
    apart = shift[..., None, :] + np.einsum("...ij,...kj->...ki", axes, facet["upper"]) - facet["lower"]
    closed = -np.sum(apart * facet["normal"], axis=-1) - facet["clearance"]
    force = levels(here).facet_force.repeat(layout.FACET_POINTS // 2, axis=-1)
    good = here.converged
    assert (closed <= force / facet["stiffness"] + facet["width"] + 1e-12)[good].all()
    touching = closed > -facet["width"]
    assert (force[touching & good[..., None, None]] > 0).all()
    by_side = touching.reshape(*touching.shape[:-1], 2, -1).any(axis=-1)
    assert (levels(here).facet_force[~by_side & good[..., None, None]] == 0).all()


@pytest.mark.parametrize("rib_cage", ["whole", "no_front", "none"])
def test_without_a_load_everything_rests(rib_cage: str) -> None:
    """For anybody: no turn, no gap, no pull, no force."""
    spines = drawn(np.random.default_rng(1), 20, rib_cage=rib_cage)  # type: ignore[arg-type]
    here = solve(spines, Load())
    measured = levels(here)
    assert here.converged.all()
    for name in ("turn", "gap", "slide"):
        assert np.abs(getattr(measured, name)).max() < 1e-12, name
    assert measured.strain.max() < 1e-9
    assert measured.tension.max() < 1e-9
    assert measured.facet_force.max() == 0
    assert np.abs(here.reaction).max() < 1e-8
    assert np.abs(here.report["energy"]).max() < 1e-15


def test_people_are_solved_each_alone() -> None:
    """Whoever else is solved beside them, and on however many cores."""
    many = random_case(103, 70)
    together = solve(many.spines, many.load, workers=2)
    again = solve(many.spines, many.load, workers=1)
    assert np.array_equal(together.pose, again.pose)
