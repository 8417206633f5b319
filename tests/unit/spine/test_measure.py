"""What an equilibrium means at every joint, worked out again from the poses alone."""

import numpy as np
import pytest

from supple.base import rotation
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine import layout
from supple.spine.build import build
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import CLAMP_NM_PER_RAD, Load, drives
from supple.spine.measure import STRAINED, levels, limits, relative, strain_of_limit
from supple.spine.names import JOINTS, body_number, joint_number
from supple.spine.people import Person, many


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture(scope="module")
def found(facts: SpineFacts) -> Equilibria:
    """Some people bent and turned by moments, forward and then back."""
    spines = build(facts, many(Person(), facts, count=4, chance=np.random.default_rng(8)))
    drive = drives(spines, body_number("T1"), frames=2)
    drive["moment"][:, :, 0] = [(-4, 6, -7), (3, -5, 9)]
    here = solve(spines, Load(frames=2, drive=drive))
    assert here.converged.all()
    return here


def _at(found: Equilibria, points: np.ndarray) -> np.ndarray:
    """Points (people, joints, n, 3) of the upper bodies in the lower ones' axes, in every frame."""
    shift, axes = relative(found)
    return np.asarray(shift[..., None, :] + np.einsum("pfkij,pknj->pfkni", axes, points))


def test_turns_are_forward_left_and_left(found: Equilibria) -> None:
    """Of the rotation from rest in the lower's axes, about the right, the front and the head."""
    _, axes = relative(found)
    turned = axes @ np.swapaxes(found.spines.segments["rest"][:, None], -1, -2)
    vector = rotation.rotation_vectors(turned)
    measured = levels(found).turn
    assert np.allclose(measured[..., 0], -vector[..., 2], atol=1e-13)
    assert np.allclose(measured[..., 1], -vector[..., 0], atol=1e-13)
    assert np.allclose(measured[..., 2], vector[..., 1], atol=1e-13)
    total = measured.sum(axis=2)
    assert (total[:, 0] > 0.05).all()
    assert (total[:, 1] < -0.02).all()


def test_strain_and_tension_are_those_of_the_bundles(found: Equilibria) -> None:
    """Strain of the longest bundle, the pulls of all; stiffer from knee to knee, and smoothly."""
    fibre = found.spines.segments["fibre"]
    ends = _at(found, fibre["upper"]) - fibre["lower"][:, None]
    longer = np.linalg.norm(ends, axis=-1) - fibre["slack"][:, None]
    pull = np.zeros_like(longer)
    for knee in range(3):
        beyond = longer - fibre["knee"][:, None, :, :, knee]
        width = fibre["width"][:, None]
        inside = (beyond + width) ** 2 / (4 * width)
        force = np.select([beyond <= -width, beyond >= width], [0.0, beyond], inside)
        pull += fibre["slope"][:, None, :, :, knee] * force
    measured = levels(found)
    for number, name in enumerate(STRAINED):
        which = [n for n, bundle in enumerate(layout.FIBRE_NAMES) if bundle == name]
        strain = (longer / fibre["slack"][:, None])[..., which].max(axis=-1)
        assert np.allclose(measured.strain[..., number], strain, atol=1e-12), name
        assert np.allclose(measured.tension[..., number], pull[..., which].sum(axis=-1), atol=1e-7), name


def test_facet_forces_are_the_cartilages(found: Equilibria) -> None:
    facet = found.spines.segments["facet"]
    apart = _at(found, facet["upper"]) - facet["lower"][:, None]
    closed = -np.sum(apart * facet["normal"][:, None], axis=-1) - facet["clearance"][:, None]
    width = facet["width"][:, None]
    inside = (closed + width) ** 2 / (4 * width)
    force = facet["stiffness"][:, None] * np.select(
        [closed <= -width, closed >= width], [0.0, closed], inside
    )
    expected = force.reshape(*force.shape[:-1], 2, 4).sum(axis=-1)
    assert np.allclose(levels(found).facet_force, expected, atol=1e-7)
    assert expected.max() > 1


