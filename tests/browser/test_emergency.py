"""After an emergency sign its number stays within reach: on every later screen, and whatever else is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, at, awake, let_in, press_at_once, to_playing

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
