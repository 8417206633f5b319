"""What holds for every motion of a spine: how levels share it, what turns open, where it is the same."""

from dataclasses import replace

import numpy as np
import pytest

from supple.base import rotation
from supple.spine import layout
from supple.spine.build import Spines, build
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import CLAMP_NM_PER_RAD, Load, drives
from supple.spine.measure import levels, relative
from supple.spine.names import BODIES, JOINTS, body_number
from supple.spine.people import Person, one
from tests.laws.energy import exponential, moved
from tests.laws.random_spines import drawn, facts, random_case, usual

TOP = body_number("T1")
PLANES = {"flexion": (2, -1.0, 0), "lateral": (0, -1.0, 1), "axial": (1, 1.0, 2)}  # axis, sign, place in turn


def brought_to(spines: Spines, plane: str, degrees: float) -> Equilibria:
    """T1 turned in one plane against the pelvis, and not in the others."""
    axis, sign, _ = PLANES[plane]
    drive = drives(spines, TOP)
    drive["stiffness"] = CLAMP_NM_PER_RAD
    drive["aimed"][..., axis] = sign * np.radians(degrees)
    found = solve(spines, Load(drive=drive))
    assert found.converged.all()
    return found


@pytest.mark.parametrize("plane", PLANES)
def test_a_stiffer_level_moves_less_and_the_others_take_it(plane: str) -> None:
    """Any level, three times as stiff, under the same turn in all."""
    number = PLANES[plane][2]
    usual_people = one(Person(), facts())
    stiffness = 1 + 2 * np.concatenate([np.zeros((1, len(JOINTS))), np.eye(len(JOINTS))])
    count = len(stiffness)
    people = replace(
        usual_people,
        size=np.repeat(usual_people.size, count),
        mass_kg=np.repeat(usual_people.mass_kg, count),
        stiffness=stiffness,
        facet_turn=np.repeat(usual_people.facet_turn, count, axis=0),
        facet_out=np.repeat(usual_people.facet_out, count, axis=0),
        clearance=np.repeat(usual_people.clearance, count, axis=0),
    )
    found = brought_to(build(facts(), people), plane, 25)
    turn = np.abs(levels(found).turn[:, 0, :, number])
    less = turn[0] - np.diagonal(turn[1:])
    assert (less > 0.05 * turn[0]).all()
    others = turn[1:] - turn[0]
    others[np.diag_indices(len(JOINTS))] = 0
    assert (others.sum(axis=1) > 0.5 * less).all()
    assert np.median(others[~np.eye(len(JOINTS), dtype=bool)]) > 0


def turned_about_its_disc(spines: Spines, angle: float) -> Equilibria:
    """Every joint turned to the left about its disc's own upright axis at its centre, all at once."""
    segments = spines.segments
    upright = segments["rest"] @ rotation.about(2, _half_back(segments["rest"]))
    vector = np.einsum("...ij,j->...i", upright, np.array([0.0, angle, 0.0]))
    axes = exponential(vector) @ segments["rest"]
    shift = segments["disc_lower"] - rotation.turned(axes, segments["disc_upper"])
    pose = np.zeros((len(spines), 1, len(BODIES)), dtype=layout.POSE)
    pose[:, 0, 0] = spines.rest[:, 0]
    for joint in range(len(JOINTS)):
        below = pose["axes"][:, 0, joint]
        pose["axes"][:, 0, joint + 1] = below @ axes[:, joint]
        pose["centre"][:, 0, joint + 1] = pose["centre"][:, 0, joint] + rotation.turned(
            below, shift[:, joint]
        )
    nil = np.zeros((*pose.shape, 6))
    report = np.zeros(pose.shape[:2], dtype=layout.REPORT)
    return Equilibria(spines=spines, load=Load(), pose=pose, reaction=nil, report=report)


def _half_back(rest: np.ndarray) -> np.ndarray:
    """Half of the wedge, backward: from the upper body's axes to the disc's."""
    return np.asarray(-np.arctan2(rest[..., 1, 0], rest[..., 0, 0]) / 2)


