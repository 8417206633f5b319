"""A posture as one row of numbers, so that motions are blends of rows. Radians and metres."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from supple.base.rotation import Array
from supple.knowledge.schema.pose import BodyTable, Pose, SidePose

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
HOLDS = ("floor", "outer_thigh", "clasp_own", "clasp_across", "head")

_TRUNK = (
    "turn", "tilt", "hitch", "lift", "axial", "lateral", "flexion", "extension", "neck", "nod", "drop",
    "towel_laid",
    "afloat",
)  # fmt: skip
_LEG = ("hip_flexion", "hip_abduction", "hip_rotation", "knee", "ankle")
_ARM = (
    "plane", "elevation", "twist", "elbow", "girdle_up", "girdle_forward", "hand_height",
    "on_floor", "on_outer_thigh", "on_clasp_own", "on_clasp_across", "on_head",
    "way_on", "way_x", "way_y", "way_z",
)  # fmt: skip
NAMES = _TRUNK + tuple(f"{name}_{side}" for side in SIDES for name in _LEG + _ARM)
_PLACE = {name: index for index, name in enumerate(NAMES)}
_ARM_PLACES = np.array([_PLACE[f"{name}_{side}"] for side in SIDES for name in _ARM])
_TURNS_OVER = ("turn", "hitch", "axial", "lateral")


@dataclass(frozen=True, kw_only=True)
class Postures:
    """Some moments of one body. values (moments, len(NAMES)); `level` is where the towel lies."""

    values: Array
    level: str = "T7"

    def of(self, name: str, side: Side | None = None) -> Array:
        """One quantity at every moment, (moments,)."""
        return self.values[:, _PLACE[name if side is None else f"{name}_{side}"]]

    def having(self, **changes: Array | float) -> "Postures":
        """The same postures with some quantities replaced, named as in NAMES."""
        values = self.values.copy()
        for name, value in changes.items():
            values[:, _PLACE[name]] = value
        return replace(self, values=values)


def _clamped(value: float, joint: str, limits: Mapping[str, tuple[float, float]]) -> float:
    low, high = limits[joint]
    return min(max(value, low), high)


def _side_values(pose: SidePose, limits: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The numbers of one leg and arm, in radians and metres."""
    flexion, abduction, rotation = pose.hip
    plane, elevation, twist = pose.shoulder
    degrees = {
        "hip_flexion": _clamped(flexion, "hip_flexion", limits),
        "hip_abduction": _clamped(abduction, "hip_abduction", limits),
        "hip_rotation": _clamped(rotation, "hip_rotation", limits),
        "knee": _clamped(pose.knee, "knee", limits),
        "ankle": _clamped(pose.ankle, "ankle", limits),
        "plane": plane,
        "elevation": _clamped(elevation, "shoulder_elevation", limits),
        "twist": twist,
        "elbow": _clamped(pose.elbow, "elbow", limits),
    }
    found = {name: float(np.radians(value)) for name, value in degrees.items()}
    found["girdle_up"], found["girdle_forward"] = (shift / 1000 for shift in pose.girdle)
    found["hand_height"] = pose.hand_height
    found |= {f"on_{hold}": float(pose.hand == hold) for hold in HOLDS}
    for point in pose.hand_way:
        found |= {"way_on": 1.0} | dict(zip(("way_x", "way_y", "way_z"), point, strict=True))
    return found


def limits_of(table: BodyTable) -> dict[str, tuple[float, float]]:
    """Joint limits in degrees, by joint."""
    return {row.joint: (row.low.value, row.high.value) for row in table.limit}


