"""What somebody typed or chose is shown to them again when it is refused, and takes nothing else back."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from supple.app.noting import ask
from supple.app.people import People
from supple.app.service import Supple
from supple.web.endpoints import TEXTS
from supple.web.site import HERE
from tests.full_disk import disk_with_room
from tests.unit.conftest import HandClock
from tests.way_in import Browser, browser

# Composed, as it is kept, it is longer than five hundred letters.
LONGER_WHEN_KEPT = "\u0958" * 20 + "a" * 470
WRITTEN = "aaaaaaaaaa"


def is_chosen(page: str, name: str, value: str) -> bool:
    return bool(re.search(rf'name="{re.escape(name)}" value="{value}"[^>]*checked', page))


def test_a_refused_check_in_comes_back_as_it_was_filled_in(client: TestClient, supple: Supple) -> None:
    page = client.post("/check-in", data={"discomfort": "8", "self_adjusts": "2", "note": LONGER_WHEN_KEPT})
    assert page.status_code == 422
    assert "at most 500 characters" in page.text
    assert WRITTEN in page.text
    assert is_chosen(page.text, "discomfort", "8")
    assert is_chosen(page.text, "self_adjusts", "2")
    page = client.post(
        "/check-in", data={"discomfort": "3", "more": "100", "note": "short", "change": "worse"}
    )
    assert 'value="short"' in page.text
    assert 'value="100"' in page.text
    assert is_chosen(page.text, "discomfort", "3")
    assert ask(supple).said is None


def test_a_check_in_of_a_day_that_is_none_comes_back_for_today(client: TestClient, supple: Supple) -> None:
    """As after a clock that was ahead when the page was opened."""
    tomorrow = supple.clock.today() + timedelta(days=1)
    page = client.post("/check-in", data={"day": tomorrow.isoformat(), "discomfort": "8", "note": WRITTEN})
    assert page.status_code == 422
    assert "still to come" in page.text
    assert WRITTEN in page.text
    assert f'name="day" value="{supple.clock.today()}"' in page.text


@pytest.mark.parametrize("place", ["uk_ireland", "moon"])
def test_a_reason_that_is_refused_comes_back_with_the_right_sentence(
    client: TestClient, supple: Supple, place: str
) -> None:
    page = client.post("/place", data={"place": place, "reason": LONGER_WHEN_KEPT, "next": "/"})
    assert page.status_code == 422
    assert WRITTEN in page.text
    assert ("at most 500 characters" in page.text) == (place == "uk_ireland")
    assert ("Choose a place from the list" in page.text) == (place == "moon")
    assert ask(supple).reason is None


def test_what_is_said_of_oneself_comes_back(client: TestClient) -> None:
    page = client.post("/you", data={"name": "Anna", "reason": LONGER_WHEN_KEPT})
    assert page.status_code == 422
    assert WRITTEN in page.text
    for name in ("Swim", "Lift", "Sit"):
        client.post("/you/activity", data={"activity": name})
    for typed in ("x" * 81, "Run far"):
        assert typed in client.post("/you/activity", data={"activity": typed}).text
    assert "y" * 81 in client.post("/people", data={"name": "y" * 81}).text


FORMS = {"/check-in": "note", "/place": "reason", "/you": "reason", "/you/activity": "activity"}


@pytest.mark.parametrize("path", FORMS)
def test_what_a_full_disk_refuses_comes_back(people: People, supple: Supple, path: str) -> None:
    supple.choose_place("uk_ireland")
    client = browser(people, raise_server_exceptions=False)
    with disk_with_room(0):
        page = client.post(path, data={"place": "japan", "discomfort": "3", FORMS[path]: WRITTEN})
    assert page.status_code in (422, 503)
    assert WRITTEN in page.text


@pytest.mark.parametrize("path", FORMS)
def test_what_was_meant_for_another_journal_can_be_copied(client: Browser, path: str) -> None:
    client.names = "0" * 32
    page = client.post(path, data={FORMS[path]: WRITTEN})
    assert page.status_code == 403
    assert WRITTEN in page.text


def test_every_field_for_words_is_known() -> None:
    """What is typed into a new form comes back as well."""
    pages = [path.read_text(encoding="utf-8") for path in (HERE / "templates").glob("*.html")]
    tags = [tag for page in pages for tag in re.findall(r"<(?:textarea|input)\b[^>]*maxlength[^>]*", page)]
    names = {name for tag in tags for name in re.findall(r' name="(\w+)"', tag)}
    assert names == TEXTS


def test_an_older_tab_takes_nothing_back(client: TestClient, supple: Supple) -> None:
    older = {"day": supple.clock.today().isoformat(), "said": "", "more": ""}
    client.post("/check-in", data={"discomfort": "8", "self_adjusts": "2"})
    page = client.post("/check-in", data={**older, "note": "from a tab that was open before"})
    assert page.status_code == 409
    assert "since this page was opened" in page.text
    assert "from a tab that was open before" in page.text
    assert is_chosen(page.text, "discomfort", "8")
    assert is_chosen(page.text, "self_adjusts", "2")
    said = ask(supple).said
    assert said is not None
    again = {"said": str(said.id), "discomfort": "8", "self_adjusts": "2", "note": "both"}
    assert client.post("/check-in", data=again).url.path == "/journal"
    assert client.post("/check-in", data=again).url.path == "/journal"
    said = ask(supple).said
    assert said is not None
    assert (said.discomfort, said.note) == (8, "both")


def test_what_is_left_out_takes_no_number_back(client: TestClient, supple: Supple, clock: HandClock) -> None:
    client.post("/check-in", data={"discomfort": "8", "self_adjusts": "2", "note": "stiff"})
    clock.move(minutes=1)
    client.post("/check-in", data={"note": ""})
    said = ask(supple).said
    assert said is not None
    assert (said.discomfort, said.self_adjusts, said.note) == (8, 2, None)
