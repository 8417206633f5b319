"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load

# On a shared machine any example may be slow; what fails is printed so that it can be run again elsewhere.
settings.register_profile("shared", deadline=None, print_blob=True)
settings.load_profile("shared")


TESTS = Path(__file__).parent
LONGEST = ["life", "browser", "durability", "validation", "laws", "codehealth", "api"]
# What they run in their own process is not what the gate is about, and watching it costs half as much again.
NOT_COVERED = ["life", "browser", "durability", "validation", "codehealth"]


@pytest.fixture(scope="session", autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever a test starts finds what the tests started, and nothing of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest files come first, so that no worker is left with one of them at the end."""

    def place(item: pytest.Item) -> int:
        room = _room(item)
        return LONGEST.index(room) if room in LONGEST else len(LONGEST)

    items.sort(key=place)
    for item in items:
        if _room(item) in NOT_COVERED:
            item.add_marker("no_cover")


def _room(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted, wherever they ran."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid}: {value} {name}")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real knowledge files, read once."""
    return load()
