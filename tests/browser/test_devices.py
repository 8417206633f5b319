"""Start works, or says why not, whatever the device does: sound, speech, storage, the screen's lock."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kept import TWO_WAIT
from tests.browser.server import Server
from tests.browser.way import (
    SPEECH_STUB,
    at,
    begin,
    greet,
    let_in,
    press_at_once,
    say_pain,
    tick,
    to_playing,
    to_ready,
    until,
)

LOCKS = """
window.locks = { taken: 0, released: 0, most: 0 };
const request = async () => {
  await new Promise((done) => setTimeout(done, 20));
  const { locks } = window;
  locks.taken += 1;
  locks.most = Math.max(locks.most, locks.taken - locks.released);
  const listeners = [];
  const sentinel = {
    addEventListener: (_, react) => listeners.push(react),
    release: async () => { locks.released += 1; listeners.forEach((react) => react()); },
  };
  window.lastLock = sentinel;
  return sentinel;
};
Object.defineProperty(navigator, "wakeLock", { value: { request } });
"""
BROKEN = {
    "speechSynthesis throws": """
        Object.defineProperty(window, 'speechSynthesis', { get() { throw new Error('no'); } });""",
    "no speechSynthesis": """
        delete Window.prototype.speechSynthesis; delete window.speechSynthesis;
        Object.defineProperty(window, 'speechSynthesis', { value: undefined });""",
    "getVoices throws": "speechSynthesis.getVoices = () => { throw new Error('no'); };",
    "speak throws": "speechSynthesis.speak = speechSynthesis.cancel = () => { throw new Error('no'); };",
    "no SpeechSynthesisUtterance": "delete window.SpeechSynthesisUtterance;",
    "AudioContext throws": "window.AudioContext = class { constructor() { throw new Error('no'); } };",
    "no AudioContext": "delete window.AudioContext;",
    "resume throws": "AudioContext.prototype.resume = AudioContext.prototype.suspend = () => { throw 1; };",
    "localStorage throws": """
        Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });""",
    "pushState throws": "history.pushState = () => { throw new Error('no'); };",
    "wakeLock throws": """
        Object.defineProperty(navigator, 'wakeLock', { value: { request() { throw new Error('no'); } } });""",
    "caches throws": "Object.defineProperty(window, 'caches', { get() { throw new Error('no'); } });",
}
SOME_VOICE = "[{ name: 'A', lang: 'en-GB', localService: true, default: true, voiceURI: 'a' }]"


def test_start_works_whatever_the_device_does(browser: Browser, server: Server) -> None:
    """Each broken thing in turn, at the same Ready screen; the last one starts for good."""
    address = ""
    for name, script in BROKEN.items():
        context = let_in(browser, server)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))  # noqa: B023  of this round
        page.add_init_script(script)
        if address:
            page.goto(address)
        else:
            to_ready(page)
            address = page.url
        page.route("**/api/entries*", lambda route: route.abort())
        at(page, "ready")
        page.get_by_role("button", name="Start").click()
        at(page, "playing")
        page.wait_for_timeout(300)
        page.keyboard.press("x")
        at(page, "stopped")
        # What is not kept yet would be sent in leaving, and close the day for the next round.
        until(page, TWO_WAIT)
        assert errors == [], name
        context.close()


MUTE = {
    "no SpeechSynthesisUtterance": BROKEN["no SpeechSynthesisUtterance"],
    "speechSynthesis is null": "Object.defineProperty(window, 'speechSynthesis', { value: null });",
    "speechSynthesis throws": BROKEN["speechSynthesis throws"],
    "speak throws": BROKEN["speak throws"],
}
HALF = {
    "getVoices throws": BROKEN["getVoices throws"],
    "cancel throws": "speechSynthesis.cancel = () => { throw new Error('no'); };",
}


def test_the_emergency_page_speaks_as_far_as_the_device_does(browser: Browser, server: Server) -> None:
    address = ""
    for name, script in {**MUTE, **HALF}.items():
        context = let_in(browser, server)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))  # noqa: B023  of this round
        page.add_init_script(SPEECH_STUB + script)
        if not address:
            greet(page)
            begin(page)
            say_pain(page, 1)
            tick(page, "input[name='a.numb_between_legs'][value=yes]")
            press_at_once(page.get_by_role("button", name="Continue: no to the rest"))
            page.wait_for_url("**/outcome/**")
            address = page.url
        page.goto(address)
        expect(page.locator(".number-card")).to_be_visible()
        expect(page.locator("[data-focus]")).to_be_focused()
        assert (page.evaluate("window.spoken.length") > 0) == (name in HALF), name
        assert errors == [], name
        context.close()


def test_what_will_not_be_heard_is_said_before_lying_down(browser: Browser, server: Server) -> None:
    """No voice: tones only. Neither: no sound at all. And the voices may come, or go, while one looks."""
    context = let_in(browser, server)
    page = context.new_page()
    page.add_init_script(f"window.voices = {SOME_VOICE}; speechSynthesis.getVoices = () => window.voices;")
    to_ready(page)
    status = page.locator(".go [role=status]")
    page.wait_for_timeout(1_200)
    expect(status).to_have_count(0)
    for voices, words in (
        ("[]", "You will hear tones only"),
        (SOME_VOICE, ""),
        (SOME_VOICE.replace("localService: true", "localService: false"), "You will hear tones only"),
    ):
        page.evaluate(f"window.voices = {voices}; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
        expect(status).to_have_count(1 if words else 0)
        if words:
            expect(status).to_contain_text(words)
    page.add_init_script("delete window.AudioContext; delete window.SpeechSynthesisUtterance")
    page.reload()
    expect(status).to_contain_text("no sound at all")
    context.close()


def test_one_wake_lock_is_held_and_none_is_left(laptop: Page) -> None:
    page = laptop
    page.add_init_script(SPEECH_STUB)
    page.add_init_script(LOCKS)
    to_playing(page)
    for name in ("Skip", "Restart", "Skip", "Restart"):
        page.get_by_role("button", name=name).click()
    page.wait_for_timeout(100)
    for _ in range(3):
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Go on").click()
        at(page, "playing")
    page.wait_for_timeout(100)
    page.evaluate("window.lastLock.release()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(100)
    held = page.evaluate("window.locks.taken - window.locks.released")
    assert held == 1
    page.keyboard.press("x")
    at(page, "stopped")
    until(page, "window.locks.taken === window.locks.released")
    assert page.evaluate("window.locks.most") == 1


def test_sound_that_the_system_took_away_comes_back_or_is_said_to_be_missing(laptop: Page) -> None:
    page = laptop
    page.add_init_script(SPEECH_STUB)
    page.add_init_script("""
      window.contexts = [];
      const Before = window.AudioContext;
      window.AudioContext = class extends Before { constructor() { super(); window.contexts.push(this); } };
    """)
    to_playing(page)
    until(page, "window.contexts.at(-1).state === 'running'")
    page.evaluate("AudioContext.prototype.suspend.call(window.contexts.at(-1))")
    until(page, "window.contexts.at(-1).state === 'running'")
    page.evaluate("window.contexts.at(-1).resume = async () => {}")
    page.evaluate("AudioContext.prototype.suspend.call(window.contexts.at(-1))")
    expect(page.locator("p.next[role=status]")).to_contain_text("tones are off")
    at(page, "playing")


@pytest.mark.parametrize("presses", [2, 3])
def test_a_pop_pressed_twice_is_one(laptop: Page, presses: int) -> None:
    page = laptop
    page.add_init_script(SPEECH_STUB)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.post_data or ""))
    to_playing(page)
    page.get_by_role("button", name="A pop happened").click(click_count=presses)
    at(page, "playing")
    page.wait_for_timeout(1_000)
    assert sum(body.count('"pop_noted"') for body in posted) == 1
