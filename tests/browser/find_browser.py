"""A browser for the tests: one that is there, or one that is fetched. As a script, prints its path.

In this order: $SUPPLE_BROWSER, a Chromium on the path, Playwright's own, Debian's package when root.
With none of them the tests fail with a sentence; they are never skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
PATIENCE_S = 300
# The first two load pages for the address bar into each new window. The others are Playwright's own.
NOT_NEEDED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
)
FLAGS = (
    "--no-sandbox",  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    f"--disable-features={','.join(NOT_NEEDED)}",
)
ADVICE = (
    "No browser for the tests. Install Chromium, Chrome or Edge, "
    "or set SUPPLE_BROWSER to the program of one, and run the tests again."
)


class NoBrowserError(Exception):
    """There is none, and none could be fetched; says what to do."""


def find_browser() -> Path:
    """The program of a browser. Raises NoBrowserError."""
    named = os.environ.get("SUPPLE_BROWSER")
    if named:
        return _named(named)
    found = _on_path() or _from_playwright() or _from_debian()
    if found is None:
        raise NoBrowserError(ADVICE)
    return found


def _named(name: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise NoBrowserError(f"SUPPLE_BROWSER is {name!r}, and that is no program. Correct it, or unset it.")
    return Path(found)


def _on_path() -> Path | None:
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def _from_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  slow, and only for this way

    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    if not program.exists():
        _step("Fetching Playwright's Chromium", [sys.executable, "-m", "playwright", "install", "chromium"])
    return program if program.exists() else None


def _from_debian() -> Path | None:
    apt = shutil.which("apt-get")
    if apt is None or os.name == "nt" or os.geteuid() != 0:
        return None
    if _step("Asking Debian for its packages", [apt, "-qq", "update"]):
        _step(
            "Installing Debian's Chromium",
            [apt, "-qq", "-y", "--no-install-recommends", "install", "chromium"],
        )
    return _on_path()


def _step(words: str, command: list[str]) -> bool:
    """Whether the command succeeded; what it says goes to standard error."""
    sys.stderr.write(f"{words} ...\n")
    try:
        done = subprocess.run(command, stdout=sys.stderr, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"Gave up after {PATIENCE_S} s.\n")
        return False
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(find_browser())
    except NoBrowserError as none:
        sys.exit(str(none))
