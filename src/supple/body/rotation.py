"""Rotation matrices for many moments at once, right-handed, angles in radians."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def about(axis: int, angle: Array) -> Array:
    """Rotations about one axis (0 X, 1 Y, 2 Z). angle (...,) -> matrices (..., 3, 3)."""
    angle = np.asarray(angle, dtype=np.float64)
    matrix = np.zeros((*angle.shape, 3, 3))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    cosine, sine = np.cos(angle), np.sin(angle)
    matrix[..., axis, axis] = 1.0
    matrix[..., first, first] = cosine
    matrix[..., second, second] = cosine
    matrix[..., first, second] = -sine
    matrix[..., second, first] = sine
    return matrix


def turned(matrix: Array, vector: Array) -> Array:
    """Vectors (..., 3) turned by matrices (..., 3, 3)."""
    return np.asarray(np.einsum("...ij,...j->...i", matrix, vector))


def unit(vector: Array) -> Array:
    """Vectors (..., 3) scaled to length one; a zero vector stays zero."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.where(length > 0, length, 1.0))


def frame_along(*, down: Array, forward: Array) -> Array:
    """Axes of a segment whose -y runs along `down` and whose x is as near `forward` as it can be.

    Both (..., 3) -> matrices (..., 3, 3) with columns x, y, z.
    """
    y_axis = -unit(down)
    sideways = unit(np.cross(forward, y_axis))
    x_axis = np.cross(y_axis, sideways)
    return np.stack([x_axis, y_axis, sideways], axis=-1)
