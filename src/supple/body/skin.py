"""The skin as loft rings and balls fixed to segments, and its silhouette from a camera."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.base.rotation import Array
from supple.body.camera import Camera
from supple.body.posture import Side
from supple.body.skeleton import Skeleton
from supple.knowledge.schema.pose import BodyTable, Ring, Slice

AROUND = 24  # points of a ring
SIDES_OF_HULL = 40  # directions in which a hull's farthest point is taken
_ANGLE = np.arange(AROUND) * 2 * np.pi / AROUND
_COSINE, _SINE = np.cos(_ANGLE), np.sin(_ANGLE)
_LOOK = np.arange(SIDES_OF_HULL) * 2 * np.pi / SIDES_OF_HULL
_DIRECTIONS = np.stack([np.cos(_LOOK), np.sin(_LOOK)])

Rings = list[tuple[str, Array]]
Balls = tuple[tuple[str, Array, float], ...]
CHIN, NO_FACE = -0.085, 0.085  # the skull without its face ends here, along and in front


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of the body: lofts (chains of rings, each a segment and its points) and balls."""

    lofts: tuple[Rings, ...]
    balls: Balls = ()


def _oval(front: float, back: float, right: float, left: float) -> tuple[Array, Array]:
    """Forward and rightward parts of a ring with four different radii, (AROUND,) each."""
    forward = np.where(_COSINE > 0, front, back) * _COSINE
    sideways = np.where(_SINE > 0, right, left) * _SINE
    return forward, sideways


def _limb_rings(segment: str, rows: Iterable[Ring], long: float, side: Side) -> Rings:
    """Rings across a limb whose -y runs along it."""
    found: Rings = []
    for row in rows:
        right, left = (row.outer, row.inner) if side == "right" else (row.inner, row.outer)
        forward, sideways = _oval(row.front, row.back, right, left)
        found.append((segment, np.stack([forward, np.full(AROUND, -row.at * long), sideways], axis=-1)))
    return found


def _slice_rings(segment: str, rows: Iterable[Slice], along: int, across: int, shift: float = 0.0) -> Rings:
    """Rings at places along one axis, from low to high along another, half the width along z."""
    found: Rings = []
    for row in rows:
        middle, reach = (row.high + row.low) / 2, (row.high - row.low) / 2
        points = np.zeros((AROUND, 3))
        points[:, along] = row.at
        points[:, across] = middle + reach * _COSINE
        points[:, 2] = shift + row.half * _SINE
        found.append((segment, points))
    return found


def _hand_rings(segment: str, rows: Iterable[Slice], shift: float = 0.0) -> Rings:
    """Rings of a hand or thumb: along -y from the wrist, thickness along x, palm to +x."""
    found = _slice_rings(segment, rows, 1, 0, shift)
    return [(name, points * np.array([1.0, -1.0, 1.0])) for name, points in found]


def _vertebra_rings(table: BodyTable, names: Iterable[str]) -> Rings:
    rows = {row.level: row for row in table.vertebra}
    found: Rings = []
    for name in names:
        row = rows[name]
        forward, sideways = _oval(row.front, row.behind, row.half_width, row.half_width)
        found.append((name, np.stack([forward, np.zeros(AROUND), sideways], axis=-1)))
    return found


def _balls(table: BodyTable, of: str, segment: str, z_sign: float = 1.0) -> Balls:
    return tuple(
        (segment, np.array(ball.centre) * np.array([1.0, 1.0, z_sign]), ball.radius)
        for ball in table.ball
        if ball.of == of
    )


def trunk_part(table: BodyTable) -> Part:
    """Pelvis, waist, chest, shoulders and neck, with a skull that has no face yet."""
    names = [row.level for row in table.vertebra][:-1]
    chain = _slice_rings("pelvis", table.pelvis, 1, 0) + _vertebra_rings(table, names)
    bare = [row for row in table.head if row.at > CHIN]
    smooth = [
        row.model_copy(update={"high": min(row.high, NO_FACE + 0.25 * min(row.at, 0.0))}) for row in bare
    ]
    skull = _slice_rings("head", smooth, 1, 0)
    nape = _vertebra_rings(table, ["C3"]) + _slice_rings("head", smooth[-4:-3], 1, 0)
    balls = tuple(
        ball
        for side, sign in (("left", -1.0), ("right", 1.0))
        for ball in _balls(table, "pelvis", "pelvis", sign) + _balls(table, "shoulder", f"upper_arm_{side}")
    )
    return Part(lofts=(chain, skull, nape, *_yokes(table)), balls=balls)


def _yokes(table: BodyTable) -> tuple[Rings, ...]:
    """The slope from the neck to each shoulder."""
    neck = next(row for row in table.vertebra if row.level == "C6")
    forward, sideways = _oval(0.02, neck.behind * 0.7, neck.half_width, neck.half_width)
    collar = ("C6", np.stack([forward, np.zeros(AROUND), sideways], axis=-1))
    yokes = []
    for side, sign in (("left", -1.0), ("right", 1.0)):
        points = np.stack([0.034 * _COSINE, np.full(AROUND, 0.012), 0.034 * _SINE], axis=-1)
        yokes.append([collar, (f"upper_arm_{side}", points - np.array([0.0, 0.0, sign * 0.03]))])
    return tuple(yokes)


