"""A number that damage made huge is not believed, and not counted up to."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import open_store
from supple.store.mirror import mirror_of
from tests.unit.store.entries import self_adjust

TRIGGERS = ("changed", "deleted", "replaced")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sqlite_sequence SET seq = 4000000000000 WHERE name = 'entry'",
        "UPDATE entry SET seq = 4000000000000 WHERE seq = 20",
        "UPDATE entry SET seq = -7 WHERE seq = 20",
    ],
)
def test_a_huge_number_is_damage(tmp_path: Path, change: str) -> None:
    path, kept = tmp_path / "supple.sqlite3", [self_adjust() for _ in range(20)]
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(kept)
    mirror_of(path).unlink()
    with closing(sqlite3.connect(path)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER entry_is_never_{name}")
        connection.execute(change)
        connection.execute("UPDATE entry SET kind = 'stop' WHERE seq = 3")
        connection.commit()
    with closing(open_store(path, clock=SystemClock())) as store:
        entries = store.entries()
    repaired = entries[-1]
    assert isinstance(repaired, JournalRepaired)
    assert repaired.lost is None or repaired.lost <= 2
    assert repaired.recovered == len(entries) - 1 >= 18
    assert [entry for entry in kept if entry in entries] == entries[:-1]
