"""Several journals, one a person: apart from each other, and gone when they are removed."""

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.store import Journals, NoSuchJournalError, Removed, Store, open_journals, open_store, postgres
from supple.store.tombstones import NAME as TOMBSTONES
from tests.durability.place import Place
from tests.unit.store.entries import self_adjust

ANA, BEN = UUID(int=7, version=4).hex, UUID(int=3, version=4).hex


@pytest.fixture
def journals(place: Place) -> Iterator[Journals]:
    with closing(place.journals()) as opened:
        yield opened


def test_at_first_there_is_none(journals: Journals) -> None:
    assert journals.ids() == []
    with pytest.raises(NoSuchJournalError, match="There is no journal 'first'"):
        journals.open("first")
    assert journals.ids() == []


def test_journals_are_listed_with_the_first_one_first(journals: Journals) -> None:
    for one in (ANA, "first", BEN):
        journals.create(one).add([self_adjust()])
    assert journals.ids() == ["first", BEN, ANA]


def test_each_keeps_its_own(journals: Journals, place: Place) -> None:
    kept = {one: self_adjust() for one in ("first", ANA, BEN)}
    for one, entry in kept.items():
        journals.create(one).add([entry])
    with closing(place.journals()) as again:
        assert {one: again.open(one).entries() for one in again.ids()} == {
            one: [entry] for one, entry in kept.items()
        }


def test_the_same_id_may_be_in_two_journals(journals: Journals) -> None:
    entry = self_adjust()
    journals.create("first").add([entry])
    journals.create(ANA).add([entry])
    assert journals.open("first").entries() == journals.open(ANA).entries() == [entry]


def test_creating_one_that_exists_opens_it(journals: Journals) -> None:
    entry = self_adjust()
    journals.create(ANA).add([entry])
    assert journals.create(ANA).entries() == [entry]


@pytest.mark.parametrize(
    "wrong", ["", "second", "../first", "A" * 32, "0" * 31, "0" * 33, "'; --", "first\n"]
)
def test_an_id_that_is_none_is_refused(journals: Journals, wrong: str) -> None:
    for use in (journals.create, journals.open, journals.remove):
        with pytest.raises(NoSuchJournalError):
            use(wrong)
    assert journals.ids() == []


