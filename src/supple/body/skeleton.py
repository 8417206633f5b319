"""Forward kinematics of the whole body: postures in, a frame of axes and a place for every segment out."""

from dataclasses import dataclass

import numpy as np

from supple.base.rotation import Array, about, turned
from supple.body.posture import SIDES, Postures, Side
from supple.body.reach import Arm, arm_towards, hand_targets
from supple.body.spine import Chain, chain, resting_wedges
from supple.knowledge.schema.pose import BodyTable


@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """Axes (moments, 3, 3) and origins (moments, 3) by segment name; columns of axes are x, y, z."""

    turns: dict[str, Array]
    origins: dict[str, Array]

    def point(self, segment: str, local: tuple[float, float, float] | Array) -> Array:
        """A point given in a segment's own axes, in the world, (moments, 3)."""
        return self.origins[segment] + turned(self.turns[segment], np.asarray(local, dtype=np.float64))


def _sign(side: Side) -> float:
    """Sign of z on that side: the person's right is positive."""
    return -1.0 if side == "left" else 1.0


def pelvis_frame(postures: Postures, table: BodyTable) -> tuple[Array, Array]:
    """Axes and middle of the hip line, lifted and dropped as the postures say."""
    turn = about(1, postures.of("turn")) @ about(2, postures.of("tilt")) @ about(0, postures.of("hitch"))
    centre = np.zeros((len(postures.values), 3))
    centre[:, 0] = table.lengths["pelvis_height"].value + postures.of("lift") + postures.of("drop")
    return turn, centre


def resting_thorax(table: BodyTable) -> Array:
    """Axes of T4 lying flat, (3, 3)."""
    names = [row.level for row in table.vertebra]
    angle = np.sum(resting_wedges(table)[: names.index("T4") + 1])
    return about(2, np.asarray(angle - np.radians(table.lengths["sacral_slope_deg"].value)))


def leg(
    postures: Postures, table: BodyTable, side: Side, *, pelvis: tuple[Array, Array]
) -> dict[str, tuple[Array, Array]]:
    """Axes and upper joint of thigh, shank and foot of one side."""
    sign = _sign(side)
    length = {name: quantity.value for name, quantity in table.lengths.items()}
    hip = pelvis[1] + turned(pelvis[0], np.array([0.0, 0.0, sign * length["hip_half_width"]]))
    thigh = (
        pelvis[0]
        @ about(2, postures.of("hip_flexion", side))
        @ about(0, -sign * postures.of("hip_abduction", side))
        @ about(1, -sign * postures.of("hip_rotation", side))
    )
    knee = hip - thigh[..., 1] * length["thigh"]
    shank = thigh @ about(2, -postures.of("knee", side))
    ankle = knee - shank[..., 1] * length["shank"]
    foot = shank @ about(2, postures.of("ankle", side))
    return {"thigh": (thigh, hip), "shank": (shank, knee), "foot": (foot, ankle)}


def free_arm(postures: Postures, table: BodyTable, side: Side, *, thorax: Array, shoulder: Array) -> Arm:
    """One arm by its angles alone, from a shoulder at (moments, 3)."""
    sign = _sign(side)
    plane, twist = postures.of("plane", side), postures.of("twist", side)
    upper = (
        thorax
        @ about(1, sign * plane)
        @ about(0, -sign * postures.of("elevation", side))
        @ about(1, sign * (twist - plane))
    )
    elbow = shoulder - upper[..., 1] * table.lengths["upper_arm"].value
    fore = upper @ about(2, postures.of("elbow", side))
    wrist = elbow - fore[..., 1] * table.lengths["forearm"].value
    return Arm(upper=upper, fore=fore, hand=fore, shoulder=shoulder, elbow=elbow, wrist=wrist)


def _shoulder(postures: Postures, table: BodyTable, side: Side, *, thorax: Array, t2: Array) -> Array:
    """The shoulder's centre, moved by its girdle, (moments, 3)."""
    length = {name: quantity.value for name, quantity in table.lengths.items()}
    local = np.stack(
        [
            length["shoulder_forward"] + postures.of("girdle_forward", side),
            length["shoulder_up"] + postures.of("girdle_up", side),
            np.full(len(postures.values), _sign(side) * length["shoulder_half_width"]),
        ],
        axis=-1,
    )
    return t2 + turned(thorax, local)


def _trunk(spine: Chain, table: BodyTable) -> dict[str, tuple[Array, Array]]:
    """Every vertebra, the rib cage (with its origin at T4) and the head."""
    names = [row.level for row in table.vertebra]
    found = {name: (spine.turns[:, index], spine.centres[:, index]) for index, name in enumerate(names)}
    thorax = found["T4"][0] @ resting_thorax(table).T
    return found | {"thorax": (thorax, found["T4"][1]), "head": (spine.head_turn, spine.head_centre)}


def skeleton(postures: Postures, table: BodyTable) -> Skeleton:
    """Every segment at every moment, hands brought to what they are on."""
    pelvis = pelvis_frame(postures, table)
    spine = chain(postures, table, pelvis_turn=pelvis[0], pelvis_centre=pelvis[1])
    segments = {"pelvis": pelvis} | _trunk(spine, table)
    for side in SIDES:
        found = leg(postures, table, side, pelvis=pelvis)
        segments |= {f"{name}_{side}": value for name, value in found.items()}
    thorax = segments["thorax"][0]
    for side in SIDES:
        shoulder = _shoulder(postures, table, side, thorax=thorax, t2=segments["T2"][1])
        arm = free_arm(postures, table, side, thorax=thorax, shoulder=shoulder)
        wrist, hand = hand_targets(postures, side, arm=arm, segments=segments, table=table)
        arm = arm_towards(arm, wrist=wrist, hand=hand, table=table)
        segments |= {
            f"upper_arm_{side}": (arm.upper, arm.shoulder),
            f"forearm_{side}": (arm.fore, arm.elbow),
            f"hand_{side}": (arm.hand, arm.wrist),
        }
    return Skeleton(
        turns={name: value[0] for name, value in segments.items()},
        origins={name: value[1] for name, value in segments.items()},
    )
