"""Before a session starts or goes on, and while it plays, the journal is asked what was said elsewhere."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.kept import arrives, entries
from tests.browser.server import Server
from tests.browser.way import (
    SPEECH_STUB,
    at,
    awake,
    begin,
    let_in,
    say_pain,
    tick,
    to_playing,
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


def stop_with_an_emergency(page: Page, *, answers: bool = True) -> None:
    """A key, and "Numbness", and "Yes" to what is asked first."""
    page.keyboard.press("x")
    at(page, "stopped")
    if not answers:
        return
    awake(page)
    page.get_by_role("button", name="Numbness").click()
    at(page, "follow_up")
    awake(page)
    page.get_by_role("button", name="Yes").first.click()
    at(page, "emergency")


def say_an_emergency(page: Page) -> None:
    """From Today, in the questions."""
    page.goto("/")
    begin(page)
    tick(page, "input[name='a.numb_between_legs'][value=yes]")
    say_pain(page, 1)
    page.get_by_role("button", name="Continue: no to the rest").click()
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
    stop_with_an_emergency(page, answers=answers)
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