def _facet_shape(spines: Spines) -> tuple[np.ndarray, ...]:
    """Behind, half width, angle to the sagittal and to the transverse plane, of the tables, (17,) each."""
    people = spines.people
    names = ("facet_behind", "facet_half_width", "facet_to_sagittal", "facet_to_transverse")
    behind, half, sagittal, transverse = (
        np.array([facts().geometry.of(name)[level] for level in BODIES[1:]]) for name in names
    )
    angle = np.radians(sagittal)[:, None] + people.facet_turn
    scale = people.size[:, None] / 1000
    return scale * behind, scale * half + people.facet_out, angle, np.radians(transverse)


@pytest.mark.parametrize("degrees", [-4.0, -1e-4, 1e-4, 1.0, 5.0])
def test_a_pure_turn_opens_a_facet_by_the_closed_form(degrees: float) -> None:
    """Turned by t about the disc: t (behind cos a + half width sin a) sin b, and more exactly the rest."""
    spines = drawn(np.random.default_rng(5), 10)
    t = np.radians(degrees)
    gap = levels(turned_about_its_disc(spines, t)).gap[:, 0]
    behind, half, angle, transverse = _facet_shape(spines)
    for side, outward in enumerate((-1, 1)):
        a = angle[..., side]
        opened = -outward * np.sin(t) * (behind * np.cos(a) + half * np.sin(a))
        curved = (1 - np.cos(t)) * (half * np.cos(a) - behind * np.sin(a))
        assert np.abs(gap[..., side] - np.sin(transverse) * (opened + curved)).max() < 1e-12
        first = -outward * t * (behind * np.cos(a) + half * np.sin(a)) * np.sin(transverse)
        assert np.abs(gap[..., side] - first).max() <= 0.05 * t**2


def test_turning_left_gaps_the_left_lumbar_facet_and_no_thoracic_one() -> None:
    """In the spine that everything is calibrated to: a lumbar facet opens several times as far a degree."""
    gap = levels(turned_about_its_disc(usual(), np.radians(1))).gap[0, 0, :, 0]
    lumbar, mid = gap[JOINTS.index("L3-4")], gap[JOINTS.index("T6-7")]
    assert lumbar > 3e-4
    assert abs(mid) < 1.5e-4


def test_twice_a_small_load_turns_twice_as_far() -> None:
    """What is left over shrinks with the load, as long as the facets stay apart."""
    spines = usual()
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["point"], push["force"] = body_number("T8"), (-0.05, 0.0, 0.01), (1.0, 0.4, 0.3)
    drive = drives(spines, body_number("T1"))
    drive["moment"] = (-0.05, 0.1, -0.08)

    def turn(times: float) -> np.ndarray:
        load = Load(push=push.copy(), drive=drive.copy())
        load.push["force"] *= times
        load.drive["moment"] *= times
        return levels(solve(spines, load)).turn / times

    off = [np.abs(turn(2 * times) - turn(times)).max() / np.abs(turn(times)).max() for times in (0.01, 0.005)]
    assert off[0] < 0.02
    assert 0.4 < off[1] / off[0] < 0.6


@pytest.mark.parametrize(("lower", "upper"), [("L5", "L1"), ("T12", "T1"), ("L4", "L3"), ("T9", "T4")])
def test_a_piece_moves_as_in_the_whole_spine_with_the_rest_held(lower: str, upper: str) -> None:
    """What is below is held, and what is above rides along without a load."""
    spines = drawn(np.random.default_rng(9), 5)
    bottom, top = body_number(lower), body_number(upper)
    drive = drives(spines, top)
    drive["moment"] = (-2, 5, -3)
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["force"] = top, (60, -20, 10)
    piece = solve(spines, Load(lowest=bottom, highest=top, drive=drive, push=push))
    whole = solve(spines, Load(held=frozenset(range(bottom + 1)), drive=drive, push=push))
    assert piece.converged.all()
    assert whole.converged.all()
    mine, its = levels(piece), levels(whole)
    joints = slice(bottom, top)
    for name in ("turn", "gap", "slide", "strain"):
        assert np.abs(getattr(mine, name) - getattr(its, name)[:, :, joints]).max() < 1e-8, name
    assert np.abs(its.turn[:, :, top:]).max(initial=0) < 1e-8
    held_from_below = whole.reaction[:, :, bottom]
    assert np.abs(piece.reaction[:, :, 0] - held_from_below).max() < 1e-5


