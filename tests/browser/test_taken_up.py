"""A session that was stopped is taken up as stopped: never again as one that may go on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kept import (
    DELETE_DATABASE,
    FULL,
    LEFT,
    NO_CHANNEL,
    NO_LOCKS,
    NO_WEB_STORAGE,
    THREE_WAIT,
    arrives,
    stop_numb,
)
from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, at, awake, stop_with_an_emergency, to_playing, to_ready, until

WORKER = "navigator.serviceWorker.controller !== null"


@pytest.fixture
def page(laptop: Page) -> Page:
    """A laptop's page whose voice is a stub."""
    laptop.add_init_script(SPEECH_STUB)
    return laptop


def playing_without_need(page: Page, *scripts: str) -> None:
    """In the middle of a session that a reload can take up without the server, as long as it is kept."""
    for script in scripts:
        page.add_init_script(script)
    to_playing(page)
    until(page, WORKER)
    page.wait_for_timeout(1500)  # how far it got is kept every second


def another(page: Page, *scripts: str) -> Page:
    """The same session's address in a second tab."""
    other = page.context.new_page()
    for script in (SPEECH_STUB, *scripts):
        other.add_init_script(script)
    other.goto(page.url)
    return other


# --- on a disk that is full


def test_a_stop_that_the_journal_has_is_a_stop_after_a_reload(page: Page, server: Server) -> None:
    playing_without_need(page, FULL)
    page.evaluate("window.breakStorage()")
    stop_numb(page)
    arrives(page, server)
    said = page.locator("h1").inner_text()
    server.stop()
    page.reload()
    at(page, "result")
    expect(page.locator("h1")).to_have_text(said)


def test_where_nothing_at_all_is_kept_nothing_is_gone_on_with(page: Page, server: Server) -> None:
    playing_without_need(page, FULL, NO_WEB_STORAGE)
    page.evaluate("window.breakStorage()")
    stop_numb(page)
    arrives(page, server)
    server.stop()
    page.reload()
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("Supple does not answer just now.")


def test_a_stop_that_the_journal_has_is_a_stop_in_the_tab_that_takes_over(page: Page, server: Server) -> None:
    playing_without_need(page, FULL)
    page.evaluate("window.breakStorage()")
    stop_numb(page)
    arrives(page, server)
    server.stop()
    other = another(page)
    at(other, "elsewhere")
    awake(other)
    other.get_by_role("button", name="Stop the other and start here").click()
    at(other, "result")


@pytest.mark.parametrize("more", [[], [NO_WEB_STORAGE]], ids=["full", "nothing-else"])
def test_a_stop_that_waits_is_a_stop_after_a_reload(page: Page, server: Server, more: list[str]) -> None:
    playing_without_need(page, FULL, *more)
    server.stop()
    page.evaluate("window.breakStorage()")
    stop_numb(page)
    page.evaluate("window.mendStorage()")
    until(page, THREE_WAIT, tries=300)
    page.reload()
    at(page, "result")


# --- in the last moment of a page


@pytest.mark.parametrize("late", [0, 5, 30])
def test_a_stop_in_the_last_moment_of_a_page_is_asked_about(page: Page, server: Server, late: int) -> None:
    playing_without_need(page)
    server.stop()
    page.evaluate(
        "late => { window.before = true; setTimeout(() => location.reload(), 50 + late);"
        " setTimeout(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'x', code: 'KeyX' })), 50); }",
        late,
    )
    page.wait_for_timeout(2000)
    until(page, "!window.before")
    at(page, "stopped")
    server.start()
    arrives(page, server, None)


# --- while another tab plays the same session


