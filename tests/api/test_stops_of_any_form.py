"""Whatever form a body has: if it names a stop, the stop is kept, once however often it is sent."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from supple.journal.entry import StopEntry, UnreadStop
from tests.api.address import unreadable
from tests.api.made import made
from tests.way_in import browser

STOP = json.dumps([made("stop")])


def with_more(text: str) -> bytes:
    """The list with the stop, which has a field more."""
    return f'{STOP[:-2]}, "more": {text}}}]'.encode()


BODIES: dict[str, bytes] = {
    "one object in place of a list": STOP[1:-1].encode(),
    "a list in a list": f"[{STOP}]".encode(),
    "under a name": f'{{"entries": {STOP}}}'.encode(),
    "a kind in a list": json.dumps([made("stop") | {"kind": ["stop"]}]).encode(),
    "a kind in capitals": json.dumps([made("stop") | {"kind": "STOP"}]).encode(),
    "too deep": with_more("[" * 3000 + "]" * 3000),
    "without end": with_more("[" * 100_000),
    "a number of thousands of digits": with_more("9" * 5000),
    "a byte that is no letter": with_more('"?"').replace(b"?", b"\xe9"),
    "with a mark in front": b"\xef\xbb\xbf" + STOP.encode(),
    "cut off": STOP[:-3].encode(),
    "a kind under a name": json.dumps([made("stop") | {"kind": {"stop": 1}}]).encode(),
    "in letters of two bytes, cut off": STOP[:-3].encode("utf-16"),
    "in letters of two bytes without a mark, cut off": STOP[:-3].encode("utf-16-le"),
    "in letters of four bytes": STOP.encode("utf-32"),
    "letters as their numbers, cut off": STOP[:-3].replace("stop", "st\\u006fp", 1).encode(),
    "text with half a letter": json.dumps([f"{STOP} \ud800"]).encode(),
    "half a letter in the kind": json.dumps([made("stop") | {"more": "\udfff", "kind": ["stop"]}]).encode(),
}


@pytest.fixture
def somebody(people: People) -> Iterator[tuple[TestClient, Supple]]:
    """The browser of one more person, and their journal; they are gone afterwards."""
    person = people.add("Somebody")
    supple = people.one(person.id)
    supple.choose_place("uk_ireland")
    client = browser(people, raise_server_exceptions=False)
    client.show(supple.journal)
    yield client, supple
    people.remove(person.id)


@pytest.mark.usefixtures("documents_here")
@pytest.mark.parametrize("kind", ["application/json", "text/plain;charset=UTF-8"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_stop_is_kept(somebody: tuple[TestClient, Supple], body: bytes, kind: str) -> None:
    client, supple = somebody
    for _ in range(2):
        answer = client.post("/api/entries", content=body, headers={"content-type": kind})
        assert answer.status_code == 200
        assert answer.json()["refused"] == []
    (stop,) = [one for one in supple.store.entries() if isinstance(one, StopEntry | UnreadStop)]
    assert supple.today().restrictions.forbid_all
    if isinstance(stop, UnreadStop):
        assert "stop" in stop.raw.casefold().replace("\\u006f", "o")
    assert unreadable(client) == {}


def test_of_more_than_is_taken_at_once_the_stops_are_kept(somebody: tuple[TestClient, Supple]) -> None:
    client, supple = somebody
    others = [made("self_adjust") for _ in range(200)]
    answer = client.post("/api/entries", json=[*others, made("stop")])
    assert answer.status_code == 200
    assert [one["id"] for one in answer.json()["refused"]] == [one["id"] for one in others]
    assert [one.kind for one in supple.store.entries(kinds=["stop", "self_adjust"])] == ["stop"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_nobody_elses_journal_takes_it(people: People, body: bytes) -> None:
    client = browser(people, raise_server_exceptions=False)
    before = [people.one(person).store.entries() for person in people.ids()]
    for journal, status in (("0" * 32, 403), ("", 428)):
        answer = client.post(f"/api/entries?journal={journal}", content=body)
        assert answer.status_code == status
    client.cookies.clear()
    assert client.post("/api/entries", content=body).status_code == 401
    token = {"x-supple-token": "x"}
    assert client.post("/api/entries", content=body, headers=token).status_code == 401
    assert [people.one(person).store.entries() for person in people.ids()] == before
