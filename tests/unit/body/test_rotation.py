import numpy as np
import pytest

from supple.body.rotation import about, frame_along, turned, unit


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
