"""A browser's view of the whole application, without a network."""

import pytest
from starlette.testclient import TestClient

from supple.app.people import People
from supple.app.service import Supple
from supple.web.server import make_application

ORIGIN = "http://127.0.0.1:8737"


@pytest.fixture
def client(supple: Supple, people: People) -> TestClient:
    """Somebody who has read the boundaries and chosen a place."""
    supple.choose_place("uk_ireland")
    return TestClient(make_application(people), base_url=ORIGIN, headers={"origin": ORIGIN})
