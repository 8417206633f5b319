"""The player's API: plans, figures, entries, and one shape for everything that is refused."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from supple.app.service import Supple
from supple.web.schema import openapi_json
from tests.unit.app.test_service import screened


def self_adjust() -> dict[str, Any]:
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC).isoformat()
    return {
        "kind": "self_adjust",
        "id": str(uuid4()),
        "at": at,
        "utc_offset_minutes": 60,
        "rules_version": "1",
    }


def ask(supple: Supple, **other: object) -> dict[str, Any]:
    plain = {
        "id": str(uuid4()),
        "screening_id": str(screened(supple).id),
        "region": "lower",
        "minutes": 8,
        "level": None,
        "stiffness": 4,
    }
    return {**plain, **other}


def is_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert {*answer.json()} - {"refused"} == {"problem", "fix", "code"}
    assert answer.json()["problem"]
    assert answer.json()["fix"]


def test_a_plan_comes_back_under_its_id(client: TestClient, supple: Supple) -> None:
    wanted = ask(supple)
    answer = client.post("/api/plans", json=wanted)
    assert answer.status_code == 200
    assert answer.json()["id"] == wanted["id"]
    assert {step["technique"] for step in answer.json()["steps"]} == {"knee-twist", "figure-four"}


def test_a_screening_that_allows_nothing_is_a_conflict(client: TestClient, supple: Supple) -> None:
    refers = str(screened(supple, herniated_disc=True).id)
    is_problem(client.post("/api/plans", json=ask(supple, screening_id=refers)), 409)
    is_problem(client.post("/api/plans", json=ask(supple, screening_id=str(uuid4()))), 404)


@pytest.mark.parametrize(
    "wrong", [{"minutes": 0}, {"region": "neck"}, {"stiffness": 11}, {"id": "x"}, {"deeper": True}]
)
def test_a_wish_that_is_none_is_not_understood(
    client: TestClient, supple: Supple, wrong: dict[str, object]
) -> None:
    is_problem(client.post("/api/plans", json=ask(supple, **wrong)), 422)


def test_whoever_takes_a_session_up_again_hears_how_things_stand(client: TestClient, supple: Supple) -> None:
    answer = client.get(f"/api/standing?stop={uuid4()}")
    assert answer.json()["closed"] is answer.json()["answered"] is answer.json()["kept"] is False
    assert answer.json()["emergency"]["number"] == supple.place_or_default().number
    screened(supple, numb_between_legs=True)
    assert client.get("/api/standing").json()["closed"] is True
    is_problem(client.get("/api/standing?stop=x"), 422)


def test_entries_are_kept_and_may_come_again(client: TestClient, supple: Supple) -> None:
    entries = [self_adjust(), self_adjust()]
    for _ in range(2):
        answer = client.post("/api/entries", json=entries)
        assert answer.json() == {"kept": [entry["id"] for entry in entries], "refused": []}
    assert len(supple.store.entries(kinds=["self_adjust"])) == 2


def test_the_same_id_with_other_content_is_a_conflict(client: TestClient) -> None:
    entry = self_adjust()
    client.post("/api/entries", json=[entry])
    is_problem(client.post("/api/entries", json=[{**entry, "utc_offset_minutes": 0}]), 409)


@pytest.mark.parametrize("wrong", [{"kind": "praise"}, {"at": "yesterday"}, {"at": "2026-03-02T12:00:00"}])
def test_an_entry_of_another_shape_is_not_understood(client: TestClient, wrong: dict[str, str]) -> None:
    is_problem(client.post("/api/entries", json=[{**self_adjust(), **wrong}]), 422)


def test_too_many_entries_or_no_list_are_not_understood(client: TestClient) -> None:
    is_problem(client.post("/api/entries", json=[self_adjust() for _ in range(201)]), 422)
    is_problem(client.post("/api/entries", content=b"{"), 422)
    is_problem(client.post("/api/entries", json={}), 422)


def test_an_unknown_address_or_method_is_said_in_the_same_shape(client: TestClient) -> None:
    is_problem(client.get("/api/nowhere"), 404)
    is_problem(client.get("/api/plans"), 405)


@pytest.mark.parametrize(
    "address", ["knee-twist", "towel-extension?level=T6", "figure-four?gentle=true", "common"]
)
def test_a_figure_comes_with_a_clip_for_every_phase(client: TestClient, supple: Supple, address: str) -> None:
    answer = client.get(f"/api/figures/{address}")
    assert answer.status_code == 200
    figure = answer.json()
    name = address.split("?", maxsplit=1)[0]
    words = supple.knowledge.words
    phases = (
        (*words.get_down, *words.get_up, words.change)
        if name == "common"
        else supple.knowledge.techniques[name].phases
    )
    assert {phase.id for phase in phases} <= figure["clips"].keys()
    again = client.get(f"/api/figures/{address}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["headstand", "knee-twist?level=T7", "towel-extension?level=L4"])
def test_what_is_not_drawn_is_not_found(client: TestClient, address: str) -> None:
    is_problem(client.get(f"/api/figures/{address}"), 404)


def test_the_schema_names_every_address() -> None:
    for address in ("/api/plans", "/api/entries", "/api/figures/{technique}"):
        assert f'"{address}"' in openapi_json()
