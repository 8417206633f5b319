"""A real browser, a real server, and a page of each size that people use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.find_browser import FLAGS, find_browser
from tests.browser.server import Server
from tests.browser.way import let_in

LAPTOP = (1280, 800)
PHONE = (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module, closed before other tests run: Playwright keeps an event loop to itself."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh `supple`, ended with the test."""
    started = Server(tmp_path)
    try:
        started.start()
        yield started
    finally:
        started.close()


def _context(browser: Browser, server: Server, size: tuple[int, int], *, touch: bool) -> BrowserContext:
    return let_in(
        browser,
        server,
        viewport={"width": size[0], "height": size[1]},
        has_touch=touch,
        is_mobile=touch,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )


def _page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test over any script error."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def laptop(browser: Browser, server: Server) -> Iterator[Page]:
    """A page on a laptop, at the server's address: `laptop.goto("/")`."""
    yield from _page(_context(browser, server, LAPTOP, touch=False))


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A page on a phone held upright."""
    yield from _page(_context(browser, server, PHONE, touch=True))
