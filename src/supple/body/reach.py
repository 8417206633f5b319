"""Hands that are on something: two bones brought to a contact point instead of blended angles."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from supple.base.rotation import Array, frame_along, turned, unit
from supple.body.posture import HOLDS, Postures, Side
from supple.knowledge.schema.pose import BodyTable

PALM = np.array([0.016, -0.07, 0.0])  # middle of the palm in the hand's axes
ABOVE_KNEE = 0.04
ALONG_THIGH = 0.47
THIGH_SKIN = {"outer": 0.055, "behind": 0.076}
APART = 0.03  # of two clasped palms from the middle between them

Segments = Mapping[str, tuple[Array, Array]]
Holds = dict[str, tuple[Array, Array, Array]]


@dataclass(frozen=True, kw_only=True)
class Arm:
    """Axes (moments, 3, 3) of the three parts and places (moments, 3) of the three joints."""

    upper: Array
    fore: Array
    hand: Array
    shoulder: Array
    elbow: Array
    wrist: Array


def arm_towards(arm: Arm, *, wrist: Array, hand: Array, table: BodyTable) -> Arm:
    """The arm with its wrist brought to `wrist` as far as it reaches, elbow kept on its free side."""
    upper, fore = table.lengths["upper_arm"].value, table.lengths["forearm"].value
    way = wrist - arm.shoulder
    distance = np.linalg.norm(way, axis=-1, keepdims=True)
    bent = next(row.high.value for row in table.limit if row.joint == "elbow")
    nearest = np.sqrt(upper**2 + fore**2 + 2 * upper * fore * np.cos(np.radians(bent)))
    reach = np.clip(distance, nearest, (upper + fore) * (1 - 1e-7))
    straight = unit(way)
    along = (upper**2 - fore**2 + reach**2) / (2 * reach)
    aside = np.sqrt(np.maximum(upper**2 - along**2, 0.0))
    pole = arm.elbow - arm.shoulder
    pole = unit(pole - straight * np.sum(pole * straight, axis=-1, keepdims=True))
    elbow = arm.shoulder + straight * along + pole * aside
    wrist = arm.shoulder + straight * reach
    forward = unit(unit(wrist - elbow) - unit(elbow - arm.shoulder)) + 0.2 * arm.upper[..., 0]
    return Arm(
        upper=frame_along(down=elbow - arm.shoulder, forward=forward),
        fore=frame_along(down=wrist - elbow, forward=forward),
        hand=hand,
        shoulder=arm.shoulder,
        elbow=elbow,
        wrist=wrist,
    )


def contact_points(side: Side, *, segments: Segments, table: BodyTable) -> Holds:
    """By hold: the point the palm goes to, which way it faces and which way its fingers point.

    Each (moments, 3). `side` is the hand's; across means on the other thigh.
    """
    other: Side = "right" if side == "left" else "left"
    long = table.lengths["thigh"].value
    sign = -1.0 if side == "left" else 1.0
    found = {}
    chest = segments["T2"][1]
    turn, hip = segments[f"thigh_{other}"]
    outer = np.array([0.0, -(long - ABOVE_KNEE), -sign * THIGH_SKIN["outer"]])
    facing = turned(turn, np.array([0.0, 0.0, sign]))
    point = hip + turned(turn, outer)
    found["outer_thigh"] = (point, facing, _fingers(point - chest, facing))
    for hold, thigh, medial in (("clasp_own", side, -sign), ("clasp_across", other, -sign)):
        turn, hip = segments[f"thigh_{thigh}"]
        behind = np.array([-THIGH_SKIN["behind"], -long * ALONG_THIGH, -medial * APART])
        point = hip + turned(turn, behind)
        fingers = unit(point - chest) + 0.5 * turned(turn, np.array([0.0, 0.0, medial]))
        found[hold] = (point, turned(turn, np.array([1.0, 0, 0])), unit(fingers))
    turn, head = segments["head"]
    occiput = np.array([-0.098, 0.0, sign * APART])
    fingers = turned(turn, np.array([0.0, 0.55, -sign]))
    found["head"] = (head + turned(turn, occiput), turned(turn, np.array([1.0, 0, 0])), unit(fingers))
    return found


def _fingers(way: Array, facing: Array) -> Array:
    """Fingers that lie along the palm's contact as far as the wrist comfortably lets them."""
    way = unit(way)
    along = unit(way - facing * np.sum(way * facing, axis=-1, keepdims=True))
    return unit(along + 0.6 * way)


def palm(hand: Array, wrist: Array) -> Array:
    """Middle of the palm of a hand with these axes, (moments, 3)."""
    return wrist + turned(hand, PALM)


def hand_targets(
    postures: Postures, side: Side, *, arm: Arm, segments: Segments, table: BodyTable
) -> tuple[Array, Array]:
    """Where the wrist goes (moments, 3) and the hand's axes (moments, 3, 3), between free and held."""
    loose = _on_the_floor(postures, side, arm=arm)
    held = np.zeros((len(arm.wrist), 1))
    sums = [np.zeros_like(arm.wrist) for _ in loose]
    for hold, (point, facing, fingers) in contact_points(side, segments=segments, table=table).items():
        share = postures.of(f"on_{hold}", side)[:, None]
        wrist = point - turned(frame_along(down=fingers, forward=facing), PALM)
        held = held + share
        aims = (wrist, facing, fingers)
        sums = [found + share * aim for found, aim in zip(sums, aims, strict=True)]
    wrist, facing, fingers = (found + (1 - held) * free for found, free in zip(sums, loose, strict=True))
    ends = sums[0] / np.where(held > 0, held, 1)
    wrist = wrist + _bowed(postures, side, start=loose[0], end=ends, share=held)
    return wrist, frame_along(down=fingers, forward=facing)


def _on_the_floor(postures: Postures, side: Side, *, arm: Arm) -> tuple[Array, Array, Array]:
    """Wrist, palm and fingers of a hand that holds nothing: as its angles say, or slid along the floor.

    On the floor the wrist keeps its distance from the shoulder, so that the elbow keeps its bend.
    """
    way = arm.wrist - arm.shoulder
    level = way * np.array([0.0, 1.0, 1.0])
    drop = postures.of("hand_height", side) - arm.shoulder[:, 0]
    far = np.sqrt(np.maximum(np.sum(way * way, axis=-1) - drop * drop, 0.0))
    flat = arm.shoulder + unit(level) * far[:, None]
    flat[:, 0] = postures.of("hand_height", side)
    others = sum(postures.of(f"on_{hold}", side) for hold in HOLDS if hold != "floor")
    share = (postures.of("on_floor", side) / np.maximum(1 - others, 1e-9))[:, None]
    upward = np.array([1.0, 0.0, 0.0])
    fingers = -arm.fore[..., 1]
    along = unit(fingers * np.array([0.0, 1.0, 1.0]))
    return (
        arm.wrist * (1 - share) + flat * share,
        arm.fore[..., 0] * (1 - share) + upward * share,
        fingers * (1 - share) + along * share,
    )


def _bowed(postures: Postures, side: Side, *, start: Array, end: Array, share: Array) -> Array:
    """Shift that takes a hand half way between free and held through the way point, (moments, 3)."""
    way = np.stack([postures.of(f"way_{axis}", side) for axis in "xyz"], axis=-1)
    on = postures.of("way_on", side)[:, None]
    return np.asarray(on * 4 * share * (1 - share) * (way - (start + end) / 2))
