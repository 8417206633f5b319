"""What the player notes arrives, in its own journal, whatever the browser's storage and the server do."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from supple.journal.entry import AfterEntry, StopEntry
from tests.browser.kept import (
    CLOSED,
    FULL,
    NO_DATABASE,
    NOTHING_WAITS,
    PUT_ROW,
    SILENT,
    WAITING,
    arrives,
    entries,
    reasons,
    stop_numb,
    strip,
)
from tests.browser.server import Server
from tests.browser.way import (
    SPEECH_STUB,
    answer_after,
    answer_none,
    at,
    awake,
    begin,
    greet,
    tick,
    to_playing,
    to_ready,
    until,
)

POSTED = "**/api/entries**"


@pytest.fixture
def page(laptop: Page) -> Page:
    """A laptop's page whose voice is a stub."""
    laptop.add_init_script(SPEECH_STUB)
    return laptop


# --- a page that shows the journal


@pytest.mark.parametrize("touched", [False, True])
def test_a_page_is_shown_anew_when_what_waited_has_arrived_but_not_under_a_hand(
    page: Page, touched: bool
) -> None:
    page.context.route(POSTED, lambda route: route.abort())
    to_playing(page)
    page.goto("about:blank")
    page.context.unroute(POSTED)
    page.context.route(POSTED, lambda _: None)  # held until it is routed no more
    with page.expect_request(POSTED):
        page.goto("/")
    page.evaluate("window.isTheSame = true")
    if touched:
        tick(page, "input[name=stiffness][value='4']")
        page.context.unroute(POSTED)
        until(page, NOTHING_WAITS)
        page.wait_for_timeout(500)
        assert page.evaluate("window.isTheSame")
        expect(page.locator("input[name=stiffness][value='4']")).to_be_checked()
    else:
        with page.expect_event("load"):
            page.context.unroute(POSTED)
        until(page, NOTHING_WAITS)
        assert page.evaluate("window.isTheSame") is None


# --- storage that fails


@pytest.mark.parametrize("trouble", [FULL, CLOSED, SILENT], ids=["full", "closed", "silent"])
def test_a_stop_that_the_browser_cannot_keep_is_sent_at_once(
    page: Page, server: Server, trouble: str
) -> None:
    page.add_init_script(trouble)
    to_playing(page)
    page.evaluate("window.breakStorage()")
    stop_numb(page)
    arrives(page, server)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("No session for now")


def test_a_browser_that_was_emptied_in_the_middle_loses_no_stop(page: Page, server: Server) -> None:
    """Cookies, database and caches are gone: the plan's token in the page's memory is enough."""
    to_playing(page)
    page.context.clear_cookies()
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "all"}
    )
    stop_numb(page)
    arrives(page, server)


def test_what_can_be_neither_kept_nor_sent_is_said_and_nothing_starts_until_it_is(
    page: Page, server: Server
) -> None:
    page.add_init_script(FULL)
    to_playing(page)
    os.kill(server.pid, signal.SIGSTOP)
    page.evaluate("window.breakStorage()")
    page.keyboard.press("x")
    at(page, "stopped")
    assert "Your stop could not be kept yet. Leave this page open" in strip(page)
    awake(page)
    page.get_by_role("button", name="Nothing bad").click()
    at(page, "result")
    awake(page)
    page.get_by_role("button", name="Go on from this step").click()
    page.wait_for_timeout(300)
    at(page, "result")
    os.kill(server.pid, signal.SIGCONT)
    arrives(page, server, "nothing_bad")
    expect(page.locator(".strip")).to_have_count(0, timeout=20_000)
    page.get_by_role("button", name="Go on from this step").click()
    at(page, "playing")


