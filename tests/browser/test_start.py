"""The app starts, is seen, and comes back after being ended without warning."""

from playwright.sync_api import Page, expect

from tests.browser.server import Server


def test_the_first_page_greets_a_laptop_and_a_phone(laptop: Page, phone: Page) -> None:
    for page in (laptop, phone):
        page.goto("/")
        expect(page.locator("h1")).to_be_visible()


def test_it_comes_back_at_the_same_address(server: Server, laptop: Page) -> None:
    before = server.url
    server.restart()
    assert server.url == before
    answer = laptop.goto("/")
    assert answer is not None
    assert answer.ok


def test_nothing_leaves_this_machine(server: Server, laptop: Page) -> None:
    asked: list[str] = []
    laptop.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/about", "/journal"):
        laptop.goto(path)
    assert asked
    assert [url for url in asked if not url.startswith(server.url)] == []
