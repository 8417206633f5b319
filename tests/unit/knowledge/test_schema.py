"""What a single knowledge file may not say."""

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.common import Quantity
from supple.knowledge.schema.habit import HabitCase, HabitRule
from supple.knowledge.schema.question import Question
from supple.knowledge.schema.rule import Case, Rule
from supple.knowledge.schema.source import Source
from supple.knowledge.schema.technique import Technique


def refused(model: type[BaseModel], data: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        model.model_validate(data)


def test_a_quantity_lies_in_its_band_and_has_a_source() -> None:
    """Unless it says that it is our own assumption."""
    good = tomllib.loads('value = 2\nunit = "s"\nlow = 1\nhigh = 3\ngrade = "E"')
    assert Quantity.model_validate(good).value == 2
    refused(Quantity, {**good, "value": 9}, "outside")
    refused(Quantity, {**good, "grade": "A"}, "needs at least one key")
    refused(Quantity, {**good, "grade": "F"}, "grade")


def test_a_length_of_time_is_one_whatever_its_unit() -> None:
    """And what is no time is refused."""
    two = {"value": 2, "low": 2, "high": 2, "grade": "E"}
    assert Quantity.model_validate({**two, "unit": "hours"}).as_timedelta() == timedelta(hours=2)
    assert Quantity.model_validate({**two, "unit": "minutes"}).as_timedelta() == timedelta(minutes=2)
    with pytest.raises(SuppleError, match="'mm' is not a unit of time"):
        Quantity.model_validate({**two, "unit": "mm"}).as_timedelta()


def test_a_source_has_a_doi_or_a_reason(knowledge: Knowledge) -> None:
    """Neither and both are refused."""
    one = next(source for source in knowledge.sources.values() if source.doi).model_dump()
    refused(Source, {**one, "doi": ""}, "either doi or")
    refused(Source, {**one, "no_doi_because": "x"}, "either doi or")
    refused(Source, {**one, "read": "skimmed"}, "read")


def test_a_question_says_what_unsure_means(knowledge: Knowledge) -> None:
    """Every yes/no question does, and no other."""
    disc = knowledge.questions["herniated_disc"].model_dump()
    refused(Question, {**disc, "unsure": None}, "unsure")
    pain = knowledge.questions["pain_now"].model_dump()
    refused(Question, {**pain, "unsure": "yes"}, "unsure")
    refused(Question, {**disc, "review_by": date(2000, 1, 1)}, "not after")


def test_a_habit_case_says_all_that_its_outcome_needs(knowledge: Knowledge) -> None:
    """Advice and pause say whom to see; a pause leaves nothing; what waits for a review ends with it."""
    pause = knowledge.habits["getting_worse"].case[0].model_dump(mode="json")
    refused(HabitCase, {**pause, "who": None}, "urgency and who")
    refused(HabitCase, {**pause, "outcome": "nudge"}, "urgency and who")
    refused(HabitCase, {**pause, "leaves": "gentle"}, "a pause leaves")
    silent = {"outcome": "nudge", "urgency": None, "who": None}
    refused(HabitCase, {**pause, **silent}, "belongs to advice and pause")
    refused(HabitCase, {**pause, **silent, "outcome": "none"}, "belongs to advice and pause")
    never = {"self_adjusts": 2, "on_days": 8, "of_last_days": 7}
    refused(HabitCase, {**pause, "when": never}, "never be reached")
    refused(HabitCase, {**pause, "when": {"not": never}}, "not")
    rule = knowledge.habits["getting_worse"].model_dump(mode="json")
    refused(HabitRule, {**rule, "review_clears": False}, "never end")


def test_a_case_says_all_that_its_outcome_needs() -> None:
    """Gentle needs techniques; refer needs urgency and who; nothing else may have them."""
    when = {"yes": "x"}
    refused(Case, {"when": when, "outcome": "gentle", "say": "x"}, "techniques")
    refused(Case, {"when": when, "outcome": "refer", "say": "x"}, "urgency and who")
    refused(Case, {"when": when, "outcome": "allow", "say": "x", "techniques": ["a"]}, "techniques")
    refused(Case, {"when": {"not": when}, "outcome": "allow", "say": "x"}, "not")
    refused(
        Case, {"when": {"at_least_n_of": [when], "n": 2}, "outcome": "allow", "say": "x"}, "never be reached"
    )


def test_a_rule_needs_three_examples(knowledge: Knowledge) -> None:
    """Fires, near miss, unanswered."""
    rule = knowledge.rules["herniated_disc"].model_dump()
    refused(Rule, {**rule, "example": rule["example"][:2]}, "example")


@pytest.mark.parametrize(
    ("technique", "changes", "words"),
    [
        ("knee-twist", {"sides": False}, "sides = true"),
        ("towel-extension", {"default_level": "T1"}, "not one of the levels"),
        ("towel-extension", {"level": ()}, "level tables"),
        ("arm-sweep", {"bout": ()}, "get_ready"),
    ],
)
def test_a_technique_is_consistent(
    knowledge: Knowledge, technique: str, changes: dict[str, Any], words: str
) -> None:
    """Sides, levels and holds fit the doses."""
    data = knowledge.techniques[technique].model_dump()
    refused(Technique, {**data, **changes}, words)


def test_a_hold_needs_its_dose(knowledge: Knowledge) -> None:
    """A hold phase without dose.hold is refused."""
    data = knowledge.techniques["figure-four"].model_dump()
    refused(Technique, {**data, "dose": {**data["dose"], "hold": None}}, "dose.hold belong together")
