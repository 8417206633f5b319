"""Several people in one browser, and in several: nobody sees or fills another's journal by accident."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from supple.app.keeping import export_to
from supple.app.noting import name_person
from supple.app.people import People, name_in
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.web import guard
from tests.full_disk import disk_with_room
from tests.way_in import browser


@pytest.fixture
def ben(client: TestClient, people: People, supple: Supple) -> Supple:
    """Ben, beside Anna, who was here first."""
    name_person(supple, "Anna")
    page = client.post("/people", data={"name": "Ben", "next": "/journal"})
    assert page.url.path == "/welcome"
    made = people.named("Ben")
    made.choose_place("uk_ireland")
    return made


def note() -> dict[str, object]:
    return {
        "kind": "self_adjust",
        "id": str(uuid4()),
        "at": "2026-03-02T10:00:00Z",
        "utc_offset_minutes": 60,
        "rules_version": "1",
    }


def test_somebody_alone_is_never_asked(client: TestClient) -> None:
    page = client.get("/")
    assert page.url.path == "/"
    assert 'class="who' not in page.text


def test_another_browser_asks_who_is_there_and_goes_on(people: People, ben: Supple) -> None:
    other = browser(people)
    page = other.get("/trends")
    assert page.url.path == "/people"
    assert "Anna" in page.text
    assert "Ben" in page.text
    page = other.post("/people", data={"person": ben.journal, "next": "/trends"})
    assert page.url.path == "/trends"
    assert "Ben" in page.text


def test_a_form_from_nobody_writes_into_no_journal(people: People, ben: Supple, supple: Supple) -> None:
    before = [len(one.store.entries()) for one in (ben, supple)]
    page = browser(people).post("/check-in", data={"discomfort": "4"})
    assert page.status_code == 428
    assert [len(one.store.entries()) for one in (ben, supple)] == before


def test_what_is_noted_goes_to_whoever_is_chosen(client: TestClient, ben: Supple, supple: Supple) -> None:
    before = len(supple.store.entries())
    client.post("/check-in", data={"discomfort": "4"})
    assert [one.kind for one in ben.store.entries()][-1] == "check_in"
    assert len(supple.store.entries()) == before


def test_the_player_names_whose_entries_they_are(client: TestClient, ben: Supple, supple: Supple) -> None:
    """Whatever the browser shows by now: a session's entries belong to who began it."""
    kept = client.post(f"/api/entries?journal={supple.journal}", json=[note()])
    assert kept.status_code == 200
    assert [one.kind for one in supple.store.entries(kinds=["self_adjust"])] == ["self_adjust"]
    assert ben.store.entries(kinds=["self_adjust"]) == []


def test_entries_of_nobody_are_refused_where_there_are_several(client: TestClient, ben: Supple) -> None:
    assert ben.person
    refused = client.post("/api/entries?journal=", json=[note()])
    assert refused.status_code == 428
    assert refused.json()["code"] == "no_journal"


def test_entries_for_somebody_who_is_gone_are_refused(
    client: TestClient, people: People, ben: Supple
) -> None:
    assert ben.journal
    people.remove(ben.person)
    assert client.post(f"/api/entries?journal={ben.journal}", json=[note()]).status_code == 403


def test_a_cookie_of_somebody_who_is_gone_means_nobody(people: People, ben: Supple) -> None:
    other = browser(people)
    other.show(uuid4().hex)
    assert other.get("/journal").url.path == "/people"
    people.remove(ben.person)
    assert other.get("/journal").url.path == "/people"


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example", "/\\evil", "/a\nb"])
def test_choosing_leads_nowhere_else(client: TestClient, ben: Supple, after: str) -> None:
    page = client.post("/people", data={"person": ben.journal, "next": after}, follow_redirects=False)
    assert page.headers["location"] == "/"
    assert "HttpOnly" in page.headers["set-cookie"]
    assert "SameSite=strict" in page.headers["set-cookie"]


def test_nobody_without_a_name_is_added(client: TestClient, people: People) -> None:
    assert client.post("/people", data={"name": " "}).status_code == 422
    assert client.post("/people", data={"name": "x" * 81}).status_code == 422
    assert client.post("/people", data={"person": "nobody"}).status_code == 403
    assert people.ids() == ["first"]


