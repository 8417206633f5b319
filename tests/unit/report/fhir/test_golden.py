"""One small journal whose document was read through by eye, resource by resource.

Forms and code systems are left out: they follow the knowledge files, which may change without this.
"""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from tests.unit.report.fhir.small import small

GOLDEN = Path(__file__).with_name("golden.jsonl")
MADE_AT = datetime(2026, 3, 10, 9, tzinfo=timezone(timedelta(hours=1)))


def entries(knowledge: Knowledge) -> list[dict[str, Any]]:
    made = fhir_bundle(small(), knowledge, made_at=MADE_AT, version="0.1.0", advice=("No more today.",))
    return [
        one
        for one in json.loads(made)["entry"]
        if one["resource"]["resourceType"] not in {"CodeSystem", "Questionnaire"}
    ]


def test_the_small_journal_gives_the_document_that_was_read(knowledge: Knowledge) -> None:
    golden = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    found = entries(knowledge)
    assert [one["resource"] for one in found[1:]] == [one["resource"] for one in golden[1:]]
    for section, read in zip(
        found[0]["resource"]["section"][:-1], golden[0]["resource"]["section"][:-1], strict=True
    ):
        assert section == read
    assert [one["fullUrl"] for one in found] == [one["fullUrl"] for one in golden]
