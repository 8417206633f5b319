"""A browser's view of the whole application, without a network."""

import pytest
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from tests.way_in import browser


@pytest.fixture
def client(supple: Supple, people: People) -> TestClient:
    """Somebody who has read the boundaries and chosen a place."""
    supple.choose_place("uk_ireland")
    return browser(people)
