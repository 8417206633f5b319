"""A pull goes through its knots, swings past none, and is nothing outside of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.base.errors import SuppleError
from supple.joint.pull import force_at, ramp, through

FORCES = st.lists(st.floats(0, 500), min_size=2, max_size=8)


def along(force_n: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """A thousand times across a pull through these forces at even times, and what it is there."""
    pull = through(np.arange(float(len(force_n))), np.array(force_n))
    times = np.linspace(0, len(force_n) - 1, 1000)
    return times, np.array([force_at(pull, np.array([time]))[0] for time in times])


@given(FORCES)
def test_it_meets_every_knot_and_never_swings_past_one(force_n: list[float]) -> None:
    pull = through(np.arange(float(len(force_n))), np.array(force_n))
    for time, force in enumerate(force_n):
        assert force_at(pull, np.array([float(time)]))[0] == pytest.approx(force)
    times, found = along(force_n)
    piece = np.minimum(times.astype(int), len(force_n) - 2)
    ends = np.array(force_n)[piece], np.array(force_n)[piece + 1]
    assert (found >= np.minimum(*ends) - 1e-9).all()
    assert (found <= np.maximum(*ends) + 1e-9).all()


def test_outside_of_its_knots_it_is_nothing() -> None:
    pull = ramp(np.array([100.0, 50.0]), np.array([0.2, 0.1]), np.array([0.1, 1.0]))
    assert list(force_at(pull, np.array([-0.1, 5.0]))) == [0, 0]
    assert list(force_at(pull, np.array([0.25, 0.6]))) == [100, 50]


def test_a_ramp_rises_holds_and_lets_go_in_half_the_time() -> None:
    pull = ramp(np.array([100.0]), np.array([0.2]), np.array([0.1]))
    assert pull.time_s[0] == pytest.approx([0, 0.2, 0.3, 0.4])
    assert list(pull.force_n[0]) == [0, 100, 100, 0]
    assert not pull.slope_n_s.any()


def test_some_of_the_joints_keep_their_pulls() -> None:
    pull = ramp(np.array([100.0, 50.0]), np.array([0.2, 0.1]), np.array([0.1, 1.0]))
    assert list(pull[1:].force_n[0]) == [0, 50, 50, 0]


@pytest.mark.parametrize(
    ("times", "forces", "words"),
    [
        ([0.0, 1.0], [1.0], "as many forces as times"),
        ([0.0], [1.0], "two or more"),
        ([0.0, 0.0], [1.0, 2.0], "do not rise"),
        ([1.0, 0.0], [1.0, 2.0], "do not rise"),
        ([0.0, 1.0], [1.0, np.nan], "no numbers"),
        ([0.0, np.inf], [1.0, 2.0], "no numbers"),
    ],
)
def test_a_pull_that_cannot_be_is_refused(times: list[float], forces: list[float], words: str) -> None:
    with pytest.raises(SuppleError, match=words):
        through(np.array(times), np.array(forces))
