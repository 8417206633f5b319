"""Running Supples of one user find each other through files that live as long as they do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from supple.app.living_file import read_living, write_living
from supple.app.neighbours import address_of, announced_to_neighbours, running_folder
from supple.app.people import People
from supple.app.private_file import read_private, write_private
from supple.app.refusals import NotRunningError

WRITES_AND_DIES = """
import os, sys
from pathlib import Path
from supple.app.living_file import write_living
write_living(Path(sys.argv[1]), {"address": "http://127.0.0.1:1", "journals": ["gone"]})
os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what programs keep."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return running_folder()


def test_a_running_one_is_found_by_its_journals_and_not_when_it_ended(people: People) -> None:
    journal = people.chosen(None).journal
    with announced_to_neighbours(people, 8740):
        assert address_of(journal) == "http://127.0.0.1:8740"
        with pytest.raises(NotRunningError):
            address_of("0" * 32)
    with pytest.raises(NotRunningError):
        address_of(journal)
    assert list(running_folder().iterdir()) == []


def test_journals_that_come_later_are_told_too(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supple.app.neighbours.LOOK_AGAIN_S", 0.01)
    people.ids()
    with announced_to_neighbours(people, 8740):
        journal = people.one(people.add("Ben").id).journal
        for _ in range(10_000):
            told = [read_living(path) or {} for path in running_folder().glob("*.json")]
            if any(journal in content.get("journals", []) for content in told):
                break
        assert address_of(journal) == "http://127.0.0.1:8740"


def test_the_file_is_for_its_user_alone(people: People, state: Path) -> None:
    people.ids()
    with announced_to_neighbours(people, 8740):
        (file,) = state.iterdir()
        assert file.stat().st_mode & 0o777 == 0o600
        assert state.stat().st_mode & 0o777 == 0o700


def test_what_a_dead_one_left_is_believed_by_nobody_and_swept(state: Path) -> None:
    state.mkdir(parents=True)
    path = state / "x-1.json"
    subprocess.run([sys.executable, "-c", WRITES_AND_DIES, str(path)], check=False)
    assert "gone" in path.read_text()
    with pytest.raises(NotRunningError):
        address_of("gone")
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [
        {"address": "http://evil.example", "journals": ["mine"]},
        {"address": "http://127.0.0.1:1@evil.example", "journals": ["mine"]},
        {"address": ["http://127.0.0.1:1"], "journals": ["mine"]},
        {"address": "http://127.0.0.1:1", "journals": "mine"},
        {"journals": ["mine"]},
        [],
    ],
)
def test_only_addresses_of_this_computer_are_told(state: Path, content: object) -> None:
    state.mkdir(parents=True)
    file = write_living(state / "x-1.json", content)  # type: ignore[arg-type]
    with pytest.raises(NotRunningError):
        address_of("mine")
    file.close()


def test_a_file_that_others_may_touch_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "private"
    write_private(path, b"content")
    assert read_private(path) == b"content"
    for mode in (0o640, 0o604, 0o620, 0o602, 0o777):
        path.chmod(mode)
        assert read_private(path) is None
    path.chmod(0o600)
    (tmp_path / "link").symlink_to(path)
    assert read_private(tmp_path / "link") is None
    assert read_private(tmp_path) is None
    file = write_living(tmp_path / "living", {"a": 1})
    assert json.loads((tmp_path / "living").read_text()) == {"a": 1}
    (tmp_path / "living").chmod(0o644)
    assert read_living(tmp_path / "living") is None
    file.close()
