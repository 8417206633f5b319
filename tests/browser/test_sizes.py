"""The reader's font size, 320 px and 400 % zoom, and high contrast: every page and screen of the player."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.server import Server
from tests.browser.tour import (
    Visit,
    to_ready,
    tour_of_pages,
    tour_of_refusals,
    tour_of_the_ends,
    tour_of_the_player,
)
from tests.browser.way import (
    SPEECH_STUB,
    at,
    awake,
    begin,
    greet,
    laid_out,
    let_in,
    no_sideways_scroll,
    press,
    screens_of_questions,
    tick,
)

TOURS = (tour_of_pages, tour_of_refusals, tour_of_the_ends, tour_of_the_player)
LAPTOP, PHONE = (1280, 800), (390, 844)
FONT_SIZES = (16, 24, 32)
# Width, height and font size. 320 x 256 is what 400 % zoom leaves of 1280 x 1024.
TIGHT = (
    (320, 256, 16),
    (320, 640, 16),
    (280, 640, 16),
    (320, 640, 24),
    (390, 844, 32),
    (1280, 800, 32),
)
CROWDED = ((320, 256, 16), (390, 844, 32))

SIZES_OF_TEXTS = """() => {
  const sizes = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest(".unseen")) continue;
    let path = "";
    for (let up = element; up !== document.body; up = up.parentElement) {
      const place = [...up.parentElement.children].indexOf(up);
      path = `${up.tagName}.${up.getAttribute("class") ?? ""}:${place} ${path}`;
    }
    sizes[path] = parseFloat(getComputedStyle(element).fontSize);
  }
  return sizes;
}"""
OUT_OF_REACH = """() => {
  const out = [];
  for (const control of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (control.disabled || control.tabIndex < 0 || !control.checkVisibility()) continue;
    if (control.closest("[inert], .unseen")) continue;
    control.focus();
    const box = control.getClientRects()[0];
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!hit || !(control.contains(hit) || hit.closest("label")?.control === control)) {
      out.push(`${control.outerHTML.slice(0, 90)} under ${hit?.outerHTML.slice(0, 60)}`);
    }
  }
  return out;
}"""
RING = """() => {
  const element = document.activeElement;
  const drawn = element.matches("[type=radio]") ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


def new_page(browser: Browser, server: Server, **look: Any) -> Page:
    """A page whose session can be played without a voice."""
    context = let_in(
        browser,
        server,
        viewport={"width": LAPTOP[0], "height": LAPTOP[1]},
        reduced_motion="reduce",
        **look,
    )
    page = context.new_page()
    page.add_init_script(SPEECH_STUB)
    return page


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page as it usually looks."""
    shown = new_page(browser, server)
    yield shown
    shown.context.close()


@pytest.fixture(params=["light", "dark"])
def contrast(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """A page in the system's high contrast, black on white and white on black."""
    shown = new_page(browser, server, forced_colors="active", color_scheme=request.param)
    yield shown
    shown.context.close()


class Window:
    """The window and the font size that the reader has set in the browser."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._protocol = page.context.new_cdp_session(page)

    def show(self, width: int, height: int, font_size: int = 16) -> None:
        """Set both."""
        self._page.set_viewport_size({"width": width, "height": height})
        self._protocol.send("Page.setFontSizes", {"fontSizes": {"standard": font_size, "fixed": font_size}})
        laid_out(self._page, width=width, font_size=font_size)


def texts_grow(page: Page, window: Window, where: str, width: int, height: int) -> None:
    """Every text that stands in both is larger, from each font size to the next."""
    sizes: list[dict[str, float]] = []
    for font_size in FONT_SIZES:
        window.show(width, height, font_size)
        sizes.append(page.evaluate(SIZES_OF_TEXTS))
    for smaller, larger in pairwise(sizes):
        both = smaller.keys() & larger.keys()
        assert both
        stuck = {path: (smaller[path], larger[path]) for path in both if larger[path] <= smaller[path]}
        assert not stuck, f"{where}, {width} x {height}: {stuck}"


def nothing_hides(page: Page, window: Window, where: str) -> None:
    """No sideways scrolling, each control comes into view when it has the focus, and Stop is always there."""
    for width, height, font_size in TIGHT:
        window.show(width, height, font_size)
        no_sideways_scroll(page)
        if where in {"playing", "paused"}:
            stop_is_in_view(page)
        if (width, height, font_size) in CROWDED:
            hidden = page.evaluate(OUT_OF_REACH)
            assert hidden == [], f"{where}, {width} x {height}, {font_size} px"


@pytest.mark.parametrize("tour", TOURS)
def test_every_text_follows_the_font_size_and_nothing_hides(
    tour: Callable[[Page, Visit], None], page: Page
) -> None:
    """At 24 and 32 px instead of 16 on a laptop and a phone, and in small windows with large letters."""
    window = Window(page)

    def visit(where: str) -> None:
        page.wait_for_load_state()
        # A page that has only just come is out of reach.
        expect(page.locator("[data-deaf]")).to_have_count(0)
        for width, height in (LAPTOP, PHONE):
            texts_grow(page, window, where, width, height)
        nothing_hides(page, window, where)
        window.show(*LAPTOP)

    tour(page, visit)


def stop_is_in_view(page: Page) -> None:
    """All of the button, from the first to the last line of the page, and room beside it."""
    size = page.viewport_size
    assert size is not None
    for line in (0, 10_000):
        page.evaluate("line => scrollTo(0, line)", line)
        box = page.locator("button.stop").bounding_box()
        assert box is not None
        assert box["y"] >= 0.4 * size["height"]
        assert box["y"] + box["height"] <= size["height"] + 0.5
        assert box["height"] >= 64
    page.evaluate("scrollTo(0, 0)")


def picture(drawn: Locator) -> bytes:
    """What is seen of it, without the pointer over it."""
    drawn.page.mouse.move(0, 0)
    return drawn.screenshot(animations="disabled")


def choosing_shows(page: Page, selector: str) -> None:
    """The same label looks different once its input is chosen."""
    label = page.locator(f"label:has({selector})")
    before = picture(label)
    tick(page, selector)
    assert picture(label) != before, f"{selector} looks the same when it is chosen"


def test_in_high_contrast_the_chosen_is_seen_on_pages(contrast: Page) -> None:
    """Scales, places, lengths, ticks, counts, answers, levels of the towel, the page one is on."""
    greet(contrast)
    for selector in (
        "input[name=stiffness][value='7']",
        "input[name=region][value=upper]",
        "input[name=minutes][value='5']",
        "input[name=urge]",
    ):
        choosing_shows(contrast, selector)
    links = contrast.locator(".pages a")
    here = links.filter(has_text="Today").locator("span")
    other = links.filter(has_text="Trends").locator("span")
    width = "element => getComputedStyle(element).borderBottomWidth"
    assert here.evaluate(width) != other.evaluate(width)
    contrast.goto("/check-in")
    for selector in ("input[name=discomfort][value='3']", "input[name=self_adjusts][value='2']"):
        choosing_shows(contrast, selector)
    contrast.goto("/")
    begin(contrast, region="all", minutes=12)
    choosing_shows(contrast, "input[name='a.numb_between_legs'][value='unsure']")
    contrast.get_by_role("button", name="Clear this page").click()
    choosing_shows(contrast, "input[name='a.pain_now'][value='1']")
    for _ in screens_of_questions(contrast):
        press(contrast, "None of these")
    contrast.get_by_role("link", name="Get ready").click()
    choosing_shows(contrast, "input[name=level][value=T8]")


def test_in_high_contrast_the_chosen_is_seen_in_the_player(contrast: Page) -> None:
    """Voice, the ring of the timer, Stop, both scales and the answers afterwards, a button that waits."""
    contrast.clock.install()
    greet(contrast)
    to_ready(contrast)
    voice = contrast.locator("button[aria-pressed]")
    colours = "element => { const s = getComputedStyle(element); return s.backgroundColor + s.borderColor }"
    on = voice.evaluate(colours)
    voice.click()
    expect(voice).to_have_attribute("aria-pressed", "false")
    assert voice.evaluate(colours) != on
    press(contrast, "Start")
    at(contrast, "playing")
    stroke = "element => { const s = getComputedStyle(element); return [s.stroke, s.strokeWidth] }"
    share = contrast.locator(".share").evaluate(stroke)
    track = contrast.locator(".track").evaluate(stroke)
    assert share[0] != track[0]
    assert share[1] != track[1]
    stop = contrast.locator("button.stop")
    plain = contrast.locator("button.plain").first
    background = "element => getComputedStyle(element).backgroundColor"
    assert stop.evaluate(background) != plain.evaluate(background)
    contrast.keyboard.press("x")
    at(contrast, "stopped")
    awake(contrast)
    press(contrast, "Nothing bad")
    at(contrast, "result")
    awake(contrast)
    press(contrast, "End here")
    at(contrast, "after")
    awake(contrast)
    keep = contrast.get_by_role("button", name="Keep this")
    border = "element => { const s = getComputedStyle(element); return [s.color, s.borderStyle] }"
    waiting = keep.evaluate(border)
    for selector in (
        "input[name=stiffness][value='3']",
        "input[name=discomfort][value='1']",
        "input[name=mobility][value=bit_easier]",
    ):
        choosing_shows(contrast, selector)
    expect(keep).to_be_enabled()
    assert keep.evaluate(border) != waiting


def test_in_high_contrast_the_focus_is_seen(contrast: Page) -> None:
    """On each control of Today that Tab reaches."""
    greet(contrast)
    for _ in range(12):
        contrast.keyboard.press("Tab")
        assert contrast.evaluate(RING), contrast.evaluate("document.activeElement.outerHTML.slice(0, 90)")
