import numpy as np
import pytest

from supple.body.outline import above_floor, dense, filled_in, opened, resampled, united, without

SQUARE = np.array([[0.0, -100.0], [100.0, -100.0], [100.0, 0.0], [0.0, 0.0]])


def _moved(path: np.ndarray, x: float, y: float) -> np.ndarray:
    return np.asarray(path + np.array([x, y]))


def _area(path: np.ndarray) -> float:
    after = np.roll(path, -1, axis=0)
    return float(abs(np.sum(path[:, 0] * after[:, 1] - after[:, 0] * path[:, 1])) / 2)


def test_two_overlapping_squares_become_one_outline() -> None:
    assert _area(united([SQUARE, _moved(SQUARE, 50.0, 0.0)])) == pytest.approx(15_000)


def test_only_the_largest_piece_is_kept() -> None:
    assert _area(united([SQUARE, _moved(SQUARE / 4, 500.0, 0.0)])) == pytest.approx(10_000)


def test_filling_in_rounds_inward_corners_and_keeps_outward_ones() -> None:
    corner = united([SQUARE, _moved(SQUARE * np.array([3.0, 1.0]), 0.0, -80.0), SQUARE])
    assert _area(corner) < _area(filled_in(corner, 20.0)) < _area(corner) + 2 * 20 * 20
    assert _area(filled_in(SQUARE, 20.0)) == pytest.approx(10_000, rel=3e-3)


def test_what_is_below_the_floor_is_cut_off_flat() -> None:
    cut = above_floor(_moved(SQUARE, 0.0, 30.0))
    assert cut[:, 1].max() == pytest.approx(0.0)
    assert _area(cut) == pytest.approx(7_000)
    assert above_floor(_moved(SQUARE, 0.0, -50.0)) == pytest.approx(_moved(SQUARE, 0.0, -50.0))


def test_taking_away_everything_leaves_nothing() -> None:
    assert len(without(SQUARE, _moved(SQUARE * 2, -50.0, 50.0))) == 0
    assert without(SQUARE, np.zeros((0, 2))) is SQUARE


def test_a_dense_path_is_the_same_path() -> None:
    fine = dense(SQUARE)
    assert len(fine) == 100
    assert _area(fine) == pytest.approx(10_000)


def test_a_resampled_path_starts_at_its_first_landmark_and_keeps_its_count() -> None:
    marks = np.array([[100.0, -100.0], [0.0, 0.0]])
    points = resampled(SQUARE, counts=(10, 14), landmarks=marks, details=np.zeros((0, 2)), detail_reach=1.0)
    assert points.shape == (24, 2)
    assert points[0] == pytest.approx([100.0, -100.0])
    assert points[10] == pytest.approx([0.0, 0.0])
    assert _area(points) == pytest.approx(10_000, rel=0.03)


def test_a_landmark_beside_the_first_one_is_passed_over() -> None:
    marks = np.array([[100.0, -100.0], [100.0, -100.0]])
    points = resampled(SQUARE, counts=(10, 14), landmarks=marks, details=np.zeros((0, 2)), detail_reach=1.0)
    assert points.shape == (24, 2)
    assert _area(points) == pytest.approx(10_000, rel=0.05)


def test_a_layer_with_nothing_to_show_is_a_dot() -> None:
    marks = np.array([[7.0, 8.0], [9.0, 9.0]])
    empty = np.zeros((0, 2))
    points = resampled(empty, counts=(3, 3), landmarks=marks, details=empty, detail_reach=1.0)
    assert points == pytest.approx(np.repeat(marks[:1], 6, axis=0))


def test_an_opened_outline_leaves_its_root_away() -> None:
    line = opened(SQUARE, root=np.array([0.0, 0.0]), radius=40.0, count=20)
    assert line.shape == (20, 2)
    apart = np.linalg.norm(line, axis=1)
    assert apart.min() >= 35
    assert apart.max() > 135
