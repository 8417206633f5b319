"""Whoever has any trace of a journal is somebody: listed, opened, deleted, and never made room of."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry, PersonNamed
from supple.store import DamagedError, Journals, export_lines, open_journals
from supple.store.mirror import mirror_of
from tests.unit.store.entries import self_adjust

ANA, BEN = UUID(int=7, version=4).hex, UUID(int=3, version=4).hex


def shelf(folder: Path) -> closing[Journals]:
    return closing(open_journals(folder, None, SystemClock()))


def named(name: str) -> PersonNamed:
    now = SystemClock().now()
    return PersonNamed(id=uuid4(), at=now, utc_offset_minutes=0, rules_version="1", name=name)


def killed(folder: Path, slot: str, entries: Iterable[Entry], *, beside: str) -> Path:
    """Two people in a folder, as a killed program leaves it: the one's entries are in the log."""
    with shelf(folder / "before") as journals:
        journals.create(beside, entries=[named("Ben")])
        journals.create(slot, entries=[named("Made")] if slot != "first" else ())
    with shelf(folder / "before") as journals:
        journals.open(slot).add(list(entries))
        shutil.copytree(folder / "before", folder / "data", ignore=shutil.ignore_patterns("*-shm"))
    return folder / "data" / ("supple.sqlite3" if slot == "first" else f"supple-{slot}.sqlite3")


def without_its_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def with_an_empty_log(path: Path) -> None:
    os.truncate(path.with_name(f"{path.name}-wal"), 0)


def with_a_damaged_log(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    content = bytearray(log.read_bytes())
    content[100] ^= 1
    log.write_bytes(content)


def emptied(path: Path) -> None:
    without_its_log(path)
    path.write_bytes(b"")


def with_empty_pages(path: Path) -> None:
    """All that is left are the mirror, and the last number."""
    _without_cells(path, "entry", "ix_entry_kind", "sqlite_autoindex_entry_1")


def _without_cells(path: Path, *names: str) -> None:
    """A table and its indexes with nothing in them, as far as their first page tells."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = dict(file.execute("SELECT name, rootpage FROM sqlite_master"))
        (size,) = file.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as content:
        for name in names:
            content.seek((pages[name] - 1) * size + 3)
            content.write(b"\0\0")


HARMS = [without_its_log, with_an_empty_log, with_a_damaged_log, emptied, with_empty_pages]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("slot", ["first", ANA])
def test_whoever_has_a_mirror_is_somebody(tmp_path: Path, slot: str, harm: Callable[[Path], None]) -> None:
    """As in the folder of a program that was killed, on a disk that lost what it had not written yet."""
    entries: list[Entry] = [named("Ana"), self_adjust(), self_adjust()]
    path = killed(tmp_path, slot, entries, beside=BEN)
    harm(path)
    with shelf(path.parent) as journals:
        assert journals.ids() == sorted([slot, BEN], key=lambda one: (one != "first", one))
        kept = journals.open(slot).entries()
        assert [entry.id for entry in kept][-4:-1] == [entry.id for entry in entries]
        assert kept[-1].kind == "journal_repaired"
        assert [journals.last_of(one, "person_named") for one in journals.ids()] != [None, None]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("slot", ["first", ANA])
def test_no_backup_takes_the_place_of_a_newer_mirror(
    tmp_path: Path, slot: str, harm: Callable[[Path], None]
) -> None:
    path = killed(tmp_path, slot, [named("Ana"), self_adjust()], beside=BEN)
    with shelf(tmp_path / "before") as journals:
        backup = list(export_lines(journals.open(slot)))
    harm(path)
    before = mirror_of(path).read_bytes()
    with shelf(path.parent) as journals:
        with pytest.raises(SuppleError, match="is here already"):
            journals.restore(backup)
        assert mirror_of(path).read_bytes() == before
        assert slot in journals.ids()


def test_a_mirror_that_was_begun_meanwhile_is_not_deleted_for_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the journal was empty when the backup began to be read."""
    path = killed(tmp_path, "first", [named("Ana")], beside=BEN)
    emptied(path)
    with shelf(tmp_path / "elsewhere") as others:
        backup = list(export_lines(others.create("first", entries=[named("Eva")])))
    monkeypatch.setattr("supple.store.glimpse.Glimpses.is_empty", lambda *_: True)
    with shelf(path.parent) as journals, pytest.raises(SuppleError, match="begun meanwhile"):
        journals.restore(backup)
    assert mirror_of(path).exists()


def test_a_name_that_an_index_hides_is_damage(tmp_path: Path) -> None:
    with shelf(tmp_path) as journals:
        journals.create(ANA, entries=[named("Ana")])
    _without_cells(tmp_path / f"supple-{ANA}.sqlite3", "ix_entry_kind")
    with shelf(tmp_path) as journals:
        assert journals.ids() == [ANA]
        with pytest.raises(DamagedError):
            journals.last_of(ANA, "person_named")
        journals.open(ANA)
        last = journals.last_of(ANA, "person_named")
        assert isinstance(last, PersonNamed)
        assert last.name == "Ana"


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("slot", ["first", ANA])
def test_a_name_that_only_the_mirror_has_is_damage(
    tmp_path: Path, slot: str, harm: Callable[[Path], None]
) -> None:
    """Whoever lists the people has such a journal mended first: nobody else may take that name."""
    path = killed(tmp_path, slot, [named("Ana")], beside=BEN)
    harm(path)
    with shelf(path.parent) as journals:
        with pytest.raises(DamagedError):
            journals.last_of(slot, "person_named")
        journals.open(slot)
        last = journals.last_of(slot, "person_named")
        assert isinstance(last, PersonNamed)
        assert last.name == "Ana"
