"""Days and weeks in the real browser: check-in, habit note, trends, hand-over, several people, deleting."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.journal.entry import Entry
from tests.browser.server import Server
from tests.browser.way import answer_none, at, awake, begin, greet, tick, to_ready


def journals(server: Server) -> dict[str, list[Entry]]:
    """What is kept on disk, by person, read beside the running server."""
    people = open_people(Settings(data=server.data, database_url=None))
    try:
        return {person: people.one(person).store.entries() for person in people.ids()}
    finally:
        people.close()


def journal_files(server: Server) -> list[str]:
    """What lies in the data folder, but for the way in and the ids of journals that are gone."""
    own = ("open-supple.html", "removed-journals", "secret", "running-", "port")
    return [file.name for file in server.data.iterdir() if not file.name.startswith(own)]


def kinds(server: Server, person: str = "first") -> list[str]:
    return [one.kind for one in journals(server)[person]]


def check_in(page: Page, *, discomfort: int, pops: int) -> None:
    """From Today to a kept check-in."""
    page.goto("/")
    page.get_by_role("link", name="Check in").click()
    tick(page, f"input[name=discomfort][value='{discomfort}']")
    tick(page, f"input[name=self_adjusts][value='{pops}']")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your journal")


def test_a_check_in_on_a_phone_is_four_presses(phone: Page, server: Server) -> None:
    greet(phone)
    phone.get_by_role("link", name="Check in").tap()
    phone.locator("label:has(input[name=discomfort][value='3'])").tap()
    phone.locator("label:has(input[name=self_adjusts][value='1'])").tap()
    phone.get_by_role("button", name="Keep").tap()
    expect(phone.locator(".entry").first).to_contain_text("Discomfort 3 of 10, popped once")
    assert kinds(server)[-1] == "check_in"


def test_a_check_in_by_keyboard_alone(laptop: Page, server: Server) -> None:
    greet(laptop)
    laptop.goto("/check-in")
    awake(laptop)
    laptop.locator("input[name=discomfort]").first.focus()
    for _ in range(4):
        laptop.keyboard.press("ArrowRight")
    laptop.keyboard.press("Tab")
    laptop.keyboard.press("Space")
    laptop.keyboard.press("Enter")
    expect(laptop.locator(".entry").first).to_contain_text("Discomfort 4 of 10, popped not once")
    assert kinds(server)[-1] == "check_in"


def test_a_mistake_is_corrected_and_both_are_kept(laptop: Page, server: Server) -> None:
    greet(laptop)
    check_in(laptop, discomfort=9, pops=0)
    laptop.get_by_role("link", name="Correct").first.click()
    expect(laptop.locator("main")).to_contain_text("takes its place")
    expect(laptop.locator("input[name=discomfort][value='9']")).to_be_checked()
    tick(laptop, "input[name=discomfort][value='2']")
    laptop.get_by_role("button", name="Keep").click()
    expect(laptop.locator(".entry").first).to_contain_text("Discomfort 2 of 10")
    assert kinds(server).count("check_in") == 2


def test_days_lead_to_a_note_then_to_trends_and_to_the_page_for_a_professional(
    laptop: Page, tmp_path: Path
) -> None:
    greet(laptop)
    laptop.goto("/you")
    laptop.get_by_label("Name").fill("Anna Müller")
    laptop.get_by_label("What brought you here").fill("Stiff after work")
    laptop.get_by_role("button", name="Keep").click()
    check_in(laptop, discomfort=3, pops=5)
    noticed = laptop.get_by_label("What the days say")
    expect(noticed).to_contain_text("Who to see")
    noticed.get_by_text("Why this is here").click()
    expect(noticed).to_contain_text("Rule H3")
    laptop.get_by_role("link", name="Trends").click()
    chart = laptop.locator(".for-wide svg")
    expect(chart).to_be_visible()
    expect(chart.locator(".chart-adjust")).to_have_count(5)
    assert laptop.locator(".for-phone").is_hidden()
    laptop.get_by_role("link", name="Make the page for them").click()
    with laptop.expect_download() as waiting:
        laptop.get_by_role("link", name="Save the page").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    pages = PdfReader(saved).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    for words in ("Anna Müller", "Stiff after work", "Rule H3", "self-reported"):
        assert words in text, words
    for name, start in (("Every entry as a table", b"\xef\xbb\xbfkind"), ("For a medical record", b"{")):
        with laptop.expect_download() as waiting:
            laptop.get_by_role("link", name=name).click()
        assert waiting.value.path().read_bytes().startswith(start)


def test_a_session_goes_to_whoever_began_it_whoever_looks_at_the_pages_by_then(
    laptop: Page, server: Server
) -> None:
    """Anna's session is under way in one window while Ben opens his journal in another."""
    to_ready(laptop)
    laptop.get_by_role("button", name="Start").click()
    at(laptop, "playing")
    other = laptop.context.new_page()
    other.goto("/people")
    other.get_by_label("Name").fill("Ben")
    other.get_by_role("button", name="Add").click()
    other.get_by_role("button", name="Begin").click()
    expect(other.locator(".who")).to_contain_text("Ben")
    laptop.keyboard.press("Space")
    at(laptop, "stopped")
    laptop.get_by_role("button", name="Sharp pain").click()
    laptop.wait_for_timeout(1500)
    kept = journals(server)
    (ben,) = (person for person in kept if person != "first")
    assert "stop" in [one.kind for one in kept["first"]]
    assert {one.kind for one in kept[ben]} == {"person_named", "place_chosen"}
    other.goto("/")
    expect(other.locator("main")).not_to_contain_text("rest of the day off")


