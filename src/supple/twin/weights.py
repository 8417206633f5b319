"""What a lying body weighs on each vertebra: trunk, arms by way of the shoulder blades, and head."""

from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.base.rotation import turned
from supple.body.posture import SIDES, Side
from supple.body.reach import palm
from supple.knowledge.schema.technique_load import HandForce
from supple.spine import layout
from supple.spine.names import BODIES
from supple.spine.people import People
from supple.twin.movement import Movement, Posed
from supple.twin.subject import Subject

UPPER = tuple(f"T{n}" for n in range(1, 10))
MIDDLE = ("T10", "T11", "T12", "L1", "L2", "L3")
LOWER = ("L4", "L5")
BLADE = ("T2", "T3", "T4", "T5", "T6", "T7")  # ribs that a shoulder blade lies on
_HELD = ("outer_thigh", "clasp_own", "clasp_across", "head")
_PARTS = ("upper_arm", "forearm", "hand")


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Parts of a body's mass: of vertebrae (17,), lowest first, of the head, and of an arm's three parts."""

    vertebra: Array
    head: float
    arm: Array


def shares(subject: Subject) -> Shares:
    """Shares of somebody of this sex; of men where it is not said."""
    sex = "women" if subject.person.sex == "female" else "men"
    row = {one.level: one for one in subject.table.vertebra}
    found = np.zeros(len(BODIES) - 1)
    on_spine = {"upper": 1.0, "middle": 1.0, "lower": subject.lying("lower_trunk_on_spine")}
    for (third, kept), levels in zip(on_spine.items(), (UPPER, MIDDLE, LOWER), strict=True):
        pitch = np.array([row[level].height + row[level].disc for level in levels])
        of = [BODIES.index(level) - 1 for level in levels]
        found[of] = subject.lying(f"{third}_trunk_of_{sex}") * kept * pitch / pitch.sum()
    return Shares(
        vertebra=found,
        head=subject.lying(f"head_of_{sex}"),
        arm=np.array([subject.lying(f"{part}_of_{sex}") for part in _PARTS]),
    )


def in_axes(posed: Posed, body: str, point: Array) -> Array:
    """World points (frames, 3) of the drawn body in the axes of one of its vertebrae."""
    apart = point - posed.bones.origins[body]
    return turned(np.swapaxes(posed.bones.turns[body], -1, -2), apart)


@dataclass(frozen=True, kw_only=True)
class Arm:
    """An arm's weight: where it acts on the thorax (frames, 3), what of it does, and what the head gets."""

    at: Array
    on_thorax: Array
    on_head: Array


def arm(posed: Posed, subject: Subject, side: Side) -> Arm:
    """Levers of one arm: what its hand is on bears the part that the lever says, the shoulder the rest."""
    bones = posed.bones
    joints = [bones.origins[f"{part}_{side}"] for part in _PARTS]
    joints.append(palm(bones.turns[f"hand_{side}"], joints[-1]))
    mass = shares(subject).arm
    ways = [subject.lying(f"{part}_centre") for part in _PARTS]
    centres = [near + way * (far - near) for near, far, way in zip(joints, joints[1:], ways, strict=False)]
    centre = sum(m * c for m, c in zip(mass, centres, strict=True)) / mass.sum()
    of = {hold: posed.postures.of(f"on_{hold}", side) for hold in ("floor", *_HELD)}
    held = np.clip(np.sum(list(of.values()), axis=0), 0.0, 1.0)
    level = np.array([0.0, 1.0, 1.0])
    reach, away = (joints[-1] - joints[0]) * level, (centre - joints[0]) * level
    lever = np.sum(away * reach, axis=-1) / np.maximum(np.sum(reach * reach, axis=-1), 1e-6)
    borne = held * np.clip(lever, 0.0, 1.0)
    return Arm(
        at=joints[0] + (1 - held)[:, None] * (centre - joints[0]),
        on_thorax=1 - borne,
        on_head=borne * of["head"],
    )


def weight(posed: Posed, subject: Subject, people: People) -> np.ndarray:
    """One downward push a vertebra, (people, frames, 17) of layout.PUSH: all that hangs on it, and where."""
    share = shares(subject)
    frames = posed.frames
    row = {one.level: one for one in subject.table.vertebra}
    load = np.tile(share.vertebra, (frames, 1))  # share of the body's mass
    middle = np.array([(row[name].front - row[name].behind) / 2 for name in BODIES[1:]])
    moment = np.zeros((frames, len(middle), 3))  # share times place
    moment[:, :, 0] = share.vertebra * middle
    on_head = np.full(frames, share.head)
    for side in SIDES:
        one = arm(posed, subject, side)
        on_head = on_head + share.arm.sum() * one.on_head
        part = share.arm.sum() * one.on_thorax / len(BLADE)
        for name in BLADE:
            number = BODIES.index(name) - 1
            load[:, number] += part
            moment[:, number] += part[:, None] * in_axes(posed, name, one.at)
    load[:, -1] += on_head
    moment[:, -1] += on_head[:, None] * in_axes(posed, "T1", posed.bones.origins["head"])
    found = np.zeros((len(people), frames, len(middle)), dtype=layout.PUSH)
    found["body"] = np.arange(1, len(BODIES))
    found["point"] = people.size[:, None, None, None] * moment / load[..., None]
    gravity = subject.lying("gravity")
    found["force"][..., 0] = -gravity * people.mass_kg[:, None, None] * load
    return found


def holding(movement: Movement, hand: HandForce) -> Array:
    """How far the left and the right hand have the hold with which they pull, 0 to 1, (2, frames)."""
    holds = ("clasp_own", "clasp_across") if hand.hold == "clasp" else (hand.hold,)
    return np.array([sum(movement.postures.of(f"on_{hold}", side) for hold in holds) for side in SIDES])


def pulls(movement: Movement, subject: Subject, people: People, hand_n: float | None) -> np.ndarray:
    """What hands pull with, (people, frames, n) of layout.PUSH: their shoulders, on the ribs below.

    The head, where it is what they hold, is pulled as hard the other way.
    """
    hand = movement.technique.load.hand
    if hand is None:
        return np.zeros((1, 1, 0), dtype=layout.PUSH)
    force = subject.varied("hand", hand.force) if hand_n is None else np.array([hand_n])
    bones = movement.bones
    found = []
    for side, held in zip(SIDES, holding(movement, hand), strict=True):
        shoulder = bones.origins[f"upper_arm_{side}"]
        at = palm(bones.turns[f"hand_{side}"], bones.origins[f"hand_{side}"])
        way = (at - shoulder) / np.linalg.norm(at - shoulder, axis=-1, keepdims=True)
        pull = force[:, None, None] * held[:, None] * way
        found += [_pull(movement, people, name, shoulder, pull / len(BLADE)) for name in BLADE]
        if hand.hold == "head":
            found.append(_pull(movement, people, "T1", at, -pull))
    return np.stack(found, axis=2)


def _pull(movement: Movement, people: People, body: str, at: Array, force: Array) -> np.ndarray:
    """Forces (people, frames, 3) on a vertebra at a place of the drawn body, of layout.PUSH."""
    found = np.zeros((len(people), movement.frames), dtype=layout.PUSH)
    found["body"] = BODIES.index(body)
    found["point"] = people.size[:, None, None] * in_axes(movement, body, at)
    found["force"] = force
    return found
