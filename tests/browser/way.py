"""The way through the app, as steps that tests share. All of it through what a person sees."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.server import Server

SPEECH_STUB = """
window.spoken = [];
window.tones = 0;
const said = (words) => window.spoken.push({ words, state: document.documentElement.dataset.state ?? "" });
window.speechSynthesis.getVoices = () => [];
window.speechSynthesis.speak = (one) => { if (one.volume > 0) said(one.text); };
window.speechSynthesis.cancel = () => {};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""

# From Today to the outcome: every form with what it offers first, and with what is wanted.
ANSWER_NONE = """
async (wanted) => {
  let answer = await fetch("/");
  for (let forms = 0; forms < 20; forms += 1) {
    if (new URL(answer.url).pathname.startsWith("/outcome")) return answer.url;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[action='/screening'], form[action='/place']");
    const buttons = [...form.elements].filter((control) => control.type === "submit");
    const fields = new FormData(form, buttons.find((button) => button.name === "rest") ?? buttons[0]);
    for (const [name, value] of Object.entries(wanted)) if (form.elements[name]) fields.set(name, value);
    const [to, sent] = [form.getAttribute("action"), new URLSearchParams(fields)];
    const posts = form.method === "post";
    answer = await (posts ? fetch(to, { method: "POST", body: sent }) : fetch(`${to}?${sent}`));
  }
  throw new Error(`no end of forms: ${answer.url}`);
}
"""

LAID_OUT = """([width, fontSize]) => {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.abs(innerWidth - width) < 1 && (fontSize === null || Math.abs(size - fontSize) < 0.01);
}"""


def let_in(browser: Browser, server: Server, **options: Any) -> BrowserContext:
    """Somebody's browser, which followed the printed link: it keeps the cookie of that answer."""
    context = browser.new_context(base_url=server.url, **options)
    assert context.request.get(server.link).ok
    return context


def tick(page: Page, selector: str) -> None:
    """Choose a radio. Its visible part is a label beside it, so the press goes to the input itself."""
    radio = page.locator(selector)
    radio.dispatch_event("click")
    expect(radio).to_be_checked()


def greet(page: Page) -> None:
    """From the first start to Today."""
    page.goto("/")
    press_at_once(page.get_by_role("button", name="Begin"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("How is your back")


def begin(page: Page, *, region: str = "lower", minutes: int = 5, stiffness: int = 4) -> None:
    """From Today to the first screen of questions."""
    awake(page)
    tick(page, f"input[name=stiffness][value='{stiffness}']")
    tick(page, f"input[name=region][value={region}]")
    tick(page, f"input[name=minutes][value='{minutes}']")
    press(page, "Start")
    page.wait_for_url("**/screening**")


def screens_of_questions(page: Page) -> Iterator[None]:
    """Each in turn, all of it there. Answer it before you ask for the next."""
    while "/screening" in page.url:
        page.wait_for_load_state()  # the address changes before the page is there
        heading = page.locator("h1").inner_text()
        yield
        expect(page.locator("h1")).not_to_have_text(heading)


def say_pain(page: Page, pain: int) -> None:
    """The number on the first screen."""
    tick(page, f"input[name='a.pain_now'][value='{pain}']")


def answer_none(page: Page, *, pain: int = 1) -> None:
    """None of these, on every screen, until the outcome."""
    for _ in screens_of_questions(page):
        if page.locator("input[name='a.pain_now']").count():
            say_pain(page, pain)
        press_at_once(page.get_by_role("button", name="None of these"))


def press(page: Page, name: str) -> None:
    """A button by what stands on it, once the page takes presses."""
    awake(page)
    page.get_by_role("button", name=name).first.click()


def press_at_once(button: Locator) -> None:
    """As assistive technology does. Of two clicks at one place the second would count after a pause only."""
    expect(button).to_be_visible()
    button.evaluate("button => button.click()")


def to_ready(page: Page, *, region: str = "lower", minutes: int = 5) -> None:
    """From the first start to the player's Ready screen, with nothing to report.

    Its questions are answered without being drawn, which is quicker: `answer_none` is how people do it.
    """
    page.goto("/about")
    wanted = {"stiffness": "4", "region": region, "minutes": str(minutes), "a.pain_now": "1"}
    page.goto(page.evaluate(ANSWER_NONE, wanted))
    page.get_by_role("link", name="Get ready").click()
    page.get_by_role("link", name="Lie down and begin").click()
    at(page, "ready")


def to_playing(page: Page, *, region: str = "lower", minutes: int = 5) -> None:
    """From the first start into the session."""
    to_ready(page, region=region, minutes=minutes)
    page.get_by_role("button", name="Start").click()
    at(page, "playing")


def at(page: Page, state: str) -> None:
    """The player is on that screen."""
    expect(page.locator("html")).to_have_attribute("data-state", state)


def awake(page: Page) -> None:
    """The screen or page takes presses: a new one takes none at first, so that a late tap chooses nothing."""
    expect(page.locator(".content, [data-journal] main, button.stop").first).to_be_visible()
    expect(page.locator(".content[inert], [data-deaf]")).to_have_count(0)


def stop_with_an_emergency(page: Page) -> None:
    """A key, "Numbness", and "Yes" to what is asked first."""
    page.keyboard.press("x")
    at(page, "stopped")
    awake(page)
    page.get_by_role("button", name="Numbness").click()
    at(page, "follow_up")
    awake(page)
    page.get_by_role("button", name="Yes").first.click()
    at(page, "emergency")


def segment(page: Page) -> int:
    """The number of the segment being played."""
    return int(page.locator("html").get_attribute("data-segment") or -1)


def answer_after(page: Page, *, stiffness: int = 3, discomfort: int = 1) -> None:
    """The three ratings after a session, kept."""
    at(page, "after")
    awake(page)
    tick(page, f"input[name=stiffness][value='{stiffness}']")
    tick(page, f"input[name=discomfort][value='{discomfort}']")
    tick(page, "input[name=mobility][value=bit_easier]")
    page.get_by_role("button", name="Keep this").click()
    at(page, "kept")


def tab_to(page: Page, wanted: Locator, *, presses: int = 80) -> None:
    """Reach a control by the Tab key alone."""
    for _ in range(presses):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {wanted}")


def until(page: Page, condition: str, *, tries: int = 100) -> None:
    """Wait for a script's condition. (The page's own policy forbids Playwright's waiting by eval.)"""
    for _ in range(tries):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {condition}")


def laid_out(page: Page, *, width: int, font_size: int | None = None, tries: int = 100) -> None:
    """The page stands as the window and the reader's font size ask for. (Its own clock may stand still.)"""
    for _ in range(tries):
        if page.evaluate(LAID_OUT, [width, font_size]):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} is not laid out for {width} px and {font_size} px letters")


def no_sideways_scroll(page: Page) -> None:
    """Nothing is wider than the window."""
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than its window"
