"""The number is shown whatever is wrong: with journal, disk, clock or form, or in Supple itself."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from supple.journal.entry import ScreeningEntry
from supple.web.pages import screening
from tests.unit.conftest import HandClock
from tests.unit.web.test_what_happened import open_stop
from tests.way_in import Browser, browser

NUMB = {
    "/screening": {"since": "2026-03-02T17:30:00+00:00", "a.numb_between_legs": "yes"},
    "/what-happened": {"event": "numb_tingling", "sign.numb_between_legs": "unsure"},
}
Break = Callable[[Path, HandClock], None]


def replaced(folder: Path, _clock: HandClock) -> None:
    shutil.copy(folder / "supple.sqlite3", folder / "copy")
    (folder / "copy").replace(folder / "supple.sqlite3")


def gone(folder: Path, _clock: HandClock) -> None:
    for path in folder.glob("supple*"):
        path.unlink()


def moved(folder: Path, _clock: HandClock) -> None:
    folder.rename(folder.with_name("elsewhere"))


def a_folder_in_its_place(folder: Path, _clock: HandClock) -> None:
    gone(folder, _clock)
    (folder / "supple.sqlite3").mkdir()


def clock_in_the_past(_folder: Path, clock: HandClock) -> None:
    clock.moment = datetime(1960, 1, 1, tzinfo=UTC)


def clock_in_the_future(_folder: Path, clock: HandClock) -> None:
    clock.moment = datetime(2201, 1, 1, tzinfo=UTC)


BREAKS: list[Break] = [
    replaced,
    gone,
    moved,
    a_folder_in_its_place,
    clock_in_the_past,
    clock_in_the_future,
]


def post(client: Browser, path: str, supple: Supple, fields: dict[str, str]) -> str:
    """Post a form of that journal as it is, and what is answered in the end."""
    return TestClient.request(client, "POST", path, data={"journal": supple.journal, **fields}).text


@pytest.mark.parametrize("path", NUMB)
@pytest.mark.parametrize("breaks", BREAKS)
def test_whatever_becomes_of_the_journal_while_a_form_is_open(
    people: People, supple: Supple, clock: HandClock, path: str, breaks: Break
) -> None:
    supple.choose_place("uk_ireland")
    stop, client = open_stop(supple), browser(people, raise_server_exceptions=False)
    assert client.get("/what-happened").status_code == 200
    breaks(supple.settings.data or Path(), clock)
    page = post(client, path, supple, {**NUMB[path], "stop": stop})
    assert 'href="tel:999"' in page


@pytest.mark.parametrize("since", ["2201-03-02T12:00:00+00:00", "1960-01-01T00:00:00+00:00"])
def test_a_moment_that_no_journal_can_name_holds_nothing_up(
    client: Browser, supple: Supple, since: str
) -> None:
    """As after a clock that was far off when the page was opened, and was put right."""
    page = post(client, "/screening", supple, {**NUMB["/screening"], "since": since})
    assert 'href="tel:999"' in page
    kept = [entry for entry in supple.store.entries() if isinstance(entry, ScreeningEntry)]
    assert [entry.first_answer_at for entry in kept] == [None]
    calm = {"since": since, "a.pain_now": "1", "rest": "none"}
    assert "open for a long time" in post(client, "/screening", supple, calm)


def test_under_a_clock_that_no_journal_can_name_the_questions_end_in_a_sentence(
    client: Browser, supple: Supple, clock: HandClock
) -> None:
    clock_in_the_future(Path(), clock)
    page = client.get("/screening").text
    assert "a.numb_between_legs" in page
    calm = {"since": clock.now().isoformat(), "a.pain_now": "1", "rest": "none"}
    assert "Set the clock of this computer" in post(client, "/screening", supple, calm)


@pytest.mark.parametrize("path", NUMB)
@pytest.mark.parametrize(
    "more",
    [
        {"c.a_question_of_before": "no"},
        {"a.pain_now": "a lot"},
        {"pain": "a lot"},
        {"stop": "no id"},
        {"stiffness": "12"},
        {f"more{number}": "1" for number in range(500)},
    ],
)
def test_whatever_else_is_wrong_with_the_form(
    client: Browser, supple: Supple, path: str, more: dict[str, str]
) -> None:
    assert 'href="tel:999"' in post(client, path, supple, {**NUMB[path], **more})


@pytest.mark.parametrize("path", NUMB)
def test_bytes_that_are_no_letters(client: Browser, supple: Supple, path: str) -> None:
    form = "&".join(f"{name}={value}" for name, value in NUMB[path].items())
    content = f"journal={supple.journal}&{form}&more=\xe9".encode("latin-1")
    assert 'href="tel:999"' in client.post(path, content=content).text


def test_a_mistake_of_ours_is_logged_and_holds_no_number_up(
    people: People, supple: Supple, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    supple.choose_place("uk_ireland")
    client = browser(people, raise_server_exceptions=False)

    def fails(*_given: object) -> None:
        raise ValueError("of our own")

    monkeypatch.setattr(screening, "next_screen", fails)
    assert 'href="tel:999"' in post(client, "/screening", supple, NUMB["/screening"])
    assert [record.name for record in caplog.records] == ["supple.web.endpoints"]
    assert "Our mistake" in post(client, "/screening", supple, {"a.pain_now": "1"})


@pytest.mark.parametrize("path", NUMB)
def test_whoever_was_shut_out_meanwhile_sees_it_too(client: Browser, supple: Supple, path: str) -> None:
    assert client.get("/screening").status_code == 200
    client.cookies.clear()
    before = supple.store.entries()
    answer = client.post(path, data=NUMB[path])
    assert answer.status_code == 401
    assert 'href="tel:999"' in answer.text
    assert client.post(path, data={"a.pain_now": "1"}).status_code == 401
    assert supple.store.entries() == before


@pytest.mark.parametrize("path", ["/", "/screening", "/what-happened", "/journal"])
def test_where_no_question_can_be_asked_the_number_is_on_the_page(
    client: Browser, clock: HandClock, path: str
) -> None:
    assert client.get("/screening").status_code == 200
    clock_in_the_past(Path(), clock)
    page = client.get(path)
    assert page.status_code == 503
    assert 'href="tel:999"' in page.text
