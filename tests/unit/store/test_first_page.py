"""A bad bit on a database's first page, where its tables are described, is damage like any other."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import open_journals, open_store
from supple.store.glimpse import Glimpses
from supple.store.mirror import mirror_of
from supple.store.sqlite_look import look_at
from tests.unit.store.entries import self_adjust
from tests.unit.store.test_damage import lines_of, opened
from tests.unit.store.test_many_journals import named

PAGE, HEADER, HIGH = 4096, 100, 0x80
BEA = "b" * 32
KEPT: list[Entry] = [named("Ann"), *(self_adjust() for _ in range(3))]
# One place in the description of each: a table, the journal's id, an index, a trigger.
WORDS = [
    b"PRIMARY KEY AUTOINCREMENT",
    b"CREATE TABLE journal",
    b"CREATE INDEX",
    b"CREATE TRIGGER",
    b"NOT NULL",
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "data"
    with closing(open_journals(folder, None, SystemClock())) as journals:
        journals.create("first", entries=KEPT)
        journals.create(BEA, entries=[named("Bea")])
    return folder


@contextmanager
def flipped(path: Path, at: int) -> Iterator[None]:
    """The file with one bit the other way round."""
    opened_file = os.open(path, os.O_RDWR)
    (byte,) = os.pread(opened_file, 1, at)
    os.pwrite(opened_file, bytes([byte ^ HIGH]), at)
    try:
        yield
    finally:
        os.pwrite(opened_file, bytes([byte]), at)
        os.close(opened_file)


def test_every_byte_can_be_looked_at(whole: Path) -> None:
    path, sound = whole / "supple.sqlite3", 0
    page = path.read_bytes()[:PAGE]
    for at in [at for at in range(PAGE) if page[at] or at < HEADER]:  # nothing but zeros is in no use
        with flipped(path, at):
            glimpses = Glimpses()
            assert not glimpses.is_empty(path)
            assert glimpses.journal_id(path)
            with suppress(SuppleError):
                glimpses.last_of(path, "person_named")
            with suppress(SuppleError):
                look_at(path)
                sound += 1
    assert sound < len(page) // 2


def flip(path: Path, at: int) -> bytes:
    """The file's content, for good with one bit the other way round."""
    content = bytearray(path.read_bytes())
    content[at] ^= HIGH
    path.write_bytes(content)
    return bytes(content)


def place_of(words: bytes, path: Path) -> int:
    return path.read_bytes().index(words, 0, PAGE) + 3


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("slot", ["first", BEA])
def test_a_bad_letter_in_a_description_is_mended_from_the_mirror_and_keeps_nobody_out(
    whole: Path, tmp_path: Path, words: bytes, slot: str
) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "data"))
    path = folder / ("supple.sqlite3" if slot == "first" else f"supple-{slot}.sqlite3")
    content = flip(path, place_of(words, path))
    with closing(open_journals(folder, None, SystemClock())) as journals:
        assert journals.ids() == ["first", BEA]
        before: dict[str, list[Entry]] = {"first": KEPT, BEA: journals.open(BEA).entries()[:1]}
        for each, kept in before.items():
            assert journals.open(each).entries()[: len(kept)] == kept
        *_, repaired = journals.open(slot).entries()
        assert isinstance(repaired, JournalRepaired)
        assert (repaired.recovered, repaired.lost) == (len(before[slot]), 0)
    assert content in [copy.read_bytes() for copy in folder.glob("*.damaged-*")]


@pytest.mark.parametrize(("words", "left"), [(WORDS[0], 0), (WORDS[1], 3), (WORDS[2], 4), (WORDS[3], 4)])
def test_without_a_mirror_rows_are_read_past_the_descriptions_of_others(
    whole: Path, tmp_path: Path, words: bytes, left: int
) -> None:
    path = Path(shutil.copytree(whole, tmp_path / "data")) / "supple.sqlite3"
    mirror_of(path).unlink()
    flip(path, place_of(words, path))
    *rest, repaired = opened(path)
    # Without the journal's id nobody can prove the first row.
    assert rest == KEPT[len(KEPT) - left :]
    assert isinstance(repaired, JournalRepaired)
    assert (repaired.recovered, repaired.lost) == (left, len(KEPT) - left)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, PAGE - 1), has_mirror=st.booleans())
@example(at=18, has_mirror=True)
@example(at=0, has_mirror=False)
def test_nothing_is_lost_without_a_word(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, at: int, has_mirror: bool
) -> None:
    folder = tmp_path_factory.mktemp("harmed") / "data"
    path = Path(shutil.copytree(whole, folder)) / "supple.sqlite3"
    before = lines_of(whole / "supple.sqlite3")
    if not has_mirror:
        mirror_of(path).unlink()
    flip(path, at)
    with closing(open_journals(folder, None, SystemClock())) as journals:
        assert journals.ids() == ["first", BEA]
    entries, kept = opened(path), lines_of(path)
    repairs = [entry for entry in entries if isinstance(entry, JournalRepaired)]
    if has_mirror:
        assert kept == before
    else:
        assert kept == before or repairs[0].lost is None or repairs[0].lost == len(before) - len(kept)
    with closing(open_store(folder / f"supple-{BEA}.sqlite3", clock=SystemClock())) as store:
        assert [entry.kind for entry in store.entries()] == ["person_named"]
    shutil.rmtree(folder)
