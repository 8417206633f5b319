"""A data folder that is moved, deleted or replaced under a running server is never made anew in its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from supple.app.entrance import Entrance, entrance_of
from supple.app.people import People
from supple.app.service import Supple
from supple.web.server import make_application
from tests.unit.app.test_service import screened, started, stopped
from tests.way_in import ORIGIN

TOLD = "was moved, deleted or replaced under Supple"
SIGN = {"event": "numb_tingling", "sign.numb_between_legs": "yes"}


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def replaced(folder: Path) -> None:
    moved(folder)
    folder.mkdir()


def copied(folder: Path) -> None:
    moved(folder)
    shutil.copytree(folder.with_name("elsewhere"), folder)


@pytest.fixture
def entrance(people: People) -> Entrance:
    return entrance_of(people.settings)


@pytest.fixture
def client(people: People, supple: Supple, entrance: Entrance) -> TestClient:
    """A browser that was let in. It looks at nothing by itself."""
    supple.choose_place("uk_ireland")
    application, cookies = make_application(people, entrance), {entrance.cookie_name: entrance.cookie()}
    browser = TestClient(application, base_url=ORIGIN, headers={"origin": ORIGIN}, cookies=cookies)
    assert browser.get("/").status_code == 200
    return browser


def test_journals_whose_files_go_away_alone_are_not_made_anew(
    client: TestClient, supple: Supple, entrance: Entrance
) -> None:
    """As a sync program moves them: the folder stays, and nothing in it is a journal."""
    stopped(supple, started(supple, screened(supple)), "sharp_pain")
    away = entrance.folder.with_name("away")
    away.mkdir()
    files = [file for file in entrance.folder.iterdir() if file.name.startswith("supple.sqlite3")]
    for file in files:
        file.rename(away / file.name)
    before = sorted(entrance.folder.rglob("*"))
    for path in ("/", "/journal", "/people", "/welcome"):
        page = client.get(path)
        assert page.status_code >= 400, path
        assert "The journal was moved or deleted under Supple, and none was made in its place" in page.text
    note = client.post("/check-in", data={"journal": supple.journal, "note": "my hip hurt"})
    assert note.status_code >= 400
    signs = client.post("/what-happened", data={"journal": supple.journal, **SIGN})
    assert "999" in signs.text
    assert sorted(entrance.folder.rglob("*")) == before
    for file in files:
        (away / file.name).rename(file)
    assert "No session for now" in client.get("/").text


def test_the_last_journal_is_followed_by_an_empty_one_where_it_was_deleted(people: People) -> None:
    people.chosen(None).note_self_adjust()
    people.remove("first")
    assert people.chosen(None).store.entries() == []


@pytest.mark.parametrize("lose", [moved, deleted, replaced, copied])
def test_nothing_is_made_read_or_kept(
    client: TestClient, supple: Supple, entrance: Entrance, lose: Callable[[Path], None]
) -> None:
    stop = stopped(supple, started(supple, screened(supple)), "numb_tingling")
    folder = entrance.folder
    lose(folder)
    before = sorted(folder.rglob("*"))
    client.cookies.clear()
    for path in ("/", f"/?token={entrance.lasting}", f"/open?token={entrance.once}", "/journal", "/check-in"):
        page = client.get(path)
        assert (page.status_code, TOLD in page.text) == (503, True), path
        assert "set-cookie" not in page.headers
    kept = client.post(f"/api/entries?journal={supple.journal}", json=[stop.model_dump(mode="json")])
    assert (kept.status_code, TOLD in kept.json()["problem"]) == (503, True)
    note = client.post("/check-in", data={"journal": supple.journal, "note": "my hip hurt"})
    assert note.status_code == 503
    assert "my hip hurt" in note.text
    assert client.get("/static/app.css").status_code == 200
    assert sorted(folder.rglob("*")) == before


def test_help_does_not_wait_for_the_folder(client: TestClient, supple: Supple, entrance: Entrance) -> None:
    client.get("/screening")
    moved(entrance.folder)
    assert 'href="tel:999"' in client.get("/").text
    page = client.post("/what-happened", data={"journal": supple.journal, **SIGN})
    assert page.status_code == 503
    assert 'href="tel:999"' in page.text
    assert TOLD in page.text
    assert not entrance.folder.exists()


def test_once_it_is_back_everything_is_as_before(
    client: TestClient, supple: Supple, entrance: Entrance
) -> None:
    stop = stopped(supple, started(supple, screened(supple)), "numb_tingling")
    moved(entrance.folder)
    assert client.get("/").status_code == 503
    entrance.folder.with_name("elsewhere").rename(entrance.folder)
    assert "No session for now" in client.get("/").text
    assert stop in supple.store.entries()


def test_deleting_everything_is_not_losing_the_folder(client: TestClient, supple: Supple) -> None:
    gone = client.post("/you/delete", data={"journal": supple.journal, "sure": "yes"})
    assert gone.status_code == 200
    assert client.get("/").status_code == 200