def test_the_end_of_a_session_does_not_call_kept_what_is_not(page: Page, server: Server) -> None:
    page.add_init_script(FULL)
    to_playing(page)
    os.kill(server.pid, signal.SIGSTOP)
    page.evaluate("window.breakStorage()")
    page.keyboard.press("x")
    for screen, words in [("stopped", "More pain"), ("pain", "1"), ("result", "How does it feel now")]:
        at(page, screen)
        awake(page)
        page.get_by_role("button", name=re.compile(rf"^{words}\b")).click()
    at(page, "after")
    awake(page)
    answer_after(page)
    at(page, "kept")
    expect(page.locator("h1")).to_have_text("Not kept yet")
    expect(page.locator("main .main")).to_have_count(0)
    os.kill(server.pid, signal.SIGCONT)
    expect(page.locator("h1")).to_have_text("Kept", timeout=20_000)
    expect(page.get_by_role("link", name="See the journal")).to_be_visible()
    kept = entries(server)
    assert [entry for entry in kept if isinstance(entry, AfterEntry)]
    assert [entry.event for entry in kept if isinstance(entry, StopEntry)][-1] == "worse_or_new"


def test_leaving_is_warned_about_only_while_something_is_in_memory_alone(page: Page, server: Server) -> None:
    page.add_init_script(FULL)
    to_playing(page)
    warned = "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(warned) is False
    server.stop()
    page.evaluate("window.breakStorage()")
    page.keyboard.press("x")
    at(page, "stopped")
    until(page, warned)
    page.evaluate("window.mendStorage()")
    until(page, f"!({warned})", tries=200)


