"""The whole application on PostgreSQL: killed again and again, it has kept what it answered for, once."""

from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from supple.knowledge.collection import Knowledge
from tests.durability.launcher import Launcher
from tests.durability.notes import Notes
from tests.durability.place import Place
from tests.durability.postgres import Postgres
from tests.durability.sender import Sender, connect

ROUNDS = 10
KILLED = -9


def check(place: Place, sender: Sender) -> None:
    """Nothing acknowledged is missing, nothing is doubled, and of the open batch there is all or nothing."""
    kept = Counter(str(name) for (name,) in place.execute("SELECT id FROM entry"))
    acknowledged = {str(name) for name in sender.acknowledged}
    cut_off = {str(entry.id) for entry in sender.unanswered}
    assert set(kept.values()) <= {1}
    assert kept.keys() >= acknowledged
    assert kept.keys() - acknowledged in (set(), cut_off - acknowledged)


def test_kills_of_the_app_lose_nothing_and_double_nothing(
    postgres: Postgres, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(engine="postgresql", folder=tmp_path / "data", url=postgres.new_database())
    monkeypatch.setenv("SUPPLE_DATABASE_URL", str(place.url))
    random = Random(15)
    sender = Sender(Notes(random, knowledge).batch)
    cut_off = 0
    with Launcher() as launcher:
        for number in range(ROUNDS):
            port = launcher.start(place.folder, way="exec" if number == 0 else "fork")
            with closing(connect(port, place.folder)) as connection:
                for _ in range(random.choice((0, 1, 2))):
                    sender.send(connection)
                launcher.kill_after(random.uniform(0, 0.06))
                sender.send_until_cut(connection)
            assert launcher.ended().code == KILLED
            place.settle()
            check(place, sender)
            cut_off += bool(sender.unanswered)
        with closing(connect(launcher.start(place.folder), place.folder)) as connection:
            sender.send(connection)
            launcher.kill_after(0)
            launcher.ended()
    place.settle()
    with place.first() as store:
        assert {entry.id: entry for entry in store.entries()} == sender.acknowledged
    assert cut_off
    assert not list(tmp_path.rglob("*.sqlite3"))
