"""How long a stop takes to be kept while many read a year of trends, and while a document is made.

`just bench stop_lane`, or `.venv/bin/python benchmarks/stop_lane.py --entries 100000 --readers 50`. A server
of its own on a temporary folder; each stop is posted on a connection of its own, as by a player that comes
back.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.journal import AT_ONCE, Place, journal  # noqa: E402 - found only from the root
from supple.knowledge.loader import load  # noqa: E402 - the same
from tests.api.made import made  # noqa: E402 - the same

PATIENCE_S = 600.0
PAUSE_S = 0.25
TRENDS, FHIR = "/trends?weeks=52", "/hand-over/fhir.json"


class Browser:
    """Somebody who came in by the printed link."""

    def __init__(self, link: str, journal_id: str) -> None:
        self.origin = link.partition("/?")[0].rstrip("/")
        self.journal = journal_id
        cookies = urllib.request.HTTPCookieProcessor()
        self._opener = urllib.request.build_opener(cookies)
        self.get(link.removeprefix(self.origin))

    def get(self, path: str) -> int:
        """Read a page to its end; the number of bytes."""
        with self._opener.open(f"{self.origin}{path}", timeout=PATIENCE_S) as answer:
            return len(answer.read())

    def stop(self) -> float:
        """Seconds until a stop is kept."""
        entry = made("stop", at=datetime.now(UTC).isoformat())
        headers = {"Origin": self.origin, "Content-Type": "application/json"}
        address = f"{self.origin}/api/entries?journal={self.journal}"
        request = urllib.request.Request(address, json.dumps([entry]).encode(), headers)
        began = time.perf_counter()
        with self._opener.open(request, timeout=PATIENCE_S) as answer:
            if json.load(answer)["kept"] != [entry["id"]]:
                raise RuntimeError("The stop was not kept")
        return time.perf_counter() - began


def main() -> None:
    """Fill a journal, start Supple, and print what stops took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--entries", type=int, default=100_000, help="how many are in the journal (100000)")
    parser.add_argument("--readers", type=int, default=50, help="how many read a year of trends (50)")
    parser.add_argument("--stops", type=int, default=20, help="how many stops in each scene (20)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="supple-bench-") as name:
        folder = Path(name) / "data"
        journal_id = fill(folder, options.entries)
        with running(folder) as (link, process):
            print(f"{'ms until a stop is kept':44}{'min':>8}{'median':>8}{'worst':>8}")
            show("the very first", [Browser(link, journal_id).stop()])
            browser, fhir = Browser(link, journal_id), f"{FHIR}?journal={journal_id}"
            browser.get(TRENDS)
            show("nobody else", [browser.stop() for _ in range(options.stops)])
            readers = f"{options.readers} read a year of trends"
            show(readers, beside(browser, [lambda: browser.get(TRENDS)] * options.readers, options.stops))
            show("a FHIR document is made", beside(browser, [lambda: browser.get(fhir)], options.stops))
            print(f"memory of the server, at most: {peak_mb(process)} MB")


def fill(folder: Path, count: int) -> str:
    """A journal of so many entries; its id."""
    knowledge = load()
    entries = journal(count, knowledge)
    with Place(folder=folder, url=None, knowledge=knowledge).people() as people:
        supple = people.chosen(None)
        for start in range(0, len(entries), AT_ONCE):
            supple.store.add(entries[start : start + AT_ONCE])
        return supple.journal


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server there: its link and its process."""
    command = [sys.executable, "-m", "supple.cli.main", "--no-browser", "--port", "0", "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        words = (word for line in process.stdout or () for word in line.split())
        yield next(word for word in words if word.startswith("http://")), process
    finally:
        process.terminate()
        process.communicate()


def beside(browser: Browser, others: list[Callable[[], object]], stops: int) -> list[float]:
    """What stops take while others are served: from the moment all have asked until the last is answered."""
    threads = [threading.Thread(target=other) for other in others]
    for thread in threads:
        thread.start()
    time.sleep(PAUSE_S)
    took: list[float] = []
    while len(took) < stops and (not took or any(thread.is_alive() for thread in threads)):
        took.append(browser.stop())
        time.sleep(PAUSE_S)
    for thread in threads:
        thread.join()
    return took


def show(name: str, seconds: list[float]) -> None:
    """One line."""
    figures = (min(seconds), statistics.median(seconds), max(seconds))
    print(f"{name + f' ({len(seconds)} stops)':44}" + "".join(f"{1000 * figure:8.0f}" for figure in figures))


def peak_mb(process: subprocess.Popen[str]) -> str:
    """The most memory that a process ever had, where the system tells."""
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "?"
    return str(next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), "?"))


if __name__ == "__main__":
    main()
