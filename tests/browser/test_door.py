"""The door as a person meets it: the link lets a browser in, for good; without it a page says the way."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server
from tests.browser.way import greet


def outside(browser: Browser, server: Server) -> Page:
    """A browser that nobody let in."""
    return browser.new_context(base_url=server.url).new_page()


def test_the_printed_link_lets_a_browser_in_also_after_a_restart(browser: Browser, server: Server) -> None:
    page = outside(browser, server)
    page.goto(server.link)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert "token" not in page.url
    greet(page)
    server.restart()
    page.goto("/journal")
    expect(page.get_by_role("heading", name="Your journal")).to_be_visible()
    page.context.close()


def test_the_opening_page_lets_in_one_browser_once(browser: Browser, server: Server) -> None:
    opening = (server.data / "open-supple.html").as_uri()
    page = outside(browser, server)
    page.goto(opening)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    second = outside(browser, server)
    second.goto(opening)
    expect(second.get_by_role("heading", name="Open Supple from its link")).to_be_visible()
    page.context.close()
    second.context.close()


def test_without_the_link_a_page_says_the_way_and_keeps_what_stands_behind_the_sign(
    browser: Browser, server: Server
) -> None:
    page = outside(browser, server)
    answer = page.goto("/journal#day-2026-03-02")
    assert answer is not None
    assert answer.status == 401
    expect(page.get_by_role("heading", name="Open Supple from its link")).to_be_visible()
    assert page.context.request.get(server.link).ok
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="Your journal")).to_be_visible()
    assert page.url.endswith("/journal#day-2026-03-02")
    page.context.close()
