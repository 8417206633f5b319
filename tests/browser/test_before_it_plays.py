"""Before a session starts or goes on, and while it plays, the journal is asked what was said elsewhere."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from supple.journal.entry import StopEntry
from tests.browser.kept import NO_CHANNEL, NO_LOCKS, NO_WEB_STORAGE, arrives, entries
from tests.browser.server import Server
from tests.browser.way import (
    ANSWER_NONE,
    SPEECH_STUB,
    at,
    awake,
    begin,
    let_in,
    press,
    say_pain,
    stop_with_an_emergency,
    tick,
    to_playing,
    to_ready,
    until,
)

WORKER = "navigator.serviceWorker.controller !== null"
# What becomes of the browser's database for the next page.
THROWS = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); };"
HANGS = "IDBFactory.prototype.open = () => ({});"
HANGS_ONCE = """
const open = IDBFactory.prototype.open;
let times = 0;
IDBFactory.prototype.open = function (...wanted) { return times++ ? open.apply(this, wanted) : {}; };
"""
WANTED = {"stiffness": "4", "region": "lower", "minutes": "5", "a.pain_now": "1"}
PATIENCE_MS = 30_000


@pytest.fixture
def page(laptop: Page) -> Page:
    """A laptop's page whose voice is a stub."""
    laptop.add_init_script(SPEECH_STUB)
    return laptop


def opened(context: BrowserContext, *scripts: str) -> Page:
    """Another tab."""
    page = context.new_page()
    for script in (SPEECH_STUB, *scripts):
        page.add_init_script(script)
    return page


def elsewhere(browser: Browser, server: Server) -> Page:
    """A page of another browser, with a window to work in."""
    return opened(let_in(browser, server, viewport={"width": 1280, "height": 800}, locale="en-GB"))


def say_an_emergency(page: Page) -> None:
    """From Today, in the questions."""
    page.goto("/")
    begin(page)
    tick(page, "input[name='a.numb_between_legs'][value=yes]")
    say_pain(page, 1)
    press(page, "Continue: no to the rest")
    expect(page.locator(".number-card")).to_be_visible()


def press_start(page: Page) -> None:
    """As soon as the screen takes presses."""
    awake(page)
    page.get_by_role("button", name="Start").click()


def over(page: Page, problem: str) -> None:
    """It plays no more, and the page says why."""
    expect(page.locator("html")).to_have_attribute("data-state", "problem", timeout=PATIENCE_MS)
    expect(page.locator("h1")).to_have_text(problem)


# --- a stop that waits in a browser whose database does not open any more


@pytest.mark.parametrize(
    ("trouble", "answers"),
    [(THROWS, True), (HANGS, True), (HANGS_ONCE, False)],
    ids=["throws", "hangs", "hangs-once"],
)
def test_a_stop_arrives_although_the_next_page_cannot_read_where_it_waits(
    page: Page, server: Server, trouble: str, answers: bool
) -> None:
    to_playing(page)
    until(page, WORKER)
    server.stop()
    if answers:
        stop_with_an_emergency(page)
    else:
        page.keyboard.press("x")
        at(page, "stopped")
    page.wait_for_timeout(800)
    page.close()
    server.start()
    other = opened(page.context, trouble)
    other.goto("/")
    arrives(other, server, "numb_tingling" if answers else None, tries=160)
    # The page that sent it shows anew what is in the journal.
    expect(other.locator("h1")).not_to_contain_text("How is your back", timeout=PATIENCE_MS)


def test_no_session_starts_while_such_a_stop_has_not_arrived(page: Page, server: Server) -> None:
    to_playing(page)
    until(page, WORKER)
    server.stop()
    stop_with_an_emergency(page)
    awake(page)
    session = page.url
    page.get_by_role("link", name="Leave").click(no_wait_after=True)
    page.wait_for_timeout(500)
    page.close()
    server.start()
    other = opened(page.context, THROWS)
    other.route("**/api/entries?*", lambda route: route.fulfill(status=503, body="later"))
    other.goto(session)
    over(other, "Supple does not answer just now.")
    other.unroute("**/api/entries?*")
    awake(other)
    other.get_by_role("button", name="Try again").click()
    arrives(other, server)
    assert "session_started" not in [entry.kind for entry in entries(server)[-2:]]
    expect(other.locator("html")).to_have_attribute("data-state", "problem")


