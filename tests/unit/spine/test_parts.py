"""What the parts of a segment bear adds up to what passes through it, as the kernel's reaction says."""

import numpy as np
import pytest

from supple.base import rotation
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine import layout
from supple.spine.build import RibCage, Spines, build
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import Load, drives
from supple.spine.measure import STRAINED, levels
from supple.spine.names import AXES, body_number, joint_number
from supple.spine.parts import FACETS, PARTS, Parts, parts
from supple.spine.people import Person, many, one

MOMENTS = {
    "forward": (0, 0, -8), "back": (0, 0, 8), "left": (-8, 0, 0), "turned": (0, 8, 0), "all": (-3, 5, -4),
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


def _turned(spines: Spines, moment: tuple[float, ...], push: np.ndarray | None = None) -> Equilibria:
    drive = drives(spines, body_number("T1"))
    drive["moment"] = moment
    load = Load(drive=drive) if push is None else Load(drive=drive, push=push)
    found = solve(spines, load)
    assert found.converged.all()
    return found


def _through(found: Equilibria, borne: Parts) -> tuple[np.ndarray, np.ndarray]:
    """Force and moment about the origin that pass through every joint, in the world, (people, joints, 3)."""
    lower = found.pose[:, 0, :-1]
    force = rotation.turned(lower["axes"], borne.force[:, 0].sum(axis=-2))
    moment = rotation.turned(lower["axes"], borne.moment[:, 0].sum(axis=-2))
    centre = lower["centre"] + rotation.turned(lower["axes"], found.spines.segments["disc_lower"])
    return force, moment + np.cross(centre, force)


@pytest.mark.parametrize("rib_cage", ["whole", "no_front", "none"])
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_parts_add_up_to_the_kernels_reaction(
    facts: SpineFacts, rib_cage: RibCage, moment: tuple[float, ...]
) -> None:
    """At every level, for whoever it is, with a push at T5 that passes all the joints below."""
    people = many(Person(), facts, count=3, chance=np.random.default_rng(3))
    spines = build(facts, people, rib_cage=rib_cage)
    push = np.zeros((1, 1, 1), dtype=layout.PUSH)
    push["body"], push["point"], push["force"] = body_number("T5"), (-0.05, 0.01, 0.02), (12, -5, 8)
    found = _turned(spines, moment, push)
    force, about_origin = _through(found, parts(found, facts))
    held, below = found.reaction[:, 0, 0], slice(joint_number("T5-6") + 1)
    at_origin = held[:, 3:] + np.cross(found.pose["centre"][:, 0, 0], held[:, :3])
    assert np.abs(force[:, below] + held[:, None, :3]).max() < 1e-4
    assert np.abs(about_origin[:, below] + at_origin[:, None]).max() < 1e-4
    assert np.abs(force[:, below.stop :]).max() < 1e-4, "nothing pushes above T5"
    assert np.abs(held[:, 3:]).max() > 1


def test_a_ligaments_force_is_its_tension(facts: SpineFacts) -> None:
    found = _turned(build(facts, one(Person(), facts)), (-3, 0, -8))
    borne, measured = parts(found, facts), levels(found)
    force = np.linalg.norm(borne.force, axis=-1)
    straight = [PARTS.index(name) for name in ("all", "pll", "isl", "ssl")]
    tension = measured.tension[..., [STRAINED.index(PARTS[number]) for number in straight]]
    assert tension.max() > 10
    assert np.allclose(force[..., straight], tension, atol=1e-9)


def test_a_straight_facets_force_is_its_press(facts: SpineFacts) -> None:
    found = _turned(build(facts, one(Person(), facts)), (0, 0, 8))
    force = np.linalg.norm(parts(found, facts).force, axis=-1)
    pressed = levels(found).facet_force
    thoracic = slice(joint_number("T10-11"), None)  # no curve, so all points press one way
    assert pressed[:, :, thoracic].max() > 1
    sides = [PARTS.index(name) for name in FACETS]
    assert np.allclose(force[:, :, thoracic, sides], pressed[:, :, thoracic], atol=1e-9)


def test_turning_right_is_the_mirror_of_turning_left(facts: SpineFacts) -> None:
    spines = build(facts, one(Person(), facts))
    left, right = (parts(_turned(spines, (0, sign * 6, 0)), facts) for sign in (1, -1))
    mirrored = [PARTS.index(_other_side(name)) for name in PARTS]
    assert np.allclose(left.moment, right.moment[..., mirrored, :] * [-1, -1, 1], atol=1e-5)
    assert np.abs(left.moment_of("facet_left") - left.moment_of("facet_right")).max() > 0.5


def _other_side(name: str) -> str:
    swap = {"left": "right", "right": "left"}
    head, _, tail = name.rpartition("_")
    return f"{head}_{swap[tail]}" if tail in swap else name


def test_the_rib_cage_bears_only_where_ribs_are(facts: SpineFacts) -> None:
    cage = parts(_turned(build(facts, one(Person(), facts)), (-3, 5, -4)), facts).moment_of("cage")[0, 0]
    lumbar = slice(joint_number("T12-L1") + 1)
    assert np.abs(cage[lumbar]).max() == 0
    assert np.abs(cage[lumbar.stop :]).min(axis=0).max() > 0.5
    none = parts(_turned(build(facts, one(Person(), facts), rib_cage="none"), (-3, 5, -4)), facts)
    assert np.abs(none.moment_of("cage")).max() == 0


def test_a_disc_bears_what_its_law_says(facts: SpineFacts) -> None:
    """Turned about nearly one axis only: its polynomial's moment, and next to nothing by its shift."""
    spines = build(facts, one(Person(), facts), rib_cage="none")
    found = _turned(spines, (0, 6, 0))
    turn = levels(found).turn[0, 0, :, 2]
    phi = 2 * np.sin(turn / 2)
    number = AXES.index("axial")
    law = spines.segments[0]["turning"][:, 0]
    assert np.all(phi < law["end"][:, number, 1])
    expected = phi * (law["linear"][:, number] + law["cubic"][:, number, 1] * phi**2)
    disc = parts(found, facts).moment_of("disc")[0, 0, :, 1]
    assert np.allclose(disc, expected, rtol=0.05, atol=0.02)
