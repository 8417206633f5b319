"""Single traits of the document."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5

import pytest
from pydantic_core import to_json

from supple.journal.entry import Entry, PersonNamed, Reason, ScreeningEntry, SessionEnded, SessionStarted
from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle, fhir_pieces
from supple.report.fhir.built import Built
from supple.report.fhir.check import check_bundle
from supple.report.fhir.plain import NAMESPACE, made_id, plain
from tests.fhir.breaking import first
from tests.unit.report.fhir.small import SESSION, small, stamp

MADE_AT = datetime(2026, 3, 10, 9, tzinfo=timezone(timedelta(hours=1)))


def told(entries: list[Entry], knowledge: Knowledge, version: str = "0.1.0") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fhir_bundle(entries, knowledge, made_at=MADE_AT, version=version))
    return found


@pytest.mark.parametrize("text", ["plain", 'a "quote"\n and a break\n', "\\n \N{SNOWMAN} \u2028"])
def test_the_pieces_are_one_text_as_if_it_were_written_at_once(knowledge: Knowledge, text: str) -> None:
    noted = Reason(**stamp(51), text=text)
    for entries in ([], [noted], [*small(), noted]):
        pieces = list(fhir_pieces(entries, knowledge, made_at=MADE_AT, version="0.1.0"))
        joined = b"".join(pieces)
        assert joined == to_json(json.loads(joined), indent=1)
        assert len(pieces) == len(json.loads(joined)["entry"]) + 1
        assert joined == fhir_bundle(entries, knowledge, made_at=MADE_AT, version="0.1.0")


def whole(knowledge: Knowledge, rules: str) -> ScreeningEntry:
    return ScreeningEntry(
        **stamp(50, rules),
        answers={
            key: 1.0 if one.answer == "zero_to_ten" else False
            for key, one in knowledge.questions.items()
            if one.asked_if is None
        },
        asked=tuple(knowledge.questions),
        outcome="allow",
    )


def test_made_ids_are_uuids_of_version_5() -> None:
    assert made_id("session", 7, "ä") == str(uuid5(NAMESPACE, "session/7/ä"))


def test_texts_lose_what_fhir_and_xml_do_not_know() -> None:
    assert plain(" a\u00a0b\ufffe\nc\u2028") == "a b \nc"


def test_an_empty_journal_is_a_document_too(knowledge: Knowledge) -> None:
    bundle = told([], knowledge)
    assert check_bundle(bundle, knowledge) == []
    texts = [one["text"]["div"] for one in first(bundle, "Composition")["section"][:-1]]
    assert all("Nothing was noted." in text for text in texts)


def test_the_newest_name_is_the_patients(knowledge: Knowledge) -> None:
    bundle = told([*small(), PersonNamed(**stamp(60), name="Ann Other")], knowledge)
    assert first(bundle, "Patient")["name"] == [{"text": "Ann Other"}]


def test_a_name_of_blanks_is_none(knowledge: Knowledge) -> None:
    bundle = told([PersonNamed(**stamp(1), name=" \u00a0")], knowledge)
    assert set(first(bundle, "Patient")) == {"resourceType", "id"}


def test_the_person_stays_the_same_from_one_hand_over_to_the_next(knowledge: Knowledge) -> None:
    early, late = told(small()[:5], knowledge), told(small(), knowledge)
    assert first(early, "Patient")["id"] == first(late, "Patient")["id"]
    assert early["id"] != late["id"]


def test_a_screening_of_today_that_is_whole_is_completed(knowledge: Knowledge) -> None:
    bundle = told([whole(knowledge, knowledge.boundaries.version)], knowledge)
    assert first(bundle, "QuestionnaireResponse")["status"] == "completed"
    assert first(bundle, "Questionnaire")["item"][0]["required"] is True
    assert check_bundle(bundle, knowledge) == []


def test_a_screening_of_today_with_an_open_question_is_stopped(knowledge: Knowledge) -> None:
    one = whole(knowledge, knowledge.boundaries.version)
    answers = {key: answer for key, answer in one.answers.items() if key != "herniated_disc"}
    bundle = told([one.model_copy(update={"answers": answers})], knowledge)
    assert first(bundle, "QuestionnaireResponse")["status"] == "stopped"


def test_an_open_follow_up_question_counts_once_its_gate_is_open(knowledge: Knowledge) -> None:
    one = whole(knowledge, knowledge.boundaries.version)
    bundle = told([one.model_copy(update={"answers": {**one.answers, "inflammatory_gate": True}})], knowledge)
    assert first(bundle, "QuestionnaireResponse")["status"] == "stopped"


def test_an_answer_behind_a_closed_gate_is_kept_in_words(knowledge: Knowledge) -> None:
    one = whole(knowledge, knowledge.boundaries.version)
    bundle = told([one.model_copy(update={"answers": {**one.answers, "began_before_35": True}})], knowledge)
    last = first(bundle, "QuestionnaireResponse")["item"][-1]
    assert last == {"linkId": "answers.other", "answer": [{"valueString": "began_before_35: yes"}]}
    assert check_bundle(bundle, knowledge) == []


def test_each_version_of_the_rules_has_its_form(knowledge: Knowledge) -> None:
    old = whole(knowledge, "2025.01-1").model_copy(update={"id": UUID(int=51)})
    bundle = told([old, whole(knowledge, knowledge.boundaries.version)], knowledge)
    forms = [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "Questionnaire"]
    assert {one["version"]: one["item"][0]["required"] for one in forms} == {
        "2025.01-1": False,
        knowledge.boundaries.version: True,
    }


@pytest.mark.parametrize(
    ("completed", "minutes", "status", "has_end"),
    [(True, 5, "completed", True), (False, 5, "stopped", True), (True, -5, "completed", False)],
)
def test_a_session_ends_as_it_was_noted(
    knowledge: Knowledge, completed: bool, minutes: int, status: str, has_end: bool
) -> None:
    """A clock that was set back between start and end gives no period that runs backwards."""
    started = next(one for one in small() if isinstance(one, SessionStarted))
    ended = SessionEnded(**stamp(5 + minutes + 100), session_id=SESSION, completed=completed, played_ms=1)
    ended = ended.model_copy(update={"at": started.at + timedelta(minutes=minutes)})
    found = first(told([started, ended], knowledge), "Procedure")
    assert found["status"] == status
    assert ("end" in found["performedPeriod"]) is has_end


def test_a_session_names_what_supple_answered_before_it(knowledge: Knowledge) -> None:
    bundle = told(small(), knowledge)
    reason = first(bundle, "Procedure")["reasonReference"][0]["reference"]
    answered = next(one["resource"] for one in bundle["entry"] if one["fullUrl"] == reason)
    assert answered["code"]["coding"][0]["code"] == "outcome"


def test_a_session_without_an_end_is_unknown(knowledge: Knowledge) -> None:
    started = next(one for one in small() if isinstance(one, SessionStarted))
    assert first(told([started], knowledge), "Procedure")["status"] == "unknown"


def test_a_fault_of_ours_is_loud() -> None:
    with pytest.raises(ValueError, match="effectiveDateTime"):
        Built().resource(
            {
                "resourceType": "Observation",
                "status": "final",
                "code": {"text": "a"},
                "effectiveDateTime": "x",
            }
        )
    with pytest.raises(ValueError, match="reads another Observation"):
        Built().resource(
            {"resourceType": "Observation", "status": "final", "code": {"text": "a"}, "note": []}
        )


def test_a_year_is_quick(knowledge: Knowledge) -> None:
    """A bound for slow machines; benchmarks say how fast it is."""
    entries = [
        one.model_copy(update={"id": UUID(int=1000 * day + number)})
        for day in range(1, 366)
        for number, one in enumerate(small())
        if one.kind not in {"withdrawn", "check_in"}
    ]
    began = datetime.now(UTC)
    fhir_bundle(entries, knowledge, made_at=MADE_AT, version="0.1.0")
    assert (datetime.now(UTC) - began).total_seconds() < 5


def test_nothing_slow_is_imported_before_a_document_is_asked_for() -> None:
    asked = "import sys, supple.report.fhir; print(any(name.startswith('fhir') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
