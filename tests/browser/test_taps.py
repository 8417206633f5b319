"""A page that has only just come is answered by nobody: double taps, held keys, a button pressed twice."""

import pytest
from playwright.sync_api import Locator, Page, expect

from supple.journal.entry import PlaceChosen, ScreeningEntry
from tests.browser.kept import PUT_ROW, WAITING, entries
from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, awake, begin, greet, say_pain, tick, to_playing

TAP_AGAIN_MS = (60, 160, 250, 350)


@pytest.fixture
def first_screen(phone: Page) -> Page:
    """The first questions, on a phone, with the pain said."""
    greet(phone)
    begin(phone)
    say_pain(phone, 1)
    return phone


def tap_twice(page: Page, button: Locator, *, after_ms: int) -> None:
    """Two taps at one place, wherever the second one arrives."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(after_ms)
    page.touchscreen.tap(x, y)


def answered(page: Page) -> int:
    """How many questions the page says are answered."""
    return page.locator("input[type=hidden][name^='c.']").count()


@pytest.mark.parametrize("after_ms", TAP_AGAIN_MS)
def test_a_second_tap_answers_no_page_that_nobody_read(first_screen: Page, after_ms: int) -> None:
    page = first_screen
    none = page.get_by_role("button", name="None of these")
    for number in range(1, 4):
        title = page.locator("h1").inner_text()
        asked = page.locator("[role=radiogroup], fieldset").count()
        before = answered(page)
        page.wait_for_timeout(1_100)
        tap_twice(page, none, after_ms=after_ms)
        expect(page.locator("h1")).not_to_have_text(title)
        page.wait_for_timeout(1_000)
        assert answered(page) == before + asked, f"after {number} double taps"
        assert page.locator("input:checked").count() == 0


def test_a_second_tap_answers_no_sign_that_was_not_read(phone: Page, server: Server) -> None:
    phone.add_init_script(SPEECH_STUB)
    to_playing(phone)
    phone.keyboard.press("x")
    phone.wait_for_timeout(800)
    phone.goto("/what-happened")
    awake(phone)
    numb = phone.locator("button.answer").filter(has_text="Numb").first
    tap_twice(phone, numb, after_ms=160)
    expect(phone.locator("h1")).to_have_text("One more thing")
    phone.wait_for_timeout(1_000)
    assert "stop_answered" not in [entry.kind for entry in entries(server)]


def test_a_held_enter_answers_one_page(laptop: Page) -> None:
    greet(laptop)
    begin(laptop)
    say_pain(laptop, 1)
    awake(laptop)
    laptop.get_by_role("button", name="None of these").focus()
    title = laptop.locator("h1").inner_text()
    laptop.keyboard.down("Enter")
    expect(laptop.locator("h1")).not_to_have_text(title)
    title = laptop.locator("h1").inner_text()
    laptop.get_by_role("button", name="None of these").focus()
    for _ in range(12):
        laptop.keyboard.down("Enter")
        laptop.wait_for_timeout(50)
    assert laptop.locator("h1").inner_text() == title
    laptop.keyboard.up("Enter")
    awake(laptop)
    laptop.keyboard.press("Enter")
    expect(laptop.locator("h1")).not_to_have_text(title)


def test_a_held_enter_forgets_no_stop(laptop: Page) -> None:
    """A stop that waits since an earlier version; whoever asks to forget it is asked once more."""
    greet(laptop)
    row = {"kind": "stop", "id": "7d1f1b3e-6a0b-4c1c-9a53-111111111111", "event": "numb_tingling"}
    laptop.evaluate(PUT_ROW, ["outbox", {**row, "at": "2026-11-30T05:00:00.000Z"}])
    laptop.goto("/movements#waiting")
    forget = laptop.get_by_role("button", name="Forget", exact=True)
    forget.wait_for()
    awake(laptop)
    forget.focus()
    for _ in range(20):
        laptop.keyboard.down("Enter")
        laptop.wait_for_timeout(50)
    laptop.keyboard.up("Enter")
    expect(laptop.get_by_text("Forget it for good?")).to_be_focused()
    assert laptop.evaluate(WAITING) == 1
    laptop.get_by_role("button", name="Yes, forget it").click()
    expect(laptop.get_by_text("It is forgotten.")).to_be_visible()
    assert laptop.evaluate(WAITING) == 0


def test_a_form_goes_once_and_its_button_looks_pressed(laptop: Page, server: Server) -> None:
    laptop.goto("/")
    button = laptop.get_by_role("button", name="Begin")
    twice = "button => { button.click(); button.click(); return button.hasAttribute('data-sent'); }"
    assert button.evaluate(twice)
    expect(laptop.get_by_role("heading", level=1)).to_contain_text("How is your back")
    assert len([entry for entry in entries(server) if isinstance(entry, PlaceChosen)]) == 1


def test_adding_somebody_twice_adds_and_chooses_her(laptop: Page) -> None:
    greet(laptop)
    laptop.goto("/people")
    laptop.get_by_label("Name").fill("Ben")
    awake(laptop)
    laptop.get_by_role("button", name="Add").dblclick()
    laptop.get_by_role("button", name="Begin").click()
    expect(laptop.locator(".who")).to_contain_text("Ben")


def test_links_and_what_is_used_in_place_of_a_pointer_need_no_pause(laptop: Page, server: Server) -> None:
    """From the very first moment of a page."""
    laptop.goto("/", wait_until="commit")
    laptop.get_by_role("button", name="Begin").evaluate("button => button.click()")
    expect(laptop.get_by_role("heading", level=1)).to_contain_text("How is your back")
    begin(laptop)
    tick(laptop, "input[name='a.numb_between_legs'][value=yes]")
    say_pain(laptop, 1)
    laptop.get_by_role("button", name="Continue: no to the rest").evaluate("button => button.click()")
    expect(laptop.locator(".number-card")).to_be_visible()
    assert [entry.outcome for entry in entries(server) if isinstance(entry, ScreeningEntry)] == ["emergency"]
    place = laptop.get_by_role("link", name="Change place")
    box = place.bounding_box()
    assert box is not None
    laptop.reload(wait_until="commit")
    place.wait_for()
    laptop.mouse.click(box["x"] + 10, box["y"] + 10)
    laptop.wait_for_url("**/place**")