def test_deleting_asks_first_and_then_shows_what_is_gone(
    client: TestClient, people: People, tmp_path: Path
) -> None:
    client.post("/check-in", data={"discomfort": "4"})
    assert client.post("/you/delete").status_code == 422
    assert people.one("first").store.entries()
    journal = people.one("first").journal
    page = client.post("/you/delete", data={"sure": "yes"})
    assert "supple.sqlite3" in page.text
    assert "gone" in page.text
    assert f'data-forgets="{journal}"' in page.text
    assert [one.name for one in (tmp_path / "data").iterdir()] == ["removed-journals"]
    assert client.get("/").url.path == "/welcome"


def test_a_journal_is_brought_from_a_file(client: TestClient, people: People, tmp_path: Path) -> None:
    supple = people.one("first")
    name_person(supple, "Anna")
    export = tmp_path / "anna.supple"
    export_to(supple, export)
    with export.open("rb") as file:
        assert (
            "is here already" in client.post("/people/restore", files={"export": ("anna.supple", file)}).text
        )
    people.add("Ben")
    people.remove("first")
    with export.open("rb") as file:
        page = client.post("/people/restore", files={"export": ("anna.supple", file)})
    assert page.url.path == "/journal"
    assert sorted(name_in(people.one(one)) for one in people.ids()) == ["Anna", "Ben"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b'{"supple_export":1}\n', b"\xff" * 3000])
def test_a_file_that_is_no_export_is_said(client: TestClient, people: People, content: bytes) -> None:
    page = client.post("/people/restore", files={"export": ("x.supple", content)})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert people.ids() == ["first"]


def test_something_else_than_a_file_is_said(client: TestClient) -> None:
    assert client.post("/people/restore", data={"export": "text"}).status_code == 422
    broken = client.post(
        "/people/restore", content=b"--x", headers={"content-type": "multipart/form-data; boundary=y"}
    )
    assert broken.status_code == 422


def test_a_file_without_end_is_cut_off(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard.LARGE, "/people/restore", 3000)
    page = client.post("/people/restore", files={"export": ("x.supple", b"x" * 5000)})
    assert page.status_code == 413

    def pieces() -> object:
        yield b'--y\r\nContent-Disposition: form-data; name="export"; filename="x"\r\n\r\n'
        for _ in range(10):
            yield b"x" * 1000

    streamed = client.post(
        "/people/restore",
        content=pieces(),  # type: ignore[arg-type]  # an iterator without a length
        headers={"content-type": "multipart/form-data; boundary=y"},
    )
    assert streamed.status_code == 422


def test_a_large_file_on_a_full_disk_is_said(people: People) -> None:
    client = browser(people, raise_server_exceptions=False)
    with disk_with_room(100_000):
        page = client.post("/people/restore", files={"export": ("x.supple", b"x" * 2_000_000)})
    assert page.status_code == 503
    assert "The disk refused the file" in page.text


def test_a_folder_whose_name_is_no_text_is_shown_in_codes(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd-\xff"))
    everyone = open_people(Settings(data=folder, database_url=None))
    client = browser(everyone, raise_server_exceptions=False)
    for page in ("/you", "/you/delete"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert r"odd-\xff" in answer.text
    for file in folder.glob("supple*"):
        file.unlink()
    (folder / "supple.sqlite3").mkdir()
    answer = client.get("/you")
    assert answer.status_code == 503
    assert "odd-" in answer.text
    everyone.close()


def test_nobody_is_renamed_to_somebody_else_who_is_here(
    client: TestClient, people: People, ben: Supple
) -> None:
    """However it is written: two of one name could not be told apart."""
    people.add("Jos\u00e9")
    for name in ("Anna", "Jose\u0301"):
        page = client.post("/you", data={"journal": ben.journal, "name": name, "reason": ""})
        assert page.status_code == 422
        assert "is here already" in page.text
    assert name_in(ben) == "Ben"
    page = client.post("/you", data={"journal": ben.journal, "name": "Benno", "reason": ""})
    assert (page.status_code, name_in(ben)) == (200, "Benno")
