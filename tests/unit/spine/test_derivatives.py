"""The kernel's slope and stiffness against differences of its energy, wherever a spine may be."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.equilibrium import solve
from supple.spine.load import Load, drives
from supple.spine.names import BODIES, body_number
from tests.laws.energy import Derivatives, derivatives, exponential, moved
from tests.laws.random_spines import drawn

COUNT = len(BODIES)


def anything(chance: np.random.Generator, pose: np.ndarray, angle: float) -> Load:
    """Every kind of thing that acts, on bodies near the pose: touched and not, turned by up to `angle`."""

    def array(kind: np.dtype, count: int) -> np.ndarray:
        found = np.zeros((1, 1, count), dtype=kind)
        found["body"] = chance.integers(0, COUNT, found.shape)
        found_points = chance.uniform(-0.1, 0.1, (*found.shape, 3))
        if "point" in (kind.names or ()):
            found["point"] = found_points
        return found

    def place(acting: np.ndarray) -> np.ndarray:
        body = pose[acting["body"].astype(int)]
        return np.asarray(body["centre"] + np.einsum("...ij,...j->...i", body["axes"], acting["point"]))

    def units(count: int) -> np.ndarray:
        found = chance.standard_normal((1, 1, count, 3))
        return np.asarray(found / np.linalg.norm(found, axis=-1, keepdims=True))

    push, drive = array(layout.PUSH, 3), array(layout.DRIVE, 3)
    push["force"] = chance.uniform(-200, 200, (1, 1, 3, 3))
    away = exponential(units(3) * np.array([0.005, 0.3 * angle, angle])[:, None])
    drive["from"] = np.swapaxes(away, -1, -2) @ pose["axes"][drive["body"].astype(int)]
    drive["moment"] = chance.uniform(-20, 20, (1, 1, 3, 3))
    drive["stiffness"] = chance.uniform(0, 300, (1, 1, 3, 3))
    drive["aimed"] = chance.uniform(-1, 1, (1, 1, 3, 3))
    support, grip = array(layout.SUPPORT, 6), array(layout.GRIP, 3)
    support["normal"], support["across"] = units(6), units(6)
    at = place(support)
    support["height"] = np.sum(at * support["normal"], axis=-1) + chance.uniform(-0.01, 0.02, 6)
    support["middle"] = np.sum(at * support["across"], axis=-1) + chance.uniform(-0.02, 0.02, 6)
    support["bend"] = np.array([0, 0, 0, 5, 10, 20])
    support["stiffness"], support["width"] = 2e4, chance.uniform(0.002, 0.01, 6)
    grip["anchor"], grip["normal"] = place(grip) + chance.uniform(-0.01, 0.01, (3, 3)), units(3)
    grip["stiffness"], grip["most"] = 3e4, np.array([20, 100, 1000])
    return Load(push=push, drive=drive, support=support, grip=grip)


def someone(seed: int, turn: float, shift: float) -> tuple[np.random.Generator, Spines, np.ndarray]:
    """Somebody's spine, every body turned and shifted at random: facets pressed, ligaments taut and slack."""
    chance = np.random.default_rng(seed)
    spines = drawn(chance)
    step = chance.standard_normal((COUNT, 6)) * ([shift] * 3 + [turn] * 3)
    return chance, spines, moved(spines.rest[0], step)


def one_by_one(size: float) -> np.ndarray:
    """A step of every single degree of freedom, (6 bodies, bodies, 6)."""
    return size * np.eye(6 * COUNT).reshape(-1, COUNT, 6)


def slope_of_energy(spines: Spines, load: Load, pose: np.ndarray, size: float) -> np.ndarray:
    """Central differences of the energy, (6 bodies,)."""

    def energy(step: np.ndarray) -> float:
        return derivatives(spines, load, moved(pose, step)).energy

    return np.array([(energy(step) - energy(-step)) / (2 * size) for step in one_by_one(size)])


def slope_of_slope(spines: Spines, load: Load, pose: np.ndarray, size: float) -> np.ndarray:
    """Central differences of the slope, (6 bodies, 6 bodies), each column for one step.

    The slope turns with the body that it belongs to, which leaves a part without symmetry: it is taken out.
    """

    def slope(step: np.ndarray) -> np.ndarray:
        return derivatives(spines, load, moved(pose, step)).slope.ravel()

    found = np.array([(slope(step) - slope(-step)) / (2 * size) for step in one_by_one(size)]).T
    return np.asarray((found + found.T) / 2)


