"""The pages: what they ask, what they show, and that nothing is lost or guessed on the way."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from supple.base.errors import SuppleError
from supple.journal.entry import ScreeningEntry
from supple.store import Store
from supple.web import files
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.conftest import HandClock
from tests.way_in import application_of, browser

WISH = "stiffness=4&region=all&minutes=8"
PAGES = ["/", "/welcome", "/journal", "/about", "/place", f"/screening?{WISH}", "/nowhere"]


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of a form."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        fields.setdefault(name, []).append(value)
    return fields


def go_through(client: TestClient, **answers: str) -> str:
    """Answer all screens like a browser; gives the last page's address."""
    page = client.get(f"/screening?{WISH}")
    while "<form" in page.text and page.url.path == "/screening":
        shown = {f"a.{key}": value for key, value in answers.items() if f'name="a.{key}"' in page.text}
        page = client.post("/screening", data={**hidden(page.text), **shown, "rest": "none"})
        assert page.status_code == 200, page.text
    return str(page.url)


def kept(supple: Supple) -> ScreeningEntry:
    (entry,) = supple.store.entries(kinds=["screening"])
    assert isinstance(entry, ScreeningEntry)
    return entry


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_whole(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert '<html lang="en">' in page
    assert 'class="skip"' in page
    assert "style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son\w+=", page)
    for address in re.findall(r'(?:src|href|action)="([^"#]+)', page):
        assert address.startswith(("/", "tel:")), address


