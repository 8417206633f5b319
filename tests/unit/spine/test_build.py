"""From tables to segments: heights, wedges, mirrored facets, and what size and the rib cage change."""

import numpy as np
import pytest

from supple.base import rotation
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine import layout
from supple.spine.anatomy import column
from supple.spine.build import RibCage, Spines, build
from supple.spine.names import BODIES, JOINTS, joint_number
from supple.spine.people import Person, many, one

FLIP = np.array([1, 1, -1])
CAGES: tuple[RibCage, ...] = ("whole", "no_front", "none")


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture(scope="module")
def spines(facts: SpineFacts) -> Spines:
    return build(facts, one(Person(), facts))


def test_vertebrae_and_discs_are_as_high_as_the_table_says(facts: SpineFacts, spines: Spines) -> None:
    """Measured from body to disc to body along the resting chain."""
    rest, segments = spines.rest[0], spines.segments[0]
    height, disc = column(facts, "body_height") / 1000, column(facts, "disc_height") / 1000
    for joint in range(len(JOINTS)):
        lower, upper = rest[joint], rest[joint + 1]
        centre = lower["centre"] + lower["axes"] @ segments["disc_lower"][joint]
        from_above = upper["centre"] + upper["axes"] @ segments["disc_upper"][joint]
        assert np.abs(centre - from_above).max() < 1e-15
        above = np.linalg.norm(segments["disc_upper"][joint])
        half = (height[joint] + disc[joint]) / 2
        assert above == pytest.approx(half, rel=0.002)  # the wedge takes a little off
    assert np.linalg.norm(segments["disc_lower"][0]) == pytest.approx(disc[0] / 2)


def test_wedges_are_those_of_somebody_lying(facts: SpineFacts, spines: Spines) -> None:
    """The table's, flattened by the share that lying leaves; lordosis turns the upper body back."""
    number = facts.geometry.number
    for joint, level in enumerate(BODIES[1:]):
        share = number["lying_lumbar_share" if level[0] == "L" else "lying_thoracic_share"].value
        wedge = np.degrees(np.arctan2(*spines.segments[0]["rest"][joint][[1, 0], [0, 0]]))
        assert wedge == pytest.approx(column(facts, "wedge")[joint] * share)
    up = spines.rest[0]["axes"][:, :, 1]
    assert (up[:, 1] > 0.7).all()
    assert up[0, 0] == pytest.approx(np.sin(np.radians(number["sacral_slope"].value)))


def test_the_spine_stands_up_in_the_middle(spines: Spines) -> None:
    centre = spines.rest[0]["centre"]
    assert (np.diff(centre[:, 1]) > 0).all()
    assert np.abs(centre[:, 2]).max() == 0
    assert 0.40 < centre[-1, 1] - centre[0, 1] < 0.60  # metres from sacrum to T1


def test_facets_on_the_left_mirror_those_on_the_right(spines: Spines) -> None:
    """Points, normals and capsules; and they are where the left is, which is minus Z."""
    facet = spines.segments[0]["facet"].reshape(len(JOINTS), 2, -1)
    for name in ("upper", "lower", "normal"):
        assert np.allclose(facet[name][:, 0], facet[name][:, 1] * FLIP, atol=1e-15)
    assert (facet["lower"][:, 0, :, 2].mean(axis=1) < 0).all()
    fibre = spines.segments[0]["fibre"]
    left, right = fibre[:, 6:8], fibre[:, 8:10]
    assert layout.FIBRE_NAMES[6:] == ("capsule_left",) * 2 + ("capsule_right",) * 2
    for name in ("upper", "lower"):
        assert np.allclose(left[name], right[name] * FLIP, atol=1e-15)
    assert np.allclose(spines.facets.middle[..., 0, :], spines.facets.middle[..., 1, :] * FLIP)


def test_normals_are_of_unit_length_and_facets_meet_at_rest(spines: Spines) -> None:
    facet, segments = spines.segments[0]["facet"], spines.segments[0]
    assert np.allclose(np.linalg.norm(facet["normal"], axis=-1), 1)
    shift = segments["disc_lower"] - rotation.turned(segments["rest"], segments["disc_upper"])
    upper = shift[:, None] + np.einsum("kij,knj->kni", segments["rest"], facet["upper"])
    assert np.abs(upper - facet["lower"]).max() < 1e-15


def test_thoracic_facets_face_back_and_lumbar_ones_inward(spines: Spines) -> None:
    """The lower body's face: away from it, and so toward the upper body's."""
    normal = spines.facets.normal[0]
    thoracic, lumbar = joint_number("T6-7"), joint_number("L2-3")
    assert normal[thoracic, 0, 0] < -0.8
    assert normal[lumbar, 0, 2] > 0.6
    assert normal[lumbar, 1, 2] < -0.6


