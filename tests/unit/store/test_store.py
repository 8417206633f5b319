"""The store keeps what it acknowledges, refuses contradictions, and never changes what it kept."""

import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import AfterEntry, Entry, PlaceChosen, ScreeningEntry, SelfAdjust
from supple.store import Store, open_store
from supple.store.rows import same, to_entry, to_row
from supple.store.utc import UtcDateTime

NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def self_adjust(*, at: datetime = NOW) -> SelfAdjust:
    return SelfAdjust(id=uuid4(), at=at, utc_offset_minutes=60, rules_version="1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data" / "supple.sqlite3", clock=SystemClock())
    yield opened
    opened.close()


def test_entries_come_back_as_they_went_in_oldest_first(store: Store) -> None:
    later, earlier = self_adjust(at=NOW + timedelta(hours=1)), self_adjust()
    screening = ScreeningEntry(
        id=uuid4(),
        at=NOW + timedelta(hours=2),
        utc_offset_minutes=-300,
        rules_version="1",
        answers={"pain_now": 1, "under_18": True, "hypermobile": "unsure"},
        asked=("pain_now",),
        outcome="allow",
    )
    store.add([screening, later, earlier])
    assert store.entries() == [earlier, later, screening]
    kept = store.entries(kinds=["screening"])[0]
    assert isinstance(kept, ScreeningEntry)
    assert kept.answers["pain_now"] is not True
    assert kept.answers["under_18"] is True
    assert kept.at.tzinfo is not None


def test_the_same_entry_again_is_fine(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    store.add([entry, self_adjust()])
    assert len(store.entries()) == 2


def test_the_same_moment_in_another_zone_is_the_same_entry(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    store.add([entry.model_copy(update={"at": NOW.astimezone(timezone(timedelta(hours=5)))})])
    assert store.entries() == [entry]


def test_an_id_taken_by_other_content_is_refused_and_the_whole_batch_with_it(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    other = PlaceChosen(id=entry.id, at=NOW, utc_offset_minutes=60, rules_version="1", place="uk")
    with pytest.raises(SuppleError, match="already belongs to another entry"):
        store.add([self_adjust(), other])
    assert store.entries() == [entry]


def test_true_is_not_the_same_as_one() -> None:
    def row(answer: bool | float) -> dict[str, object]:
        return to_row(
            ScreeningEntry(
                id=UUID(int=1),
                at=NOW,
                utc_offset_minutes=0,
                rules_version="1",
                answers={"x": answer},
                asked=(),
                outcome="allow",
            )
        )

    assert same(row(True), row(True))
    assert not same(row(True), row(1.0))


@given(
    stiffness=st.integers(0, 10),
    offset=st.integers(-960, 960),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_row_gives_its_entry_back(stiffness: int, offset: int, at: datetime) -> None:
    entry: Entry = AfterEntry(
        id=uuid4(),
        at=at,
        utc_offset_minutes=offset,
        rules_version="1",
        session_id=uuid4(),
        stiffness=stiffness,
        discomfort=10 - stiffness,
        mobility="same",
    )
    assert to_entry(to_row(entry)) == entry


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET kind = 'other'",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
    ],
)
def test_what_was_kept_can_not_be_changed(store: Store, tmp_path: Path, statement: str) -> None:
    store.add([self_adjust()])
    connection = sqlite3.connect(tmp_path / "data" / "supple.sqlite3")
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        connection.execute(statement)
    connection.close()
    assert len(store.entries()) == 1


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


def test_the_file_survives_a_power_cut_as_promised(store: Store) -> None:
    with store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 4000}


def test_a_moment_without_a_zone_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(NOW.replace(tzinfo=None), SQLiteDialect_pysqlite())
