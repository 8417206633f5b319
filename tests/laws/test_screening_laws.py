"""What must hold of screening whatever rules are written."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome
from supple.safety.answers import Answer, Answers
from supple.safety.clearance import Clearance
from supple.safety.screening import screen
from tests.laws.random_answers import random_answers

# Watching lines makes so many screenings five times as slow; the unit tests cover them.
pytestmark = pytest.mark.no_cover

RANDOM_SETS = 100_000
CHAIN = 5


def judged(given: dict[str, Answer], knowledge: Knowledge, *, first_week: bool | None) -> Clearance:
    return screen(Answers(given=given), knowledge, first_week=first_week)


def soonness(clearance: Clearance) -> int:
    return -1 if clearance.urgency is None else clearance.urgency.strictness


def is_no_milder(stricter: Clearance, milder: Clearance) -> bool:
    """Whether the first clearance allows nothing that the second does not."""
    if stricter.outcome.strictness < milder.outcome.strictness:
        return False
    if stricter.outcome is milder.outcome is Outcome.REFER and soonness(stricter) < soonness(milder):
        return False
    kept = set(stricter.techniques) <= set(milder.techniques)
    return kept and (set(stricter.techniques) & milder.small_range) <= stricter.small_range


def test_a_yes_is_never_safer_than_a_no(knowledge: Knowledge) -> None:
    """100,000 random answer sets, in chains: each is the one before it with one more answer turned to yes."""
    chance = Random(20261123)
    seen: Counter[Outcome] = Counter()
    asked = [one.id for one in knowledge.questions.values() if one.answer == "yes_no"]
    for _ in range(RANDOM_SETS // CHAIN):
        given = random_answers(knowledge, chance)
        first_week = chance.choice((True, False, None))
        turned = chance.sample(asked, CHAIN - 1)
        given.update(dict.fromkeys(turned, False))
        before = judged(given, knowledge, first_week=first_week)
        seen[before.outcome] += 1
        for key in turned:
            given[key] = True
            after = judged(given, knowledge, first_week=first_week)
            assert is_no_milder(after, before), (key, given, before, after)
            before = after
            seen[before.outcome] += 1
    assert sum(seen.values()) == RANDOM_SETS
    assert all(seen[outcome] > RANDOM_SETS // 1000 for outcome in Outcome), (
        f"some outcome was hardly met: {seen}"
    )


def test_more_pain_is_never_safer(knowledge: Knowledge) -> None:
    """Raising pain never loosens, whatever else was answered."""
    chance = Random(7)
    for _ in range(2_000):
        given = random_answers(knowledge, chance)
        low, high = sorted((chance.randint(0, 10), chance.randint(0, 10)))
        milder = judged({**given, "pain_now": float(low)}, knowledge, first_week=False)
        stricter = judged({**given, "pain_now": float(high)}, knowledge, first_week=False)
        assert is_no_milder(stricter, milder), (low, high, given)


def test_not_answering_never_starts_a_session(knowledge: Knowledge) -> None:
    """Leaving out an answer that is asked for leaves no technique, and is named as missing."""
    chance = Random(8)
    for _ in range(5_000):
        given = random_answers(knowledge, chance)
        full = {
            **dict.fromkeys(knowledge.questions, False),
            **given,
            "pain_now": given.get("pain_now", 0.0),
        }
        key = chance.choice(list(knowledge.questions))
        question = knowledge.questions[key]
        if question.asked_if and full[question.asked_if.yes] is not True:
            continue
        without = judged(
            {one: value for one, value in full.items() if one != key}, knowledge, first_week=False
        )
        assert key in without.missing
        assert not without.complete
        assert without.techniques == ()
        assert without.outcome.strictness >= Outcome.REFER.strictness


def test_unsure_is_never_safer_than_no(knowledge: Knowledge) -> None:
    """Not sure never allows more than no does."""
    chance = Random(9)
    for _ in range(10_000):
        given = random_answers(knowledge, chance)
        key = chance.choice([one.id for one in knowledge.questions.values() if one.answer == "yes_no"])
        as_no = judged({**given, key: False}, knowledge, first_week=False)
        unsure = judged({**given, key: "unsure"}, knowledge, first_week=False)
        assert is_no_milder(unsure, as_no), (key, given)


def test_adding_a_rule_never_loosens(knowledge: Knowledge) -> None:
    """Screening with some rules taken away never allows less than with all of them."""
    chance = Random(10)
    for _ in range(5_000):
        given = random_answers(knowledge, chance)
        kept = {key: rule for key, rule in knowledge.rules.items() if chance.random() < 0.5}
        fewer = judged(given, replace(knowledge, rules=kept), first_week=True)
        every = judged(given, knowledge, first_week=True)
        assert is_no_milder(every, fewer), given


def test_the_order_of_rules_and_answers_never_matters(knowledge: Knowledge) -> None:
    """Shuffled files and shuffled answers give the same clearance, but for the order of equal reasons."""
    chance = Random(11)
    for _ in range(5_000):
        given = random_answers(knowledge, chance)
        answers, rules = list(given.items()), list(knowledge.rules.items())
        chance.shuffle(answers)
        chance.shuffle(rules)
        one = judged(given, knowledge, first_week=None)
        other = judged(dict(answers), replace(knowledge, rules=dict(rules)), first_week=None)
        same = ("outcome", "urgency", "techniques", "small_range", "place", "missing", "title")
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert set(one.reasons) == set(other.reasons)
        assert set((one.who or "").split(" or ")) == set((other.who or "").split(" or "))
