"""Where the app cannot start it says in one line why and what to do, ends with 2, and touches nothing."""

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from supple.app.clock import SystemClock
from supple.journal.upkeep_entries import JournalRepaired
from supple.knowledge.collection import Knowledge
from supple.store import open_store
from supple.store.folder import DATABASE_NAME
from tests.durability.notes import Batch, Notes
from tests.durability.trouble import (
    BOUND_BY_MODES,
    SUPPLE,
    on_a_small_disk,
    refused,
    running,
    snapshot,
    start_refused,
)

MAY_WRITE = "Give yourself the right to write"


def kept(folder: Path) -> Batch:
    with closing(open_store(folder / DATABASE_NAME, clock=SystemClock())) as store:
        return store.entries()


@pytest.fixture
def data(tmp_path: Path, knowledge: Knowledge) -> Path:
    """A data folder with a few hundred entries."""
    notes = Notes(Random(1), knowledge)
    with closing(open_store(tmp_path / "data" / DATABASE_NAME, clock=SystemClock())) as store:
        for _ in range(10):
            store.add(notes.batch())
    return tmp_path / "data"


def garbage(path: Path) -> None:
    path.write_bytes(Random(2).randbytes(path.stat().st_size))


def cut_in_the_middle(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 100)


def cut_to_one_page(path: Path) -> None:
    os.truncate(path, 4096)


def cut_in_the_head(path: Path) -> None:
    os.truncate(path, 60)


def damaged_copies(folder: Path, harmed: dict[str, str]) -> bool:
    """Whether every harmed file is there byte for byte, under the name that says so."""
    kept_bytes = [content for name, content in snapshot(folder).items() if ".damaged-" in name]
    return sorted(kept_bytes) == sorted(harmed.values())


@pytest.mark.parametrize("harm", [garbage, cut_in_the_middle, cut_to_one_page, cut_in_the_head])
def test_a_damaged_database_is_put_together_anew_and_its_bytes_are_kept(
    data: Path, harm: Callable[[Path], None]
) -> None:
    entries = kept(data)
    harm(data / DATABASE_NAME)
    before = {DATABASE_NAME: snapshot(data)[DATABASE_NAME]}
    with running(data):
        pass
    *rest, repaired = kept(data)
    assert rest == entries
    assert isinstance(repaired, JournalRepaired)
    assert (repaired.recovered, repaired.lost) == (len(entries), 0)
    assert damaged_copies(data, before)


def test_what_a_killed_server_left_beside_a_damaged_database_is_kept_and_used(
    data: Path, tmp_path: Path, knowledge: Knowledge
) -> None:
    """The newest entries are in the -wal file, and in the mirror."""
    with closing(open_store(data / DATABASE_NAME, clock=SystemClock())) as store:
        store.add(Notes(Random(3), knowledge).batch())
        entries = store.entries()
        left = shutil.copytree(data, tmp_path / "left")
    garbage(left / DATABASE_NAME)
    before = {name: snapshot(left)[name] for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal")}
    with running(left):
        pass
    assert kept(left)[:-1] == entries
    assert damaged_copies(left, before)


def test_without_a_mirror_a_database_that_cannot_be_read_is_told_as_lost(data: Path) -> None:
    (data / f"{DATABASE_NAME}-mirror").unlink()
    garbage(data / DATABASE_NAME)
    with running(data):
        pass
    (repaired,) = kept(data)
    assert isinstance(repaired, JournalRepaired)
    assert (repaired.recovered, repaired.lost) == (0, None)


def test_the_terminals_commands_mend_a_damaged_database_too(data: Path, tmp_path: Path) -> None:
    entries, export = kept(data), tmp_path / "mine.supple"
    garbage(data / DATABASE_NAME)
    done = subprocess.run([*SUPPLE, "export", str(export), "--data", str(data)], check=False, timeout=60)
    assert done.returncode == 0
    assert len(export.read_bytes().splitlines()) == len(entries) + 3


def test_a_database_of_a_newer_supple_is_left_as_it_is(data: Path) -> None:
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = snapshot(data)
    said = start_refused(data)
    assert "newer than this program knows" in said
    assert "Update Supple" in said
    assert snapshot(data) == before


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.execute("CREATE TABLE recipe (name)")
    before = snapshot(tmp_path)
    assert "another program" in start_refused(tmp_path)
    assert snapshot(tmp_path) == before


def test_a_database_that_may_only_be_read_is_said(data: Path) -> None:
    entries, before = kept(data), snapshot(data)
    (data / DATABASE_NAME).chmod(0o444)
    assert MAY_WRITE in start_refused(data, command=BOUND_BY_MODES)
    assert snapshot(data) == before
    (data / DATABASE_NAME).chmod(0o600)
    assert kept(data) == entries


def test_a_folder_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    parent.mkdir(mode=0o555)
    assert MAY_WRITE in start_refused(parent / "data", command=BOUND_BY_MODES)
    assert list(parent.iterdir()) == []


def test_a_database_that_lies_where_nothing_may_be_added_is_said(data: Path, tmp_path: Path) -> None:
    """The file itself may be written, but the files that SQLite keeps beside it cannot be made."""
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / DATABASE_NAME).symlink_to(data / DATABASE_NAME)
    before = snapshot(data)
    data.chmod(0o555)
    said = start_refused(folder, command=BOUND_BY_MODES)
    data.chmod(0o700)
    assert MAY_WRITE in said
    assert snapshot(data) == before


def test_a_folder_of_ones_own_that_lost_its_write_bit_is_mended(data: Path) -> None:
    entries = kept(data)
    data.chmod(0o555)
    with running(data, command=BOUND_BY_MODES):
        pass
    assert kept(data) == entries


def test_a_folder_in_the_place_of_the_database_is_said(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).mkdir()
    assert "cannot be opened for writing" in start_refused(tmp_path)


def test_a_pipe_in_the_place_of_the_database_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / DATABASE_NAME)
    assert "is not a file" in start_refused(tmp_path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("notes.txt", "is a file, not a folder"),
        ("notes.txt/data", "is a file, not a folder"),
        ("x" * 300, "File name too long"),
        ("~nobody-of-this-name/data", "Name the whole path"),
    ],
)
def test_a_data_folder_that_cannot_be_is_said(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    assert words in start_refused(path if path.startswith("~") else tmp_path / path)
    assert snapshot(tmp_path) == before


def test_a_disk_without_room_for_a_database_is_said_and_harms_no_later_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    said = start_refused(folder, command=on_a_small_disk(20_000))
    assert "nothing was kept of this" in said
    with running(folder):
        pass
    assert kept(folder) == []


def test_a_port_in_use_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refused("--no-browser", "--port", port, "--data", str(tmp_path / "data"), command=SUPPLE)
    assert f"Port {port} on 127.0.0.1 cannot be used" in said
    assert "--port" in said
    assert not (tmp_path / "data").exists()
