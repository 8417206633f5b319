"""What all tests share."""

import pytest

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real knowledge files, read once."""
    return load()
