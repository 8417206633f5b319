"""Thousands of random people and loads: no crash, a sentence for whoever finds no balance, and they are few.

benchmarks/random_spines.py draws 100,000 of the same.
"""

import numpy as np
import pytest

from supple.spine.equilibrium import SAY, Outcome, solve
from supple.spine.measure import levels, strain_of_limit
from tests.laws.random_spines import KINDS, beyond_bearing, facts
from tests.laws.spine_tally import tally

PEOPLE = 25


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nearly_everybody_finds_balance(kind: object) -> None:
    """At least 999 of 1000, to 1e-6 N and N m, and the rest are told that they did not."""
    found = tally(kind, range(1000, 1080), PEOPLE)  # type: ignore[arg-type]
    assert found.cases == 2000
    assert found.share >= 0.999, found.seeds
    assert found.worst_n <= 1e-6
    assert found.said.total() == found.cases - found.converged


def test_a_spine_that_folds_is_said_to() -> None:
    """Moments far beyond what soft spines bear: some find none, each with a sentence, and none is silent."""
    found = tally(beyond_bearing, range(2000, 2040), PEOPLE)
    assert found.cases == 1000
    assert 0.95 <= found.share < 1
    assert set(found.said) <= {SAY[outcome] for outcome in Outcome if outcome is not Outcome.CONVERGED}


def test_no_joint_folds_unseen() -> None:
    """Where one turns beyond what any joint does, something in it is strained beyond its limit."""
    folded = 0
    for seed in range(3000, 3030):
        case = beyond_bearing(np.random.default_rng(seed), PEOPLE)
        found = solve(case.spines, case.load)
        measured = levels(found)
        angle = np.linalg.norm(measured.turn, axis=-1)
        used = strain_of_limit(measured, facts()).max(axis=-1)
        beyond = (angle > np.radians(35)) & found.converged[..., None]
        folded += int(beyond.sum())
        assert (used[beyond] > 1).all(), seed
    assert folded > 10
