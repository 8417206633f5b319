"""Stop: anywhere, any key, at once, with the server frozen or gone; and what comes after it."""

import os
import signal
from collections.abc import Callable
from random import Random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, answer_after, at, segment, to_playing, until

MOMENTS = 20
LAST_TO_SKIP = 40
# What happens from a press on, in order, with the state and the heading of the page at each.
ORDER = """
window.order = [];
const note = (what) => window.order.push({
  what,
  state: document.documentElement.dataset.state ?? "",
  shown: document.querySelector("h1")?.textContent ?? "",
});
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => {
    window.order.length = 0;
    note("press");
    requestAnimationFrame(() => note("frame"));
  }, { capture: true });
}
const wrap = (owner, name, what) => {
  const before = owner[name];
  owner[name] = function (...rest) { note(what); return before.apply(this, rest); };
};
wrap(window.speechSynthesis, "cancel", "speech");
wrap(window.speechSynthesis, "speak", "speech");
wrap(AudioNode.prototype, "disconnect", "sound");
for (const name of ["add", "put", "delete"]) wrap(IDBObjectStore.prototype, name, "storage");
wrap(window, "fetch", "sending");
wrap(Storage.prototype, "setItem", "storage");
wrap(History.prototype, "pushState", "history");
wrap(CacheStorage.prototype, "open", "storage");
window.markEnd = () => {
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => note("end"), { capture: true });
};
"""
KEYS = ("Escape", "Space", "x", "s", "ArrowDown", "F2", "Control", "7", "Backspace", "Enter")


HIDING = """
window.awake = 0;
const request = async () => {
  window.awake += 1;
  return { release: async () => {}, addEventListener() {} };
};
Object.defineProperty(navigator, "wakeLock", { value: { request } });
window.hide = (hidden) => {
  const visibility = hidden ? "hidden" : "visible";
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};
"""


