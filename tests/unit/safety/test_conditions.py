"""Three-valued conditions, against their truth tables."""

from itertools import product

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import (
    All,
    AnyOf,
    AtLeast,
    AtOrAbove,
    AtOrBelow,
    Condition,
    Fact,
    Yes,
    asks_about,
)
from supple.safety.answers import Answer, Answers
from supple.safety.conditions import holds

IDS = ("psoriasis", "buttock_pain", "joint_arthritis")
PARTS: tuple[Condition, ...] = tuple(Yes(yes=key) for key in IDS)


def value(
    condition: Condition, knowledge: Knowledge, given: dict[str, Answer], first_week: bool | None = False
) -> bool | None:
    return holds(
        condition, answers=Answers(given=given), questions=knowledge.questions, first_week=first_week
    )


@pytest.mark.parametrize("values", list(product((True, False, None), repeat=3)))
def test_all_any_and_at_least_follow_kleene(knowledge: Knowledge, values: tuple[bool | None, ...]) -> None:
    """All 27 combinations of yes, no and not answered."""
    given: dict[str, Answer] = {key: one for key, one in zip(IDS, values, strict=True) if one is not None}
    every = False if False in values else None if None in values else True
    some = True if True in values else None if None in values else False
    assert value(All(all=PARTS), knowledge, given) is every
    assert value(AnyOf(any=PARTS), knowledge, given) is some
    yes, open_still = values.count(True), values.count(None)
    two = True if yes >= 2 else None if yes + open_still >= 2 else False
    assert value(AtLeast(at_least_n_of=PARTS, n=2), knowledge, given) is two


def test_numbers_at_the_edge(knowledge: Knowledge) -> None:
    """At or above and at or below include their number, and nothing is known of no number."""
    above, below = AtOrAbove(at_or_above="pain_now", value=6), AtOrBelow(at_or_below="pain_now", value=3)
    assert [value(above, knowledge, {"pain_now": pain}) for pain in (5.0, 6.0)] == [False, True]
    assert [value(below, knowledge, {"pain_now": pain}) for pain in (3.0, 4.0)] == [True, False]
    assert value(above, knowledge, {}) is None
    assert value(below, knowledge, {}) is None


def test_a_fact_that_is_not_known_counts(knowledge: Knowledge) -> None:
    """Not knowing whether this is the first week is like knowing that it is."""
    fact = Fact(fact="first_week")
    assert [value(fact, knowledge, {}, first) for first in (True, None, False)] == [True, True, False]


def test_what_a_condition_asks_about() -> None:
    """Every id is found, however deep."""
    deep = All(
        all=(
            AnyOf(any=PARTS[:2]),
            AtLeast(at_least_n_of=PARTS[2:], n=1),
            Fact(fact="first_week"),
            AtOrAbove(at_or_above="pain_now", value=1),
            AtOrBelow(at_or_below="pain_now", value=1),
        )
    )
    assert asks_about(deep) == {*IDS, "pain_now"}
