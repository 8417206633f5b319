"""A file that is open is compared with its name; nothing is left beside it after an ordinary end."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.store import NoSuchJournalError, open_journals
from tests.unit.store.entries import self_adjust
from tests.unit.store.test_damage import opened

ANA = "a" * 32


def test_a_file_that_is_replaced_while_open_takes_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "data" / "supple.sqlite3"
    with closing(open_journals(path.parent, None, SystemClock())) as journals:
        store = journals.create("first")
        kept = [self_adjust(), self_adjust()]
        store.add(kept)
        copy = tmp_path / "copy"
        shutil.copytree(path.parent, copy)
        (copy / path.name).replace(path)
        for use in (store.entries, lambda: store.add([self_adjust()])):
            with pytest.raises(SuppleError, match="moved or replaced while it was open"):
                use()
        again = journals.open("first")
        assert again is not store
        assert [entry for entry in again.entries() if entry.kind != "journal_repaired"] == kept
        more = self_adjust()
        again.add([more])
    assert opened(path)[-1] == more


def test_a_folder_that_is_moved_while_open_is_said(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path / "data", None, SystemClock())) as journals:
        store = journals.create("first")
        store.add([self_adjust()])
        (tmp_path / "data").rename(tmp_path / "moved")
        for use in (store.entries, lambda: store.add([self_adjust()])):
            with pytest.raises(SuppleError, match="any more"):
                use()
    assert len(opened(tmp_path / "moved" / "supple.sqlite3")) == 1
    assert not (tmp_path / "data").exists()


def test_nothing_is_left_beside_a_file_after_an_ordinary_end(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.create("first").add([self_adjust()])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["supple.sqlite3", "supple.sqlite3-mirror"]


def test_leftovers_of_a_making_are_swept(tmp_path: Path) -> None:
    (tmp_path / "supple-0123456789abcdef.sqlite3-making").write_bytes(b"left")
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        assert journals.ids() == []
    assert list(tmp_path.iterdir()) == []


def test_files_that_somebody_deleted_while_open_are_not_there(tmp_path: Path) -> None:
    """What is begun anew has its own files, also where a log of before was never written back."""
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        for slot in ("first", ANA):
            journals.create(slot).add([self_adjust()])
        for one in tmp_path.iterdir():
            one.unlink()
        assert journals.ids() == []
        with pytest.raises(NoSuchJournalError):
            journals.open(ANA)
        entry = self_adjust()
        journals.create("first").add([entry])
        assert journals.ids() == ["first"]
        assert journals.open("first").entries() == [entry]
    assert opened(tmp_path / "supple.sqlite3") == [entry]


def test_a_database_that_somebody_deleted_while_open_comes_back_from_its_mirror(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        entries = [self_adjust(), self_adjust()]
        journals.create("first").add(entries)
        for ending in ("", "-wal", "-shm"):
            (tmp_path / f"supple.sqlite3{ending}").unlink()
        assert journals.open("first").entries()[:2] == entries
