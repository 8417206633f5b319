"""A journal in a file: for its owner alone, and on disk when it says so."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.store import Store, open_store
from supple.store.sqlite import SqliteDatabase
from tests.unit.store.entries import self_adjust


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data" / "supple.sqlite3", clock=SystemClock())
    yield opened
    opened.close()


def test_only_the_owner_can_read_the_data(store: Store, tmp_path: Path) -> None:
    store.add([self_adjust()])
    folder = tmp_path / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {one.name for one in files} >= {"supple.sqlite3", "supple.sqlite3-wal"}
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}


def test_looser_rights_are_tightened_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "data" / "supple.sqlite3"
    open_store(path, clock=SystemClock()).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    open_store(path, clock=SystemClock()).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_strangers_folder_keeps_its_rights(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "notes.txt").write_text("not ours")
    open_store(folder / "supple.sqlite3", clock=SystemClock()).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "supple.sqlite3").stat().st_mode) == 0o600


def test_a_write_that_was_cut_short_before_wal_is_undone(tmp_path: Path) -> None:
    """As it is found after a kill while the file went over to WAL: with a journal to roll back."""
    made, found = tmp_path / "made.sqlite3", tmp_path / "data" / "supple.sqlite3"
    open_store(made, clock=SystemClock()).close()
    found.parent.mkdir()
    with closing(sqlite3.connect(made, isolation_level=None)) as writer:
        for statement in (
            "PRAGMA journal_mode = DELETE",
            "PRAGMA cache_size = 1",
            "BEGIN IMMEDIATE",
            "CREATE TABLE half (content)",
            "INSERT INTO half SELECT zeroblob(100000)",
        ):
            writer.execute(statement)
        shutil.copy(made, found)
        shutil.copy(f"{made}-journal", f"{found}-journal")
    entry = self_adjust()
    for _ in range(2):
        with closing(open_store(found, clock=SystemClock())) as store:
            store.add([entry])
            assert store.entries() == [entry]
    with closing(sqlite3.connect(found)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []


def test_the_file_survives_a_power_cut_as_promised(store: Store) -> None:
    assert isinstance(store.database, SqliteDatabase)
    with store.database.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 4000}