def test_gap_and_slide_are_across_and_along_the_facet(found: Equilibria) -> None:
    """Of the middles that met at rest: together they are how far these have come apart."""
    facets = found.spines.facets
    apart = _at(found, facets.in_upper) - facets.in_lower[:, None]
    measured = levels(found)
    across = np.sum(apart * facets.normal_in_lower[:, None], axis=-1)
    assert np.allclose(measured.gap, across, atol=1e-14)
    assert np.allclose(np.hypot(measured.gap, measured.slide), np.linalg.norm(apart, axis=-1), atol=1e-14)
    assert (measured.slide >= 0).all()


def test_measures_may_be_counted_from_another_pose(found: Equilibria) -> None:
    """From itself all is nil; strain is always of the free length."""
    spines = found.spines
    drive = drives(spines, body_number("T1"))
    drive["moment"] = (-4, 6, -7)
    rest = solve(spines, Load(drive=drive))
    from_itself = levels(rest, rest=rest)
    for name in ("turn", "gap", "slide"):
        assert np.abs(getattr(from_itself, name)).max() < 1e-12
    assert np.array_equal(from_itself.strain, levels(rest).strain)
    further = levels(found, rest=rest)
    assert np.abs(further.turn[:, 0]).max() < 1e-7
    moved = levels(found).gap[:, 1] - levels(rest).gap[:, 0]
    assert np.allclose(further.gap[:, 1], moved, atol=1e-12)


def test_a_piece_is_measured_by_its_own_joints(facts: SpineFacts) -> None:
    spines = build(facts, many(Person(), facts, count=2, chance=np.random.default_rng(8)))
    drive = drives(spines, body_number("T6"))
    drive["stiffness"], drive["aimed"][..., 1] = CLAMP_NM_PER_RAD, np.radians(3)
    piece = Load(lowest=body_number("T7"), highest=body_number("T6"), drive=drive)
    measured = levels(solve(spines, piece))
    assert measured.turn.shape == (2, 1, 1, 3)
    assert np.linalg.norm(measured.turn, axis=-1) == pytest.approx(np.radians(3), rel=1e-4)


def test_limits_are_a_share_of_failure(facts: SpineFacts, found: Equilibria) -> None:
    """Of each ligament's failure strain; what is loose is nowhere near, and not below nothing."""
    share = facts.tissue.number["sub_failure_share"].value
    failure = {ligament.id: ligament.failure_strain.value for ligament in facts.tissue.ligament}
    found_limits = dict(zip(STRAINED, limits(facts), strict=True))
    assert found_limits["capsule_left"] == found_limits["capsule_right"] == share * failure["capsule"]
    assert found_limits["ssl"] == share * failure["ssl"]
    measured = levels(found)
    used = strain_of_limit(measured, facts)
    assert used.min() == 0
    taut = measured.strain > 0
    assert np.allclose(used[taut], (measured.strain / limits(facts))[taut])


def test_bending_forward_strains_the_back_and_presses_no_lumbar_facet(facts: SpineFacts) -> None:
    """And bending back does the opposite."""
    spines = build(facts, many(Person(), facts, count=1, chance=np.random.default_rng(8)))
    drive = drives(spines, body_number("T1"), frames=2)
    drive["moment"][:, :, 0] = [(0, 0, -7.5), (0, 0, 7.5)]
    measured = levels(solve(spines, Load(frames=2, drive=drive)))
    lumbar = slice(joint_number("L4-5"), joint_number("L1-2") + 1)
    ligament = {name: measured.strain[0, :, lumbar, STRAINED.index(name)] for name in STRAINED}
    assert (ligament["ssl"][0] > ligament["ssl"][1]).all()
    assert (ligament["all"][1] > 0).all()
    assert (ligament["all"][0] < 0).all()
    assert measured.facet_force[0, 1, lumbar].sum() > measured.facet_force[0, 0, lumbar].sum()
    assert len(JOINTS) == measured.turn.shape[2]
