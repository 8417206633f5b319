"""After an emergency sign its number stays within reach: on every later screen, and whatever else is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from supple.journal.entry import PlaceChosen
from tests.browser.kept import DELETE_DATABASE, LEFT, NO_DATABASE, entries
from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, at, awake, let_in, press_at_once, to_playing, until

SIZES = ((1280, 800), (390, 844), (320, 256))
NUMBER = "Call 112"


@pytest.fixture
def page(laptop: Page) -> Page:
    """A laptop's page whose voice is a stub."""
    laptop.add_init_script(SPEECH_STUB)
    return laptop


def say_an_emergency(page: Page) -> None:
    """A key, "Numbness or tingling", and yes to the first question."""
    page.keyboard.press("x")
    at(page, "stopped")
    awake(page)
    press_at_once(page.get_by_role("button", name="Numbness"))
    at(page, "follow_up")
    awake(page)
    press_at_once(page.get_by_role("button", name="Yes").first)
    at(page, "emergency")
    awake(page)


def press(page: Page, name: str) -> None:
    """Once the screen takes presses."""
    awake(page)
    press_at_once(page.get_by_role("button", name=name))


# --- seen, not only there


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def sized(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """A window of one of the sizes that people use."""
    width, height = request.param
    context = let_in(browser, server, viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(SPEECH_STUB)
    yield page
    context.close()


def box(shown: Locator) -> FloatRect:
    """Where it is in the window."""
    found = shown.bounding_box()
    assert found is not None
    return found


def overlaps(one: FloatRect, other: FloatRect) -> bool:
    """Whether they share more than an edge."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 0.5 and down > 0.5


def number_is_seen(page: Page) -> None:
    """All of it in the window, as the page comes, and beside everything else that is pressed."""
    size = page.viewport_size
    assert size is not None
    call = page.get_by_role("link", name=NUMBER)
    place = box(call)
    assert place["x"] >= 0
    assert place["y"] >= 0
    assert place["x"] + place["width"] <= size["width"]
    assert place["y"] + place["height"] <= size["height"]
    assert place["height"] >= 44
    for other in page.locator("main :is(button, a, input, h1)").all():
        assert not overlaps(place, box(other)), other.inner_text()
    middle = [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2]
    assert call.evaluate("(link, [x, y]) => link.contains(document.elementFromPoint(x, y))", middle)


def test_the_number_is_in_the_window_on_every_screen_after_an_emergency(sized: Page) -> None:
    page = sized
    to_playing(page)
    say_an_emergency(page)
    press(page, "That was not what I meant")
    at(page, "stopped")
    number_is_seen(page)
    press(page, "Nothing bad")
    at(page, "result")
    number_is_seen(page)
    press(page, "Go on from this step")
    at(page, "playing")
    expect(page.get_by_role("link", name=NUMBER)).to_have_count(0)  # every touch stops there
    press_at_once(page.get_by_role("button", name="Pause"))
    at(page, "paused")
    number_is_seen(page)
    press(page, "End here")
    at(page, "after")
    number_is_seen(page)
    press(page, "Show that page again")
    at(page, "emergency")


# --- whatever else is gone


def playing_without_need(page: Page, *scripts: str) -> None:
    """In the middle of a session whose page a reload has without the server."""
    for script in scripts:
        page.add_init_script(script)
    to_playing(page)
    until(page, "navigator.serviceWorker.controller !== null")


def shows(page: Page, number: str = "112") -> None:
    """The emergency page, with all that it says."""
    at(page, "emergency")
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help now")
    expect(page.locator("a.call .number")).to_have_text(number)
    expect(page.get_by_text("Please do not wait")).to_be_visible()


@pytest.mark.parametrize("away", [False, True], ids=["", "server-away"])
def test_a_reload_shows_the_page_again_where_the_browser_keeps_no_session(
    page: Page, server: Server, *, away: bool
) -> None:
    playing_without_need(page, NO_DATABASE)
    say_an_emergency(page)
    if away:
        server.stop()
    page.reload()
    shows(page)


def test_the_number_stands_above_what_is_the_matter_once_the_session_was_left(
    page: Page, server: Server
) -> None:
    """The server is away, so that "Leave" leads to the browser's own page of errors."""
    playing_without_need(page)
    address = page.url
    say_an_emergency(page)
    server.stop()
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url("chrome-error://**")
    page.goto(address)
    at(page, "problem")
    number_is_seen(page)
    press(page, "Show that page again")
    shows(page)


def places_chosen(server: Server) -> list[str]:
    """Of the journal, in the order of keeping."""
    return [entry.place for entry in entries(server) if isinstance(entry, PlaceChosen)]


def test_another_place_is_chosen_on_the_page_itself(page: Page, server: Server) -> None:
    """With no server, no cookie and no database; the journal hears of it when it can."""
    playing_without_need(page)
    say_an_emergency(page)
    page.get_by_label("Change place").select_option(label="Japan: 119")
    shows(page, "119")
    until_told(page, server, "japan")
    server.stop()
    page.get_by_label("Change place").select_option(label="Australia: 000")
    shows(page, "000")
    page.evaluate(DELETE_DATABASE)
    page.reload()
    shows(page, "000")
    server.start()
    page.reload()
    shows(page, "000")
    until_told(page, server, "australia")


@pytest.mark.parametrize("database", [True, False])
def test_the_journal_hears_of_a_place_as_soon_as_it_answers(
    page: Page, server: Server, database: bool
) -> None:
    """Without a press, and without a reload; also where nothing but the page is left of the session."""
    playing_without_need(page)
    say_an_emergency(page)
    server.stop()
    page.get_by_label("Change place").select_option(label="Australia: 000")
    shows(page, "000")
    if not database:
        page.evaluate(DELETE_DATABASE)
        page.reload()
        shows(page, "000")
    server.start()
    until_told(page, server, "australia")
    shows(page, "000")


def until_told(page: Page, server: Server, place: str) -> None:
    """The journal's last place is this one."""
    for _ in range(120):
        if places_chosen(server)[-1] == place:
            return
        page.wait_for_timeout(250)
    raise AssertionError(places_chosen(server))


def test_a_browser_that_is_not_let_in_any_more_keeps_the_number(page: Page) -> None:
    playing_without_need(page)
    say_an_emergency(page)
    page.context.clear_cookies()
    page.get_by_label("Change place").select_option(label="Japan: 119")
    shows(page, "119")
    page.reload()
    shows(page, "119")


# --- and not for ever, nor for others


def test_nothing_of_it_is_left_when_everything_is_deleted(page: Page) -> None:
    to_playing(page)
    say_an_emergency(page)
    other = page.context.new_page()
    other.goto("/you/delete")
    assert "supple.help" in other.evaluate(LEFT)
    other.get_by_label("Yes, delete everything").check()
    press_at_once(other.get_by_role("button", name="Delete"))
    expect(other.get_by_role("heading", level=1)).to_have_text("It is gone")
    other.wait_for_timeout(1000)
    assert set(other.evaluate(LEFT)) <= {"supple.sound", "supple-presses"}


def test_nothing_of_it_is_left_when_another_journal_is_shown(page: Page) -> None:
    to_playing(page)
    say_an_emergency(page)
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url("**/")
    other = page.context.new_page()  # the first page loads anew once the stop has arrived
    other.goto("/people")
    assert "supple.help" in other.evaluate(LEFT)
    other.get_by_label("Name").fill("Ben")
    press_at_once(other.get_by_role("button", name="Add"))
    expect(other.get_by_role("button", name="Begin")).to_be_visible()
    until(other, "localStorage.getItem('supple.help') === null")
