"""A spine as numbers only, so that every engine is given the same one.

Metres, newtons and radians. Axes: X forward, Y up, Z to the right; bending forward turns about minus Z. Every
point and direction is where it is at rest, in the world's frame: each engine works out its own local ones.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ligament:
    """A straight line from the lower body to the upper, which only pulls.

    Its force at a stretch x (m, from its length at rest) is the sum of stiffness * max(0, x - start) over its
    `ramps`, which are pairs of a start (m) and a stiffness (N/m). Each sets in over `width_m` either side.
    """

    lower: Array  # (3,)
    upper: Array  # (3,)
    ramps: tuple[tuple[float, float], ...]
    width_m: float

    @property
    def length_m(self) -> float:
        """From end to end at rest."""
        return float(np.linalg.norm(self.upper - self.lower))


@dataclass(frozen=True, kw_only=True)
class FacetPoint:
    """A point of the upper body that a plane of the lower one bears once it came `clearance_m` nearer.

    It is pushed along the normal with stiffness * how far it is past that, and never pulled.
    """

    point: Array  # (3,)
    normal: Array  # (3,), from the plane to the point
    clearance_m: float
    stiffness_n_m: float
    width_m: float


@dataclass(frozen=True, kw_only=True)
class Turning:
    """A moment against turns: k1 t + k3 t^3 about each axis up to an end, and straight on beyond it.

    k3 and end are (2, 3): for t < 0, and for t > 0.
    """

    k1: Array  # (3,), N m/rad
    k3: Array  # (2, 3), N m/rad^3
    end: Array  # (2, 3), rad


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The upper body of a motion segment, and what holds it to the one below.

    The disc works at its centre and about the lower body's axes: its force is -translation * displacement,
    its moments add up from `turnings`. The turn t is twice the vector part of the quaternion from rest, which
    under ten degrees is the rotation vector.
    """

    name: str
    origin: Array  # (3,)
    rotation: Array  # (3, 3), the body's axes as columns
    disc: Array  # (3,)
    translation_n_m: Array  # (3,)
    turnings: tuple[Turning, ...]
    ligaments: tuple[Ligament, ...] = ()
    facets: tuple[FacetPoint, ...] = ()

    @property
    def k1(self) -> Array:
        """All linear parts together, (3,), for engines that know no end of a cubic."""
        return np.asarray(np.sum([one.k1 for one in self.turnings], axis=0))

    @property
    def k3(self) -> Array:
        """All cubic parts together, (2, 3)."""
        return np.asarray(np.sum([one.k3 for one in self.turnings], axis=0))


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Segments from the lowest up, on a base that does not move."""

    base_origin: Array  # (3,)
    base_rotation: Array  # (3, 3)
    segments: tuple[Segment, ...]

    def without_facets(self) -> Self:
        """The same with nothing in it that touches."""
        return replace(self, segments=tuple(replace(one, facets=()) for one in self.segments))

    def pose_below(self, number: int) -> tuple[Array, Array]:
        """Origin and rotation at rest of the body under a segment."""
        if number == 0:
            return self.base_origin, self.base_rotation
        below = self.segments[number - 1]
        return below.origin, below.rotation


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Where every upper body came to rest, and whether forces balance there."""

    origins: Array  # (n, 3)
    rotations: Array  # (n, 3, 3)
    rounds: int
    residual_n: float  # the largest force (N) or moment (N m) left over


def apart(one: Answer, other: Answer) -> tuple[float, float]:
    """How much two answers differ at the body where they do most, degrees and millimetres."""
    between = one.rotations @ np.swapaxes(other.rotations, 1, 2)
    turned = max(float(np.linalg.norm(rotation_vector(matrix))) for matrix in between)
    moved = float(np.linalg.norm(one.origins - other.origins, axis=1).max())
    return float(np.degrees(turned)), 1000 * moved


def rotation_vector(rotation: Array) -> Array:
    """Axis times angle (radians) of a rotation matrix under half a turn."""
    axis = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    sine = np.linalg.norm(axis) / 2
    angle = np.arctan2(sine, (np.trace(rotation) - 1) / 2)
    return np.asarray(axis / 2 * (angle / sine if sine > 0 else 1.0))


def dead_moment(moment: Array, turn: Array) -> Array:
    """The moment (3,) that does the same work at a rotation vector `turn` as one that acts on that vector."""
    angle = float(np.linalg.norm(turn))
    cross = np.cross(turn, np.eye(3)).T
    share = (1 - angle / 2 / np.tan(angle / 2)) / angle**2 if angle > 0 else 1 / 12
    return np.asarray((np.eye(3) - cross / 2 + share * cross @ cross).T @ moment)


def smooth_ramp(past: Array, width: Array) -> tuple[Array, Array]:
    """What is above 0 of `past`, rounded over `width` either side of its knee; and its slope."""
    inside = np.clip(past + width, 0.0, 2 * width)
    return np.where(past < width, inside**2 / (4 * width), past), inside / (2 * width)
