"""One player at a time in a browser, and a stop in one tab stops all."""

import pytest
from playwright.sync_api import Page, expect

from supple.journal.entry import StopEntry
from tests.browser.kept import NO_CHANNEL, NO_LOCKS, arrives, entries, reasons
from tests.browser.server import Server
from tests.browser.way import (
    SPEECH_STUB,
    answer_none,
    at,
    awake,
    begin,
    say_pain,
    stop_with_an_emergency,
    tick,
    to_playing,
)


@pytest.fixture
def page(laptop: Page) -> Page:
    """A laptop's page whose voice is a stub."""
    laptop.add_init_script(SPEECH_STUB)
    return laptop


def second_player(page: Page) -> Page:
    """The same session's address in a second tab."""
    other = page.context.new_page()
    other.add_init_script(SPEECH_STUB)
    other.goto(page.url)
    return other


def to_playing_with(page: Page, *scripts: str) -> None:
    """Into the session, in a browser that lacks something."""
    for script in scripts:
        page.add_init_script(script)
    to_playing(page)


def test_a_second_tab_says_where_the_session_is_and_can_take_it(page: Page, server: Server) -> None:
    to_playing(page)
    other = second_player(page)
    at(other, "elsewhere")
    expect(other.locator("h1")).to_have_text("A session is open in another tab")
    at(page, "playing")
    awake(other)
    other.get_by_role("button", name="Stop the other and start here").click()
    at(other, "middle")
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("This session was stopped in another tab.")
    awake(other)
    other.get_by_role("button", name="Go on from this step").click()
    at(other, "playing")
    other.wait_for_timeout(1000)
    kinds = [entry.kind for entry in entries(server)]
    assert kinds.count("session_started") == 1
    assert "stop" not in kinds
    assert "session_ended" not in kinds


def test_a_stop_without_its_answer_is_asked_about_in_whichever_tab_opens_next(
    page: Page, server: Server
) -> None:
    to_playing(page)
    page.keyboard.press("x")
    at(page, "stopped")
    page.wait_for_timeout(300)
    other = second_player(page)
    page.close()
    at(other, "elsewhere" if other.locator("h1").inner_text().startswith("A session is") else "stopped")
    if other.locator("html").get_attribute("data-state") == "elsewhere":
        awake(other)
        other.get_by_role("button", name="Stop the other and start here").click()
    at(other, "stopped")
    awake(other)
    other.get_by_role("button", name="Sharp pain").click()
    arrives(other, server, "sharp_pain")
    stops = [entry for entry in entries(server) if isinstance(entry, StopEntry)]
    assert len({stop.stop_id for stop in stops}) == 1


@pytest.mark.parametrize("more", [[], [NO_CHANNEL]], ids=["no-locks", "nor-a-channel"])
def test_the_tab_that_plays_takes_the_turn_where_a_browser_has_no_locks(
    page: Page, server: Server, more: list[str]
) -> None:
    to_playing_with(page, NO_LOCKS, *more)
    other = page.context.new_page()
    for script in (SPEECH_STUB, NO_LOCKS, *more):
        other.add_init_script(script)
    other.goto(page.url)
    at(other, "middle")
    at(page, "playing")
    awake(other)
    other.get_by_role("button", name="Go on from this step").click()
    at(other, "playing")
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("This session was stopped in another tab.")
    other.keyboard.press("x")
    at(other, "stopped")
    awake(other)
    other.get_by_role("button", name="Sharp pain").click()
    at(other, "result")
    awake(other)
    other.get_by_role("button", name="How does it feel now?").click()
    at(other, "after")
    arrives(other, server, "sharp_pain")
    for _ in range(40):
        if "session_ended" in [entry.kind for entry in entries(server)]:
            break
        other.wait_for_timeout(100)
    kinds = [entry.kind for entry in entries(server)]
    assert (kinds.count("session_started"), kinds.count("session_ended")) == (1, 1)
    assert reasons(server) == [None, "sharp_pain"]


@pytest.mark.parametrize("more", [[], [NO_CHANNEL]], ids=["", "no-channel"])
def test_an_emergency_said_on_another_page_ends_what_plays_in_this_one(
    page: Page, server: Server, more: list[str]
) -> None:
    to_playing_with(page, *more)
    other = page.context.new_page()
    for script in more:
        other.add_init_script(script)
    other.goto("/")
    begin(other)
    tick(other, "input[name='a.numb_between_legs'][value=yes]")
    say_pain(other, 1)
    other.get_by_role("button", name="Continue: no to the rest").click()
    expect(other.locator(".number-card")).to_be_visible()
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("There is no session for now.")
    page.reload()
    at(page, "problem")
    page.wait_for_timeout(500)
    assert [entry.kind for entry in entries(server)].count("session_ended") == 1


def test_a_stop_that_was_answered_on_another_page_is_not_asked_about_again(
    page: Page, server: Server
) -> None:
    to_playing(page)
    page.keyboard.press("x")
    at(page, "stopped")
    arrives(page, server, None)
    other = page.context.new_page()
    other.goto("/what-happened")
    other.get_by_role("button", name="Nothing bad").click()
    expect(other.get_by_role("link", name="To Today")).to_be_visible()
    at(page, "problem")
    expect(page.locator("h1")).to_have_text("You said elsewhere what happened.")
    for _ in range(40):
        if "session_ended" in [entry.kind for entry in entries(server)]:
            break
        page.wait_for_timeout(100)
    page.close()
    other.goto("/")
    begin(other)
    answer_none(other)
    other.get_by_role("link", name="Get ready").click()
    other.get_by_role("link", name="Lie down and begin").click()
    at(other, "ready")


def test_a_place_that_is_changed_on_another_page_changes_the_number_on_the_emergency_page(page: Page) -> None:
    to_playing(page)
    stop_with_an_emergency(page)
    other = page.context.new_page()
    other.goto("/place")
    other.get_by_label("Country or region").select_option("japan")
    other.get_by_role("button", name="Keep this").click()
    other.wait_for_url("**/")
    page.reload()
    at(page, "emergency")
    expect(page.locator("a.call .number")).to_have_text("119")