def test_a_tab_that_plays_on_unaware_takes_no_stop_away_and_hears_of_it(page: Page, server: Server) -> None:
    """Neither locks nor a channel nor storage by which tabs are told: the database alone."""
    alone = [NO_LOCKS, NO_CHANNEL, NO_WEB_STORAGE]
    playing_without_need(page, *alone)
    other = another(page, *alone)
    at(other, "middle")
    awake(other)
    other.get_by_role("button", name="Go on from this step").click()
    at(other, "playing")
    other.keyboard.press("x")
    at(other, "stopped")
    # By the database, or by the journal: whichever tells it first.
    expect(page.locator("html")).to_have_attribute("data-state", re.compile("^(stopped|problem)$"))
    page.wait_for_timeout(1500)
    server.stop()
    other.reload()
    at(other, "stopped")


# --- after the browser lost its database


@pytest.mark.parametrize("more", [[], [NO_WEB_STORAGE]], ids=["", "nothing-else"])
def test_a_stop_outlives_the_database(page: Page, server: Server, more: list[str]) -> None:
    playing_without_need(page, *more)
    other = page.context.new_page()
    other.goto("/about")
    server.stop()
    page.keyboard.press("x")
    at(page, "stopped")
    page.wait_for_timeout(800)
    other.evaluate(DELETE_DATABASE)
    page.wait_for_timeout(1500)
    page.reload()
    at(page, "stopped")


def test_an_emergency_outlives_the_database_with_its_number(page: Page, server: Server) -> None:
    playing_without_need(page, NO_WEB_STORAGE)
    other = page.context.new_page()
    other.goto("/about")
    server.stop()
    stop_with_an_emergency(page)
    number = page.locator("a.call .number").inner_text()
    page.wait_for_timeout(500)
    other.evaluate(DELETE_DATABASE)
    page.wait_for_timeout(1500)
    page.reload()
    at(page, "emergency")
    expect(page.locator("a.call .number")).to_have_text(number)


# --- and is forgotten when it should be


def test_when_everything_is_deleted_nothing_of_a_stop_is_left_in_the_browser(page: Page) -> None:
    playing_without_need(page)
    stop_numb(page)
    page.wait_for_timeout(500)
    other = page.context.new_page()
    other.goto("/you/delete")
    assert set(other.evaluate(LEFT)) >= {"plan", "progress"}
    other.get_by_label("Yes, delete everything").check()
    other.get_by_role("button", name="Delete").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("It is gone")
    other.wait_for_timeout(1000)
    assert set(other.evaluate(LEFT)) <= {"supple.sound", "supple-presses"}
    page.goto("/")
    page.wait_for_timeout(1000)
    assert set(page.evaluate(LEFT)) <= {"supple.sound", "supple-presses"}


def test_a_session_that_went_on_after_nothing_bad_goes_on_after_a_reload_too(
    page: Page, server: Server
) -> None:
    playing_without_need(page)
    page.keyboard.press("x")
    at(page, "stopped")
    awake(page)
    page.get_by_role("button", name="Nothing bad").click()
    arrives(page, server, "nothing_bad")
    at(page, "result")
    awake(page)
    page.get_by_role("button", name="Go on from this step").click()
    at(page, "playing")
    page.wait_for_timeout(1500)
    server.stop()
    page.reload()
    at(page, "middle")


# --- by links that lead away, or do not


def test_a_session_whose_link_opened_another_tab_is_still_kept(page: Page, server: Server) -> None:
    to_ready(page)
    until(page, WORKER)
    awake(page)
    with page.context.expect_page():
        page.get_by_role("link", name="Not now").click(modifiers=["Control"])
    page.bring_to_front()
    awake(page)
    page.get_by_role("button", name="Start").click()
    at(page, "playing")
    page.wait_for_timeout(1500)
    server.stop()
    page.keyboard.press("x")
    at(page, "stopped")
    page.reload()
    at(page, "stopped")


def test_a_session_that_was_left_is_not_taken_up_again(page: Page, server: Server) -> None:
    playing_without_need(page)
    address = page.url
    stop_numb(page)
    arrives(page, server)
    awake(page)
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url("**/")
    server.stop()
    page.goto(address)
    at(page, "problem")
