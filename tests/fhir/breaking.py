"""Ways to break a document, each of which an independent reader has to refuse."""

from collections.abc import Callable
from typing import Any

Break = Callable[[dict[str, Any]], object]


def first(bundle: dict[str, Any], kind: str) -> dict[str, Any]:
    """The first resource of a kind."""
    found: dict[str, Any] = next(
        one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind
    )
    return found


BREAKS: dict[str, Break] = {
    "an Observation without a code": lambda it: first(it, "Observation").pop("code"),
    "a key that FHIR does not have": lambda it: first(it, "Observation").update(mood="fine"),
    "a key of R5 alone": lambda it: first(it, "Composition").update(url="urn:uuid:1", version="1"),
    "a text where a list belongs": lambda it: first(it, "Procedure").update(note="well done"),
    "a number where a text belongs": lambda it: first(it, "Patient").update(name=[{"text": 7}]),
    "an object where a text belongs": lambda it: first(it, "Device").update(status={"code": "active"}),
}
# What only fhirclient looks at: in the schema an extension may stand for any plain value.
MISSING: dict[str, Break] = {
    "an Observation without a status": lambda it: first(it, "Observation").pop("status"),
    "a Composition without a title": lambda it: first(it, "Composition").pop("title"),
    "a Questionnaire whose item has no linkId": lambda it: first(it, "Questionnaire")["item"][0].pop(
        "linkId"
    ),
    "a response without a status": lambda it: first(it, "QuestionnaireResponse").pop("status"),
    "a code system without content": lambda it: first(it, "CodeSystem").pop("content"),
}
# What only the schema looks at: fhirclient takes any text for a code or a moment inside it.
FINER: dict[str, Break] = {
    "a status that FHIR does not know": lambda it: first(it, "Observation").update(status="done"),
    "a day that is none": lambda it: first(it, "Observation").update(effectiveDateTime="2026-13-02"),
    "a text that is empty": lambda it: first(it, "Patient").update(name=[{"text": ""}]),
    "a code with blanks around it": lambda it: first(it, "CodeSystem")["concept"][0].update(code=" yes "),
    "an id with a blank": lambda it: first(it, "Patient").update(id="no 1"),
    "a kind of resource that is none": lambda it: first(it, "Patient").update(resourceType="Person2"),
}
