"""Thousands of random people and loads: no crash, a sentence for whoever finds no balance, and they are few.

benchmarks/random_spines.py draws 100,000 of the same.
"""

import pytest

from supple.spine.equilibrium import SAY, Outcome
from tests.laws.random_spines import KINDS, beyond_bearing
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
