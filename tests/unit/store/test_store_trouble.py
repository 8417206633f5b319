"""A broken surrounding is one sentence with the fix, and the file is left as it was."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import SelfAdjust
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import open_journals, open_store
from supple.store.folder import data_folder
from supple.store.mirror import mirror_of
from supple.store.sqlite import SqliteDatabase


def self_adjust() -> SelfAdjust:
    return SelfAdjust(id=uuid4(), at=SystemClock().now(), utc_offset_minutes=60, rules_version="1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "supple.sqlite3"
    open_store(made, clock=SystemClock()).close()
    return made


def refused(path: Path) -> SuppleError:
    with pytest.raises(SuppleError) as caught:
        open_store(path, clock=SystemClock())
    return caught.value


@pytest.mark.parametrize("damage", ["all", "inside"])
def test_a_damaged_file_is_put_together_anew_and_its_bytes_are_kept(path: Path, damage: str) -> None:
    store = open_store(path, clock=SystemClock())
    kept = [self_adjust() for _ in range(200)]
    store.add(kept)
    store.close()
    content = bytearray(path.read_bytes())
    if damage == "all":
        content[:] = b"this was a database once" * 200
    else:
        content[4096 : len(content) - 4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with closing(open_store(path, clock=SystemClock())) as store:
        *rest, repaired = store.entries()
    assert rest == kept
    assert isinstance(repaired, JournalRepaired)
    assert (repaired.recovered, repaired.lost) == (200, 0)
    (aside,) = path.parent.glob("supple.sqlite3.damaged-*")
    assert aside.read_bytes() == bytes(content)
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_damage_that_appears_while_open_is_mended(path: Path) -> None:
    store = open_store(path, clock=SystemClock())
    kept = [self_adjust() for _ in range(200)]
    store.add(kept)
    store.close()
    store = open_store(path, clock=SystemClock())
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    assert isinstance(store.database, SqliteDatabase)
    store.database.engine.dispose()  # else it may still know what the file said
    assert store.entries()[:-1] == kept
    assert [entry.kind for entry in store.entries()[200:]] == ["journal_repaired"]
    store.add(kept[:5])
    store.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "supple.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name)")
    connection.close()
    before = path.read_bytes()
    assert "another program" in refused(path).problem
    assert path.read_bytes() == before


def test_a_newer_database_is_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert "newer than this program" in refused(path).problem


def test_a_database_held_by_another_program_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "supple.store.sqlite.SETTINGS", ("PRAGMA busy_timeout = 50", "PRAGMA journal_mode = WAL")
    )
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "held by another program" in refused(path).problem
    holder.close()


def test_a_full_disk_is_said_and_nothing_of_the_batch_is_kept(path: Path) -> None:
    store = open_store(path, clock=SystemClock())
    assert isinstance(store.database, SqliteDatabase)
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 12")
    with pytest.raises(SuppleError, match="no room left"):
        store.add([self_adjust() for _ in range(500)])
    assert store.entries() == []
    store.add([self_adjust()])
    assert len(store.entries()) == 1
    store.close()


FULL = """
import resource, sys
from uuid import uuid4
from pathlib import Path
from supple.base.errors import SuppleError
from supple.store import open_store
from supple.app.clock import SystemClock
from supple.journal.entry import SelfAdjust
from supple.journal.upkeep_entries import JournalRepaired
store = open_store(Path(sys.argv[1]), clock=SystemClock())
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
try:
    now = SystemClock().now()
    store.add([
        SelfAdjust(id=uuid4(), at=now, utc_offset_minutes=0, rules_version='1') for _ in range(2000)
    ])
except SuppleError as error:
    print(error)
"""


def test_a_disk_that_refuses_to_grow_a_file_is_said(path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] != 0
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, cwd=root, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "nothing was kept of this" in done.stdout
    store = open_store(path, clock=SystemClock())
    assert store.entries() == []
    store.close()


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "is a file, not a folder" in refused(tmp_path / "data" / "supple.sqlite3").problem


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "supple.sqlite3").mkdir()
    assert "cannot be opened for writing" in refused(tmp_path / "supple.sqlite3").problem


READ_ONLY = """
import os, sys
from pathlib import Path
from supple.base.errors import SuppleError
from supple.app.clock import SystemClock
from supple.store import open_store
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]), clock=SystemClock())
except SuppleError as error:
    print(error)
"""


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_place_is_said(path: Path, tmp_path: Path, what: str) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    asked = path if what == "file" else path.parent / "new" / "supple.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(asked)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    path.parent.chmod(0o700)
    assert done.returncode == 0, done.stderr
    assert "Give yourself the right to write" in done.stdout


def test_without_a_folder_the_platforms_own_is_used(tmp_path: Path) -> None:
    assert data_folder().name == "supple"
    assert data_folder(tmp_path) == tmp_path


@pytest.mark.parametrize("put", [os.mkfifo, Path.mkdir])
def test_what_is_no_plain_file_in_the_place_of_the_mirror_is_told_at_once(
    path: Path, put: Callable[[Path], None]
) -> None:
    """By whoever opens that journal alone; the folder is not held for others."""
    mirror_of(path).unlink(missing_ok=True)
    put(mirror_of(path))
    assert "-mirror is not a file" in refused(path).problem
    other = "a" * 32
    with closing(open_journals(path.parent, None, SystemClock())) as journals:
        assert journals.create(other, entries=[self_adjust()]).entries()
        assert journals.slot_of(other) == other
        with pytest.raises(SuppleError, match="is not a file"):
            journals.open("first")


def test_what_takes_the_place_of_the_mirror_later_keeps_nobody_from_noting(path: Path) -> None:
    store = open_store(path, clock=SystemClock())
    entries = [self_adjust(), self_adjust()]
    store.add(entries[:1])
    mirror_of(path).unlink()
    os.mkfifo(mirror_of(path))
    store.add(entries[1:])
    assert store.entries() == entries
    store.close()
    mirror_of(path).unlink()
    store = open_store(path, clock=SystemClock())
    assert store.entries() == entries
    store.close()
