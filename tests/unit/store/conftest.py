"""Every test of the store that can, runs on both engines."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from supple.store import Journals, Store
from tests.durability.place import ENGINES, Place
from tests.durability.postgres import Postgres, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of the store."""
    with postgres_server() as server:
        server.trust_the_machine()
        yield server


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place for journals."""
    return make_place(request.param, tmp_path, request)


def make_place(engine: str, folder: Path, request: pytest.FixtureRequest, *, another: bool = False) -> Place:
    """An empty place on one engine; the server starts with the first that asks for it."""
    url = None
    if engine == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.new_database() if another else server.cleared_database()
    return Place(engine=engine, folder=folder / "data", url=url)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """The first journal of the place."""
    with place.first() as opened:
        yield opened


@pytest.fixture
def elsewhere(place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Journals]:
    """Another place of the same kind, with nothing in it."""
    there = make_place(place.engine, tmp_path / "elsewhere", request, another=True)
    with closing(there.journals()) as opened:
        yield opened
