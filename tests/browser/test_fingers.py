"""Fingers that stop: short, held, again and again, two at once. None of them ever answers a question."""

import math
import os
import signal
import time
from collections import Counter
from random import Random
from typing import Any

from playwright.sync_api import Browser, Page

from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.journal.session_entries import StopEntry
from tests.browser.kept import NOTHING_WAITS, entries
from tests.browser.server import Server
from tests.browser.touch import Place, Touchscreen, gesture
from tests.browser.way import SPEECH_STUB, at, awake, let_in, press_at_once, to_playing, to_ready, until

PHONE: dict[str, Any] = {
    "reduced_motion": "reduce",
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
STOPS = 500
PHONES = 10
CONTROLS = """[...document.querySelectorAll("[data-control]")]
  .map((control) => control.getBoundingClientRect())
  .map((box) => [box.left, box.top, box.right, box.bottom])"""
# The page may move a little before the finger is down.
CLEAR_PX = 60
STATES = """
window.states = [];
new MutationObserver(() => window.states.push(document.documentElement.dataset.state))
  .observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""
PRESS = """(name) => {
  const button = [...document.querySelectorAll("main button")].find((one) => one.textContent.includes(name));
  button?.click();
  return button !== undefined;
}"""
# What is asked of the browser's tables comes after all that was asked before, and what that led to.
WRITTEN = """(async () => {
  const open = indexedDB.open("supple");
  await new Promise((done) => (open.onsuccess = done));
  for (let turn = 0; turn < 2; turn += 1) {
    const tables = open.result.transaction(["session", "outbox", "refused"]);
    const count = tables.objectStore("outbox").count();
    await new Promise((done) => (count.onsuccess = done));
  }
  open.result.close();
})()"""
# When, where, which finger, and its place; without one it is lifted.
Move = tuple[float, Touchscreen, int, Place | None]
# A screen hears 400 ms after the finger is up, and an unanswered server is asked again within a minute.
DEAF_MS = 500
RETRY_MS = 61_000
# Before it goes on it asks the server, and waits no longer than this.
ASKS_MS = 1_600
# Now and then it waits for the server, or for the browser's storage: somebody presses again.
PRESSES, LOOKS, LOOK_MS, TRIES = 100, 20, 30, 300


def phones_playing(browser: Browser, server: Server, count: int) -> list[Page]:
    """Several phones with a session each, from one set of answers; their clocks can be moved on."""
    pages: list[Page] = []
    for number in range(count):
        page = let_in(browser, server, **PHONE).new_page()
        page.add_init_script(SPEECH_STUB)
        page.add_init_script(STATES)
        page.clock.install()
        if number:
            page.goto(pages[0].url)
        else:
            to_ready(page, region="all", minutes=12)
        at(page, "ready")
        pages.append(page)
    for page in pages:
        page.clock.run_for(DEAF_MS)
        press(page, "Start")
        at(page, "playing")
    return pages


def free_places(page: Page, chance: Random) -> tuple[Place, Place]:
    """Two places that stop: no control is near."""
    boxes = page.evaluate(CONTROLS)
    free: list[Place] = []
    while len(free) < 2:
        x, y = chance.uniform(0, 389), chance.uniform(0, 843)
        if not any(
            left - CLEAR_PX <= x <= right + CLEAR_PX and top - CLEAR_PX <= y <= bottom + CLEAR_PX
            for left, top, right, bottom in boxes
        ):
            free.append((x, y))
    return free[0], free[1]


def touch_all(pages: list[Page], screens: list[Touchscreen], chance: Random) -> None:
    """A gesture on each phone, in real time. Each first finger is down before a control can move under it."""
    moves: list[Move] = []
    for page, screen in zip(pages, screens, strict=True):
        fingers = gesture(chance, free_places(page, chance))
        screen.down(0, fingers[0].place)
        down = time.monotonic()
        for number, finger in enumerate(fingers):
            begins = down + finger.after_ms / 1000
            if number:
                moves.append((begins, screen, number, finger.place))
            moves.append((begins + finger.held_ms / 1000, screen, number, None))
        moves = do_moves(moves, before=time.monotonic())
    do_moves(moves, before=math.inf)


def do_moves(moves: list[Move], *, before: float) -> list[Move]:
    """Those that are due, each in its moment; the others are left."""
    moves = sorted(moves, key=lambda move: move[0])
    while moves and moves[0][0] < before:
        when, screen, number, place = moves.pop(0)
        time.sleep(max(0.0, when - time.monotonic()))
        if place is None:
            screen.up(number)
        else:
            screen.down(number, place)
    return moves


def press(page: Page, name: str) -> None:
    """A script's press, as soon as the button is there."""
    for _ in range(TRIES):
        if page.evaluate(PRESS, name):
            return
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError(f"no {name!r}: {page.locator('body').inner_text()}")


def leap(page: Page, ms: int) -> None:
    """The browser's storage has its own clock: it is done before the page's clock leaps."""
    page.evaluate(WRITTEN)
    page.clock.fast_forward(ms)


def go_on(page: Page) -> None:
    """As soon as it plays; the first time, and now and then, the server is waited for."""
    for _ in range(PRESSES):
        page.evaluate(PRESS, "Go on from this step")
        page.wait_for_timeout(LOOK_MS)
        if is_playing(page):
            return
        leap(page, ASKS_MS)
        for _ in range(LOOKS):
            if is_playing(page):
                return
            page.wait_for_timeout(LOOK_MS)
    raise AssertionError(f"it does not go on: {page.locator('body').inner_text()}")


def is_playing(page: Page) -> bool:
    return page.locator("html").get_attribute("data-state") == "playing"


def stops_of(server: Server) -> list[StopEntry]:
    people = open_people(Settings(data=server.data, database_url=None))
    try:
        (person,) = people.ids()
        return [entry for entry in people.one(person).store.entries() if isinstance(entry, StopEntry)]
    finally:
        people.close()


def test_five_hundred_stops_and_no_answer_that_was_not_meant(browser: Browser, server: Server) -> None:
    """On several phones, the server frozen: each touch stops, and what it was never answers what happened."""
    pages = phones_playing(browser, server, PHONES)
    screens = [Touchscreen(page) for page in pages]
    os.kill(server.pid, signal.SIGSTOP)
    chance = Random(18)
    for page in pages:
        page.evaluate("window.states.length = 0")
    for _ in range(STOPS // PHONES):
        touch_all(pages, screens, chance)
        for page in pages:
            leap(page, DEAF_MS)
            press(page, "Nothing bad")
            leap(page, DEAF_MS)
            go_on(page)
    for page in pages:
        assert page.evaluate("window.states") == ["stopped", "result", "playing"] * (STOPS // PHONES)
    os.kill(server.pid, signal.SIGCONT)
    for page in pages:
        page.clock.fast_forward(RETRY_MS)
        until(page, NOTHING_WAITS, tries=600)
        page.context.close()
    events = Counter(entry.event for entry in stops_of(server))
    assert events == {None: STOPS, "nothing_bad": STOPS}
    assert len({entry.stop_id for entry in stops_of(server)}) == STOPS


def middle(page: Page, selector: str) -> Place:
    """Of one control."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_on_a_control_works_it_however_long_it_is_held(phone: Page, server: Server) -> None:
    to_playing(phone)
    screen = Touchscreen(phone)
    screen.down(1, middle(phone, ".tools button"))
    phone.wait_for_timeout(800)
    screen.up(1)
    for _ in range(40):
        if "pop_noted" in [entry.kind for entry in entries(server)]:
            break
        phone.wait_for_timeout(100)
    assert [entry.kind for entry in entries(server)].count("pop_noted") == 1
    assert is_playing(phone)
    for held_ms in (100, 1500):
        screen.down(1, middle(phone, ".pause"))
        phone.wait_for_timeout(held_ms)
        screen.up(1)
        at(phone, "paused")
        awake(phone)
        press_at_once(phone.get_by_role("button", name="Go on"))
        at(phone, "playing")


def test_a_finger_that_slips_off_pause_stops(phone: Page) -> None:
    to_playing(phone)
    screen = Touchscreen(phone)
    x, y = middle(phone, ".pause")
    screen.down(1, (x, y))
    for step in range(1, 13):
        screen.move(1, (x - 10 * step, y + 10 * step))
    screen.up(1)
    at(phone, "stopped")


def test_a_finger_on_pause_stops_while_another_is_on_the_slider(phone: Page) -> None:
    to_playing(phone)
    screen = Touchscreen(phone)
    screen.down(1, middle(phone, "input[type=range]"))
    assert is_playing(phone)
    screen.down(2, middle(phone, ".pause"))
    screen.up(2)
    screen.up(1)
    at(phone, "stopped")
