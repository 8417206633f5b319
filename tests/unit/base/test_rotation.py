import numpy as np
import pytest

from supple.base.rotation import (
    about,
    frame_along,
    rotation_vectors,
    rotations,
    turned,
    turned_about_z,
    turned_back,
    unit,
)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_quarter_turn_takes_each_axis_to_the_next(axis: int) -> None:
    start, end = np.eye(3)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
    assert turned(about(axis, np.array(np.pi / 2)), start) == pytest.approx(end, abs=1e-12)


def test_turning_there_and_back_changes_nothing() -> None:
    angle = np.linspace(-3, 3, 7)
    both = about(1, angle) @ about(1, -angle)
    assert both == pytest.approx(np.broadcast_to(np.eye(3), both.shape), abs=1e-12)


def test_a_frame_runs_down_its_segment_and_is_right_handed() -> None:
    frame = frame_along(down=np.array([0.3, -2.0, 0.1]), forward=np.array([1.0, 0.2, 0.0]))
    assert frame.T @ frame == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(frame) == pytest.approx(1.0)
    assert -frame[:, 1] == pytest.approx(unit(np.array([0.3, -2.0, 0.1])))


def test_nothing_has_no_direction() -> None:
    assert unit(np.zeros(3)) == pytest.approx(np.zeros(3))


def test_a_rotation_and_its_vector_belong_together() -> None:
    """There and back again, at nothing and almost at half a turn too."""
    vector = np.random.default_rng(1).normal(size=(200, 3))
    length = np.linspace(0.0, 3.14, 200)[:, None]
    vector = length * vector / np.linalg.norm(vector, axis=1, keepdims=True)
    matrix = rotations(vector)
    assert matrix @ np.swapaxes(matrix, -1, -2) == pytest.approx(np.broadcast_to(np.eye(3), (200, 3, 3)))
    assert rotation_vectors(matrix) == pytest.approx(vector, abs=1e-9)
    assert turned(matrix, vector) == pytest.approx(vector)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_axis_is_turned_about_alike_by_angle_and_by_vector(axis: int) -> None:
    angle = np.linspace(-3, 3, 7)
    assert rotations(angle[:, None] * np.eye(3)[axis]) == pytest.approx(about(axis, angle))


def test_the_quick_ways_are_the_long_ones() -> None:
    angle, vector = np.linspace(-3, 3, 7), np.random.default_rng(2).normal(size=(7, 3))
    assert turned_about_z(angle, vector) == pytest.approx(turned(about(2, angle), vector))
    assert turned_back(about(2, angle), vector) == pytest.approx(turned(about(2, -angle), vector))
