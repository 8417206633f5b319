"""The checker sees each fault that it is there for: a document is broken in one place, and it says so."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from supple.report.fhir.check import check_bundle
from supple.report.fhir.value_sets import REQUIRED, allowed_at
from tests.fhir.breaking import first
from tests.unit.report.fhir.small import small

Break = Callable[[dict[str, Any]], object]


@pytest.fixture
def bundle(knowledge: Knowledge) -> dict[str, Any]:
    made = fhir_bundle(small(), knowledge, made_at=datetime(2026, 3, 10, 9, tzinfo=UTC), version="0.1.0")
    found: dict[str, Any] = json.loads(made)
    return found


def coded(bundle: dict[str, Any], code: str) -> dict[str, Any]:
    """The first Observation with a code."""
    found: dict[str, Any] = next(
        one["resource"]
        for one in bundle["entry"]
        if one["resource"]["resourceType"] == "Observation"
        and one["resource"]["code"]["coding"][0]["code"] == code
    )
    return found


def swap(bundle: dict[str, Any]) -> None:
    bundle["entry"][0], bundle["entry"][1] = bundle["entry"][1], bundle["entry"][0]


BREAKS: dict[str, tuple[Break, str]] = {
    "another type": (lambda it: it.update(type="collection"), "type is 'collection'"),
    "a type that is none": (lambda it: it.update(type="leaflet"), "Bundle.type is 'leaflet'"),
    "no identifier": (lambda it: it.pop("identifier"), "no identifier"),
    "an identifier without a system": (lambda it: it["identifier"].pop("system"), "no identifier"),
    "no timestamp": (lambda it: it.pop("timestamp"), "no timestamp"),
    "no entries": (lambda it: it.pop("entry"), "not the first entry"),
    "the Composition second": (swap, "not the first entry"),
    "two Compositions": (lambda it: it["entry"].append(it["entry"][0]), "not the only one"),
    "the same fullUrl twice": (
        lambda it: it["entry"][4].update(fullUrl=it["entry"][3]["fullUrl"]),
        "the same fullUrl",
    ),
    "a fullUrl that is not the id's": (
        lambda it: first(it, "Device").update(id="00000000-0000-5000-8000-000000000000"),
        "not that of the resource",
    ),
    "an entry without a resource": (lambda it: it["entry"][5].pop("resource"), "not that of the resource"),
    "a reference to nothing": (
        lambda it: coded(it, "72514-3")["subject"].update(reference="urn:uuid:0"),
        "Observation.subject refers to 'urn:uuid:0'",
    ),
    "a section that refers to nothing": (
        lambda it: first(it, "Composition")["section"][0]["entry"][0].update(reference="Observation/1"),
        "Composition.section.entry refers to 'Observation/1'",
    ),
    "a reference that is no text": (
        lambda it: coded(it, "72514-3").update(subject={"reference": 7}),
        "refers to 7",
    ),
    "a form that is not there": (
        lambda it: first(it, "QuestionnaireResponse").update(questionnaire="urn:uuid:0"),
        "the form 'urn:uuid:0', which is not in the Bundle",
    ),
    "a public code with another display": (
        lambda it: coded(it, "72514-3")["code"]["coding"][0].update(display="Pain"),
        "calls '72514-3' 'Pain'",
    ),
    "a public code without a display": (
        lambda it: coded(it, "72514-3")["code"]["coding"][0].pop("display"),
        "calls '72514-3' None",
    ),
    "a public code that is not in the files": (
        lambda it: coded(it, "72514-3")["code"]["coding"][0].update(code="72514-4"),
        "'72514-4', which 'http://loinc.org' does not have",
    ),
    "a category that is none": (
        lambda it: coded(it, "stop")["category"][0]["coding"][0].update(code="feeling"),
        "has 'feeling'",
    ),
    "a system that nobody knows": (
        lambda it: coded(it, "stop")["code"]["coding"][0].update(system="http://snomed.info/sct"),
        "system 'http://snomed.info/sct', which nobody here knows",
    ),
    "a code of ours that is not in its system": (
        lambda it: coded(it, "stop")["code"]["coding"][0].update(code="halt"),
        "has 'halt'",
    ),
    "a code system of ours that is left out": (
        lambda it: it.update(
            entry=[one for one in it["entry"] if one["resource"].get("name") != "SuppleStops"]
        ),
        "which nobody here knows",
    ),
    "a resource to which nothing leads": (
        lambda it: first(it, "Composition")["section"][0].pop("entry"),
        "Nothing leads from the Composition to",
    ),
    "a wrong answer": (
        lambda it: first(it, "QuestionnaireResponse")["item"][0]["answer"][0].update(valueDecimal=11),
        "at most 10 was expected",
    ),
    "a status of an Observation": (
        lambda it: coded(it, "stop").update(status="done"),
        "Observation.status is 'done'",
    ),
    "a status of a session": (
        lambda it: first(it, "Procedure").update(status="finished"),
        "Procedure.status is 'finished'",
    ),
    "a status of a text": (
        lambda it: first(it, "Composition")["section"][0]["text"].update(status="made"),
        "Composition.section.text.status is 'made'",
    ),
    "a type of an item inside an item": (
        lambda it: next(one for one in first(it, "Questionnaire")["item"] if "item" in one)["item"][0].update(
            type="note"
        ),
        "Questionnaire.item.type is 'note'",
    ),
    "a gender": (lambda it: first(it, "Patient").update(gender="f"), "Patient.gender is 'f'"),
    "a kind of link": (
        lambda it: first(it, "Patient").update(link=[{"type": "same"}]),
        "Patient.link.type is 'same'",
    ),
    "a kind of name of the Device": (
        lambda it: first(it, "Device")["deviceName"][0].update(type="nick"),
        "Device.deviceName.type is 'nick'",
    ),
    "how much of a code system there is": (
        lambda it: first(it, "CodeSystem").update(content="all"),
        "CodeSystem.content is 'all'",
    ),
    "an operator": (
        lambda it: next(one for one in first(it, "Questionnaire")["item"] if "enableWhen" in one)[
            "enableWhen"
        ][0].update(operator="is"),
        "enableWhen.operator is 'is'",
    ),
}


def test_a_document_that_is_whole_has_no_fault(bundle: dict[str, Any], knowledge: Knowledge) -> None:
    assert check_bundle(bundle, knowledge) == []


@pytest.mark.parametrize(("change", "said"), BREAKS.values(), ids=BREAKS)
def test_says(bundle: dict[str, Any], knowledge: Knowledge, change: Break, said: str) -> None:
    change(bundle)
    faults = check_bundle(bundle, knowledge)
    assert any(said in fault for fault in faults), faults


def test_rubbish_is_faulty_and_breaks_nothing(knowledge: Knowledge) -> None:
    for rubbish in (
        {},
        {"entry": 7},
        {"entry": [7, {"resource": []}, {"fullUrl": 3, "resource": {"item": 1}}]},
    ):
        assert check_bundle(rubbish, knowledge)


def test_a_path_of_which_fhir_leaves_the_choice_has_no_codes() -> None:
    assert allowed_at("Observation.valueString") is None
    assert allowed_at("Observation.text.status") == REQUIRED["text.status"]