def test_leaving_is_warned_about_while_a_stop_is_still_being_written(page: Page, server: Server) -> None:
    page.add_init_script(SILENT)
    to_playing(page)
    page.wait_for_timeout(1000)
    server.stop()
    page.evaluate("window.breakStorage()")
    page.keyboard.press("x")
    assert page.evaluate("!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def test_without_a_database_it_plays_from_memory_and_says_so(page: Page, server: Server) -> None:
    page.add_init_script(NO_DATABASE)
    to_ready(page)
    assert "it forgets this session" in strip(page)
    page.get_by_role("button", name="Start").click()
    at(page, "playing")
    stop_numb(page)
    arrives(page, server)


# --- whose it is


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Server]:
    """Another data folder, to be started at the port of the first."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    other = Server(folder)
    yield other
    other.close()


def take_the_port(page: Page, server: Server, other: Server) -> None:
    """The server has ended; the other data folder is open at its address from now on."""
    other.listen_at(server.port)
    server.listen_at(0)
    other.start()
    assert page.context.request.get(other.link).ok
    greet(page)


def test_what_waits_goes_to_no_other_journal_and_is_brought_to_its_own(
    page: Page, server: Server, stranger: Server
) -> None:
    """The other data folder holds the port; the right one runs at another."""
    to_playing(page)
    server.stop()
    stop_numb(page)
    take_the_port(page, server, stranger)
    assert "belongs to another journal" in strip(page)
    page.wait_for_timeout(1000)
    assert reasons(stranger) == []
    expect(page.locator("main")).not_to_contain_text("No session for now")
    page.get_by_role("button", name="See what it is").click()
    expect(page.locator("#waiting")).to_contain_text("A stop (Numbness or tingling)")
    page.get_by_role("button", name="Bring them there").last.click()
    expect(page.locator("#waiting [role=status]")).to_contain_text("does not run now")
    server.start()
    assert page.context.request.get(server.link).ok
    page.get_by_role("button", name="Bring them there").last.click()
    arrives(page, server)
    expect(page).to_have_url(re.compile(re.escape(stranger.url)))
    expect(page.locator("#waiting")).to_have_count(0)
    assert page.evaluate(WAITING) == 0
    assert reasons(stranger) == []


def test_what_waits_for_a_journal_that_does_not_run_is_saved_as_a_file(
    page: Page, server: Server, stranger: Server, tmp_path: Path
) -> None:
    """The file is taken by "Bring it back" where that journal is."""
    to_playing(page)
    server.stop()
    stop_numb(page)
    take_the_port(page, server, stranger)
    strip(page)
    page.get_by_role("button", name="See what it is").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").last.click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["supple_waiting"] == 1
    page.get_by_role("button", name="Forget").last.click()
    page.get_by_role("button", name=re.compile("Yes, forget")).click()
    expect(page.locator("#waiting [role=status]")).to_have_text("It is forgotten.")
    assert page.evaluate(WAITING) == 0
    server.start()
    assert page.context.request.get(server.link).ok
    page.goto(f"{server.url}/people")
    page.locator("input[type=file]").first.set_input_files(saved)
    page.get_by_role("button", name=re.compile("Bring it")).first.click()
    arrives(page, server)


def test_what_is_answered_after_everything_was_deleted_is_shown_and_arrives_nowhere(
    page: Page, server: Server
) -> None:
    to_playing(page)
    page.keyboard.press("x")
    at(page, "stopped")
    arrives(page, server, None)
    other = page.context.new_page()
    other.goto("/you/delete")
    other.get_by_label("Yes, delete everything").check()
    other.get_by_role("button", name="Delete").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("It is gone")
    other.get_by_role("link", name="Begin anew").click()
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("How is your back")
    page.get_by_role("button", name="Sharp pain").click()
    at(page, "result")
    assert "was deleted" in strip(page)
    assert reasons(server) == []
    other.goto("/")
    other.get_by_role("button", name="See what it is").click()
    expect(other.locator("#waiting")).to_contain_text("A stop (Sharp pain)")
    expect(other.locator("#waiting")).to_contain_text("was deleted")


# --- what was not taken


def test_what_is_refused_is_shown_until_it_is_dealt_with_and_a_stop_among_it_keeps_sessions_shut(
    page: Page, server: Server
) -> None:
    problem = {"problem": "It cannot be read", "fix": "Send it again", "code": ""}
    to_playing(page)
    page.route("**/api/entries?*", lambda route: route.fulfill(status=422, json=problem))
    stop_numb(page)
    until(page, "document.querySelector('.strip') !== null")
    page.goto("/")
    assert "No session starts until it has" in strip(page)
    page.get_by_role("button", name="See what it is").click()
    expect(page.locator("#waiting")).to_contain_text(
        "Supple could not take it. It cannot be read. Send it again."
    )
    begin(page)
    answer_none(page)
    page.get_by_role("link", name="Get ready").click()
    page.get_by_role("link", name="Lie down and begin").click()
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("Something you noted has not reached your journal.")
    page.unroute("**/api/entries?*")
    page.get_by_role("link", name="See what it is").click()
    page.locator("#waiting").get_by_role("button", name="Send again").last.click()
    expect(page.locator("#waiting [role=status]")).to_have_text("It is in your journal now.")
    arrives(page, server)


@pytest.mark.parametrize("table", ["outbox", "refused"])
def test_what_an_earlier_player_left_is_asked_about(page: Page, server: Server, table: str) -> None:
    """It did not note whose it is: nothing is sent, no session starts, until the person says."""
    to_playing(page)
    stop_numb(page)
    arrives(page, server)
    (old,) = (entry for entry in entries(server) if isinstance(entry, StopEntry) and entry.event is None)
    stop = old.model_dump(mode="json") | {
        "id": "11111111-1111-4111-8111-111111111111",
        "stop_id": "22222222-2222-4222-8222-222222222222",
        "event": "sharp_pain",
    }
    page.goto("/about")
    page.evaluate(PUT_ROW, [table, {"entry": stop, "person": "first"}])
    page.goto("/")
    assert "A stop that you noted has not reached your journal" in strip(page)
    page.wait_for_timeout(500)
    assert "sharp_pain" not in reasons(server)
    page.get_by_role("button", name="See what it is").click()
    page.get_by_role("button", name="Keep in this journal").click()
    expect(page.locator("#waiting [role=status]")).to_have_text("It is in this journal now.")
    assert reasons(server).count("sharp_pain") == 1


def test_a_clock_that_is_a_day_ahead_loses_no_stop(page: Page, server: Server) -> None:
    page.add_init_script(
        "const now = Date.now; window.ahead = 0;"
        "const Real = Date; window.Date = class extends Real {"
        " constructor(...of) { of.length ? super(...of) : super(Real.now() + window.ahead); }"
        " static now() { return Real.now() + window.ahead; } };"
    )
    to_playing(page)
    page.evaluate("window.ahead = 26 * 3600 * 1000")
    at(page, "paused")  # such a leap is a pause
    stop_numb(page, key="Escape")
    arrives(page, server)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("No session for now")
