"""Of several reasons to see somebody, the most urgent alone says whom."""

from itertools import combinations

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome
from supple.safety.answers import Answer
from supple.safety.clearance import Clearance
from supple.safety.screening import screen
from tests.laws.random_answers import clean


def referred(knowledge: Knowledge, *keys: str) -> Clearance | None:
    """The clearance of somebody who says yes to these alone, if it sends them to somebody."""
    yes: dict[str, Answer] = dict.fromkeys(keys, True)
    clearance = screen(clean(knowledge, **yes), knowledge, first_week=False)
    return clearance if clearance.who and clearance.urgency else None


def test_the_most_urgent_reason_alone_says_whom_to_see(knowledge: Knowledge) -> None:
    """Every two answers that send somebody to different people with different haste."""
    keys = [key for key, question in knowledge.questions.items() if question.answer == "yes_no"]
    alone = {key: found for key in keys if (found := referred(knowledge, key))}
    assert len({each.urgency for each in alone.values()}) > 1
    seen = 0
    for one, other in combinations(alone, 2):
        milder, urgent = sorted((alone[one], alone[other]), key=_haste)
        both = referred(knowledge, one, other)
        rules = {each.rule for each in (*milder.reasons, *urgent.reasons)}
        if both is None or {each.rule for each in both.reasons} != rules:
            continue  # the two together are a reason of their own
        if milder.outcome is urgent.outcome is Outcome.REFER and _haste(milder) < _haste(urgent):
            assert (both.urgency, both.who) == (urgent.urgency, urgent.who), (one, other)
            seen += milder.who != urgent.who
    assert seen > 10


def _haste(clearance: Clearance) -> int:
    assert clearance.urgency is not None
    return clearance.urgency.strictness
