"""Every page and screen of the player: axe, laptop, phone, 200 % zoom, dark and light, and no other host."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.clock import play_to_the_end
from tests.browser.server import Server
from tests.browser.way import (
    SPEECH_STUB,
    answer_after,
    answer_none,
    at,
    awake,
    begin,
    greet,
    laid_out,
    let_in,
    no_sideways_scroll,
    press,
    say_pain,
    screens_of_questions,
    tick,
    to_ready,
    until,
)

WINDOW = {"width": 1280, "height": 800}
# Width, height, pixels a point, whether it is a phone, and light or dark.
LOOKS: tuple[tuple[int, int, int, bool, Literal["light", "dark"]], ...] = (
    (1280, 800, 1, False, "dark"),
    (390, 844, 3, True, "light"),
    # What 200 % zoom leaves of 1280 x 800: half the width, twice the pixels.
    (640, 400, 2, False, "light"),
)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page which may talk to its own server only."""
    context = let_in(browser, server, viewport=WINDOW)
    elsewhere: list[str] = []

    def only_here(route: Route) -> None:
        if route.request.url.startswith(server.url):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if "Content Security" in one.text else None)
    page.add_init_script(SPEECH_STUB)
    yield page
    context.close()
    assert elsewhere == []
    assert refused == []


def look(page: Page) -> None:
    """In each look: no finding of axe, and nothing wider than the window."""
    page.wait_for_load_state()
    page.wait_for_timeout(450)
    protocol = page.context.new_cdp_session(page)
    for width, height, pixels, is_phone, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        device = {"width": width, "height": height, "deviceScaleFactor": pixels, "mobile": is_phone}
        protocol.send("Emulation.setDeviceMetricsOverride", device)
        laid_out(page, width=width)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url} {device}\n{results.generate_report()}"
        no_sideways_scroll(page)
    protocol.detach()  # which gives the page its own window back
    laid_out(page, width=WINDOW["width"])


def go_on(page: Page) -> None:
    """It asks the server before it plays."""
    press(page, "Go on from this step")
    at(page, "playing")


def test_every_page_before_and_after_a_session(page: Page) -> None:
    """Welcome, today, all screens of questions, outcomes, prepare, place, journal, about, an error."""
    page.goto("/")
    look(page)
    greet(page)
    look(page)
    for address in (
        "/about",
        "/movements",
        "/journal",
        "/place",
        "/nothing-here",
        "/check-in",
        "/trends",
        "/you",
    ):
        page.goto(address)
        look(page)
    page.goto("/")
    begin(page, region="all", minutes=12)
    for _ in screens_of_questions(page):
        look(page)
        if page.locator("input[name='a.pain_now']").count():
            say_pain(page, 1)
        press(page, "None of these")
    look(page)
    page.get_by_role("link", name="Get ready").click()
    look(page)


def test_the_pages_of_days_and_weeks(page: Page) -> None:
    """Check-in, journal, trends, the hand-over, one's own data, people, and a journal's end."""
    greet(page)
    page.goto("/you")
    page.get_by_label("Such as").fill("Swim")
    press(page, "Add")
    press(page, "Remind me")
    page.goto("/")
    look(page)
    page.goto("/check-in")
    tick(page, "input[name=discomfort][value='3']")
    tick(page, "input[name=self_adjusts][value='5']")
    press(page, "Keep")
    for address in (
        "/journal",
        "/check-in",
        "/trends",
        "/trends?weeks=52",
        "/hand-over",
        "/you",
        "/you/delete",
    ):
        page.goto(address)
        look(page)
    page.goto("/people")
    look(page)
    page.get_by_label("Name").fill("Ben")
    press(page, "Add")
    look(page)
    page.goto("/you/delete")
    page.get_by_label("Yes, delete").check()
    press(page, "Delete")
    look(page)