def head_part(table: BodyTable) -> Part:
    """The head with its face in profile."""
    return Part(lofts=(_slice_rings("head", table.head, 1, 0),))


def hair_part(table: BodyTable) -> Part:
    """What lies behind the hairline, a millimetre outside the skull."""
    places, line = zip(*sorted(table.hairline), strict=True)
    rows = [row for row in table.head if row.at >= places[0]]
    rings = []
    for segment, points in _slice_rings("head", rows, 1, 0):
        edge = np.interp(points[:, 1], places, line)
        behind = np.minimum(points[:, 0], edge)
        rings.append((segment, np.stack([behind, points[:, 1], points[:, 2] * 1.01], axis=-1)))
    return Part(lofts=(rings,))


def face_part(table: BodyTable) -> Part:
    """What lies in front of the hairline: it hides hair when seen from in front."""
    places, line = zip(*sorted(table.hairline), strict=True)
    rings = []
    for segment, points in _slice_rings("head", table.head, 1, 0):
        edge = np.interp(points[:, 1], places, line)
        front = np.maximum(points[:, 0], edge)
        rings.append((segment, np.stack([front, points[:, 1], points[:, 2]], axis=-1)))
    return Part(lofts=(rings,))


def thigh_part(table: BodyTable, side: Side) -> Part:
    """Hip to knee."""
    thigh = _limb_rings(f"thigh_{side}", table.thigh, table.lengths["thigh"].value, side)
    return Part(lofts=(thigh,), balls=_balls(table, "knee", f"shank_{side}"))


def shank_part(table: BodyTable, side: Side) -> Part:
    """Knee to toes."""
    shank = _limb_rings(f"shank_{side}", table.shank, table.lengths["shank"].value, side)
    foot = _slice_rings(f"foot_{side}", table.foot, 0, 1)
    balls = _balls(table, "knee", f"shank_{side}") + _balls(table, "ankle", f"foot_{side}")
    return Part(lofts=(shank, foot), balls=balls)


def leg_part(table: BodyTable, side: Side) -> Part:
    """Hip to toes."""
    return combined(thigh_part(table, side), shank_part(table, side))


def arm_part(table: BodyTable, side: Side) -> Part:
    """Shoulder to finger tips."""
    upper = _limb_rings(f"upper_arm_{side}", table.upper_arm, table.lengths["upper_arm"].value, side)
    fore = _limb_rings(f"forearm_{side}", table.forearm, table.lengths["forearm"].value, side)
    hand = _hand_rings(f"hand_{side}", table.hand)
    thumb = _hand_rings(f"hand_{side}", table.thumb, 0.034 if side == "right" else -0.034)
    balls = (
        _balls(table, "shoulder", f"upper_arm_{side}")
        + _balls(table, "elbow", f"forearm_{side}")
        + _balls(table, "wrist", f"hand_{side}")
    )
    return Part(lofts=(upper, fore, hand, thumb), balls=balls)


def combined(*parts: Part) -> Part:
    """Several parts as one."""
    return Part(
        lofts=tuple(loft for part in parts for loft in part.lofts),
        balls=tuple(ball for part in parts for ball in part.balls),
    )


def _placed_rings(loft: Rings, bones: Skeleton, camera: Camera) -> Array:
    """Screen points of a chain of rings, (moments, rings, AROUND, 2)."""
    places = []
    for segment, points in loft:
        turn, origin = bones.turns[segment], bones.origins[segment]
        world = np.einsum("fij,pj->fpi", turn, points) + origin[:, None, :]
        places.append(camera.seen(world))
    return np.stack(places, axis=1)


def _hulls(points: Array) -> Array:
    """Hulls of neighbouring rings as their farthest points all round, (moments, pairs, SIDES_OF_HULL, 2)."""
    pairs = np.concatenate([points[:, :-1], points[:, 1:]], axis=2).astype(np.float32)
    farthest = np.argmax(pairs @ _DIRECTIONS.astype(np.float32), axis=2)
    return np.asarray(np.take_along_axis(pairs, farthest[..., None], axis=2), dtype=np.float64)


def silhouettes(part: Part, bones: Skeleton, camera: Camera) -> list[list[NDArray[np.float64]]]:
    """For every moment, polygons in millimetres whose union is the part as seen."""
    pieces = [_hulls(_placed_rings(loft, bones, camera)) for loft in part.lofts]
    for segment, centre, radius in part.balls:
        middle = camera.seen(bones.point(segment, centre))
        circle = middle[:, None, None, :] + radius * 1000 * _DIRECTIONS.T[None, None]
        pieces.append(circle)
    moments = len(next(iter(bones.origins.values())))
    return [[polygon for piece in pieces for polygon in piece[moment]] for moment in range(moments)]


def heights(parts: Iterable[Part], bones: Skeleton) -> Array:
    """Lowest skin of each moment over the parts, metres above the floor, (moments,)."""
    lows = []
    for part in parts:
        for loft in part.lofts:
            for segment, points in loft:
                world = np.einsum("fj,pj->fp", bones.turns[segment][:, 0], points)
                lows.append(np.min(world, axis=1) + bones.origins[segment][:, 0])
        for segment, centre, radius in part.balls:
            lows.append(bones.point(segment, centre)[:, 0] - radius)
    return np.asarray(np.min(np.stack(lows), axis=0))
