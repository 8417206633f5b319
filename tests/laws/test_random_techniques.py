"""Random techniques, people, paces and pulls: no crash, and a sentence for the few who find no balance.

benchmarks/random_spines.py draws many more of the same.
"""

from tests.laws.random_techniques import technique_searches
from tests.laws.spine_tally import tally_of

PEOPLE = 25


def test_nearly_everybody_finds_balance_in_every_technique() -> None:
    """At least 999 of 1000, at rest and in every frame, to 1e-6 N and N m; the rest are told."""
    found = tally_of(technique_searches, range(3000, 3080), PEOPLE)
    assert found.cases == 2000
    assert found.share >= 0.999, found.seeds
    assert found.worst_n <= 1e-6
    assert found.said.total() == found.cases - found.converged