def test_the_first_run_shows_the_boundaries_and_asks_for_the_place(people: People, supple: Supple) -> None:
    client = browser(people)
    page = client.get("/")
    assert page.url.path == "/welcome"
    boundaries = supple.knowledge.boundaries
    for words in (*boundaries.points, *boundaries.who_should_not, boundaries.not_reviewed):
        assert words.replace("'", "&#39;") in page.text
    assert client.get(f"/screening?{WISH}").url.path == "/welcome"
    page = client.post("/place", data={"place": "north_america", "next": "/"})
    assert page.url.path == "/"
    place = supple.place()
    assert place is not None
    assert place.number == "911"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_after_the_place_only_own_pages_follow(client: TestClient, address: str) -> None:
    answer = client.post("/place", data={"place": "japan", "next": address}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_place_that_does_not_exist_is_asked_again(client: TestClient) -> None:
    answer = client.post("/place", data={"place": "moon"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_nothing_but_habit_is_chosen_beforehand(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r'name="stiffness"[^>]*checked', page)
    assert "checked" not in client.get(f"/screening?{WISH}").text


def test_without_a_number_for_stiffness_today_asks_for_it(client: TestClient) -> None:
    page = client.get("/screening?region=all&minutes=8")
    assert page.url.path == "/"
    assert "Choose how stiff your back is" in page.text


@pytest.mark.parametrize("wrong", ["stiffness=11&region=all&minutes=8", "stiffness=1&region=neck&minutes=8"])
def test_a_wish_that_makes_no_sense_is_said(client: TestClient, wrong: str) -> None:
    assert client.get(f"/screening?{wrong}").status_code == 422


def test_none_of_these_answers_no_to_everything_and_leads_to_the_session(
    client: TestClient, supple: Supple
) -> None:
    address = go_through(client, pain_now="2")
    entry = kept(supple)
    assert address.endswith(f"/outcome/{entry.id}?{WISH}")
    assert set(entry.asked) == {
        key for key, one in supple.knowledge.questions.items() if one.asked_if is None
    }
    assert {key for key, answer in entry.answers.items() if answer is not False} == {"pain_now"}
    page = client.get(address).text
    assert supple.knowledge.policy.titles["allow"] in page
    prepare = client.get(f"/prepare?screening={entry.id}&{WISH}").text
    assert f"/session#journal={supple.journal}&screening={entry.id}&{WISH}&level=T7" in prepare.replace(
        "&amp;", "&"
    )
    for level in range(4, 11):
        assert f'value="T{level}"' in prepare


def test_pain_has_to_be_answered_before_anything_is_kept(client: TestClient, supple: Supple) -> None:
    asked = hidden(client.get(f"/screening?{WISH}").text)
    page = client.post("/screening", data={**asked, "rest": "none"})
    assert page.url.path == "/screening"
    assert "Please choose a number" in page.text
    assert supple.store.entries(kinds=["screening"]) == []


def test_a_row_left_open_is_never_a_no(client: TestClient) -> None:
    asked = hidden(client.get("/screening").text)
    page = client.post("/screening", data={**asked, "a.pain_now": "1"})
    assert "Some answers are open" in page.text
    assert re.search(r'name="a.pain_now" value="1"[^>]*checked', page.text)
    assert "c.pain_now" not in hidden(page.text)


def test_an_emergency_ends_the_questions_at_once(client: TestClient, supple: Supple) -> None:
    page = client.post("/screening", data={"a.numb_between_legs": "unsure", "rest": "none"})
    assert page.url.path.startswith("/outcome/")
    assert kept(supple).asked == ("numb_between_legs",)
    assert 'href="tel:999"' in page.text
    assert page.text.index("tel:999") < page.text.index("You said")
    assert 'role="alert"' in page.text
    assert "/static/speak.js" in page.text


def test_help_does_not_wait_for_a_full_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: Store, _entries: object) -> None:
        raise SuppleError("There is no room left", fix="Make room")

    monkeypatch.setattr(Store, "add", full)
    page = client.post("/screening", data={"a.chest_pain_tearing": "yes", "rest": "no"})
    assert page.status_code == 200
    assert 'href="tel:999"' in page.text
    assert "There is no room left" in page.text
    assert client.post("/journal/self-adjust").status_code == 503


def test_wanting_the_neck_asks_again_and_a_yes_there_is_an_emergency(client: TestClient) -> None:
    page = client.get(f"/screening?{WISH}")
    while "a.wants_neck" not in page.text:
        page = client.post("/screening", data={**hidden(page.text), "a.pain_now": "0", "rest": "none"})
    page = client.post("/screening", data={**hidden(page.text), "a.wants_neck": "yes", "rest": "no"})
    assert page.text.count('role="radiogroup"') == 1
    assert "a.neck_crack_warning" in page.text
    fine = client.post("/screening", data={**hidden(page.text), "rest": "none"})
    assert fine.url.path.startswith("/outcome/")
    assert "tel:999" not in fine.text
    worse = client.post("/screening", data={**hidden(page.text), "a.neck_crack_warning": "yes", "rest": "no"})
    assert "tel:999" in worse.text


def test_a_refusal_cannot_be_talked_away_on_the_same_day(client: TestClient) -> None:
    """After an emergency or a referral, clean answers on the same day start nothing."""
    page = client.get(f"/screening?{WISH}")
    said = client.post(
        "/screening",
        data={**hidden(page.text), "a.numb_between_legs": "yes", "a.pain_now": "0", "rest": "no"},
    )
    assert "tel:999" in said.text
    page = client.get(f"/screening?{WISH}")
    while page.url.path == "/screening":
        page = client.post("/screening", data={**hidden(page.text), "a.pain_now": "0", "rest": "none"})
    assert "Earlier today your answers said not to move" in page.text
    assert "/prepare" not in page.text


def test_back_shows_the_page_before(client: TestClient) -> None:
    first = client.get(f"/screening?{WISH}")
    second = client.post("/screening", data={**hidden(first.text), "a.pain_now": "0", "rest": "none"})
    assert "a.herniated_disc" in second.text
    back = client.post("/screening", data={**hidden(second.text), "back": "1"})
    assert "a.numb_between_legs" in back.text
    assert hidden(back.text) == hidden(first.text) | {"stiffness": ["4"], "region": ["all"], "minutes": ["8"]}


def test_a_day_for_an_appointment_says_why_who_how_soon_and_until_then(
    client: TestClient, supple: Supple
) -> None:
    page = client.get(go_through(client, pain_now="1", one_leg_or_arm="yes")).text
    for heading in ("Why", "Who", "How soon", "Until then", "Get help now instead if"):
        assert heading in page
    assert "Where this comes from" in page
    assert "Start" not in page
    assert client.get(f"/prepare?screening={kept(supple).id}&{WISH}").status_code == 409


def test_an_emergency_never_names_a_condition_not_even_in_a_source(
    client: TestClient, supple: Supple
) -> None:
    questions = supple.knowledge.questions.values()
    for question in [one for one in questions if one.block == "A" and one.answer == "yes_no"]:
        page = client.post("/screening", data={f"a.{question.id}": "yes"}).text
        text = re.sub(r"<[^>]+>", " ", page).lower()
        for condition in ("cauda", "equina", "dissection", "aneurysm", "fracture", "stroke", "metasta"):
            assert condition not in text, (question.id, condition)


@pytest.mark.parametrize(
    "path", ["/outcome/x", f"/outcome/{UUID(int=9, version=4)}", "/prepare?screening=x&" + WISH]
)
def test_an_address_that_leads_nowhere_is_said(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code in (404, 422)
    assert "To Today" in page.text


def test_the_journal_tells_the_days_without_a_verdict(
    client: TestClient, supple: Supple, clock: HandClock
) -> None:
    assert "Nothing here yet" in client.get("/journal").text
    session = started(supple, screened(supple))
    stopped(supple, session, "sharp_pain")
    client.post("/journal/self-adjust")
    clock.move(days=1)
    client.post("/journal/self-adjust")
    clock.move(minutes=3)
    client.post("/journal/self-adjust")
    page = client.get("/journal").text
    assert supple.knowledge.stops["sharp_pain"].label in page
    assert "You popped your back once" in page
    assert "You popped your back 2 times" in page
    assert page.index("2 times") < page.index("once")


def test_a_pause_is_shown_with_the_way_out(client: TestClient, supple: Supple, clock: HandClock) -> None:
    stopped(supple, started(supple, screened(supple)), "numb_tingling")
    clock.move(days=1)
    page = client.get("/").text
    assert "A professional has looked at this" in page
    assert ">Start<" not in page
    page = client.post("/journal/reviewed").text
    assert "A professional has looked at this" not in page
    assert "Start" in page


def test_about_shows_every_source_and_how_much_of_it_was_read(client: TestClient, supple: Supple) -> None:
    page = client.get("/about").text
    assert page.count('class="source"') == len(supple.knowledge.sources)
    assert supple.knowledge.boundaries.not_reviewed in page


def test_a_player_that_is_not_built_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "PLAYER", tmp_path)
    for path in ("/session", "/sw.js"):
        page = client.get(path)
        assert page.status_code == 503
        assert "is not built" in page.text


def test_the_built_player_is_served(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("shell")
    (tmp_path / "sw.js").write_text("worker")
    monkeypatch.setattr(files, "PLAYER", tmp_path)
    assert client.get("/session").text == "shell"
    worker = client.get("/sw.js")
    assert worker.headers["service-worker-allowed"] == "/"
    assert worker.headers["content-type"].startswith("text/javascript")


def test_our_own_mistake_is_loud_and_still_a_page(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_supple: Supple) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Supple, "journal_by_days", broken)
    application = application_of(people)
    with pytest.raises(ZeroDivisionError):
        browser(people, application).get("/journal")
    quiet = browser(people, application, raise_server_exceptions=False)
    page = quiet.get("/journal")
    assert page.status_code == 500
    assert "went wrong" in page.text


def test_what_is_no_form_is_said(client: TestClient) -> None:
    assert client.post("/place", content=b"\xff\xfe").status_code == 422
    assert client.post("/screening", content="&".join(f"x{n}=1" for n in range(999))).status_code == 422
    assert client.post("/screening", data={"a.pain_now": "much"}).status_code == 422


def test_movements_show_every_step_feel_and_limit(client: TestClient, supple: Supple) -> None:
    page = client.get("/movements").text
    for technique in supple.knowledge.techniques.values():
        for words in (technique.aim, technique.feel, technique.not_feel, technique.dose.cap_say):
            assert escape(words) in page
        assert f"never more than {technique.dose.repeats.high:g}" in page
        for mistake in technique.mistake:
            assert escape(mistake.say) in page
    assert page.count("<svg") >= len(supple.knowledge.techniques)
    assert "{" not in page.split("<main")[1]