CASES = [
    (0, 0.002, 1e-4, 0.5),
    (1, 0.02, 5e-4, 2.5),
    (2, 0.06, 2e-3, 2.5),
    (3, 0.2, 4e-3, 2.5),
    (4, 0.4, 1e-2, 1.5),
    (5, 0.05, 1e-3, 2.4),
]


@pytest.mark.parametrize(("seed", "turn", "shift", "angle"), CASES)
def test_the_slope_is_that_of_the_energy(seed: int, turn: float, shift: float, angle: float) -> None:
    chance, spines, pose = someone(seed, turn, shift)
    load = anything(chance, pose, angle)
    exact = derivatives(spines, load, pose).slope.ravel()
    assert np.abs(slope_of_energy(spines, load, pose, 1e-6) - exact).max() < 1e-6 * np.abs(exact).max()


@pytest.mark.parametrize(("seed", "turn", "shift", "angle"), CASES)
def test_the_stiffness_is_the_slope_of_the_slope(seed: int, turn: float, shift: float, angle: float) -> None:
    """Within each body, and between neighbours; between others there is none."""
    chance, spines, pose = someone(seed, turn, shift)
    load = anything(chance, pose, angle)
    exact = derivatives(spines, load, pose).matrix
    found = slope_of_slope(spines, load, pose, 3e-7)
    assert np.abs(found - exact).max() < 1e-5 * np.abs(exact).max()
    for body in range(COUNT):  # each body by its own measure, so that no stiff one hides a soft one
        rows = slice(6 * body, 6 * body + 6)
        assert np.abs(found - exact)[rows].max() < 3e-5 * np.abs(exact[rows]).max()


@pytest.mark.parametrize(("seed", "turn", "shift", "angle"), CASES)
def test_the_stiffness_is_the_bend_of_the_energy(seed: int, turn: float, shift: float, angle: float) -> None:
    """Along any direction: what Newton's step takes it for."""
    chance, spines, pose = someone(seed, turn, shift)
    load = anything(chance, pose, angle)
    at = derivatives(spines, load, pose)
    for _ in range(5):
        step = 1e-5 * chance.standard_normal((COUNT, 6)) * ([0.1] * 3 + [1] * 3)
        there, back = (derivatives(spines, load, moved(pose, sign * step)).energy for sign in (1, -1))
        bend = step.ravel() @ at.matrix @ step.ravel()
        assert there + back - 2 * at.energy == pytest.approx(bend, rel=1e-2)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_load_steps_go_through_a_share_of_pushes_moments_and_aims(share: float) -> None:
    chance, spines, pose = someone(3, 0.02, 1e-3)
    load = anything(chance, pose, 1.0)
    part = load.having(push=load.push.copy(), drive=load.drive.copy())
    part.push["force"] *= share
    part.drive["moment"] *= share
    part.drive["aimed"] *= share
    one, other = derivatives(spines, load, pose, share=share), derivatives(spines, part, pose)
    assert one.energy == pytest.approx(other.energy, rel=1e-14)
    assert np.allclose(one.slope, other.slope, rtol=1e-13, atol=1e-12)


def test_poses_of_these_tests_press_facets_and_pull_ligaments_and_leave_others() -> None:
    """So that no branch of the energy goes unseen."""
    for seed, turn, shift, _ in CASES[1:4]:
        _, spines, pose = someone(seed, turn, shift)
        facet, fibre = spines.segments[0]["facet"], spines.segments[0]["fibre"]
        apart, axes = _between(pose)
        ends = apart[:, None] + np.einsum("kij,knj->kni", axes, fibre["upper"]) - fibre["lower"]
        longer = np.linalg.norm(ends, axis=-1) / fibre["slack"] - 1
        assert (longer > 0).any()
        assert (longer < 0).any()
        at = apart[:, None] + np.einsum("kij,knj->kni", axes, facet["upper"]) - facet["lower"]
        closed = -np.sum(at * facet["normal"], axis=-1) - facet["clearance"]
        assert (closed > facet["width"]).any()
        assert (closed < -facet["width"]).any()


