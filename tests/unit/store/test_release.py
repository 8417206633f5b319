"""A journal that the release before the journal's id really wrote: all of it is there afterwards."""

import sqlite3
from contextlib import closing
from pathlib import Path

from supple.app.clock import SystemClock
from supple.journal.entry import Entry
from supple.store import Store, open_store
from tests.unit.store.test_sums import holds, rows_of

DUMP = Path(__file__).parent / "data" / "release_0_1_0.sql"
COLUMNS = "seq, id, kind, at, utc_offset_minutes, rules_version, payload, received_at"


def laid_out(folder: Path) -> Path:
    path = folder / "supple.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(DUMP.read_text())
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(f"SELECT {COLUMNS} FROM entry ORDER BY seq").fetchall()  # noqa: S608 - above


def test_a_journal_of_the_release_keeps_every_row_as_it_was(tmp_path: Path) -> None:
    path = laid_out(tmp_path)
    before = rows(path)
    ids: list[str] = []
    entries: list[list[Entry]] = []
    for _ in range(2):
        with closing(open_store(path, clock=SystemClock())) as store:
            ids.append(store.journal_id)
            entries.append(store.entries())
            assert holds(rows_of(store), store.journal_id)
    assert len(before) == len(entries[0]) == 59
    assert rows(path) == before
    assert ids[0] == ids[1]
    assert entries[0] == entries[1]


def test_a_later_persons_journal_of_the_release_takes_its_name_as_its_id(tmp_path: Path) -> None:
    path = laid_out(tmp_path).rename(tmp_path / f"supple-{'d' * 32}.sqlite3")
    with closing(open_store(path, clock=SystemClock(), journal_id="d" * 32)) as store:
        assert store.journal_id == "d" * 32
        assert_goes_on(store)


def assert_goes_on(store: Store) -> None:
    kept = store.entries()
    store.add(kept)
    assert store.entries() == kept
