"""When B and C are asked again."""

from datetime import date, timedelta

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block
from supple.safety.schedule import due_blocks

TODAY = date(2026, 11, 23)
EVERYTHING = frozenset(Block)
ONLY_A = frozenset({Block.A})


def due(knowledge: Knowledge, *, days_ago: int | None, stop_after: bool = False) -> frozenset[Block]:
    on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return due_blocks(answered_on=on, stopped_since=stop_after, today=TODAY, knowledge=knowledge)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        (None, EVERYTHING),
        (0, ONLY_A),
        (1, ONLY_A),
        (13, ONLY_A),
        (14, EVERYTHING),
        (400, EVERYTHING),
        (-1, EVERYTHING),
    ],
)
def test_everything_is_asked_at_first_use_and_every_14_days(
    knowledge: Knowledge, days_ago: int | None, expected: frozenset[Block]
) -> None:
    """Day 13 asks block A only, day 14 everything; answers dated in the future do not count."""
    assert due(knowledge, days_ago=days_ago) == expected


def test_everything_is_asked_after_a_stop(knowledge: Knowledge) -> None:
    """A stop after the last answers asks all blocks again."""
    assert due(knowledge, days_ago=1, stop_after=True) == EVERYTHING


def test_a_stop_before_the_last_answers_is_done_with(knowledge: Knowledge) -> None:
    """Once answered after the stop, block A is enough."""
    assert due(knowledge, days_ago=0) == ONLY_A