def test_all_threads_share_one_store(journals: Journals) -> None:
    opened: list[Store] = []
    threads = [Thread(target=lambda: opened.append(journals.create(ANA))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8
    assert len(set(map(id, opened))) == 1


def test_two_shelves_may_lay_out_the_same_journals_at_once(place: Place) -> None:
    """As two processes do: each waits for the other."""
    ids = [uuid4().hex for _ in range(5)]
    failed: list[BaseException] = []

    def use() -> None:
        try:
            with closing(place.journals()) as journals:
                for one in ids:
                    journals.create(one).add([self_adjust()])
        except SuppleError as error:
            failed.append(error)

    threads = [Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with closing(place.journals()) as journals:
        assert journals.ids() == sorted(ids)
        assert [len(journals.open(one).entries()) for one in ids] == [4] * 5


def test_a_removed_journal_is_gone_and_the_others_are_not(journals: Journals, place: Place) -> None:
    entry = self_adjust()
    journals.create("first").add([entry])
    journals.create(ANA).add([self_adjust(), self_adjust()])
    removed = journals.remove(ANA)
    assert removed.id == ANA
    if place.engine == "sqlite":
        assert [(part.name, part.unit) for part in removed.parts] == [
            (f"supple-{ANA}.sqlite3", "bytes"),
            (f"supple-{ANA}.sqlite3-mirror", "bytes"),
        ]
        assert removed.parts[0].amount == removed.parts[0].amount // 4096 * 4096 > 0
        assert not [one.name for one in place.folder.iterdir() if ANA in one.name]
    else:
        assert [(part.name, part.amount) for part in removed.parts] == [
            (f"supple_{ANA}.alembic_version", 1),
            (f"supple_{ANA}.entry", 2),
            (f"supple_{ANA}.journal", 1),
        ]
    assert journals.ids() == ["first"]
    assert journals.open("first").entries() == [entry]
    with pytest.raises(NoSuchJournalError):
        journals.open(ANA)


@pytest.mark.parametrize("held", [ANA, BEN])
def test_several_are_removed_all_or_none(
    journals: Journals, place: Place, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr("supple.store.sqlite_remove._TRIES", 3)
    monkeypatch.setitem(postgres._SETTINGS, "lock_timeout", "50ms")
    for one in ("first", ANA, BEN):
        journals.create(one).add([self_adjust()])
    ids, journal_id = journals.ids(), journals.open("first").journal_id
    with closing(place.journals()) as elsewhere, elsewhere.open(held).database.reading() as reading:
        reading.exec_driver_sql("SELECT * FROM entry").fetchone()
        with pytest.raises(SuppleError, match="held by another program"):
            journals.remove_all(ids)
        assert journals.ids() == ids
        assert not journals.is_removed(journal_id)
    removed = journals.remove_all(ids)
    assert [one.id for one in removed] == ids
    assert all(one.parts for one in removed)
    assert journals.ids() == []
    assert journals.is_removed(journal_id)


def test_removing_again_finds_nothing(journals: Journals) -> None:
    journals.create(ANA)
    assert journals.remove(ANA).parts
    assert journals.remove(ANA) == Removed(id=ANA, parts=())


def test_the_first_journal_can_be_removed_and_begun_anew(journals: Journals) -> None:
    journals.create("first").add([self_adjust()])
    journals.remove("first")
    assert journals.ids() == []
    entry = self_adjust()
    store = journals.create("first")
    assert store.entries() == []
    store.add([entry])
    assert store.entries() == [entry]


def test_whoever_still_has_a_removed_journal_is_told(journals: Journals, place: Place) -> None:
    store = journals.create(ANA)
    store.add([self_adjust()])
    journals.remove(ANA)
    with pytest.raises(NoSuchJournalError, match=r"not in .* any more"):
        store.add([self_adjust()])
    with pytest.raises(NoSuchJournalError, match=r"not in .* any more"):
        store.entries()
    assert journals.ids() == []
    with closing(place.journals()) as again:
        assert again.ids() == []


def test_a_journal_that_was_begun_anew_elsewhere_is_read_anew(place: Place) -> None:
    """What is remembered of the old one is not mixed with it."""
    if place.engine == "sqlite":
        return  # a file that is open here is not removed elsewhere: see the next test
    with closing(place.journals()) as here, closing(place.journals()) as there:
        store = here.create(ANA)
        store.add([self_adjust(), self_adjust()])
        assert len(store.entries()) == 2
        there.remove(ANA)
        entry = self_adjust()
        there.create(ANA).add([entry])
        assert store.entries() == [entry]


def test_a_file_that_is_open_elsewhere_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supple.store.sqlite_remove._TRIES", 3)
    here, there = (open_journals(tmp_path, None, SystemClock()) for _ in range(2))
    entry = self_adjust()
    here.create(ANA).add([entry])
    with pytest.raises(SuppleError, match="held by another program; nothing was deleted"):
        there.remove(ANA)
    assert here.open(ANA).entries() == there.open(ANA).entries() == [entry]
    here.close()
    assert there.remove(ANA).parts
    assert there.ids() == []
    there.close()


def test_what_a_killed_program_left_beside_the_file_is_removed_with_it(tmp_path: Path) -> None:
    journals = open_journals(tmp_path, None, SystemClock())
    journals.create(ANA)
    journals.close()
    for ending in ("-journal", "-removed"):
        (tmp_path / f"supple-{ANA}.sqlite3{ending}").write_bytes(b"left")
    removed = journals.remove(ANA)
    assert {part.name.partition("sqlite3")[2]: part.amount for part in removed.parts}["-journal"] == 4
    assert [one.name for one in tmp_path.iterdir()] == [TOMBSTONES]


def test_a_removal_that_was_cut_short_is_finished_at_the_next_start(tmp_path: Path) -> None:
    names = (f"supple-{ANA}.sqlite3-removed", f"supple-{ANA}.sqlite3-wal", "supple.sqlite3-removed")
    for name in names:
        (tmp_path / name).write_bytes(b"private")
    (tmp_path / "notes.txt-removed").write_text("not ours")
    assert open_journals(tmp_path, None, SystemClock()).ids() == []
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt-removed"]


def test_a_link_and_what_it_points_at_are_both_removed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    open_store(elsewhere / "kept.sqlite3", clock=SystemClock()).close()
    folder.mkdir()
    (folder / "supple.sqlite3").symlink_to(elsewhere / "kept.sqlite3")
    removed = open_journals(folder, None, SystemClock()).remove("first")
    assert [part.name for part in removed.parts] == ["kept.sqlite3", "supple.sqlite3"]
    assert [one.name for one in folder.iterdir()] == [TOMBSTONES]
    assert list(elsewhere.iterdir()) == []


def test_a_damaged_file_can_be_removed(tmp_path: Path) -> None:
    (tmp_path / "supple.sqlite3").write_bytes(b"damaged" * 1000)
    journals = open_journals(tmp_path, None, SystemClock())
    assert journals.remove("first").parts[0].amount == 7000
    assert list(tmp_path.iterdir()) == []


def test_later_journals_are_for_their_owner_alone_too(tmp_path: Path) -> None:
    journals = open_journals(tmp_path / "data", None, SystemClock())
    journals.create(ANA).add([self_adjust()])
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "data").iterdir()} == {0o600}
    journals.close()


def test_other_files_are_no_journals(tmp_path: Path) -> None:
    for name in (
        "supple-old.sqlite3",
        f"supple-{ANA}.sqlite3-wal",
        f"copy-{ANA}.sqlite3",
        "supple.sqlite3.bak",
    ):
        (tmp_path / name).write_bytes(b"")
    assert open_journals(tmp_path, None, SystemClock()).ids() == []
