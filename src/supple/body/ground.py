"""What the body lies on: the floor as a line or as a mat, and the rolled towel."""

from itertools import pairwise

import numpy as np

from supple.base.rotation import Array
from supple.body.camera import Camera
from supple.body.outline import above_floor, resampled, united
from supple.knowledge.schema.pose import BodyTable

MAT = {"head": 0.93, "foot": -1.06, "half_width": 0.36}
BEYOND = 60.0  # millimetres of floor line beyond the body
HALF_TOWEL = 0.21
TOWEL_POINTS = (10, 10)
_TURNS = 2.4  # of the rolled towel's spiral


def floor_line(points: Array, moments: int) -> Array:
    """Two ends of the floor under everything drawn, the same at each moment, (moments, 2, 2)."""
    left, right = points[..., 0].min() - BEYOND, points[..., 0].max() + BEYOND
    return np.repeat(np.array([[[left, 0.0], [right, 0.0]]]), moments, axis=0)


def mat(camera: Camera, moments: int) -> Array:
    """Four corners of a mat on the floor, (moments, 4, 2)."""
    corners = np.array(
        [
            [0.0, along, across]
            for along, across in (
                (MAT["head"], -MAT["half_width"]), (MAT["foot"], -MAT["half_width"]),
                (MAT["foot"], MAT["half_width"]), (MAT["head"], MAT["half_width"]),
            )
        ]
    )  # fmt: skip
    return np.repeat(camera.seen(corners)[None], moments, axis=0)


def _end(table: BodyTable, along: float, across: float, share: float = 1.0) -> Array:
    """The pressed roll's cross section at one end, (24, 3) metres."""
    angle = np.arange(24) * 2 * np.pi / 24
    tall = (table.lengths["towel_height"].value + table.lengths["pressed_in"].value) / 2
    wide = table.lengths["towel_width"].value / 2 * 1.15
    return np.stack(
        [
            tall + tall * share * np.sin(angle),
            along + wide * share * np.cos(angle),
            np.full(24, across),
        ],
        axis=-1,
    )


def towel(table: BodyTable, camera: Camera, *, along: Array) -> tuple[Array, Array]:
    """The roll's outline and the spiral on its near end, (moments, points, 2) each; along (moments,)."""
    outline, spiral = _towel_at(table, camera, 0.0)
    shift = camera.seen(np.array([[0.0, 1.0, 0.0]])) * along[:, None]
    return outline[None] + shift[:, None, :], spiral[None] + shift[:, None, :]


def _towel_at(table: BodyTable, camera: Camera, along: float) -> tuple[Array, Array]:
    """Outline and spiral with the roll's middle at one place along the body, (points, 2) each."""
    pieces = []
    steps = np.linspace(-HALF_TOWEL, HALF_TOWEL, 8)
    for across in steps:
        ring = camera.seen(_end(table, along, float(across)))
        pieces.append(ring if _turns_left(ring) else ring[::-1])
    both = [_hull_of(first, last) for first, last in pairwise(pieces)]
    path = above_floor(united(both))
    marks = camera.seen(np.array([[0.0, along, HALF_TOWEL], [0.05, along, -HALF_TOWEL]]))
    outline = resampled(
        path, counts=TOWEL_POINTS, landmarks=marks, details=np.zeros((0, 2)), detail_reach=1.0
    )
    share = np.linspace(0.12, 0.78, 16)
    angle = share * _TURNS * 2 * np.pi
    tall = (table.lengths["towel_height"].value + table.lengths["pressed_in"].value) / 2
    wide = table.lengths["towel_width"].value / 2 * 1.15
    spiral = camera.seen(
        np.stack(
            [
                tall + tall * share * np.sin(angle),
                along + wide * share * np.cos(angle),
                np.full(len(share), HALF_TOWEL),
            ],
            axis=-1,
        )
    )
    return outline, spiral


def _turns_left(ring: Array) -> bool:
    after = np.roll(ring, -1, axis=0)
    return bool(np.sum(ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]) > 0)


def _hull_of(first: Array, last: Array) -> Array:
    """Farthest points of two rings all round, as of any hull."""
    look = np.arange(40) * 2 * np.pi / 40
    directions = np.stack([np.cos(look), np.sin(look)])
    both = np.concatenate([first, last])
    return np.asarray(both[np.argmax(both @ directions, axis=0)])
