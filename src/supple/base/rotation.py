"""Rotation matrices for many moments at once, right-handed, angles in radians."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-9  # radians: below it a turn has no axis worth the name


def about(axis: int, angle: Array | float) -> Array:
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


def turned_about_z(angle: Array, vector: Array) -> Array:
    """Every vector turned about Z by its angle; what `turned` would do, in a third of the time."""
    cosine, sine = np.cos(angle), np.sin(angle)
    found = np.empty(np.broadcast_shapes((*angle.shape, 3), vector.shape))
    found[..., 0] = cosine * vector[..., 0] - sine * vector[..., 1]
    found[..., 1] = sine * vector[..., 0] + cosine * vector[..., 1]
    found[..., 2] = vector[..., 2]
    return found


def turned_back(matrix: Array, vector: Array) -> Array:
    """Every vector in the axes of its matrix."""
    return np.asarray(np.einsum("...ji,...j->...i", matrix, vector))


def rotations(vector: Array) -> Array:
    """The rotation about every vector by its length, radians, (..., 3, 3)."""
    angle = np.linalg.norm(vector, axis=-1)[..., None, None]
    axis = vector[..., None] / np.maximum(angle, TINY)
    cross = np.cross(np.eye(3), vector[..., None, :]) / np.maximum(angle, TINY)
    return np.asarray(
        np.cos(angle) * np.eye(3)
        + np.sin(angle) * cross
        + (1 - np.cos(angle)) * axis * np.swapaxes(axis, -1, -2)
    )


def rotation_vectors(matrix: Array) -> Array:
    """Axis times angle of every rotation, radians, (..., 3); angles below 180 degrees."""
    sine = (
        np.stack(
            [
                matrix[..., 2, 1] - matrix[..., 1, 2],
                matrix[..., 0, 2] - matrix[..., 2, 0],
                matrix[..., 1, 0] - matrix[..., 0, 1],
            ],
            axis=-1,
        )
        / 2
    )
    length = np.linalg.norm(sine, axis=-1)
    cosine = (np.trace(matrix, axis1=-2, axis2=-1) - 1) / 2
    angle = np.arctan2(length, cosine)
    return np.asarray(sine * np.where(length > TINY, angle / np.maximum(length, TINY), 1.0)[..., None])
