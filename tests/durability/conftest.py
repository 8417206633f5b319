"""Journals on both engines, and children to be killed at work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.place import ENGINES, Place
from tests.durability.postgres import Postgres, postgres_server
from tests.durability.workers import Workers


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests that do not kill it."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place for journals."""
    url = None
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.new_database()
    return Place(engine=request.param, folder=tmp_path / "data", url=url)


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made
