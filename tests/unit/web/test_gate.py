"""Whoever was not let in reads and writes nothing: 401 but for three routes, never a redirect."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from supple.app.entrance import Entrance, entrance_of
from supple.app.folder_watch import FolderWatch
from supple.app.people import People
from supple.app.secret import SECRET_NAME, FolderSecret
from supple.app.service import Supple
from supple.web.server import make_application
from supple.web.site import A_YEAR_S
from tests.all_routes import all_routes
from tests.way_in import ORIGIN, application_of, browser

OPEN = ("/session", "/sw.js", "/static")


@pytest.fixture
def entrance(people: People) -> Entrance:
    door = entrance_of(people.settings)
    door.cookie()
    return door


@pytest.fixture
def outside(people: People, entrance: Entrance) -> TestClient:
    """Somebody who found the port, with everything right but the door."""
    people.chosen(None).choose_place("uk_ireland")
    application = make_application(people, entrance)
    return TestClient(application, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)


def test_nobody_reads_or_writes_without_being_let_in(outside: TestClient, supple: Supple) -> None:
    before = supple.store.entries()
    tried = 0
    for method, path in all_routes():
        if path in OPEN:
            continue
        answer = outside.request(method, re.sub(r"\{\w+\}", "x", path))
        assert answer.status_code == 401, (method, path)
        assert method == "HEAD" or "Open Supple from" in answer.text
        assert "location" not in answer.headers
        tried += 1
    assert tried > 30
    assert supple.store.entries() == before


@pytest.mark.parametrize("path", ["/check-in", "/what-happened", "/you/activity", "/nowhere"])
def test_a_form_that_is_shut_out_is_not_said_to_be_kept(outside: TestClient, path: str) -> None:
    """What was typed is there to be copied, and how to send it once more."""
    form = {
        "discomfort": "6",
        "note": "my <hip> hurt",
        "activity": "",
        "reason": "a\r\nb",
        "event": "nothing_bad",
    }
    told = outside.post(path, data=form)
    assert told.status_code == 401
    assert "What you just sent is not kept yet" in told.text
    assert "Nothing that you noted is lost" not in told.text
    assert re.findall(r"<textarea[^>]*>([^<]*)<", told.text) == ["my &lt;hip&gt; hurt", "a\r\nb"]
    asked = outside.get(path)
    assert "Nothing that you noted is lost" in asked.text
    assert "not kept" not in asked.text


def test_a_file_that_is_shut_out_is_not_read(outside: TestClient) -> None:
    told = outside.post("/people/restore", files={"export": ("a.supple", b"note=secret")})
    assert told.status_code == 401
    assert "What you just sent is not kept yet" in told.text
    assert "secret" not in told.text


def test_the_players_page_can_be_fetched_at_any_time(outside: TestClient) -> None:
    assert outside.get("/static/app.css").status_code == 200
    assert outside.get("/session").status_code in (200, 503)
    assert outside.get("/sw.js").status_code in (200, 503)


def test_api_refusals_are_json_with_a_code(outside: TestClient) -> None:
    answer = outside.post("/api/entries", json=[])
    assert answer.status_code == 401
    assert answer.json().keys() == {"problem", "fix", "code"}
    assert answer.json()["code"] == "locked_out"


def test_the_printed_link_lets_in_again_and_again(outside: TestClient, entrance: Entrance) -> None:
    for _ in range(2):
        answer = outside.get(f"/?token={entrance.lasting}")
        assert answer.status_code == 200
        assert 'content="0; url=/"' in answer.text
        cookie = answer.headers["set-cookie"].lower()
        for word in ("httponly", "samesite=strict", "path=/", f"max-age={A_YEAR_S}"):
            assert word in cookie
        assert outside.get("/journal").status_code == 200
        outside.cookies.clear()


def test_the_opening_link_lets_in_once(outside: TestClient, entrance: Entrance) -> None:
    assert outside.head(f"/open?token={entrance.once}").status_code == 401
    assert outside.get(f"/open?token={entrance.once}").status_code == 200
    assert outside.get("/journal").status_code == 200
    assert outside.get(f"/open?token={entrance.once}").status_code == 200  # reloaded
    outside.cookies.clear()
    assert outside.get(f"/open?token={entrance.once}").status_code == 401
    assert outside.get("/journal").status_code == 401


@given(word=some.text(max_size=60))
def test_no_other_token_opens(word: str) -> None:
    secret = FolderSecret(folder=Path("nowhere"))
    watch = FolderWatch(folder=secret.folder)
    door = Entrance(
        folder=secret.folder, watch=watch, secret=secret, lasting="right", once="one", _unused=["one"]
    )
    assert not door.opens(word) or word == "right"
    assert not door.opens_once(word) or word == "one"


def test_a_wrong_token_or_cookie_is_refused(outside: TestClient, entrance: Entrance) -> None:
    for address in ("/?token=x", "/?token=", "/open", "/open?token=x", f"/?token={entrance.once}"):
        assert outside.get(address).status_code == 401, address
    assert outside.get(f"/?token={entrance.lasting}&token=x").status_code == 401
    for value in ("", "x", "\u00e4", entrance.lasting):
        header = f"{entrance.cookie_name}={value}".encode("latin-1")
        assert outside.get("/", headers={b"cookie": header}).status_code == 401


def test_a_browser_stays_in_over_starts(people: People, outside: TestClient, entrance: Entrance) -> None:
    outside.get(f"/?token={entrance.lasting}")
    later = browser(people)
    later.cookies = outside.cookies
    assert later.get("/journal").status_code == 200


def test_deleting_everything_puts_all_other_browsers_out(people: People, supple: Supple) -> None:
    supple.choose_place("uk_ireland")
    application = application_of(people)
    mine, other = browser(people, application), browser(people, application)
    assert "It is gone" in mine.post("/you/delete", data={"sure": "yes"}).text
    assert other.get("/").status_code == 401
    assert mine.get("/").status_code == 200
    assert other.get("/").status_code == 401


def test_a_secret_that_others_could_read_is_made_anew(people: People) -> None:
    door = entrance_of(people.settings)
    before = door.cookie()
    path = door.folder / SECRET_NAME
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    assert not door.admits(before)
    assert door.cookie() != before
    assert path.stat().st_mode & 0o777 == 0o600