def test_ligaments_at_rest_are_as_long_as_when_loose_or_slack(spines: Spines, facts: SpineFacts) -> None:
    segments = spines.segments[0]
    shift = segments["disc_lower"] - rotation.turned(segments["rest"], segments["disc_upper"])
    fibre = segments["fibre"]
    ends = shift[:, None] + np.einsum("kij,knj->kni", segments["rest"], fibre["upper"]) - fibre["lower"]
    strain = np.linalg.norm(ends, axis=-1) / fibre["slack"] - 1
    slack = facts.tissue.number["posterior_slack"].value
    for number, name in enumerate(layout.FIBRE_NAMES):
        expected = 1 / (1 + slack) - 1 if name in {"isl", "ssl"} else 0.0
        assert strain[:, number] == pytest.approx(expected, abs=1e-12), name
    assert (np.diff(fibre["knee"], axis=-1) > 0).all()
    assert (fibre["slope"] >= 0).all()


def test_two_bundles_share_a_ligaments_stiffness(spines: Spines, facts: SpineFacts) -> None:
    """At the level that the table's numbers are of, the last slopes add up to the ligament's."""
    level = joint_number("L4-5")
    area, pitch = (facts.tissue.number[name].value for name in ("reference_area", "reference_pitch"))
    width, depth = (column(facts, name)[level] for name in ("endplate_width", "endplate_depth"))
    own_pitch = column(facts, "body_height")[level] + column(facts, "disc_height")[level]
    grown = np.pi / 4 * width * depth / area * pitch / own_pitch
    slopes = spines.segments[0]["fibre"]["slope"][level].sum(axis=-1)
    for ligament in facts.tissue.ligament:
        of_one = [n for n, name in enumerate(layout.FIBRE_NAMES) if name.startswith(ligament.id)]
        times = 2 if ligament.id == "capsule" else 1  # left and right
        factor = 1.0 if ligament.id == "capsule" else grown
        assert slopes[of_one].sum() == pytest.approx(times * factor * ligament.stiffness[2].value)


def test_whoever_is_larger_is_larger_all_over(facts: SpineFacts, spines: Spines) -> None:
    """Lengths grow as the size, forces by a length as the size, moments as its cube."""
    size = 1.1
    large = build(facts, one(Person(height_m=1.75 * size), facts))
    one_seg, two = spines.segments[0], large.segments[0]
    assert np.allclose(large.rest["centre"], size * spines.rest["centre"])
    assert np.allclose(large.rest["axes"], spines.rest["axes"])
    assert np.allclose(two["shift"], size * one_seg["shift"])
    for name in ("linear", "cubic"):
        assert np.allclose(two["turning"][name], size**3 * one_seg["turning"][name])
    assert np.array_equal(two["turning"]["end"], one_seg["turning"]["end"])
    assert np.allclose(two["fibre"]["slack"], size * one_seg["fibre"]["slack"])
    assert np.allclose(two["fibre"]["slope"], size * one_seg["fibre"]["slope"])
    assert np.allclose(two["facet"]["clearance"], size * one_seg["facet"]["clearance"])


def test_ribs_stiffen_the_thorax_and_nothing_else(facts: SpineFacts) -> None:
    person = one(Person(), facts)
    whole, opened, none = (build(facts, person, rib_cage=cage).segments["turning"][0, :, 1] for cage in CAGES)
    thorax = slice(joint_number("T11-12"), None)
    lumbar = slice(0, joint_number("T11-12"))
    for name in ("linear", "cubic"):
        assert (whole[name][thorax] > opened[name][thorax]).all()
        assert (opened[name][thorax] > none[name][thorax]).all()
        assert np.array_equal(whole[name][lumbar], none[name][lumbar])


def test_what_is_drawn_reaches_the_segments(facts: SpineFacts) -> None:
    people = many(Person(), facts, count=3, chance=np.random.default_rng(1))
    spines = build(facts, people)
    assert len(spines) == 3
    clearance = spines.segments["facet"]["clearance"][..., 0]
    assert np.allclose(
        clearance,
        people.size[:, None] * people.clearance * facts.tissue.number["facet_clearance"].value / 1000,
    )
    angle = np.degrees(np.arctan2(-spines.facets.normal[..., 0, 0], spines.facets.normal[..., 0, 2]))
    assert np.allclose(angle, column(facts, "facet_to_sagittal") + np.degrees(people.facet_turn[..., 0]))
