"""The whole application as a browser reaches it, on a journal that several tests share."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.knowledge.collection import Knowledge
from supple.store import open_journals
from supple.web.server import make_application
from tests.api.address import ORIGIN
from tests.unit.conftest import HandClock


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


@pytest.fixture(scope="module")
def supple(people: People) -> Supple:
    return people.chosen(None)


@pytest.fixture(scope="module")
def application(people: People) -> ASGIApp:
    return make_application(people)


@pytest.fixture(scope="module")
def client(application: ASGIApp) -> TestClient:
    """A browser on Supple's own page. An error inside is an answer, as it is for everybody else."""
    return TestClient(application, base_url=ORIGIN, headers={"origin": ORIGIN}, raise_server_exceptions=False)