# --- between "Ready" and "Start"


def test_an_emergency_in_another_browser_ends_what_is_only_ready(
    browser: Browser, page: Page, server: Server
) -> None:
    to_ready(page)
    other = elsewhere(browser, server)
    say_an_emergency(other)
    other.context.close()
    press_start(page)
    over(page, "There is no session for now.")
    assert "session_started" not in [entry.kind for entry in entries(server)]


@pytest.mark.parametrize("more", [[], [NO_CHANNEL]], ids=["", "no-channel"])
def test_a_journal_that_was_deleted_plays_nothing_any_more(page: Page, more: list[str]) -> None:
    for script in more:
        page.add_init_script(script)
    to_ready(page)
    other = opened(page.context)
    other.goto("/you/delete")
    other.get_by_label("Yes, delete everything").check()
    other.get_by_role("button", name="Delete").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("It is gone")
    if more:
        press_start(page)
    over(page, "This journal was deleted.")


def test_a_stop_that_waits_in_another_tab_keeps_what_is_only_ready(page: Page, server: Server) -> None:
    """Neither locks nor a channel nor storage by which tabs are told: the database alone."""
    alone = [NO_LOCKS, NO_CHANNEL, NO_WEB_STORAGE]
    for script in alone:
        page.add_init_script(script)
    to_playing(page)
    other = opened(page.context, *alone)
    other.goto("/about")
    other.goto(other.evaluate(ANSWER_NONE, WANTED))
    other.get_by_role("link", name="Get ready").click()
    other.get_by_role("link", name="Lie down and begin").click()
    at(other, "ready")
    server.stop()
    page.keyboard.press("x")
    at(page, "stopped")
    page.wait_for_timeout(500)
    press_start(other)
    expect(other.locator(".strip")).to_contain_text("A stop that you noted has not reached your journal yet.")
    at(other, "ready")
    server.start()
    press_start(other)
    over(other, "There is no session for now.")
    assert [entry.event for entry in entries(server) if isinstance(entry, StopEntry)] == [None]


def test_it_starts_without_the_server_once_and_only_once(page: Page, server: Server) -> None:
    to_ready(page)
    until(page, WORKER)
    server.stop()
    awake(page)
    page.get_by_role("button", name="Start").evaluate("button => { button.click(); button.click(); }")
    at(page, "playing")
    page.wait_for_timeout(1000)
    server.start()
    page.keyboard.press("x")
    arrives(page, server, None)
    assert [entry.kind for entry in entries(server)].count("session_started") == 1


# --- while it plays or is paused


def test_an_emergency_in_another_browser_ends_what_plays(
    browser: Browser, page: Page, server: Server
) -> None:
    to_playing(page)
    other = elsewhere(browser, server)
    say_an_emergency(other)
    other.context.close()
    over(page, "There is no session for now.")
    spoken = page.evaluate("window.spoken.map(({ words }) => words)")
    assert any(words.startswith("There is no session for now.") for words in spoken)


def test_after_an_emergency_on_another_page_nothing_goes_on_before_the_journal_answers(page: Page) -> None:
    to_playing(page)
    page.context.route("**/api/standing*", lambda route: route.fulfill(status=500, body="x"))
    other = opened(page.context)
    say_an_emergency(other)
    at(page, "paused")
    for screen, go_on in [("paused", "Go on"), ("middle", "Go on from this step")]:
        awake(page)
        page.get_by_role("button", name=go_on, exact=True).click()
        expect(page.locator(".strip")).to_contain_text("You said something on another page")
        at(page, screen)
        if screen == "paused":
            page.reload()
            at(page, "middle")
    page.context.unroute("**/api/standing*")
    page.get_by_role("button", name=re.compile("^Go on")).click()
    over(page, "There is no session for now.")
