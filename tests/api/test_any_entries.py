"""Whatever entries the API's description allows: each is kept or refused in words, and all can be read."""

from typing import Any

import schemathesis
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from supple.app.service import Supple
from tests.api.address import is_refusal, unreadable
from tests.api.description import described
from tests.api.known import Known
from tests.way_in import ORIGIN

allowed = described("positive", examples=40).include(path="/api/entries")


@allowed.parametrize()
def test_what_the_description_allows_is_kept_or_conflicts(
    case: schemathesis.Case[Any], application: ASGIApp, supple: Supple, headers: dict[str, str]
) -> None:
    kept = supple.store.entries()
    case.query = {"journal": supple.journal}
    entries = Known(supple.knowledge, supple.clock.now()).entries(case.body, kept)
    case.body = list[Any](entries)
    answer = case.call_and_validate(base_url=ORIGIN, app=application, headers=headers)
    now = [str(one.id) for one in supple.store.entries()]
    refused = [one["id"] for one in answer.json()["refused"]]
    if answer.status_code == 200:
        assert sorted([*answer.json()["kept"], *refused]) == sorted(one["id"] for one in entries)
        assert set(answer.json()["kept"]) <= set(now)
    else:
        assert answer.status_code == 409, answer.text
        assert is_refusal(answer)
        assert len(now) == len(kept)


def test_after_that_every_entry_page_and_file_can_be_read(client: TestClient, supple: Supple) -> None:
    assert len({one.kind for one in supple.store.entries()}) > 15
    assert unreadable(client) == {}
