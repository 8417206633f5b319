"""A PostgreSQL server that is killed has kept every entry that was acknowledged, once, and batches whole."""

from pathlib import Path
from random import Random
from threading import Event, Thread

from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store import Store
from tests.durability.forking_store import batch
from tests.durability.place import Place
from tests.durability.postgres import Postgres, postgres_server

KILLS = 5
LONGEST_S = 120.0


class Writer(Thread):
    """Adds batch after batch; one that was refused it adds again, as a player does."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.stop = Event()
        self.acknowledged: list[Entry] = []
        self.kept_once = Event()
        self.refusals: list[str] = []

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            try:
                self.store.add(batch(11, number))
            except SuppleError as error:
                self.refusals.append(str(error))
                self.stop.wait(0.02)
            else:
                self.acknowledged += batch(11, number)
                number += 1
                self.kept_once.set()


def kept_in(server: Postgres, url: str) -> list[str]:
    return [str(name) for (name,) in server.execute("SELECT id FROM supple.entry ORDER BY seq", url)]


def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    random = Random(11)
    with postgres_server() as server:
        place = Place(engine="postgresql", folder=tmp_path, url=server.new_database())
        assert place.url
        with place.first() as store:
            writer = Writer(store)
            writer.start()
            for _ in range(KILLS):
                writer.kept_once.clear()
                assert writer.kept_once.wait(LONGEST_S)
                Event().wait(random.uniform(0, 0.1))
                before = len(writer.acknowledged)
                server.kill()
                server.start_again()
                acknowledged = [str(entry.id) for entry in writer.acknowledged[:before]]
                assert kept_in(server, place.url)[:before] == acknowledged
            writer.kept_once.clear()
            assert writer.kept_once.wait(LONGEST_S)
            writer.stop.set()
            writer.join()
            assert kept_in(server, place.url) == [str(entry.id) for entry in writer.acknowledged]
            assert store.entries() == writer.acknowledged
    assert len(writer.refusals) >= KILLS
    assert all("PostgreSQL" in one for one in writer.refusals)
