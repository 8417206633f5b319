"""Past every page and every screen of the player once; what is looked at there is the test's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from playwright.sync_api import Page

from tests.browser.clock import play_to_the_end
from tests.browser.way import (
    answer_after,
    answer_none,
    at,
    awake,
    begin,
    greet,
    press,
    say_pain,
    screens_of_questions,
    tick,
)

Visit = Callable[[str], None]


@contextmanager
def time_stands_still(page: Page) -> Iterator[None]:
    """However long the look takes, the session stays where it is."""
    soon_ms = page.evaluate("Date.now() + 100")
    page.clock.pause_at(datetime.fromtimestamp(soon_ms / 1000, UTC))
    yield
    page.clock.resume()


def tour_of_pages(page: Page, visit: Visit) -> None:
    """From the first start to the towel: all pages, with something noted on them."""
    page.goto("/")
    visit("welcome")
    greet(page)
    visit("today")
    page.goto("/check-in")
    tick(page, "input[name=discomfort][value='3']")
    tick(page, "input[name=self_adjusts][value='5']")
    visit("check-in")
    press(page, "Keep")
    page.goto("/you")
    page.get_by_label("Such as").fill("Swim")
    press(page, "Add")
    for address in ("you", "journal", "trends", "hand-over", "people", "place", "about", "movements"):
        page.goto(f"/{address}")
        for summary in page.locator("summary").all():
            summary.click()
        visit(address)
    for address in ("you/delete", "nothing-here"):
        page.goto(f"/{address}")
        visit(address.replace("/", "-"))
    page.goto("/people")
    page.get_by_label("Name").fill("Ben")
    press(page, "Add")
    greet(page)
    begin(page, region="all", minutes=12)
    for _ in screens_of_questions(page):
        if page.locator("input[name='a.pain_now']").count():
            say_pain(page, 1)
        visit("screening")
        press(page, "None of these")
    visit("outcome")
    page.get_by_role("link", name="Get ready").click()
    visit("prepare")


def tour_of_refusals(page: Page, visit: Visit) -> None:
    """The outcomes that start nothing, and the player without a session."""
    greet(page)
    page.goto("/session")
    at(page, "problem")
    visit("refused")
    page.goto("/")
    begin(page)
    say_pain(page, 7)
    press(page, "None of these")
    answer_none(page, pain=7)
    visit("outcome-refer")
    page.goto("/")
    page.get_by_role("link", name="go through the questions").click()
    say_pain(page, 1)
    tick(page, "input[name='a.numb_between_legs'][value='unsure']")
    press(page, "Continue")
    visit("outcome-emergency")


def to_ready(page: Page, *, region: str = "lower") -> None:
    """From Today to the player's Ready screen."""
    begin(page, region=region)
    answer_none(page)
    page.get_by_role("link", name="Get ready").click()
    page.get_by_role("link", name="Lie down and begin").click()
    at(page, "ready")
    awake(page)


def tour_of_the_player(page: Page, visit: Visit) -> None:
    """Every screen from Ready to Kept."""
    page.clock.install()
    greet(page)
    to_ready(page)
    visit("ready")
    press(page, "Start")
    at(page, "playing")
    with time_stands_still(page):
        visit("playing")
    page.locator("button.pause").click()
    at(page, "paused")
    awake(page)
    visit("paused")
    page.reload()
    at(page, "middle")
    awake(page)
    visit("middle")
    press(page, "Go on from this step")
    at(page, "playing")
    page.keyboard.press("x")
    at(page, "stopped")
    awake(page)
    visit("stopped")
    press(page, "More pain")
    at(page, "pain")
    awake(page)
    visit("pain")
    press(page, "1")
    at(page, "result")
    awake(page)
    visit("result")
    press(page, "How does it feel now?")
    at(page, "after")
    awake(page)
    tick(page, "input[name=stiffness][value='3']")
    visit("after")
    answer_after(page)
    visit("kept")


def tour_of_the_ends(page: Page, visit: Visit) -> None:
    """The emergency by the follow-up, and a session to its last second."""
    page.clock.install()
    greet(page)
    to_ready(page, region="upper")
    press(page, "Start")
    at(page, "playing")
    page.keyboard.press("x")
    press(page, "Numbness or tingling")
    at(page, "follow_up")
    awake(page)
    visit("follow-up")
    press(page, "Yes")
    at(page, "emergency")
    awake(page)
    press(page, "That was not what I meant")
    at(page, "stopped")
    awake(page)
    visit("stopped-with-the-number")
    press(page, "Show that page again")
    at(page, "emergency")
    awake(page)
    visit("emergency")
    somebody_else(page, "Cleo")
    to_ready(page)
    press(page, "Start")
    at(page, "playing")
    play_to_the_end(page)
    at(page, "finished")
    awake(page)
    visit("finished")


def somebody_else(page: Page, name: str) -> None:
    """A journal of their own, so that no stop of another closes the day."""
    page.goto("/people")
    page.get_by_label("Name").fill(name)
    press(page, "Add")
    greet(page)
