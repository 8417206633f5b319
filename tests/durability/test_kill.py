"""A killed server has kept every entry that it acknowledged, once, and of any batch all or nothing.

SIGKILL takes the program away, not the power: that what is written also reaches the disk is up to
SQLite's `synchronous = FULL`, which a test of the store looks at.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest

from supple.app.clock import SystemClock
from supple.knowledge.collection import Knowledge
from supple.store import open_store
from supple.store.folder import DATABASE_NAME
from tests.durability.launcher import Launcher
from tests.durability.notes import Batch, Notes
from tests.durability.sender import Sender, connect

KILLS = 200
# A third of the kills waits for a write to begin; most of those, and some of the others, meet it open.
AIMED = 1 / 3
LEAST_WHILE_WRITING = 20
LEAST_WITH_A_BATCH_OPEN = 100
KILLED = -9


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    with Launcher() as made:
        yield made


@dataclass
class Witness:
    """Reads the database beside the server, and compares it with what the client knows."""

    path: Path
    kept: Counter[UUID] = field(default_factory=Counter)
    last_seq: int = 0

    def look(self, sender: Sender) -> None:
        """Read what is new; nothing acknowledged is missing, nothing else is there but a whole batch."""
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(
                "SELECT seq, id FROM entry WHERE seq > ? ORDER BY seq", (self.last_seq,)
            ).fetchall()
        self.kept.update(UUID(name) for _, name in rows)
        self.last_seq = rows[-1][0] if rows else self.last_seq
        cut_off = {entry.id for entry in sender.unanswered}
        assert self.kept.keys() >= sender.acknowledged.keys()
        assert self.kept.keys() - sender.acknowledged.keys() <= cut_off
        assert cut_off & self.kept.keys() in (set(), cut_off)
        assert set(self.kept.values()) <= {1}

    def look_at_all(self, sender: Sender) -> None:
        """With no server running: the file is sound, and every entry says what was sent."""
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ids = [UUID(name) for (name,) in connection.execute("SELECT id FROM entry")]
        assert sorted(ids) == sorted(sender.acknowledged)
        with closing(open_store(self.path, clock=SystemClock())) as store:
            assert {entry.id: entry for entry in store.entries()} == sender.acknowledged


class Player:
    """What the rounds share: chance, the client, the witness."""

    def __init__(self, *, seed: int, folder: Path, knowledge: Knowledge) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.notes = Notes(self.random, knowledge)
        self.sender = Sender(self._batch)
        self.witness = Witness(folder / DATABASE_NAME)

    def _batch(self) -> Batch:
        """Mostly a new batch; now and then entries that were acknowledged before."""
        if self.sender.acknowledged and self.random.random() < 0.1:
            return self.random.sample(list(self.sender.acknowledged.values()), k=1)
        return self.notes.batch()

    def round(self, launcher: Launcher, *, way: Literal["fork", "exec"] = "fork") -> str:
        """Start, look, send, kill. Returns what the kill met: "writing" or "idle"."""
        port = launcher.start(self.folder, way=way)
        self.witness.look(self.sender)
        with closing(connect(port, self.folder)) as connection:
            for _ in range(self.random.choice((0, 1, 1, 2))):
                self.sender.send(connection)
            if self.random.random() < AIMED:
                launcher.kill_in_a_write(self.random.choice((0, self.random.uniform(0, 0.002))))
            else:
                launcher.kill_after(self.random.uniform(0, 0.06))
            self.sender.send_until_cut(connection)
        end = launcher.ended()
        assert end.code == KILLED
        return "writing" if end.writing else "idle"

    def finish(self, launcher: Launcher) -> None:
        """Send what is still unanswered, and look at everything."""
        with closing(connect(launcher.start(self.folder), self.folder)) as connection:
            self.witness.look(self.sender)
            self.sender.send(connection)
            launcher.kill_after(0)
            launcher.ended()
        self.witness.look_at_all(self.sender)


def test_two_hundred_kills_lose_nothing_and_double_nothing(
    launcher: Launcher, tmp_path: Path, knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    player = Player(seed=200, folder=tmp_path / "data", knowledge=knowledge)
    met: Counter[str] = Counter()
    unanswered = 0
    for number in range(KILLS):
        if number % 10 == 5:
            launcher.begin(player.folder)
            launcher.kill_after(player.random.uniform(0, 0.2))
            assert launcher.ended().code == KILLED
        met[player.round(launcher)] += 1
        unanswered += bool(player.sender.unanswered)
    player.finish(launcher)
    kept = len(player.sender.acknowledged)
    with capsys.disabled():
        print(f"\n{KILLS} kills: {met['writing']} in a write, {unanswered} with a batch open; {kept} kept")
    assert met["writing"] >= LEAST_WHILE_WRITING
    assert unanswered >= LEAST_WITH_A_BATCH_OPEN
    assert len(player.sender.acknowledged) > KILLS


def test_a_kill_while_the_database_is_made_leaves_one_that_can_be_used(
    launcher: Launcher, tmp_path: Path, knowledge: Knowledge
) -> None:
    generator = random.Random(7)
    for number in range(12):
        player = Player(seed=number, folder=tmp_path / str(number), knowledge=knowledge)
        launcher.begin(player.folder)
        launcher.kill_after(generator.uniform(0, 0.25))
        assert launcher.ended().code == KILLED
        player.finish(launcher)


def test_the_installed_command_keeps_the_same_promise(
    launcher: Launcher, tmp_path: Path, knowledge: Knowledge
) -> None:
    player = Player(seed=3, folder=tmp_path / "data", knowledge=knowledge)
    for _ in range(3):
        player.round(launcher, way="exec")
    player.finish(launcher)
