"""The kernel's energy with its derivatives at any pose, and how a pose moves: laws are checked with them."""

import ctypes
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.base.arrays import pointer
from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.library import kernel_load, library
from supple.spine.load import Load

Array = NDArray[np.float64]
MOST_BODIES = 32
_DERIVATIVES = np.dtype(
    [
        ("energy", layout.F8),
        ("slope", layout.F8, (MOST_BODIES, 6)),
        ("own", layout.F8, (MOST_BODIES, 6, 6)),
        ("next", layout.F8, (MOST_BODIES - 1, 6, 6)),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Derivatives:
    """Energy, N m; its slope by (shift, turn) of every body, N and N m; its blocks of second derivatives."""

    energy: float
    slope: Array  # (bodies, 6)
    own: Array  # (bodies, 6, 6)
    next: Array  # (bodies - 1, 6, 6), of a body (rows) with the one above it (columns)

    @property
    def matrix(self) -> Array:
        """All second derivatives, (6 bodies, 6 bodies)."""
        count = len(self.slope)
        found = np.zeros((count, 6, count, 6))
        for body in range(count):
            found[body, :, body] = self.own[body]
        for body in range(count - 1):
            found[body, :, body + 1] = self.next[body]
            found[body + 1, :, body] = self.next[body].T
        return found.reshape(6 * count, 6 * count)


def derivatives(
    spines: Spines, load: Load, pose: np.ndarray, *, person: int = 0, frame: int = 0, share: float = 1.0
) -> Derivatives:
    """The kernel's answer at a pose (bodies,) of one person in one frame."""
    pose = np.ascontiguousarray(pose)
    segments = np.ascontiguousarray(spines.segments[person, load.joints])
    outside = []
    for array in (load.push, load.drive, load.support, load.grip):
        own = array[person % len(array), frame % array.shape[1]][None, None].copy()
        own["body"] -= load.lowest
        outside.append(own)
    given = kernel_load(*outside)
    given.share = share
    found = np.zeros((), dtype=_DERIVATIVES)
    library().spine_derivatives(
        pointer(segments), len(pose), pointer(pose), ctypes.byref(given), pointer(found)
    )
    count = len(pose)
    return Derivatives(
        energy=float(found["energy"]),
        slope=found["slope"][:count],
        own=found["own"][:count],
        next=found["next"][: count - 1],
    )


def exponential(turn: Array) -> Array:
    """Rotations by vectors (..., 3), radians, as matrices (..., 3, 3)."""
    angle = np.linalg.norm(turn, axis=-1)[..., None, None]
    cross = np.zeros((*turn.shape[:-1], 3, 3))
    cross[..., 2, 1], cross[..., 0, 2], cross[..., 1, 0] = turn[..., 0], turn[..., 1], turn[..., 2]
    cross -= np.swapaxes(cross, -1, -2)
    half = np.sinc(angle / (2 * np.pi)) ** 2 / 2
    return np.asarray(np.eye(3) + np.sinc(angle / np.pi) * cross + half * cross @ cross)


def moved(pose: np.ndarray, step: Array) -> np.ndarray:
    """The pose with every body shifted and turned by (..., 6), metres and radians along the world's axes."""
    found = pose.copy()
    found["centre"] += step[..., :3]
    found["axes"] = exponential(step[..., 3:]) @ pose["axes"]
    return found