def at_level(pose: Pose, level: str) -> Pose:
    """The pose as it is with the towel at this level; unchanged where the pose does not depend on it."""
    if not pose.at_level:
        return pose
    rows = sorted(pose.at_level, key=lambda row: int(row.level[1:]))
    places = [int(row.level[1:]) for row in rows]
    tilt, hip, elevation, pitch, height, extension = (
        float(np.interp(int(level[1:]), places, [getattr(row, field) for row in rows]))
        for field in ("tilt", "hip", "elevation", "pitch", "height", "extension")
    )

    def side(one: SidePose) -> SidePose:
        return one.model_copy(
            update={
                "hip": (hip, *one.hip[1:]),
                "shoulder": (one.shoulder[0], elevation, one.shoulder[2]),
            }
        )

    return pose.model_copy(
        update={
            "pelvis": pose.pelvis.model_copy(update={"tilt": tilt}),
            "left": side(pose.left),
            "right": side(pose.right),
            "head": pose.head.model_copy(update={"pitch": pitch, "height": height}),
            "spine": pose.spine.model_copy(update={"extension": extension}),
        }
    )


def posture(pose: Pose, table: BodyTable, *, level: str = "T7") -> Postures:
    """One moment, clamped to the joint limits; the head's pitch waits in `nod` and its neck in `neck`."""
    pose = at_level(pose, level)
    limits = limits_of(table)
    trunk = {
        "turn": pose.pelvis.turn, "tilt": pose.pelvis.tilt, "hitch": pose.pelvis.hitch,
        "axial": pose.spine.axial, "lateral": pose.spine.lateral,
        "flexion": pose.spine.flexion, "extension": pose.spine.extension,
        "neck": pose.head.neck or 0.0, "nod": pose.head.pitch,
    }  # fmt: skip
    found = {name: float(np.radians(value)) for name, value in trunk.items()}
    found["afloat"] = float(pose.back == "free")
    found["towel_laid"] = float(pose.towel_laid)
    found["lift"] = pose.pelvis.lift / 1000
    for side, one in zip(SIDES, (pose.left, pose.right), strict=True):
        found |= {f"{name}_{side}": value for name, value in _side_values(one, limits).items()}
    values = np.array([[found.get(name, 0.0) for name in NAMES]])
    return Postures(values=values, level=level)


def mirror(postures: Postures) -> Postures:
    """Left and right swapped. Mirroring twice gives back exactly what was there."""
    values = postures.values.copy()
    for name in _LEG + _ARM:
        left, right = _PLACE[f"{name}_left"], _PLACE[f"{name}_right"]
        values[:, [left, right]] = values[:, [right, left]]
    for name in (*_TURNS_OVER, "way_z_left", "way_z_right"):
        values[:, _PLACE[name]] *= -1
    return replace(postures, values=values)


def minimum_jerk(progress: Array) -> Array:
    """10 s^3 - 15 s^4 + 6 s^5 for s cut to 0..1: starts and ends at rest."""
    s = np.clip(progress, 0.0, 1.0)
    return np.asarray(s**3 * (10 - 15 * s + 6 * s * s))


def blend(first: Postures, last: Postures, progress: Array, *, arms: Array | None = None) -> Postures:
    """From one single posture to another at eased shares (moments,), arms on a course of their own."""
    share = np.asarray(progress)[:, None]
    values = first.values * (1 - share) + last.values * share
    if arms is not None:
        alone = np.asarray(arms)[:, None]
        arm = first.values[:, _ARM_PLACES] * (1 - alone) + last.values[:, _ARM_PLACES] * alone
        values[:, _ARM_PLACES] = arm
    for side in SIDES:
        places = [_PLACE[f"{name}_{side}"] for name in ("way_on", "way_x", "way_y", "way_z")]
        has_way = last if last.values[0, places[0]] > 0 else first
        values[:, places] = has_way.values[:, places]
    return replace(first, values=values)


def joined(parts: list[Postures]) -> Postures:
    """Several stretches one after the other; all must be for the same level."""
    if any(one.level != other.level for one, other in pairwise(parts)):
        raise ValueError("stretches for different levels cannot be joined")
    return replace(parts[0], values=np.concatenate([part.values for part in parts]))
