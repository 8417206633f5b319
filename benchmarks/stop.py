"""How long from a press to the stopped screen, in a real browser with its server frozen.

`just bench stop`, or `.venv/bin/python benchmarks/stop.py --rounds 40`. By touch and by key, as fast as the
machine is and slowed down six times: the median and the worst, from the press to the changed page and to the
frame that shows it. No test asserts these: a busy machine has other numbers.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402  after the path to our own tests

from tests.browser.find_browser import FLAGS, find_browser  # noqa: E402
from tests.browser.server import Server  # noqa: E402
from tests.browser.way import SPEECH_STUB, at, awake, let_in, to_playing  # noqa: E402

SLOWER = 6
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WATCH = """
window.times = [];
let pressed = 0;
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, (event) => { pressed = event.timeStamp; }, { capture: true });
}
new MutationObserver(() => {
  if (document.documentElement.dataset.state !== "stopped") return;
  const changed = performance.now() - pressed;
  requestAnimationFrame(() => setTimeout(() => window.times.push([changed, performance.now() - pressed])));
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""


def main() -> None:
    """Stop again and again, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20, help="stops of each kind (20)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        try:
            page = let_in(browser, server, **PHONE).new_page()
            page.add_init_script(SPEECH_STUB)
            page.add_init_script(WATCH)
            to_playing(page, region="all", minutes=12)
            os.kill(server.pid, signal.SIGSTOP)
            measure(page, rounds)
        finally:
            browser.close()
            server.close()


def measure(page: Page, rounds: int) -> None:
    """All ways in turn, in one session."""
    session = page.context.new_cdp_session(page)
    chance = Random(1)  # noqa: S311  moments, not secrets
    for slower in (1, SLOWER):
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        for way in ("touch", "key"):
            page.evaluate("window.times.length = 0")
            for _ in range(rounds):
                page.wait_for_timeout(chance.uniform(20, 900))
                if way == "touch":
                    page.touchscreen.tap(chance.uniform(10, 380), chance.uniform(240, 420))
                else:
                    page.keyboard.press("x")
                go_on(page)
            show(way, slower, page.evaluate("window.times"))


def go_on(page: Page) -> None:
    """Back into the session from that step."""
    at(page, "stopped")
    for name in ("Nothing bad", "Go on from this step"):
        awake(page)
        page.get_by_role("button", name=name).click()
    at(page, "playing")


def show(way: str, slower: int, times: list[list[float]]) -> None:
    """One line: from the press to the changed page, and to the frame with it."""
    for what, taken in zip(("page", "frame"), zip(*times, strict=True), strict=True):
        figures = f"median {statistics.median(taken):6.1f} ms  worst {max(taken):6.1f} ms  of {len(taken)}"
        print(f"{way:5} x{slower}  to the {what:5}  {figures}")


if __name__ == "__main__":
    main()
