"""Answers parsed at the door."""

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answers, parse_answers


@pytest.mark.parametrize("value", [None, "yes", "no", 1, 0, 1.0, [], {}, "Unsure"])
def test_a_yes_no_answer_of_another_type_is_refused(knowledge: Knowledge, value: object) -> None:
    """Only true, false and "unsure"; 1 is not yes and 0 is not no."""
    with pytest.raises(SuppleError, match="numb_between_legs"):
        parse_answers({"numb_between_legs": value}, knowledge)


@pytest.mark.parametrize(
    "value", [None, True, False, "unsure", "3", -1, 11, float("nan"), float("inf"), 10**400, -(10**400)]
)
def test_a_number_of_another_type_or_off_the_scale_is_refused(knowledge: Knowledge, value: object) -> None:
    """0 to 10 only, and true is not 1."""
    with pytest.raises(SuppleError, match="pain_now"):
        parse_answers({"pain_now": value}, knowledge)


@pytest.mark.parametrize("key", ["pain_now", "numb_between_legs"])
@pytest.mark.parametrize("value", ["a number", "text", "a list"])
def test_whatever_is_refused_fits_into_a_sentence(knowledge: Knowledge, key: str, value: str) -> None:
    large = {"a number": 10**4000, "text": "long" * 5000, "a list": ["many"] * 5000}[value]
    with pytest.raises(SuppleError) as refused:
        parse_answers({key: large}, knowledge)
    assert len(str(refused.value)) < 200


def test_an_unknown_id_is_refused_with_the_nearest_one(knowledge: Knowledge) -> None:
    """A slip of the pen is named, never dropped."""
    with pytest.raises(SuppleError, match="severe_osteoporosis"):
        parse_answers({"severe_osteoporosi": True}, knowledge)
    with pytest.raises(SuppleError, match="question files"):
        parse_answers({"zzzz": True}, knowledge)


def test_three_values(knowledge: Knowledge) -> None:
    """Yes, no, and not known; unsure is what the question says it is."""
    answers = parse_answers(
        {"numb_between_legs": "unsure", "herniated_disc": "unsure", "psoriasis": "unsure", "pain_now": 3},
        knowledge,
    )
    ask = knowledge.questions
    assert answers.yes(ask["numb_between_legs"]) is True
    assert answers.yes(ask["herniated_disc"]) is None
    assert answers.yes(ask["psoriasis"]) is False
    assert answers.yes(ask["under_18"]) is None
    assert answers.number(ask["pain_now"]) == 3.0
    assert answers.number(ask["herniated_disc"]) is None
    assert Answers(given={}).number(ask["pain_now"]) is None
