"""Entries at the edges of what can be said: kept or refused, and the journal can be read afterwards."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from tests.api.address import is_refusal, unreadable
from tests.api.made import DAY, Made, made
from tests.way_in import browser

KEPT: dict[str, list[Made]] = {
    "the first moment that is taken": [
        made("session_started", at="1970-01-01T00:00:00Z", utc_offset_minutes=-960),
        made("stop", at="1970-01-01T12:00:00+12:00", utc_offset_minutes=960),
    ],
    "the first day that is taken": [made("check_in", day="1970-01-01")],
    "a whole day of one session": [made("session_ended", played_ms=86_400_000)],
    "a session begun twice": [made("session_started"), made("session_started")],
    "a session that was never begun": [made("bout_done"), made("session_ended"), made("after"), made("stop")],
    "places, levels and words that nobody knows": [
        made("session_started", region="moon"),
        made("place_chosen", place="atlantis"),
        made("bout_done", level="<b>T7</b>"),
        made("screening", asked=["nonsense"], outcome="nonsense"),
        made("stop", follow_up={f"nonsense {number}": True for number in range(20)}),
    ],
    "three hours of one movement": [made("bout_done", seconds=3600) for _ in range(3)],
    "as much as there may be at once": [made("self_adjust") for _ in range(200)],
    "many activities": [made("activity_named", name=f"Walk {number}") for number in range(150)],
    "words that look like code": [
        made("reason", text="<script>alert(1)</script>{{ 7*7 }} #panic() $x$ =1+1"),
        made("check_in", note="@SUM(A1:A9)\n=cmd"),
        made("person_named", name="'; drop table entry; --"),
        made("activity_named", name="</text></svg>"),
    ],
    "words in letters that hardly any font has": [
        made("reason", text="\U0001f642 背中 ظهري הגב कमर Спина \U0001fffe \u0080"),
        made("activity_named", name="\ufdd0\uffff"),
        made("person_named", name="\u0378", at=f"{DAY}T23:00:00Z"),
    ],
    "letters that separate lines, and turn them round": [
        made("check_in", note="a\u2028b\u0085c"),
        made("reason", text="a\u2028b\u202ec"),
        made("self_adjust", rules_version="\u202eabc"),
    ],
    "a score for what was withdrawn": [
        named := made("activity_named"),
        made("withdrawn", supersedes=named["id"]),
        made("activity_rated", activity_id=named["id"]),
    ],
    "two that correct each other": [
        first := made("check_in"),
        second := made("check_in", supersedes=first["id"]),
        made("check_in", supersedes=second["id"]),
    ],
}
REFUSED: dict[str, str] = {
    "a number that is none": json.dumps([made("screening", answers={"pain_now": float("nan")})]),
    "no discomfort that could be": json.dumps([made("session_started", discomfort=float("nan"))]),
    "seconds without end": json.dumps([made("bout_done", seconds=float("inf"))]),
    "more than ten": json.dumps([made("screening", answers={"pain_now": 11})]),
    "yes to a number": json.dumps([made("screening", answers={"pain_now": True})]),
    "a number to a yes or no": json.dumps([made("screening", answers={"under_18": 3})]),
    "half a letter": json.dumps([made("reason", text="\ud800")]),
    "half a letter as a name": json.dumps([{**made("self_adjust"), "\ud800": 1}]),
    "half a letter as a question": json.dumps([made("screening", answers={"\ud800": True})]),
    "half a letter as a kind": json.dumps([made("\ud800")]),
    "a letter that controls": json.dumps([made("reason", text="a\x00b")]),
    "another day than there is": json.dumps([made("check_in", day="2026-02-30")]),
    "a moment without a zone": json.dumps([made("self_adjust", at=f"{DAY}T16:00:00")]),
    "a moment that no calendar has": json.dumps([made("self_adjust", at=1e18)]),
    "before the first day there is": json.dumps([made("self_adjust", at="0001-01-01T00:00:00Z")]),
    "after the last day there is": json.dumps([made("self_adjust", at="9999-12-31T23:59:59Z")]),
    "no moment in Greenwich, early": json.dumps([made("self_adjust", at="0001-01-01T00:00:00+14:00")]),
    "no moment in Greenwich, late": json.dumps([made("self_adjust", at="9999-12-31T23:59:59-10:00")]),
    "the first day of the calendar": json.dumps([made("check_in", day="0001-01-01")]),
    "longer played than a day": json.dumps([made("session_ended", played_ms=86_400_001)]),
    "longer played than numbers reach": json.dumps([made("session_ended", played_ms=10**400)]),
    "yes for a number of minutes": json.dumps([made("self_adjust", utc_offset_minutes=False)]),
    "one for yes": json.dumps([made("next_day", settled=1)]),
    "no kind": json.dumps([{key: value for key, value in made("self_adjust").items() if key != "kind"}]),
    "a longer way from Greenwich than any": json.dumps([made("self_adjust", utc_offset_minutes=961)]),
    "brackets without end": "[" * 100_000,
    "a number of ten thousand digits": f"[1{'0' * 10_000}]",
    "nothing": "",
    "null": "null",
    "text": '"entries"',
}


# Nothing that says of itself that it is a stop is turned away.
UNREAD: dict[str, Made] = {
    "further into a movement than a day": made("stop", segment_ms=10**10),
    "further into a session than a day": made("stop", session_ms=10**10),
    "a zero for no": made("stop", follow_up={"numb_between_legs": 0}),
    "of no session": {"kind": "stop", "id": "x"},
    "without an id": {"kind": "stop"},
}


@pytest.fixture
def somebody(people: People) -> Iterator[TestClient]:
    """The browser of one more person, who is gone afterwards."""
    person = people.add("Somebody")
    people.one(person.id).choose_place("uk_ireland")
    client = browser(people, raise_server_exceptions=False)
    client.show(people.one(person.id).journal)
    yield client
    people.remove(person.id)


@pytest.mark.usefixtures("documents_here")
@pytest.mark.parametrize("entries", KEPT.values(), ids=KEPT)
def test_what_is_kept_leaves_every_page_and_file_readable(entries: list[Made], somebody: TestClient) -> None:
    answer = somebody.post("/api/entries", json=entries)
    assert answer.json() == {"kept": [one["id"] for one in entries], "refused": []}
    assert unreadable(somebody) == {}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_words_and_not_kept(
    body: str, client: TestClient, supple: Supple
) -> None:
    before = len(supple.store.entries())
    answer = client.post("/api/entries", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert is_refusal(answer)
    assert len(supple.store.entries()) == before


@pytest.mark.parametrize("entry", UNREAD.values(), ids=UNREAD)
def test_a_stop_is_kept_in_whatever_form_it_comes(entry: Made, somebody: TestClient) -> None:
    answer = somebody.post("/api/entries", json=[entry])
    assert answer.status_code == 200
    assert answer.json()["refused"] == []
    assert "id" not in entry or answer.json()["kept"] == [entry["id"]]
    assert unreadable(somebody) == {}


AHEAD: dict[str, Made] = {
    "a check-in": made("check_in", day="2031-01-01"),
    "a worse week": made("weekly_change", day="2031-01-01", change="worse"),
}


@pytest.mark.parametrize("entry", AHEAD.values(), ids=AHEAD)
def test_what_is_still_to_come_is_refused(entry: Made, somebody: TestClient) -> None:
    """A note about a day that lies ahead would outlast everything that is noted until then."""
    answer = somebody.post("/api/entries", json=[entry])
    assert answer.status_code == 409
    assert "still to come" in answer.json()["problem"]


@pytest.mark.parametrize("kind", ["stop", "review_confirmed", "self_adjust"])
def test_a_clock_that_is_ahead_turns_nothing_away(kind: str, somebody: TestClient) -> None:
    """The order of keeping says what came before what; the moment is only shown."""
    assert somebody.post("/api/entries", json=[made(kind, at="2031-01-01T00:00:00Z")]).status_code == 200


def test_two_entries_cannot_take_each_other_away(somebody: TestClient) -> None:
    first, second = made("check_in"), made("check_in")
    both = [{**first, "supersedes": second["id"]}, {**second, "supersedes": first["id"]}]
    assert somebody.post("/api/entries", json=both).status_code == 409


def test_a_refused_method_names_those_that_there_are(client: TestClient) -> None:
    assert client.get("/api/entries").headers["allow"] == "POST"


@pytest.mark.parametrize("body", [b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused_as_such(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/entries", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert "JSON" in answer.json()["problem"]


@pytest.mark.parametrize("other", [{}, {"id": "\ud800x"}, {"text": "\ud800"}])
def test_half_a_letter_in_an_id_turns_no_other_entry_away(somebody: TestClient, other: Made) -> None:
    """What is acknowledged is the id as it was sent."""
    stop = made("stop", id="\ud800")
    content = json.dumps([stop, made("reason", **other)])
    answer = somebody.post("/api/entries", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert "\ud800" in answer.json()["kept"]
    assert unreadable(somebody) == {}


@pytest.mark.parametrize("path", ["/api/entries", "/api/plans"])
def test_half_a_letter_as_a_name_is_refused_in_words(client: TestClient, path: str) -> None:
    content = json.dumps({"\ud800": 1})
    answer = client.post(path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert is_refusal(answer)
