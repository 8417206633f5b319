"""What waited in a browser and was saved there comes back into its own journal, and into no other."""

import json
from typing import Any

import pytest

from supple.app.people import People
from supple.app.service import Supple
from tests.api.made import made
from tests.way_in import Browser


def bring(client: Browser, content: object) -> Any:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post("/people/restore", files={"export": ("waiting.json", text)})


def waiting(journal: str, *entries: object) -> dict[str, object]:
    return {"supple_waiting": 1, "journal": journal, "entries": list(entries)}


def test_it_goes_into_its_own_journal(client: Browser, people: People, supple: Supple) -> None:
    bea = people.one(people.add("Bea").id)
    client.show(supple.journal)
    stop = made("stop")
    for _ in range(2):
        page = bring(client, waiting(bea.journal, stop, made("self_adjust")))
        assert page.url.path in ("/journal", "/what-happened", "/welcome")
    assert [str(one.id) for one in bea.store.entries(kinds=["stop"])] == [stop["id"]]
    assert supple.store.entries(kinds=["stop"]) == []
    assert len(people.ids()) == 2


def test_it_goes_nowhere_where_its_journal_is_not(client: Browser, people: People, supple: Supple) -> None:
    before = supple.store.entries()
    page = bring(client, waiting("0" * 32, made("stop")))
    assert page.status_code == 422
    assert "nothing was kept" in page.text
    assert supple.store.entries() == before
    assert people.ids() == ["first"]


def test_what_is_not_kept_of_it_is_said(client: Browser, supple: Supple) -> None:
    page = bring(client, waiting(supple.journal, made("self_adjust"), {"kind": "praise", "id": "x"}))
    assert page.status_code == 422
    assert "1 kept, 1 not" in page.text
    assert len(supple.store.entries(kinds=["self_adjust"])) == 1


@pytest.mark.parametrize(
    "content",
    [
        b'{"supple_waiting": 1, "journal": "x", "entries": [',
        b'{"supple_waiting": 1, "entries": ' + b"[" * 100_000,
        {"supple_waiting": 2, "journal": "x", "entries": []},
        {"supple_waiting": 1, "journal": 3, "entries": []},
        {"supple_waiting": 1, "journal": "x", "entries": {}},
    ],
)
def test_half_a_file_is_said(client: Browser, supple: Supple, content: object) -> None:
    before = supple.store.entries()
    page = bring(client, content)
    assert page.status_code == 422
    assert "not whole" in page.text
    assert supple.store.entries() == before


def test_another_running_supple_is_told_by_its_journal(client: Browser) -> None:
    nobody = client.get("/api/where?journal=" + "0" * 32)
    assert nobody.status_code == 404
    assert nobody.json()["code"] == "not_running"
    assert client.get("/api/where").status_code == 428
    assert "data-hands-on" in client.get("/handed-on").text
