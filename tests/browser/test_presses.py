"""Mouse, pen and keys: what stops never answers, "back" stays, an answer that was not meant is changed."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.clock import pass_time
from tests.browser.way import SPEECH_STUB, at, awake, to_playing

PLACE = (300, 500)
SPEAK = "window.spoken.map((heard) => heard.words).join(' | ')"


@pytest.fixture
def playing(laptop: Page) -> Page:
    """A session that plays, on a page whose clock can be moved on."""
    laptop.add_init_script(SPEECH_STUB)
    laptop.clock.install()
    to_playing(laptop)
    return laptop


def go_on(page: Page) -> None:
    """From the stopped screen back into the session, deliberately."""
    awake(page)
    page.get_by_role("button", name="Nothing bad").click()
    at(page, "result")
    awake(page)
    page.get_by_role("button", name="Go on from this step").click()
    at(page, "playing")


def mouse(session: CDPSession, kind: str, button: str, pointer: str = "mouse") -> None:
    x, y = PLACE
    event = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1, "pointerType": pointer}
    session.send("Input.dispatchMouseEvent", event)


def test_mouse_pen_and_keys_that_are_held_choose_nothing(playing: Page) -> None:
    """Held for up to four seconds and let go over an answer; a key that repeats; Enter and Space too."""
    page = playing
    session = page.context.new_cdp_session(page)
    for pointer in ("mouse", "pen"):
        for held_ms in (30, 450, 700, 1_500, 4_000):
            mouse(session, "mousePressed", "left", pointer)
            at(page, "stopped")
            page.clock.run_for(held_ms)
            mouse(session, "mouseReleased", "left", pointer)
            page.clock.run_for(1_000)
            at(page, "stopped")
            go_on(page)
    for key in ("x", "Enter", "Space", "Control"):
        page.locator("h1").focus()
        page.keyboard.down(key)
        at(page, "stopped")
        page.locator("main button").first.evaluate("button => { button.focus(); }")
        for _ in range(30):
            page.clock.run_for(50)
            page.keyboard.down(key)
        page.locator("main button").first.focus()
        page.keyboard.down(key)
        page.keyboard.up(key)
        at(page, "stopped")
        go_on(page)


def test_taps_at_one_place_choose_nothing_until_there_was_a_pause(playing: Page) -> None:
    """A tap 900 ms after the last is still one of them; a second later it chooses."""
    page = playing
    page.mouse.click(*PLACE)
    at(page, "stopped")
    for _ in range(6):
        page.clock.run_for(900)
        page.mouse.click(*PLACE)
        at(page, "stopped")
    page.clock.run_for(1_100)
    page.mouse.click(*PLACE)
    expect(page.locator("html")).not_to_have_attribute("data-state", "stopped")


def test_what_is_used_in_place_of_a_pointer_chooses_once_the_screen_hears(playing: Page) -> None:
    page = playing
    page.mouse.click(*PLACE)
    press = "[...document.querySelectorAll('.event')].find(one => one.innerText.includes('Nothing')).click()"
    page.evaluate(press)
    at(page, "stopped")
    page.clock.run_for(450)
    page.evaluate(press)
    at(page, "result")


@pytest.mark.parametrize("button", ["back", "forward"])
def test_the_mouses_back_and_forward_stop_and_stay(playing: Page, button: str) -> None:
    page = playing
    address = page.url
    session = page.context.new_cdp_session(page)
    mouse(session, "mousePressed", button)
    mouse(session, "mouseReleased", button)
    at(page, "stopped")
    page.wait_for_timeout(500)
    assert page.url == address
    go_on(page)


def test_back_stops_and_stays_and_traps_nobody(playing: Page) -> None:
    """The browser's own "back" while it plays; the next one, from the stopped screen, leaves."""
    page = playing
    address = page.url
    page.evaluate("history.back()")
    at(page, "stopped")
    assert page.url == address
    go_on(page)
    page.keyboard.press("Alt+ArrowLeft")
    at(page, "stopped")
    page.wait_for_timeout(500)
    assert page.url == address
    page.clock.run_for(2_000)
    page.evaluate("history.back()")
    page.wait_for_url("**/prepare**")


def test_an_answer_that_was_not_meant_is_changed_and_the_emergency_page_stays_near(playing: Page) -> None:
    page = playing
    page.keyboard.press("x")
    awake(page)
    page.get_by_role("button", name="Numbness or tingling").click()
    awake(page)
    page.get_by_role("button", name="Yes").first.click()
    at(page, "emergency")
    awake(page)
    page.get_by_role("button", name="That was not what I meant").click()
    at(page, "stopped")
    expect(page.get_by_role("link", name="112")).to_be_visible()
    awake(page)
    page.get_by_role("button", name="Nothing bad").click()
    at(page, "result")
    awake(page)
    page.get_by_role("button", name="Show that page again").click()
    at(page, "emergency")


def test_an_answer_stands_after_ten_seconds(playing: Page) -> None:
    page = playing
    page.keyboard.press("x")
    awake(page)
    page.get_by_role("button", name="Sharp pain").click()
    change = page.get_by_role("button", name="That was not what I meant")
    expect(change).to_be_visible()
    page.clock.run_for(9_000)
    expect(change).to_be_visible()
    page.clock.run_for(1_500)
    expect(change).to_have_count(0)
    at(page, "result")


def test_an_hour_in_one_leap_is_somebody_who_was_away(playing: Page) -> None:
    """It stands where it was, says so, and goes on from there."""
    page = playing
    pass_time(page, 6_000)
    before = page.locator("html").get_attribute("data-segment")
    page.clock.fast_forward(3_600_000)
    at(page, "paused")
    expect(page.get_by_role("heading", level=1)).to_have_text("You were away")
    assert page.locator("html").get_attribute("data-segment") == before
    assert "You were away" in page.evaluate(SPEAK)
