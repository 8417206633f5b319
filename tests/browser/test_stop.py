"""Stop: anywhere, any key, at once, with the server frozen or gone; and what comes after it."""

import os
import signal
from random import Random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.way import SPEECH_STUB, answer_after, at, segment, to_playing, until

AT_MOST_MS = 100.0
MOMENTS = 20
SLOWER = 6
LAST_TO_SKIP = 40
WATCH = """
window.stopTimes = [];
const input = (event) => { window.inputAt = event.timeStamp; };
addEventListener("pointerdown", input, { capture: true });
addEventListener("keydown", input, { capture: true });
new MutationObserver(() => {
  if (document.documentElement.dataset.state !== "stopped") return;
  window.stopTimes.push(performance.now() - window.inputAt);
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
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


def stop_times(page: Page, capsys: pytest.CaptureFixture[str]) -> list[float]:
    """From each press to the stopped screen in ms, quickest first; printed as well."""
    times = sorted(page.evaluate("window.stopTimes"))
    with capsys.disabled():
        middle = times[len(times) // 2]
        print(f"\nStop in {len(times)} moments: median {middle:.1f} ms, worst {times[-1]:.1f} ms")
    assert len(times) == MOMENTS
    return times


def test_stop_on_a_phone_six_times_slower(phone: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """Within 100 ms by touch and key; one moment in twenty may wait for a busy machine itself."""
    page = phone
    page.add_init_script(SPEECH_STUB)
    page.add_init_script(WATCH)
    to_playing(page, region="all", minutes=12)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    chance = Random(2027)
    for moment in range(MOMENTS):
        stop_and_go_on(page, chance, moment)
    times = stop_times(page, capsys)
    assert times[-2] < AT_MOST_MS


def test_stop_at_random_moments_with_the_server_frozen_and_killed(
    server: Server, laptop: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty moments, the server frozen and then killed: each within 100 ms, and no word to move after."""
    page = laptop
    page.add_init_script(SPEECH_STUB)
    page.add_init_script(WATCH)
    to_playing(page, region="all", minutes=12)
    os.kill(server.pid, signal.SIGSTOP)
    chance = Random(2026)
    for moment in range(MOMENTS):
        if moment == MOMENTS // 2:
            server.stop()
        stop_and_go_on(page, chance, moment)
    times = stop_times(page, capsys)
    assert times[-1] < AT_MOST_MS
    said = page.evaluate("window.spoken.filter(one => one.state === 'stopped').map(one => one.words)")
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
