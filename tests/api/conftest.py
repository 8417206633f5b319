"""The whole application as a browser reaches it, on a journal that several tests share."""

from collections.abc import Iterator

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from supple.app.document import pieces_of
from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.knowledge.collection import Knowledge
from supple.store import open_journals
from supple.web.documents import Document
from tests.unit.conftest import HandClock
from tests.way_in import ORIGIN, application_of, browser, cookie_header


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[People]:
    """One person, who has read the boundaries and chosen a place."""
    folder, clock = tmp_path_factory.mktemp("api") / "data", HandClock()
    everyone = People(
        journals=open_journals(folder, None, clock),
        where=f"the folder {folder}",
        knowledge=knowledge,
        clock=clock,
        settings=Settings(data=folder, database_url=None),
    )
    everyone.chosen(None).choose_place("uk_ireland")
    yield everyone
    everyone.close()


@pytest.fixture
def documents_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are made in this process: hundreds of processes would take minutes."""

    async def answer(document: Document, scope: Scope, receive: Receive, send: Send) -> None:
        whole = b"".join(pieces_of(document.supple, document.kind))
        await Response(whole, media_type=document.media_type)(scope, receive, send)

    monkeypatch.setattr(Document, "__call__", answer)


@pytest.fixture(scope="module")
def supple(people: People) -> Supple:
    return people.chosen(None)


@pytest.fixture(scope="module")
def application(people: People) -> ASGIApp:
    return application_of(people)


@pytest.fixture(scope="module")
def client(application: ASGIApp, people: People) -> TestClient:
    """A browser on Supple's own page. An error inside is an answer, as it is for everybody else."""
    return browser(people, application, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def headers(people: People) -> dict[str, str]:
    """What the player's page sends along."""
    return {"origin": ORIGIN, "cookie": cookie_header(people.settings)}


@pytest.fixture(scope="module")
def journal(supple: Supple) -> str:
    """The id of the journal."""
    return supple.journal
