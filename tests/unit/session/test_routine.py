"""A routine is at most a tenth longer than what was asked for, whatever was asked for."""

from itertools import combinations

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.technique import Technique
from supple.session.bouts import Dosed, length_ms
from supple.session.routine import fit

AROUND_MS, CHANGE_MS = 60_000, 8_000


def total_ms(routine: tuple[Dosed, ...]) -> int:
    return AROUND_MS + CHANGE_MS * (len(routine) - 1) + sum(map(length_ms, routine))


def fitted(techniques: tuple[Technique, ...], minutes: float) -> tuple[Dosed, ...]:
    return fit(
        techniques,
        minutes=minutes,
        around_ms=AROUND_MS,
        change_ms=CHANGE_MS,
        level=None,
        gentle=frozenset(),
    )


@pytest.mark.parametrize("minutes", [quarter / 4 for quarter in range(4, 81)])
def test_it_is_at_most_a_tenth_too_long_or_the_shortest_there_is(
    knowledge: Knowledge, minutes: float
) -> None:
    """For every set of movements, in steps of a quarter of a minute."""
    for size in range(1, len(knowledge.techniques) + 1):
        for techniques in combinations(knowledge.techniques.values(), size):
            total = total_ms(fitted(techniques, minutes))
            assert total <= minutes * 66_000 or total == total_ms(fitted(techniques, 0))
