"""Closed eyes, ears and mouth as lines on the head."""

import numpy as np

from supple.base.rotation import Array
from supple.body.camera import Camera
from supple.body.skeleton import Skeleton

_EYE = ((0.068, 0.003, 0.046), (0.077, -0.002, 0.040), (0.082, 0.000, 0.034), (0.084, 0.006, 0.028))
_EAR = (
    (0.006, -0.010, 0.078), (0.014, 0.004, 0.080), (0.008, 0.018, 0.082), (-0.006, 0.020, 0.083),
    (-0.012, 0.008, 0.083), (-0.009, -0.010, 0.081), (-0.002, -0.026, 0.078), (0.006, -0.026, 0.077),
)  # fmt: skip
_OUTWARD = {"eye": (0.80, 0.0, 0.60), "ear": (-0.2, 0.0, 0.98)}
_LEFT = np.array([1.0, 1.0, -1.0])
EACH = {"eye": 2, "ear": 1}
LINES = {"eye": (_EYE, False), "ear": (_EAR, True)}


def _smooth(points: Array, *, closed: bool, each: int) -> Array:
    """A Catmull-Rom curve through points, with `each` points a stretch."""
    count = len(points)
    before = np.roll(points, 1, axis=0) if closed else np.vstack([points[:1], points[:-1]])
    after = np.roll(points, -1, axis=0) if closed else np.vstack([points[1:], points[-1:]])
    later = np.roll(points, -2, axis=0) if closed else np.vstack([points[2:], points[-1:], points[-1:]])
    share = (np.arange(each) / each)[:, None]
    curve = []
    for i in range(count if closed else count - 1):
        a, b, c, d = before[i], points[i], after[i], later[i]
        curve.append(
            b
            + share * (c - a) / 2
            + share**2 * (a - 2.5 * b + 2 * c - d / 2)
            + share**3 * ((d - a) / 2 + 1.5 * (b - c))
        )
    return np.concatenate(curve if closed else [*curve, points[-1:]])


def face_line(name: str, bones: Skeleton, camera: Camera, *, left: bool = False) -> Array:
    """One line of the face as seen, (moments, points, 2) millimetres; mirrored for the left side.

    Where the head hides it, it shrinks to a dot on the crown's edge.
    """
    points, closed = LINES[name]
    local = _smooth(np.array(points), closed=closed, each=EACH[name])
    outward = np.array(_OUTWARD[name])
    if left:
        local, outward = local * _LEFT, outward * _LEFT
    world = np.stack([bones.point("head", point) for point in local], axis=1)
    faces_us = np.einsum("fij,j,i->f", bones.turns["head"], outward, camera.towards) > 0
    crown = camera.seen(bones.point("head", (-0.013, 0.122, 0.0)))[:, None, :]
    return np.where(faces_us[:, None, None], camera.seen(world), crown)
