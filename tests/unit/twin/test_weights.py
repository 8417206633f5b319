"""What hangs on each vertebra, what hands rest on, and what they pull with."""

from dataclasses import replace

import numpy as np
import pytest

from supple.body.posture import SIDES
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.spine.names import BODIES
from supple.spine.people import People, Person, one
from supple.twin.movement import Movement, Posed, lying_flat, movement
from supple.twin.subject import Subject
from supple.twin.weights import BLADE, arm, holding, in_axes, pulls, shares, weight

Techniques = dict[str, Technique]


@pytest.fixture(scope="module")
def four(techniques: Techniques, anatomy: Anatomy) -> Movement:
    return movement(techniques["figure-four"], anatomy)


def test_the_trunk_is_shared_out_among_its_vertebrae(subject: Subject) -> None:
    """Upper third to T1 to T9, middle to T10 to L3, and of the lower what the pelvis does not carry."""
    found = shares(subject).vertebra
    number = subject.lying
    assert found[8:].sum() == pytest.approx(number("upper_trunk_of_men"))
    assert found[2:8].sum() == pytest.approx(number("middle_trunk_of_men"))
    assert found[:2].sum() == pytest.approx(number("lower_trunk_on_spine") * number("lower_trunk_of_men"))
    assert (found > 0).all()


@pytest.mark.parametrize(("sex", "of"), [("female", "women"), ("male", "men"), (None, "men")])
def test_a_body_weighs_by_its_sex(subject: Subject, sex: str | None, of: str) -> None:
    found = shares(replace(subject, person=Person(sex=sex)))  # type: ignore[arg-type]
    assert found.head == subject.lying(f"head_of_{of}")
    assert found.arm.tolist() == [
        subject.lying(f"{part}_of_{of}") for part in ("upper_arm", "forearm", "hand")
    ]


def test_an_arm_along_the_floor_is_borne_by_its_wrist_and_its_shoulder(
    techniques: Techniques, anatomy: Anatomy, subject: Subject
) -> None:
    """Its centre is a little less than halfway to the hand; nothing of it is on the head."""
    swept = movement(techniques["arm-sweep"], anatomy)
    for side in SIDES:
        found = arm(swept, subject, side)
        assert 0.4 < 1 - found.on_thorax[swept.furthest] < 0.6
        assert (found.on_head == 0).all()
        assert np.allclose(found.at[swept.furthest], swept.bones.origins[f"upper_arm_{side}"][swept.furthest])


def test_an_arm_that_rests_on_nothing_hangs_on_the_thorax(
    techniques: Techniques, anatomy: Anatomy, subject: Subject
) -> None:
    """All of it, and at its own centre: it tilts the thorax as a lever would."""
    swept = movement(techniques["arm-sweep"], anatomy)
    afloat = replace(swept, postures=swept.postures.having(on_floor_left=0.0))
    found = arm(afloat, subject, "left")
    shoulder, hand = (swept.bones.origins[f"{part}_left"] for part in ("upper_arm", "hand"))
    assert (found.on_thorax == 1).all()
    share = np.linalg.norm(found.at - shoulder, axis=-1) / np.linalg.norm(hand - shoulder, axis=-1)
    assert ((share > 0.4) & (share < 0.7)).all()


def test_hands_behind_the_head_lie_on_it(towel: Movement, subject: Subject, people: People) -> None:
    """What they take off the shoulders is on the head, and T1 carries the head."""
    found = arm(towel, subject, "left")
    held = towel.postures.of("on_head", "left") == 1
    assert held[1:].all()
    assert np.allclose((found.on_thorax + found.on_head)[held], 1)
    assert (found.on_head[held] > 0.2).all()
    top = -weight(towel, subject, people)["force"][0, :, -1, 0] / (75 * subject.lying("gravity"))
    share = shares(subject)
    assert np.allclose(top, share.vertebra[-1] + share.head + 2 * share.arm.sum() * found.on_head)


def test_weights_hang_where_their_mass_is(anatomy: Anatomy, subject: Subject, people: People) -> None:
    """Every vertebra's own near its middle; what hangs on T1 is drawn towards the head."""
    flat = lying_flat(anatomy)
    found = weight(flat, subject, people)[0, 0]
    row = {level.level: level for level in subject.table.vertebra}
    for number in (0, 5, 9):
        name = BODIES[1:][number]
        assert found["point"][number].tolist() == pytest.approx(
            [(row[name].front - row[name].behind) / 2, 0, 0]
        )
    assert found["point"][-1, 1] > 0.1
    assert (found["body"] == np.arange(1, 18)).all()
    assert (found["force"][:, 1:] == 0).all()


def test_weights_grow_with_the_mass_and_places_with_the_height(
    towel: Movement, subject: Subject, people: People, facts: SpineFacts
) -> None:
    other = one(Person(height_m=1.75 * 1.1, mass_kg=150), facts)
    usual, large = (weight(towel, subject, who) for who in (people, other))
    assert np.allclose(large["force"], 2 * usual["force"])
    assert np.allclose(large["point"], 1.1 * usual["point"])


def test_hands_pull_while_they_hold(four: Movement, subject: Subject, people: People) -> None:
    """With as much as the technique asks for, each shoulder towards its palm, and not before they clasp."""
    hand = four.technique.load.hand
    assert hand is not None
    held = holding(four, hand)
    assert held.shape == (2, four.frames)
    assert held[:, four.furthest].tolist() == [1, 1]
    assert (held[:, :2] == 0).all()
    found = pulls(four, subject, people, None)
    by_side = found["force"].reshape(four.frames, 2, len(BLADE), 3).sum(axis=2)
    assert np.allclose(np.linalg.norm(by_side, axis=-1), held.T * hand.force.value)
    assert (by_side[four.furthest, :, 0] > 0).all(), "the thigh is above the shoulders"
    assert (by_side[four.furthest, :, 1] < 0).all(), "and towards the feet"
    harder = pulls(four, subject, people, 60.0)
    assert np.allclose(harder["force"], found["force"] * 60 / hand.force.value)


def test_hands_at_the_head_pull_nobody_away(towel: Movement, subject: Subject, people: People) -> None:
    """What the shoulders are pulled with, the head is pulled with the other way: no force is left over."""
    assert not pulls(towel, subject, people, None)["force"].any()
    found = pulls(towel, subject, people, 20.0)[0]
    assert np.abs(found["force"].sum(axis=1)).max() < 1e-12
    on_head = found[towel.furthest][found["body"][towel.furthest] == BODIES.index("T1")]
    assert len(on_head) == 2
    assert np.allclose(np.linalg.norm(on_head["force"], axis=-1), 20)
    pulled = towel.bones.turns["T1"][towel.furthest] @ on_head["point"].T
    force = on_head["force"].sum(axis=0)
    assert np.cross(pulled.mean(axis=1), force)[2] < 0, "the head comes forward: that bends the neck"


def test_who_pulls_at_nothing_pulls_with_nothing(
    techniques: Techniques, anatomy: Anatomy, subject: Subject, people: People
) -> None:
    swept = movement(techniques["arm-sweep"], anatomy)
    assert pulls(swept, subject, people, 50.0).shape == (1, 1, 0)


def test_a_place_in_a_vertebra_s_axes_goes_with_it(anatomy: Anatomy) -> None:
    flat: Posed = lying_flat(anatomy)
    origin, turn = flat.bones.origins["T5"], flat.bones.turns["T5"]
    assert np.allclose(in_axes(flat, "T5", origin), 0)
    assert np.allclose(in_axes(flat, "T5", origin + turn[:, :, 1]), [0, 1, 0])
