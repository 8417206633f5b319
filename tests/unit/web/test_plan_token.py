"""A session's page holds a token: good for the entries of that session alone, also without the cookie."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from supple.app.entrance import Entrance, entrance_of
from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from tests.api.made import made
from tests.unit.app.test_service import screened
from tests.way_in import ORIGIN, application_of, browser


@pytest.fixture
def application(people: People) -> Any:
    return application_of(people)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Entrance:
    entrance = entrance_of(Settings(data=tmp_path_factory.mktemp("door")))
    entrance.cookie()
    return entrance


@pytest.fixture
def plan(people: People, supple: Supple, application: Any) -> dict[str, Any]:
    supple.choose_place("uk_ireland")
    wish = {"id": str(uuid4()), "screening_id": str(screened(supple).id), "region": "lower"}
    answer = browser(people, application).post(
        "/api/plans", json={**wish, "minutes": 8, "level": None, "stiffness": 4}
    )
    plan: dict[str, Any] = answer.json()
    return plan


@pytest.fixture
def cleared(application: Any) -> TestClient:
    """The same browser after its site data were cleared."""
    return TestClient(application, base_url=ORIGIN, headers={"origin": ORIGIN})


def send(client: TestClient, plan: dict[str, Any], token: str, *entries: object) -> tuple[int, str]:
    answer = client.post(
        f"/api/entries?journal={plan['journal']}", json=list(entries), headers={"x-supple-token": token}
    )
    return answer.status_code, answer.json().get("code", "")


def test_a_stop_is_kept_without_the_cookie(cleared: TestClient, plan: dict[str, Any], supple: Supple) -> None:
    stop = made("stop", session_id=plan["id"])
    assert plan["journal"] == supple.journal
    assert send(cleared, plan, plan["token"], stop) == (200, "")
    assert [str(one.id) for one in supple.store.entries(kinds=["stop"])] == [stop["id"]]


def test_it_is_good_for_nothing_else(
    cleared: TestClient, plan: dict[str, Any], supple: Supple, people: People
) -> None:
    before = supple.store.entries()
    stop = made("stop", session_id=plan["id"])
    other = made("stop", session_id=str(uuid4()))
    for foreign in (other, made("check_in"), {"kind": "stop"}, 1, {"session_id": [1]}):
        assert send(cleared, plan, plan["token"], stop, foreign) == (403, "token_of_another_session")
    bea = people.one(people.add("Bea").id)
    assert send(cleared, {**plan, "journal": bea.journal}, plan["token"], stop) == (401, "locked_out")
    headers = {"x-supple-token": plan["token"]}
    for path in ("/", "/you/everything", "/api/figures/knee-twist"):
        assert cleared.get(path, headers=headers).status_code == 401
    assert cleared.post("/api/plans", json={}, headers=headers).status_code == 401
    assert cleared.post("/api/entries", json=[stop], headers=headers).status_code == 428
    assert supple.store.entries() == before


def test_it_dies_with_everything(
    cleared: TestClient, plan: dict[str, Any], people: People, application: Any
) -> None:
    browser(people, application).post("/you/delete", data={"sure": "yes"})
    stop = made("stop", session_id=plan["id"])
    assert send(cleared, plan, plan["token"], stop) == (401, "locked_out")


@given(session=some.text(max_size=40), proof=some.text(max_size=70), journal=some.text(max_size=40))
def test_no_other_words_are_a_token(door: Entrance, session: str, proof: str, journal: str) -> None:
    assert door.session_of(f"{session}.{proof}", journal) is None


@given(session=some.text(max_size=40), journal=some.text(max_size=40), other=some.text(max_size=40))
def test_a_token_is_of_one_session_in_one_journal(
    door: Entrance, session: str, journal: str, other: str
) -> None:
    token = door.plan_token(journal, session)
    assert door.session_of(token, journal) == session
    assert door.session_of(token, other) == (session if other == journal else None)
