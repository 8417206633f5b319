"""A technique put together as a load: where the sacrum is led, and what else acts."""

from collections.abc import Callable

import numpy as np
import pytest

from supple.body.skeleton import pelvis_frame
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.spine.build import Spines, build
from supple.spine.equilibrium import solve
from supple.spine.measure import levels
from supple.spine.names import BODIES
from supple.spine.people import Person, many, one
from supple.twin.bare import Bare, Turn, bare_load
from supple.twin.looking_ahead import Outlook
from supple.twin.lying import drawn, flat_load, lie, lying_load, sacrum
from supple.twin.movement import lying_flat, movement
from supple.twin.subject import Subject

Techniques = dict[str, Technique]


@pytest.fixture(scope="module")
def spines(facts: SpineFacts) -> Spines:
    return build(facts, one(Person(), facts))


def test_the_sacrum_goes_with_the_drawn_pelvis(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, spines: Spines
) -> None:
    """The same place in the pelvis's axes in every frame, and turned as far as the pelvis is."""
    twist = movement(techniques["knee-twist"], anatomy)
    found = sacrum(twist, subject, spines)[0]
    turn, centre = pelvis_frame(twist.postures, subject.table)
    in_pelvis = np.einsum("fji,fj->fi", turn, found["centre"] - centre)
    assert np.allclose(in_pelvis, in_pelvis[0])
    assert np.allclose(np.swapaxes(turn, -1, -2) @ found["axes"], turn[0].T @ found["axes"][0])
    forward = found["axes"][twist.furthest] @ found["axes"][0].T
    assert np.degrees(np.arccos((np.trace(forward) - 1) / 2)) > 30


def test_the_drawn_spine_is_where_a_search_begins(
    anatomy: Anatomy, spines: Spines, facts: SpineFacts
) -> None:
    flat = lying_flat(anatomy)
    tall = build(facts, one(Person(height_m=1.75 * 1.1), facts))
    usual, larger = drawn(flat, spines, 0), drawn(flat, tall, 0)
    assert np.allclose(usual["centre"][0, 5], flat.bones.origins[BODIES[5]][0])
    assert np.allclose(larger["centre"], 1.1 * usual["centre"])
    assert np.array_equal(larger["axes"], usual["axes"])


def test_raised_arms_arch_the_upper_back(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, spines: Spines
) -> None:
    """Nothing until they come past what the file says, and all of it where they are fully raised."""
    swept = movement(techniques["arm-sweep"], anatomy)
    pull = techniques["arm-sweep"].load.arm_pull
    assert pull is not None
    moment = lying_load(swept, spines, subject).drive["moment"][0].sum(axis=1)
    raised = np.degrees(swept.postures.of("elevation", "left"))
    assert not moment[raised < pull.from_deg.value - 1e-9].any()
    assert moment[swept.furthest].tolist() == pytest.approx([0, 0, pull.moment.value])
    assert (np.diff(moment[1 : swept.furthest + 1, 2]) >= -1e-12).all()


def test_on_a_towel_the_trunk_is_kept_level_and_may_bend(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, spines: Spines
) -> None:
    towel = movement(techniques["towel-extension"], anatomy)
    found = lying_load(towel, spines, subject).drive[0, :, 0]
    assert (found["body"] == BODIES.index("T1")).all()
    assert not found["moment"].any()
    assert not found["stiffness"][0].any(), "not before it is laid"
    assert (found["stiffness"][1:] == (50, 50, 0)).all()
    for name in ("knee-twist", "figure-four"):
        assert lying_load(movement(techniques[name], anatomy), spines, subject).drive.shape[2] == 0


def test_who_lies_down_on_a_towel_begins_on_it(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, spines: Spines
) -> None:
    """And who turns begins from rest: friction holds either where they came to lie."""
    for name, on_towel in (("towel-extension", True), ("knee-twist", False)):
        moving = movement(techniques[name], anatomy, most_frames=6)
        rest, found = lie(lying_load(moving, spines, subject), spines, moving, subject)
        begun = drawn(moving, spines, 1) if on_towel else rest.pose[:, 0]
        grip, pose = found.load.grip[0, 0, 0], begun[0, int(found.load.grip["body"][0, 0, 0])]
        assert np.allclose(grip["anchor"], pose["centre"] + pose["axes"] @ grip["point"])
        assert rest.load.frames == 1
        assert found.load.frames == moving.frames - 1


def test_progress_is_told_while_it_moves(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, facts: SpineFacts
) -> None:
    told: list[tuple[int, int]] = []
    people = build(facts, many(Person(), facts, count=70, chance=np.random.default_rng(1)))
    moving = movement(techniques["arm-sweep"], anatomy, most_frames=6)
    lie(
        lying_load(moving, people, subject), people, moving, subject, progress=lambda *done: told.append(done)
    )
    assert told[-1] == (70, 70)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize(("lower", "upper"), [("S1", "T1"), ("L5", "T12"), ("T8", "T4")])
def test_a_piece_lies_as_the_whole_would(
    anatomy: Anatomy, subject: Subject, spines: Spines, lower: str, upper: str
) -> None:
    """Weights and supports of the bodies that take part alone, held where the lowest is drawn to lie."""
    load = bare_load(Bare(lower=lower, upper=upper, fixed=(lower,)), spines)
    flat = lying_flat(anatomy)
    found = flat_load(flat, spines, subject, load)
    low, high = BODIES.index(lower), BODIES.index(upper)
    assert set(found.push["body"][0, 0].astype(int)) == set(range(max(low, 1), high + 1))
    assert set(found.support["body"][0, 0].astype(int)) == set(range(max(low, 1), high + 1))
    assert found.drive.shape[2] == 0
    start = drawn(flat, spines, 0)[:, found.bodies]
    rest = solve(spines, found, start=start)
    assert rest.converged.all()
    if low:
        assert np.array_equal(rest.pose["centre"][0, 0, 0], start["centre"][0, 0])
    assert np.abs(levels(rest).turn).max() < np.radians(10)


def test_a_moment_beside_gravity_is_left_out_of_rest(
    anatomy: Anatomy, subject: Subject, spines: Spines
) -> None:
    bare = Bare(moments_nm=(Turn(at="T1", axial=5),), gravity=True)
    load = bare_load(bare, spines)
    assert load.drive.shape[2] == 1
    assert flat_load(lying_flat(anatomy), spines, subject, load).drive.shape[2] == 0


def test_lying_flat_bears_everybody(ordinary: Callable[[str], Outlook]) -> None:
    """An ordinary person's ribs, sacrum and head lie on something in the first frame of a sweep."""
    found = ordinary("arm-sweep").found
    assert found.reaction[0, 0, 0, 0] > 10
    assert found.pose["centre"][0, 0, 1:, 0].min() > 0.04