def test_the_outcomes_that_start_nothing(page: Page) -> None:
    """Refer, and the emergency page: its number first, a real link, spoken, for the chosen place."""
    greet(page)
    begin(page)
    say_pain(page, 7)
    press(page, "None of these")
    answer_none(page, pain=7)
    look(page)
    expect(page.locator("main")).to_contain_text("Not today")
    page.goto("/place")
    page.get_by_label("Country").select_option("uk_ireland")
    page.locator("main form button").first.click()
    page.goto("/")
    page.get_by_role("link", name="go through the questions").click()
    say_pain(page, 1)
    tick(page, "input[name='a.numb_between_legs'][value='unsure']")
    press(page, "Continue")
    look(page)
    first = page.locator("main a").first
    assert first.get_attribute("href") == "tel:999"
    until(page, "window.spoken.length > 0")
    assert "9 9 9" in page.evaluate("window.spoken.map(one => one.words).join(' ')")
    assert page.get_by_role("button", name="None of these").count() == 0


def test_every_screen_of_the_player(page: Page) -> None:
    """Ready, playing, paused, stopped, questions, pain, result, finished, after, kept."""
    to_ready(page, region="lower", minutes=5)
    look(page)
    press(page, "Start")
    at(page, "playing")
    look(page)
    press(page, "Pause")
    look(page)
    press(page, "Go on")
    page.reload()
    expect(page.locator("h1")).to_contain_text("You were in the middle of")
    look(page)
    go_on(page)
    visits: list[tuple[str, Callable[[], None], str]] = [
        ("Nothing bad", lambda: go_on(page), "result"),
        ("More pain", lambda: press(page, "1"), "pain"),
    ]
    for label, onwards, state in visits:
        page.keyboard.press("x")
        at(page, "stopped")
        look(page)
        press(page, label)
        at(page, state)
        look(page)
        onwards()
    at(page, "result")
    look(page)
    press(page, "How does it feel now?")
    look(page)
    answer_after(page)
    look(page)


def test_the_end_of_a_session_and_what_is_refused(page: Page) -> None:
    """A gentle day, a session to its end, a closed day, a nudge in the journal, and no session to start."""
    page.clock.install()
    greet(page)
    begin(page, region="upper", minutes=5)
    answer_none(page, pain=5)
    look(page)
    page.get_by_role("link", name="Get ready").click()
    page.get_by_role("link", name="Lie down and begin").click()
    at(page, "ready")
    awake(page)
    press(page, "Start")
    at(page, "playing")
    play_to_the_end(page)
    at(page, "finished")
    look(page)
    press(page, "How does it feel now?")
    answer_after(page, discomfort=8)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("No session for now")
    look(page)
    page.goto("/check-in")
    tick(page, "input[name=discomfort][value='3']")
    tick(page, "input[name=self_adjusts][value='5']")
    press(page, "Keep")
    page.get_by_text("Why this is here").first.click()
    expect(page.locator("main")).to_contain_text("Rule H3")
    look(page)
    page.goto("/session")
    at(page, "problem")
    look(page)


def test_answers_of_some_time_ago_start_nothing(page: Page) -> None:
    """A session is neither begun nor gone on with once its answers are old."""
    page.clock.install()
    to_ready(page, region="lower", minutes=5)
    awake(page)
    press(page, "Start")
    at(page, "playing")
    press(page, "Pause")
    at(page, "paused")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=3))
    press(page, "Go on")
    at(page, "middle")
    expect(page.locator("main")).to_contain_text("some time ago")
    assert page.get_by_role("button", name="Go on from this step").count() == 0
    look(page)
    press(page, "End here")
    at(page, "after")


def test_the_questions_after_tingling_and_the_number(page: Page) -> None:
    """The follow-up and the player's own emergency page."""
    to_ready(page, region="upper", minutes=5)
    press(page, "Start")
    page.keyboard.press("x")
    press(page, "Numbness or tingling")
    at(page, "follow_up")
    look(page)
    press(page, "Yes")
    at(page, "emergency")
    look(page)