def test_a_body_held_in_the_middle_parts_the_spine() -> None:
    """What acts above it is not felt below."""
    spines = drawn(np.random.default_rng(11), 5)
    above, below = drives(spines, body_number("T2")), drives(spines, body_number("L2"))
    above["moment"], below["moment"] = (-3, 4, -5), (2, -4, 3)
    held = frozenset({0, body_number("T10")})
    both = levels(solve(spines, Load(held=held, drive=np.concatenate([above, below], axis=2)))).turn
    only_above, only_below = (
        levels(solve(spines, Load(held=held, drive=one))).turn for one in (above, below)
    )
    middle = body_number("T10")
    assert np.abs(both[:, :, :middle] - only_below[:, :, :middle]).max() < 1e-8
    assert np.abs(both[:, :, middle:] - only_above[:, :, middle:]).max() < 1e-8
    assert np.abs(both[:, :, :middle]).max() > 0.01
    assert np.abs(only_above[:, :, :middle]).max() < 1e-8


def _from_elsewhere(found: Equilibria, chance: np.random.Generator) -> Equilibria:
    """The same load from a start where every free body is shifted by 2 mm and turned by 3 degrees."""
    load = found.load
    start = found.spines.rest[:, load.bodies]
    free = np.array([body not in load.held_bodies for body in range(load.lowest, load.highest + 1)])
    step = chance.standard_normal((*start.shape, 6)) * ([0.002] * 3 + [0.05] * 3) * free[:, None]
    return solve(found.spines, load, start=moved(start, step))


@pytest.mark.parametrize("moment", [(0, 7.5, 0), (0, 0, -7.5), (0, 0, 7.5), (-7.5, 0, 0), (-3, 5, -4)])
def test_the_answer_is_the_same_from_wherever_one_starts(moment: tuple[float, ...]) -> None:
    """For people as they are met, under what they bear."""
    chance = np.random.default_rng(13)
    spines = drawn(chance, 30)
    drive = drives(spines, TOP)
    drive["moment"] = moment
    found = solve(spines, Load(drive=drive))
    for _ in range(2):
        other = _from_elsewhere(found, chance)
        assert other.converged.all()
        assert np.abs(relative(found)[1] - relative(other)[1]).max() < 1e-6
        assert np.abs(relative(found)[0] - relative(other)[0]).max() < 1e-7


def test_where_there_is_a_second_answer_it_is_another_valley() -> None:
    """Under extreme loads a spine may snap: few do, and then both poses are in balance, of unlike energy."""
    chance = np.random.default_rng(17)
    all_of_them = others = 0
    for seed in range(200, 240):
        case = random_case(seed, 8)
        found = solve(case.spines, case.load.part(slice(-1, None)))
        other = _from_elsewhere(found, chance)
        both = (found.converged & other.converged)[:, 0]
        apart = np.abs(relative(found)[1] - relative(other)[1]).max(axis=(1, 2, 3, 4))
        snapped = both & (apart > 1e-6)
        all_of_them += int(both.sum())
        others += int(snapped.sum())
        energy = found.report["energy"][snapped, 0] - other.report["energy"][snapped, 0]
        assert (np.abs(energy) > 1e-6).all()
        assert (apart[snapped] > 1e-3).all()
    assert all_of_them > 300
    assert others <= 0.03 * all_of_them
