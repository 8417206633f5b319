"""What all tests share."""

import pytest
from hypothesis import settings

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load

# On a shared machine any example may be slow; what fails is printed so that it can be run again elsewhere.
settings.register_profile("shared", deadline=None, print_blob=True)
settings.load_profile("shared")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real knowledge files, read once."""
    return load()
