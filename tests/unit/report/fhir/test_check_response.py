"""Answers that do not fit their form are named, one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.report.fhir.check_response import check_response
from supple.report.fhir.form import LEAST, MOST

Answers = dict[str, list[dict[str, Any]]]


def option(code: str) -> dict[str, Any]:
    return {"valueCoding": {"system": "urn:uuid:1", "code": code}}


YES, NO = option("yes"), option("no")


def when(question: str, code: str = "yes", operator: str = "=") -> dict[str, Any]:
    return {"question": question, "operator": operator, "answerCoding": option(code)["valueCoding"]}


FORM: dict[str, Any] = {
    "item": [
        {
            "linkId": "pain",
            "type": "decimal",
            "required": True,
            "extension": [
                {"url": LEAST, "valueDecimal": 0},
                {"url": MOST, "valueDecimal": 10},
                {"url": "other"},
            ],
            "item": [{"linkId": "pain.help", "type": "display"}],
        },
        {"linkId": "gate", "type": "choice", "required": True, "answerOption": [YES, NO]},
        {
            "linkId": "behind",
            "type": "choice",
            "required": True,
            "answerOption": [YES, NO],
            "enableWhen": [when("gate")],
        },
        {
            "linkId": "both",
            "type": "boolean",
            "enableWhen": [when("gate"), when("behind")],
            "enableBehavior": "all",
        },
        {"linkId": "never", "type": "string", "enableWhen": [when("gate", operator="exists")]},
        {
            "linkId": "count",
            "type": "integer",
            "extension": [{"url": LEAST, "valueInteger": 1}],
        },
        {"linkId": "words", "type": "string", "repeats": True},
        {"linkId": "picture", "type": "attachment"},
    ]
}
FITS: Answers = {"pain": [{"valueDecimal": 2.5}], "gate": [NO]}
OPEN: Answers = {"pain": [{"valueDecimal": 10}], "gate": [YES], "behind": [YES]}


def response(answers: Answers, status: str = "completed") -> dict[str, Any]:
    return {"status": status, "item": [{"linkId": key, "answer": value} for key, value in answers.items()]}


@pytest.mark.parametrize(
    "answers",
    [
        FITS,
        OPEN,
        {**OPEN, "both": [{"valueBoolean": False}]},
        {**FITS, "count": [{"valueInteger": 1}], "words": [{"valueString": "a"}, {"valueString": "b"}]},
    ],
)
def test_answers_that_fit_have_no_fault(answers: Answers) -> None:
    assert check_response(FORM, response(answers)) == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({**FITS, "mood": [YES]}, "'mood' is not asked"),
        ({"pain": FITS["pain"]}, "'gate' has no answer, and is required"),
        ({**FITS, "gate": []}, "'gate' has no answer, and is required"),
        ({**OPEN, "behind": []}, "'behind' has no answer, and is required"),
        ({**FITS, "behind": [YES]}, "'behind' is answered, and was not to be asked"),
        ({**OPEN, "behind": [NO], "both": [{"valueBoolean": True}]}, "'both' is answered"),
        ({**FITS, "never": [{"valueString": "a"}]}, "'never' is answered"),
        ({**FITS, "gate": [NO, NO]}, "'gate' has 2 answers"),
        ({**FITS, "gate": [option("maybe")]}, "'gate' has no such option"),
        ({**FITS, "gate": [{"valueCoding": {"system": "urn:uuid:2", "code": "no"}}]}, "no such option"),
        ({**FITS, "gate": [{"valueBoolean": False}]}, "'gate' is of type 'choice'"),
        ({**FITS, "gate": [{**NO, "valueString": "no"}]}, "'gate' is of type 'choice'"),
        ({**FITS, "pain": [{"valueDecimal": 10.5}]}, "'pain' is 10.5, and at most 10 was expected"),
        ({**FITS, "pain": [{"valueDecimal": -1}]}, "'pain' is -1, and at least 0 was expected"),
        ({**FITS, "pain": [{"valueDecimal": True}]}, "'pain' is of type 'decimal'"),
        ({**FITS, "pain": [{"valueInteger": 2}]}, "'pain' is of type 'decimal'"),
        ({**FITS, "count": [{"valueInteger": 0}]}, "'count' is 0, and at least 1 was expected"),
        ({**FITS, "count": [{"valueInteger": 1.5}]}, "'count' is of type 'integer'"),
        ({**FITS, "both": [{"valueBoolean": "no"}], "gate": [YES], "behind": [YES]}, "'both' is of type"),
        ({**FITS, "pain.help": [{"valueString": "a"}]}, "takes no answer"),
        ({**FITS, "picture": [{"valueString": "a"}]}, "takes no answer"),
    ],
)
def test_says(answers: Answers, said: str) -> None:
    faults = check_response(FORM, response(answers))
    assert any(said in fault for fault in faults), faults


def test_an_item_that_comes_twice_is_named() -> None:
    twice = response(FITS)
    twice["item"].append(twice["item"][0])
    assert "'pain' is answered twice" in check_response(FORM, twice)


def test_an_item_inside_an_answer_is_found() -> None:
    inside = response(FITS)
    inside["item"][1]["answer"] = [{**NO, "item": [{"linkId": "mood"}]}]
    assert "'mood' is not asked" in check_response(FORM, inside)


def test_what_was_broken_off_may_be_open() -> None:
    assert check_response(FORM, response({}, status="stopped")) == []


@given(number=st.floats(allow_nan=False) | st.integers())
def test_a_number_fits_just_within_its_limits(number: float) -> None:
    faults = check_response(FORM, response({**FITS, "pain": [{"valueDecimal": number}]}))
    assert (faults == []) == (0 <= number <= 10)
