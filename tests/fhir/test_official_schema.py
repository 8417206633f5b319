"""HL7's own schema of FHIR R4 takes whatever we hand over, and refuses what is broken."""

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.knowledge.collection import Knowledge
from supple.report.fhir import fhir_bundle
from tests.fhir.breaking import BREAKS, FINER, Break
from tests.fhir.histories import TEXT, histories


def test_takes_the_small_journal_and_each_of_its_resources(
    official: jsonschema_rs.Draft6Validator, bundle: dict[str, Any]
) -> None:
    official.validate(bundle)
    for one in bundle["entry"]:
        official.validate(one["resource"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_takes_any_journal(
    data: st.DataObject, official: jsonschema_rs.Draft6Validator, knowledge: Knowledge
) -> None:
    entries, advice = data.draw(histories(knowledge)), data.draw(st.lists(TEXT, max_size=2))
    made = fhir_bundle(
        entries, knowledge, made_at=datetime(2026, 3, 2, tzinfo=UTC), version="0.1.0", advice=advice
    )
    official.validate(json.loads(made))


@pytest.mark.parametrize("change", [*BREAKS.values(), *FINER.values()], ids=[*BREAKS, *FINER])
def test_refuses(official: jsonschema_rs.Draft6Validator, bundle: dict[str, Any], change: Break) -> None:
    change(bundle)
    assert not official.is_valid(bundle)