def _between(pose: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lower = np.swapaxes(pose["axes"][:-1], -1, -2)
    apart = pose["centre"][1:] - pose["centre"][:-1]
    return np.einsum("kij,kj->ki", lower, apart), lower @ pose["axes"][1:]


def smooth(spines: Spines) -> Spines:
    """Without what sets in: no facets, no ligaments."""
    segments = spines.segments.copy()
    segments["facet"]["stiffness"] = 0
    segments["fibre"]["slope"] = 0
    segments["turning"]["cubic"][..., 1] = segments["turning"]["cubic"][..., 0]
    segments["turning"]["end"] = 10.0
    return replace(spines, segments=segments)


def test_differences_close_in_with_the_square_of_the_step() -> None:
    """As central differences of a smooth energy do, so that agreement is no accident."""
    chance, spines, pose = someone(4, 0.05, 1e-3)
    spines = smooth(spines)
    load = replace(anything(chance, pose, 2.0), support=Load().support)
    exact = derivatives(spines, load, pose).slope.ravel()
    off = [np.linalg.norm(slope_of_energy(spines, load, pose, size) - exact) for size in (4e-4, 2e-4, 1e-4)]
    for coarse, fine in pairwise(off):
        assert np.log2(coarse / fine) == pytest.approx(2, abs=0.1)
    matrix = derivatives(spines, load, pose).matrix
    off = [np.linalg.norm(slope_of_slope(spines, load, pose, size) - matrix) for size in (4e-4, 2e-4, 1e-4)]
    for coarse, fine in pairwise(off):
        assert np.log2(coarse / fine) == pytest.approx(2, abs=0.1)


def on_a_floor(sunk: float, width: float) -> Derivatives:
    """What a floor of 1 N/m adds when S1 is in it by `sunk`."""
    spines = drawn(np.random.default_rng(0))
    support = np.zeros((1, 1, 1), dtype=layout.SUPPORT)
    support["normal"], support["height"] = (1, 0, 0), sunk
    support["stiffness"], support["width"] = 1.0, width
    load = Load(lowest=0, highest=1, support=support)
    return derivatives(spines, load, spines.rest[0, :2])


def test_what_sets_in_does_so_without_a_jump() -> None:
    """Energy, force and stiffness meet at both ends, and between them the stiffness grows from 0 to all."""
    width, tiny = 0.003, 1e-9
    for end, force, stiffness in ((-width, 0.0, 0.0), (width, width, 1.0)):
        before, after = on_a_floor(end - tiny, width), on_a_floor(end + tiny, width)
        assert abs(after.energy - before.energy) < 3 * width * tiny
        for side in (before, after):
            assert -side.slope[0, 0] == pytest.approx(force, abs=2 * tiny)
            assert side.own[0, 0, 0] - on_a_floor(-1.0, width).own[0, 0, 0] == pytest.approx(
                stiffness, abs=1e-3
            )
    assert on_a_floor(-width, width).energy == pytest.approx(on_a_floor(-1.0, width).energy, abs=1e-18)


def test_newtons_step_is_newtons() -> None:
    """Near an equilibrium each step leaves the square of what was off, times a number, until rounding."""
    chance = np.random.default_rng(6)
    spines = drawn(chance)
    drive = drives(spines, body_number("T1"))
    drive["moment"] = (-3, 6, -5)
    load = Load(drive=drive)
    found = solve(spines, load)
    assert found.converged.all()
    goal = found.pose[0, 0]
    step = 1e-4 * chance.standard_normal((COUNT, 6)) * ([0.1] * 3 + [1] * 3)
    step[0] = 0
    pose, off = moved(goal, step), []
    for _ in range(4):
        off.append(np.abs(pose["axes"] - goal["axes"]).max())
        at = derivatives(spines, load, pose)
        newton = np.zeros((COUNT, 6))
        newton[1:] = -np.linalg.solve(at.matrix[6:, 6:], at.slope.ravel()[6:]).reshape(-1, 6)
        pose = moved(pose, newton)
    assert off[0] > 1e-5
    assert off[3] < 1e-11
    assert all(after < 1e4 * before**2 + 1e-11 for before, after in pairwise(off))
    assert off[2] < 20 * off[1] ** 2
