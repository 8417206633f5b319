"""fhirclient, written by others from R4's own definitions, reads whatever we hand over, strictly."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fhirclient.models.bundle import Bundle  # type: ignore[import-untyped]
from fhirclient.models.fhirabstractbase import FHIRValidationError  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from tests.fhir.breaking import BREAKS, MISSING, Break
from tests.fhir.histories import histories


def test_reads_the_small_journal_and_writes_the_same(bundle: dict[str, Any]) -> None:
    assert Bundle(bundle, strict=True).as_json() == bundle


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_reads_any_journal(data: st.DataObject, knowledge: Knowledge) -> None:
    entries = data.draw(histories(knowledge))
    made = fhir_bundle(entries, knowledge, made_at=datetime(2026, 3, 2, tzinfo=UTC), version="0.1.0")
    assert len(Bundle(json.loads(made), strict=True).entry) == len(json.loads(made)["entry"])


@pytest.mark.parametrize("change", [*BREAKS.values(), *MISSING.values()], ids=[*BREAKS, *MISSING])
def test_refuses(bundle: dict[str, Any], change: Break) -> None:
    change(bundle)
    with pytest.raises(FHIRValidationError):
        Bundle(bundle, strict=True)
