"""What has to be kept now never waits for pages, however many are asked for."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore
from typing import Any

import httpx2 as httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from supple.app.people import People
from supple.web import lanes
from supple.web.pages import trends
from supple.web.server import Application
from supple.web.site import Site
from tests.api.made import made
from tests.way_in import ORIGIN, application_of

READERS = 50
# Only so that a test that fails ends.
PATIENCE_S = 60.0


@dataclass
class Blocked:
    """A page whose handler stands until it is let go, and counts who is inside."""

    let_go: Event = field(default_factory=Event)
    entered: Semaphore = field(default_factory=lambda: Semaphore(0))
    inside: int = 0
    most: int = 0
    lock: Lock = field(default_factory=Lock)

    def show(self, _site: Site, _request: Request) -> Response:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        self.let_go.wait(PATIENCE_S)
        with self.lock:
            self.inside -= 1
        return PlainTextResponse("let go")


@pytest.fixture
def blocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blocked]:
    page = Blocked()
    monkeypatch.setattr(trends, "show", page.show)
    yield page
    page.let_go.set()


@asynccontextmanager
async def readers(browser: httpx.AsyncClient, blocked: Blocked) -> AsyncIterator[list[asyncio.Task[Any]]]:
    """So many readers of the page, as many of them inside as there are threads for pages."""
    asking = [asyncio.create_task(browser.get("/trends")) for _ in range(READERS)]
    try:
        for _ in range(lanes.PAGE_THREADS):
            await asyncio.to_thread(blocked.entered.acquire)
        yield asking
    finally:
        blocked.let_go.set()


def through(application: Application, client: TestClient) -> httpx.AsyncClient:
    """Somebody who was let in, without a network, on the running loop."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application),
        base_url=ORIGIN,
        headers=dict(client.headers),
        cookies=client.cookies,
    )


def test_a_stop_is_kept_while_every_thread_for_pages_is_taken(
    people: People, client: TestClient, blocked: Blocked
) -> None:
    stop, journal = made("stop"), people.chosen(None).journal

    async def scene() -> None:
        browser = through(application_of(people), client)
        async with readers(browser, blocked) as asking:
            async with asyncio.timeout(PATIENCE_S):
                answer = await browser.post(f"/api/entries?journal={journal}", json=[stop])
            assert answer.status_code == 200
            assert not any(task.done() for task in asking)
        assert [page.status_code for page in await asyncio.gather(*asking)] == [200] * READERS

    asyncio.run(scene())
    assert blocked.most == lanes.PAGE_THREADS
    assert [str(entry.id) for entry in people.chosen(None).store.entries(kinds=["stop"])] == [stop["id"]]


def test_the_first_stop_finds_what_it_needs_loaded(people: People) -> None:
    application = application_of(people)
    application.warm()
    loaded = application._dispatch._api
    assert loaded is not None
    assert application._dispatch.load_api() is loaded
