"""The spine as drawn: waisted blocks with spinous processes, small neck bones, the sacrum."""

import numpy as np

from supple.base.rotation import Array, turned
from supple.body.camera import Camera
from supple.body.skeleton import Skeleton
from supple.knowledge.schema.pose import BodyTable, Vertebra

WAIST = 0.80  # of the end plates
SACRUM = (  # forward and up from the middle of its top, in the pelvis's axes, metres
    (0.0214, -0.011), (0.0120, -0.022), (0.0030, -0.037), (-0.0090, -0.055), (-0.0170, -0.072),
    (-0.0190, -0.090), (-0.0130, -0.112), (-0.0170, -0.116), (-0.0270, -0.104), (-0.0340, -0.088),
    (-0.0390, -0.068), (-0.0410, -0.044), (-0.0370, -0.014), (-0.0196, 0.010),
)  # fmt: skip


def _reach(turn: Array, row: Vertebra, camera: Camera) -> tuple[Array, Array]:
    """On the screen: along the vertebra's axis, and the front extreme of its end plate, (moments, 2)."""
    along = camera.seen(turn[..., 1])
    front = np.stack([-along[:, 1], along[:, 0]], axis=-1)
    front = front / np.linalg.norm(front, axis=-1, keepdims=True)
    deep = camera.seen(turn[..., 0]) * (row.depth / 2)
    wide = camera.seen(turn[..., 2]) * (row.width / 2)
    over_deep = np.sum(deep * front, axis=-1, keepdims=True)
    over_wide = np.sum(wide * front, axis=-1, keepdims=True)
    return along, (deep * over_deep + wide * over_wide) / np.hypot(over_deep, over_wide)


def _process(row: Vertebra) -> list[tuple[float, float]]:
    """Spinous process in the middle plane, forward and up from the vertebra's centre, from low to high."""
    lumbar = row.level[0] == "L"
    slant = np.radians(row.slant)
    root = -row.depth / 2
    thick = 0.0090 if lumbar else 0.0062 if row.level[0] == "T" else 0.0036
    drop = -0.002 if lumbar else -0.001
    tip_x = root - row.spinous * np.cos(slant)
    tip_y = drop - row.spinous * np.sin(slant)
    tip = thick * (1.05 if lumbar else 0.9)
    return [
        (root, drop - thick), (tip_x, tip_y - tip), (tip_x, tip_y + tip * 0.5), (root, drop + thick),
    ]  # fmt: skip


def vertebra_outline(row: Vertebra, bones: Skeleton, camera: Camera) -> Array:
    """One vertebra as seen, (moments, 10, 2) millimetres; the small ones of the neck have 6 points."""
    turn, centre = bones.turns[row.level], bones.origins[row.level]
    middle = camera.seen(centre)
    along, front = _reach(turn, row, camera)
    half = along * (row.height / 2)
    if row.level[0] == "C":
        tip = [camera.seen(centre + turned(turn, np.array([x, y, 0.0]))) for x, y in _process(row)[1:3]]
        block = [middle + half + front, middle - half + front, middle - half - front, *tip]
        return np.stack([*block, middle + half - front], axis=1)
    points = [
        middle + half + front,
        middle + front * WAIST,
        middle - half + front,
        middle - half - front,
    ]
    for forward, up in _process(row):
        points.append(camera.seen(centre + turned(turn, np.array([forward, up, 0.0]))))
    points += [middle - front * (WAIST + 0.05), middle + half - front]
    return np.stack(points, axis=1)


def sacrum_outline(bones: Skeleton, table: BodyTable, camera: Camera) -> Array:
    """The sacrum's side as seen, (moments, len(SACRUM), 2) millimetres."""
    length = {name: quantity.value for name, quantity in table.lengths.items()}
    points = [
        bones.point("pelvis", (length["sacrum_forward"] + x, length["sacrum_up"] + y, 0.0)) for x, y in SACRUM
    ]
    return camera.seen(np.stack(points, axis=1))
