"""Whatever stands in a journal, the document is whole, well-formed, and says all of it."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.journal.current import current
from supple.journal.entry import (
    AfterEntry,
    BoutDone,
    CheckIn,
    Entry,
    Reason,
    ScreeningEntry,
    SessionStarted,
    StopEntry,
)
from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from supple.report.fhir.built import MODELS
from supple.report.fhir.check import check_bundle
from supple.report.fhir.json_walk import walk
from supple.report.fhir.plain import plain
from tests.fhir.histories import TEXT, histories

MADE_AT = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
# As hl7.org/fhir/R4/datatypes.html has it.
DATE_TIME = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?"
)
STRING = re.compile(r"[ \r\n\t\S]+")
laws = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def told(entries: list[Entry], knowledge: Knowledge, *advice: str) -> dict[str, Any]:
    made = fhir_bundle(entries, knowledge, made_at=MADE_AT, version="0.1.0", advice=advice)
    found: dict[str, Any] = json.loads(made)
    return found


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    resources = (one["resource"] for one in bundle["entry"])
    return [one for one in resources if one["resourceType"] == kind]


@laws
@given(data=st.data())
def test_the_checker_finds_nothing(data: st.DataObject, knowledge: Knowledge) -> None:
    entries = data.draw(histories(knowledge))
    assert check_bundle(told(entries, knowledge, *data.draw(st.lists(TEXT, max_size=3))), knowledge) == []


@laws
@given(data=st.data())
def test_fhir_resources_reads_every_resource_as_it_was_written(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    """Not only the first of each shape."""
    bundle = told(data.draw(histories(knowledge)), knowledge)
    for one in (bundle, *(entry["resource"] for entry in bundle["entry"])):
        assert json.loads(MODELS[one["resourceType"]].model_validate(one).model_dump_json()) == one


@laws
@given(data=st.data())
def test_texts_and_times_have_the_shapes_of_r4(data: st.DataObject, knowledge: Knowledge) -> None:
    bundle = told(data.draw(histories(knowledge)), knowledge)
    for path, value in walk(bundle, "Bundle"):
        if isinstance(value, str):
            assert STRING.fullmatch(value), path
        if path.rsplit(".", 1)[-1] in {"effectiveDateTime", "authored", "start", "end", "timestamp", "date"}:
            assert DATE_TIME.fullmatch(str(value)), path


@laws
@given(data=st.data())
def test_every_narrative_is_well_formed_and_of_few_tags(data: st.DataObject, knowledge: Knowledge) -> None:
    bundle = told(data.draw(histories(knowledge)), knowledge, data.draw(TEXT))
    for path, value in walk(bundle, "Bundle"):
        if path.endswith(".div"):
            tags = {node.tag.rpartition("}")[2] for node in ET.fromstring(str(value)).iter()}  # noqa: S314
            assert tags <= {"div", "p", "ul", "li"}


@laws
@given(data=st.data())
def test_the_same_entries_give_the_same_bytes(data: st.DataObject, knowledge: Knowledge) -> None:
    entries = data.draw(histories(knowledge))
    first, second = (
        fhir_bundle(list(entries), knowledge, made_at=MADE_AT, version="0.1.0") for _ in range(2)
    )
    assert first == second


@laws
@given(data=st.data())
def test_every_discomfort_number_that_stands_is_told_once(data: st.DataObject, knowledge: Knowledge) -> None:
    entries = data.draw(histories(knowledge))
    coded = [
        one["valueInteger"] if "valueInteger" in one else one["valueQuantity"]["value"]
        for one in of_kind(told(entries, knowledge), "Observation")
        if one["code"].get("coding", [{}])[0].get("code") == "72514-3"
    ]
    assert sorted(coded) == sorted(_discomfort(current(entries)))


def _discomfort(standing: Sequence[Entry]) -> Iterator[float]:
    for one in standing:
        if isinstance(one, CheckIn | SessionStarted | AfterEntry) and one.discomfort is not None:
            yield one.discomfort
        if isinstance(one, StopEntry) and one.pain_now is not None:
            yield one.pain_now


@laws
@given(data=st.data())
def test_every_answer_every_word_and_every_session_that_stands_is_told(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    entries = data.draw(histories(knowledge))
    bundle, standing = told(entries, knowledge), current(entries)
    answers = sum(
        len(item["answer"])
        for one in of_kind(bundle, "QuestionnaireResponse")
        for item in one.get("item", [])
    )
    assert answers == sum(len(one.answers) for one in standing if isinstance(one, ScreeningEntry))
    sessions = {getattr(one, "session_id", None) for one in standing} - {None}
    assert len(of_kind(bundle, "Procedure")) == len(sessions)
    said = {one.get("valueString") for one in of_kind(bundle, "Observation")}
    assert {plain(one.text) or "(left blank)" for one in standing if isinstance(one, Reason)} <= said
    notes = "\n".join(note["text"] for one in of_kind(bundle, "Procedure") for note in one.get("note", []))
    done = {one.technique for one in standing if isinstance(one, BoutDone)} & set(knowledge.techniques)
    assert all(knowledge.techniques[key].name in notes for key in done)