def stop_somehow(page: Page, chance: Random, moment: int) -> None:
    """By turns a touch anywhere that is no control, and a key."""
    if moment % 2:
        page.locator("body").evaluate("document.activeElement.blur()")
        page.keyboard.press(KEYS[moment // 2 % len(KEYS)])
        return
    size = page.viewport_size
    assert size is not None
    for _ in range(50):
        x, y = chance.uniform(0, size["width"] - 1), chance.uniform(0, size["height"] - 1)
        if not page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('[data-control]') !== null", [x, y]
        ):
            page.mouse.click(x, y)
            return
    raise AssertionError("no place to touch was found")


def stop_and_go_on(page: Page, chance: Random, moment: int) -> None:
    """Stop at a random moment a little further on, then go on from that step."""
    at(page, "playing")
    for _ in range(chance.randint(0, 2)):
        if segment(page) < LAST_TO_SKIP:
            page.get_by_role("button", name="Skip").click()
    page.wait_for_timeout(chance.randint(20, 900))
    stop_somehow(page, chance, moment)
    at(page, "stopped")
    page.get_by_role("button", name="Nothing bad").click()
    page.get_by_role("button", name="Go on from this step").click()


def order_after(page: Page, press: Callable[[], object]) -> list[dict[str, str]]:
    """What a press did, in order, until the next frame was drawn."""
    page.wait_for_timeout(300)
    press()
    until(page, "window.order.some((step) => step.what === 'frame')")
    steps: list[dict[str, str]] = page.evaluate("window.order")
    return steps


@pytest.mark.parametrize("way", ["touch", "mouse", "key"])
def test_a_stop_is_on_the_screen_before_anything_else_is_done(
    server: Server, laptop: Page, phone: Page, way: str
) -> None:
    """In the press's own task, before speech, sound, storage and sending; the next frame shows it."""
    page = phone if way == "touch" else laptop
    page.add_init_script(SPEECH_STUB)
    page.add_init_script(ORDER)
    to_playing(page)
    page.evaluate("window.markEnd()")
    os.kill(server.pid, signal.SIGSTOP)
    presses: dict[str, Callable[[], object]] = {
        "touch": lambda: page.touchscreen.tap(150, 420),
        "mouse": lambda: page.mouse.click(640, 420),
        "key": lambda: page.keyboard.press("x"),
    }
    steps = order_after(page, presses[way])
    names = [step["what"] for step in steps]
    assert names[0] == "press"
    assert steps[0]["state"] == "playing"
    assert {"speech", "end", "frame"} <= set(names)
    assert [step for step in steps[1:] if (step["state"], step["shown"]) != ("stopped", "Stopped.")] == []


def test_stop_at_random_moments_with_the_server_frozen_and_killed(server: Server, laptop: Page) -> None:
    """Twenty moments, the server frozen and then killed: each stops, and no word to move after."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page, region="all", minutes=12)
    os.kill(server.pid, signal.SIGSTOP)
    chance = Random(2026)
    for moment in range(MOMENTS):
        if moment == MOMENTS // 2:
            server.stop()
        stop_and_go_on(page, chance, moment)
    at(page, "playing")
    until(page, f"window.spoken.filter(heard => heard.state === 'stopped').length >= {MOMENTS}")
    said = page.evaluate("window.spoken.filter(heard => heard.state === 'stopped').map(heard => heard.words)")
    assert len(said) == MOMENTS
    assert len(set(said)) == 1
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Nothing bad").click()
    page.get_by_role("button", name="End here").click()
    answer_after(page)
    server.start()
    page.goto("/journal")
    expect(page.locator("main")).to_contain_text("Nothing bad", timeout=20_000)


def test_reload_with_the_server_dead_goes_on_from_the_step(server: Server, laptop: Page) -> None:
    """The page, the plan, the drawings and the place are all still there; later the journal has it once."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page)
    until(page, "navigator.serviceWorker.controller !== null")
    for _ in range(4):
        page.get_by_role("button", name="Skip").click()
    page.wait_for_timeout(1_500)
    was = page.locator("main h1").inner_text()
    expect(page.locator(".drawing svg")).to_be_visible(timeout=20_000)
    server.stop()
    page.reload()
    expect(page.locator("h1")).to_contain_text("You were in the middle of")
    page.get_by_role("button", name="Go on from this step").click()
    at(page, "playing")
    expect(page.locator(".drawing svg")).to_be_visible(timeout=20_000)
    assert was
    page.keyboard.press("q")
    at(page, "stopped")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Sharp pain").click()
    at(page, "result")
    page.get_by_role("button", name="How does it feel now?").click()
    answer_after(page, discomfort=2)
    server.start()
    page.goto("/journal")
    main = page.locator("main")
    expect(main).to_contain_text("Sharp pain", timeout=20_000)
    assert main.inner_text().count("Sharp pain") == 1
    page.goto("/")
    expect(page.locator("main")).to_contain_text("No session for now")


def test_tingling_asks_and_a_yes_shows_the_number_without_a_server(server: Server, laptop: Page) -> None:
    """Spoken, reversed, a real telephone link; nothing asked beyond the first yes."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page)
    server.stop()
    page.mouse.click(640, 700)
    at(page, "stopped")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Numbness or tingling").click()
    at(page, "follow_up")
    page.get_by_role("button", name="Not sure").nth(2).click()
    at(page, "emergency")
    call = page.locator("a[href='tel:112']")
    expect(call).to_be_visible()
    first = page.locator("main a, main p").first
    assert first.evaluate("one => one.getAttribute('href')") == "tel:112"
    assert "1 1 2" in page.evaluate("window.spoken.at(-1).words")


def test_a_tap_that_stopped_presses_nothing_underneath(laptop: Page) -> None:
    """Two quick taps on one place stop and choose nothing."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page)
    page.mouse.dblclick(300, 500)
    page.wait_for_timeout(200)
    at(page, "stopped")


def test_a_hidden_page_pauses_and_never_runs_on(laptop: Page) -> None:
    """Nothing goes on unseen; the screen is kept awake, and again when it comes back."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    page.add_init_script(HIDING)
    to_playing(page)
    before = page.evaluate("window.awake")
    assert before >= 1
    page.evaluate("window.hide(true)")
    at(page, "paused")
    page.evaluate("window.hide(false)")
    at(page, "paused")
    page.get_by_role("button", name="Go on").click()
    at(page, "playing")
    assert page.evaluate("window.awake") > before


def test_a_pop_is_noted_quietly(laptop: Page) -> None:
    """A word for a moment, no praise, and the session goes on."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    to_playing(page)
    page.get_by_role("button", name="A pop happened").click()
    at(page, "playing")
    note = page.locator("[role=status]")
    expect(note).not_to_be_empty()
    words = note.inner_text().lower()
    assert not [praise for praise in ("great", "good", "well done", "nice", "again", "!") if praise in words]
