"""Trouble around the real command: one line that says what to do, exit code 2, and nothing lost."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from supple.app.clock import SystemClock
from supple.knowledge.collection import Knowledge
from supple.store import open_store
from supple.store.folder import DATABASE_NAME
from tests.browser.server import Server
from tests.durability.notes import Notes
from tests.durability.sender import connect, post_batch

SUPPLE = Path(sys.executable).with_name("supple")
# Leaves room for what is there, and none for a large batch.
SMALL_DISK = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def data(tmp_path: Path, knowledge: Knowledge) -> Path:
    """A data folder with a database that holds some entries."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(open_store(folder / DATABASE_NAME, clock=SystemClock())) as store:
        store.add(Notes(Random(1), knowledge).batch())
    return folder


def refused(*arguments: str) -> str:
    """Start the app, which must not start. Returns the one line it says."""
    done = subprocess.run(
        [str(SUPPLE), "--no-browser", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def damage_head(path: Path) -> None:
    path.write_bytes(b"not a database at all" + path.read_bytes()[21:])


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize("harm", [damage_head, cut_off, make_newer])
def test_a_database_that_cannot_be_used_is_named_and_not_touched(
    data: Path, harm: Callable[[Path], None]
) -> None:
    """Damaged at its head, cut off, or written by a newer Supple."""
    path = data / DATABASE_NAME
    harm(path)
    before = sha256(path.read_bytes()).digest()
    assert str(path) in refused("--port", "0", "--data", str(data))
    assert sha256(path.read_bytes()).digest() == before


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    """And is left as it is."""
    wrong = tmp_path / "notes.txt"
    wrong.write_text("mine", encoding="utf-8")
    assert str(wrong) in refused("--port", "0", "--data", str(wrong))
    assert wrong.read_text(encoding="utf-8") == "mine"


def test_a_port_in_use_is_named_with_the_way_out(data: Path) -> None:
    """The port that was asked for, never silently another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused("--port", str(port), "--data", str(data))
    assert str(port) in said
    assert "--port" in said


def test_a_full_disk_refuses_and_keeps_what_was_acknowledged(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it runs: an answer with the fix; what was kept is there, and nothing of what was refused."""
    notes = Notes(Random(2), knowledge)
    start = subprocess.Popen

    def on_a_small_disk(command: list[str], **more: object) -> object:
        return start([sys.executable, "-c", SMALL_DISK, "120000", *command], **more)  # type: ignore[call-overload]

    monkeypatch.setattr("tests.browser.server.subprocess.Popen", on_a_small_disk)
    server = Server(tmp_path)
    server.start()
    acknowledged = set()
    answers = []
    with closing(connect(int(server.url.rpartition(":")[2]))) as connection:
        for _ in range(60):
            batch = notes.batch()
            status, answer = post_batch(connection, batch)
            answers.append((status, answer))
            if status == 200:
                acknowledged |= {entry.id for entry in batch}
    server.close()
    failures = [answer for status, answer in answers if status != 200]
    assert failures
    assert all(set(answer) == {"problem", "fix"} for answer in failures), failures
    assert acknowledged
    with closing(open_store(server.data / DATABASE_NAME, clock=SystemClock())) as store:
        assert {entry.id for entry in store.entries()} == acknowledged
