"""Whatever plans and figures are asked for, and whatever the description forbids: an answer in its shape."""

from typing import Any

import pytest
import schemathesis
from starlette.types import ASGIApp

from supple.app.service import Supple
from supple.journal.entry import ScreeningEntry
from tests.api.address import is_refusal
from tests.api.description import described
from tests.unit.app.test_service import screened
from tests.way_in import ORIGIN

# The description does not say which names are known, nor that an unknown person is none.
NOT_DESCRIBED = ("negative_data_rejection", "positive_data_acceptance")

asked = described("positive", examples=40).exclude(path="/api/entries")
forbidden = described("negative", examples=30, without=NOT_DESCRIBED)


@pytest.fixture(scope="module")
def fresh(supple: Supple) -> ScreeningEntry:
    """Answers that allow a session now."""
    return screened(supple)


@asked.parametrize()
def test_what_is_asked_for_comes_or_is_refused(
    case: schemathesis.Case[Any],
    application: ASGIApp,
    fresh: ScreeningEntry,
    headers: dict[str, str],
    journal: str,
) -> None:
    case.query["journal"] = journal
    body: Any = case.body
    if isinstance(body, dict) and body["stiffness"] % 2:
        case.body = {**body, "screening_id": str(fresh.id)}
    answer = case.call_and_validate(base_url=ORIGIN, app=application, headers=headers)
    assert answer.status_code in (200, 404, 409)
    assert answer.status_code == 200 or is_refusal(answer)


@forbidden.parametrize()
def test_what_the_description_forbids_is_refused_in_words_and_nothing_is_kept(
    case: schemathesis.Case[Any],
    application: ASGIApp,
    supple: Supple,
    headers: dict[str, str],
) -> None:
    before = len(supple.store.entries())
    if case.method == "POST":
        case.query = {"journal": supple.journal}
    answer = case.call_and_validate(base_url=ORIGIN, app=application, headers=headers)
    if answer.status_code != 200:
        assert answer.status_code in (403, 404, 405, 409, 422, 428)
        assert is_refusal(answer)
        assert len(supple.store.entries()) == before