def test_another_browser_is_asked_who_is_there(laptop: Page, phone: Page, server: Server) -> None:
    greet(laptop)
    laptop.goto("/people")
    laptop.get_by_label("Name").fill("Ben")
    laptop.get_by_role("button", name="Add").click()
    phone.goto("/journal")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Who is here?")
    phone.get_by_role("button", name="Ben").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your journal")
    assert len(journals(server)) == 2


def test_everything_is_taken_along_deleted_and_brought_back(
    laptop: Page, server: Server, tmp_path: Path
) -> None:
    greet(laptop)
    check_in(laptop, discomfort=4, pops=1)
    begin_here = journals(server)["first"]
    laptop.goto("/you")
    with laptop.expect_download() as waiting:
        laptop.get_by_role("link", name="Take everything along").click()
    export = tmp_path / "mine.supple"
    waiting.value.save_as(export)
    laptop.get_by_role("link", name="Delete everything").click()
    laptop.get_by_role("button", name="Delete").click()
    expect(laptop.get_by_role("alert")).to_contain_text("Tick the box")
    laptop.get_by_label("Yes, delete everything").check()
    laptop.get_by_role("button", name="Delete").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("It is gone")
    assert journal_files(server) == []
    laptop.get_by_role("link", name="Begin anew").click()
    laptop.get_by_role("link", name="journal on another computer").click()
    laptop.get_by_label("The file from").set_input_files(export)
    laptop.get_by_role("button", name="Bring it here").click()
    expect(laptop.locator(".entry").first).to_contain_text("Discomfort 4 of 10")
    assert journals(server)["first"] == begin_here


def test_deleting_takes_a_session_left_in_the_middle_with_it(laptop: Page, server: Server) -> None:
    to_ready(laptop)
    laptop.get_by_role("button", name="Start").click()
    at(laptop, "playing")
    laptop.goto("/you/delete")
    laptop.get_by_label("Yes, delete everything").check()
    laptop.get_by_role("button", name="Delete").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("It is gone")
    laptop.wait_for_timeout(500)
    left = laptop.evaluate(
        """async () => {
          const open = indexedDB.open("supple");
          await new Promise((done) => (open.onsuccess = done));
          const found = [];
          for (const table of ["session", "outbox", "refused"]) {
            const request = open.result.transaction(table).objectStore(table).getAll();
            await new Promise((done) => (request.onsuccess = done));
            found.push(...request.result.map((one) => JSON.stringify(one)));
          }
          return found.filter((one) => one.includes("first") || one.includes("segments"));
        }"""
    )
    assert left == []
    assert re.search(r"supple\.sqlite3", laptop.locator("table").inner_text())
    assert journal_files(server) == []


def test_coming_for_the_urge_is_noted_with_the_session(laptop: Page, server: Server) -> None:
    greet(laptop)
    laptop.get_by_label("I came because").check()
    begin(laptop)
    answer_none(laptop)
    (screening,) = (one for one in journals(server)["first"] if one.kind == "screening")
    assert screening.kind == "screening"
    assert screening.after_urge is True
