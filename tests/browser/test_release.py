"""The last release's player, still open in a tab or kept by its worker, loses no stop after an update."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.kept import WAITING, WAITING_ROWS, arrives, reasons, strip
from tests.browser.release import SESSION, release_server
from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, at, until

ANSWER_IS_KEPT = f"({WAITING_ROWS})().then((rows) => JSON.stringify(rows).includes('numb_tingling'))"


@pytest.fixture
def updated(tmp_path: Path) -> Iterator[Server]:
    """Today's Supple, to be started where the release was."""
    server = Server(tmp_path)
    yield server
    server.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    opened = browser.new_context()
    yield opened
    opened.close()


def playing_the_release(context: BrowserContext, updated: Server) -> Page:
    """The release's player in the middle of a session; its server has ended then."""
    page = context.new_page()
    page.add_init_script(SPEECH_STUB)
    with release_server() as port:
        updated.listen_at(port)
        page.goto(f"http://127.0.0.1:{port}{SESSION}")
        page.get_by_role("button", name="Start").click()
        at(page, "playing")
        until(page, "navigator.serviceWorker.controller !== null")
    return page


def stop_numb(page: Page) -> None:
    """As the release asked it."""
    page.keyboard.press("x")
    at(page, "stopped")
    page.get_by_role("button", name="Numbness or tingling").click()
    at(page, "follow_up")
    page.get_by_role("button", name="None of these").click()
    at(page, "result")


def is_asked_for_and_arrives(context: BrowserContext, updated: Server) -> None:
    """On the next page of the new Supple: whose is it? Nothing is sent before that is said."""
    page = context.new_page()
    page.goto(updated.link)
    page.get_by_role("button", name="Begin").click()
    assert "A stop that you noted has not reached your journal" in strip(page)
    assert reasons(updated) == []
    page.get_by_role("button", name="See what it is").click()
    expect(page.locator("#waiting")).to_contain_text("A stop (Numbness or tingling)")
    page.get_by_role("button", name="Keep in this journal").last.click()  # all of these
    arrives(page, updated)
    expect(page.locator("#waiting [role=status]")).to_have_text("It is in this journal now.")
    assert page.evaluate(WAITING) == 0
    assert reasons(updated) == [None, "numb_tingling"]
    page.goto(updated.url)
    expect(page.locator("main")).to_contain_text("No session for now")


def test_a_stop_in_a_tab_of_the_release_waits_until_somebody_says_whose_it_is(
    context: BrowserContext, updated: Server
) -> None:
    page = playing_the_release(context, updated)
    updated.start()
    stop_numb(page)
    page.wait_for_timeout(2500)  # it has tried twice by now
    is_asked_for_and_arrives(context, updated)


def test_a_stop_that_was_kept_while_nobody_answered_is_there_after_the_update(
    context: BrowserContext, updated: Server
) -> None:
    """The release's page comes from its worker once more, and sends; nothing is dropped for that."""
    page = playing_the_release(context, updated)
    stop_numb(page)
    until(page, ANSWER_IS_KEPT)
    page.close()
    updated.start()
    again = context.new_page()
    again.goto(f"{updated.url}{SESSION}")
    again.wait_for_timeout(2500)
    again.close()
    is_asked_for_and_arrives(context, updated)


def test_nothing_is_lost_either_where_the_browser_was_let_in_before(
    context: BrowserContext, updated: Server
) -> None:
    page = playing_the_release(context, updated)
    updated.start()
    assert context.request.get(updated.link).ok
    stop_numb(page)
    page.wait_for_timeout(2500)
    is_asked_for_and_arrives(context, updated)
