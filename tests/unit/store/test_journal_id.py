"""A journal's own id: made with it, compared in every write, gone with it."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.store import Journals, NoSuchJournalError, open_store
from supple.store.journal_id import is_journal_id
from supple.store.tombstones import NAME, tombstones
from tests.durability.place import Place
from tests.unit.store.entries import one_of_every_kind, self_adjust

ANA, BEN = "a" * 32, "b" * 32


@pytest.fixture
def journals(place: Place) -> Iterator[Journals]:
    with closing(place.journals()) as opened:
        yield opened


def test_the_first_journal_gets_a_fresh_id_and_keeps_it(place: Place) -> None:
    with place.first() as store:
        journal_id = store.journal_id
    assert is_journal_id(journal_id)
    with place.first() as store:
        assert store.journal_id == journal_id


def test_later_journals_have_the_id_in_their_name(journals: Journals) -> None:
    assert [journals.create(slot).journal_id for slot in (ANA, BEN)] == [ANA, BEN]


def test_the_first_one_may_be_given_an_id(journals: Journals) -> None:
    assert journals.create("first", journal_id=BEN).journal_id == BEN


def test_a_first_journal_that_is_begun_anew_has_another_id(journals: Journals) -> None:
    before = journals.create("first").journal_id
    journals.remove("first")
    assert journals.create("first").journal_id != before


def test_a_store_never_writes_to_another_journal_in_its_place(place: Place) -> None:
    """As a late answer in a second tab would, after everything was deleted and begun anew."""
    with place.first() as store:
        place.execute(f"UPDATE journal SET id = '{ANA}'")  # noqa: S608
        for use in (store.entries, store.reading, lambda: store.add([self_adjust()])):
            with pytest.raises(NoSuchJournalError, match="any more"):
                use()
    assert place.execute("SELECT count(*) FROM entry") == [(0,)]


def test_a_removed_journal_leaves_a_tombstone_with_its_id_only(journals: Journals, place: Place) -> None:
    first = journals.create("first").journal_id
    journals.create(ANA).add(one_of_every_kind())
    journals.create(BEN)
    assert not any(map(journals.is_removed, (first, ANA, BEN)))
    journals.remove("first")
    journals.remove(ANA)
    assert list(map(journals.is_removed, (first, ANA, BEN))) == [True, True, False]
    if place.engine == "sqlite":
        path = place.folder / NAME
        assert path.read_text().split() == [first, ANA]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_journal_that_comes_back_has_no_tombstone(journals: Journals) -> None:
    journals.create(ANA)
    journals.create(BEN)
    journals.remove(ANA)
    journals.remove(BEN)
    journals.create("first", journal_id=ANA)
    assert list(map(journals.is_removed, (ANA, BEN))) == [False, True]


def test_removing_nothing_leaves_no_tombstone(journals: Journals) -> None:
    journals.remove(ANA)
    journals.remove("first")
    assert not journals.is_removed(ANA)


def test_a_file_of_tombstones_that_is_not_one_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(os.urandom(500) + b"\n" + ANA.encode() + b"\n../\n")
    assert tombstones(tmp_path) == {ANA}


def test_a_file_elsewhere_is_a_journal_of_its_own(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "kept.sqlite3", clock=SystemClock())) as store:
        assert is_journal_id(store.journal_id)
