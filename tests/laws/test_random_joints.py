"""Random joints: no crash, no number that is none, and nearly all solved.

benchmarks/random_joints.py draws a million of the same.
"""

import pytest

from supple.knowledge.joint import KINDS
from tests.laws.random_joints import BEYOND, Tally, solved

COUNT = 250


@pytest.mark.parametrize("kind", KINDS)
def test_joints_as_the_tables_draw_them_are_solved(kind: str) -> None:
    tally = Tally()
    for seed in (1, 2):
        tally.add(seed, solved(kind, seed, COUNT))
    assert tally.came_to.total() == 2 * COUNT
    assert tally.unsolved == []


def test_joints_beyond_all_bounds_are_solved_or_said_not_to_be() -> None:
    tally = Tally()
    for seed in range(6):
        tally.add(seed, solved(BEYOND, seed, 100))
    said = tally.came_to
    assert said.total() == 600
    assert said["a nucleus gave way"] > 50
    assert sum(count for words, count in said.items() if words.startswith("not solved")) < 30
