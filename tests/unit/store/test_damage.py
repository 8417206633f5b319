"""Whatever happens to the bytes: nothing is lost or changed in silence, nothing ends in a traceback."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry, Reason
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import Store, export_lines, open_journals, open_store
from supple.store.entry_line import entry_line
from supple.store.mirror import mirror_of, read_whole
from tests.unit.store.entries import one_of_every_kind, self_adjust
from tests.unit.store.test_release import laid_out
from tests.unit.store.test_sums import holds, rows_of

DATABASE, LOG, MIRROR = "", "-wal", "-mirror"
NOTE = "a note that nobody else may read"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal as a killed program leaves it: the last entries in the log, all of them in the mirror."""
    folder, left = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("left") / "data"
    with closing(open_store(folder / "supple.sqlite3", clock=SystemClock())) as store:
        store.add([entry for entry in one_of_every_kind() if entry.kind != "journal_repaired"])
        for _ in range(60):
            store.add([self_adjust()])
    with closing(open_store(folder / "supple.sqlite3", clock=SystemClock())) as store:
        for _ in range(40):
            store.add([self_adjust()])
        shutil.copytree(folder, left)
    assert (left / "supple.sqlite3-wal").stat().st_size > 4096
    return left


def opened(path: Path) -> list[Entry]:
    with closing(open_store(path, clock=SystemClock())) as store:
        return store.entries()


def lines_of(path: Path) -> list[bytes]:
    """The lines of entries in the export, without those about repairs."""
    with closing(open_store(path, clock=SystemClock())) as store:
        _, *lines, _ = export_lines(store)
        assert holds(rows_of(store), store.journal_id)
    return [line for line in lines if b'"kind":"journal_repaired"' not in line]


def lines_before(folder: Path) -> list[bytes]:
    mirror = read_whole(mirror_of(folder / "supple.sqlite3"))
    assert mirror is not None
    return [entry_line(row) for _, row in sorted(mirror.rows.items())]


def flip(path: Path, at: float, bit: int) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[int(at * (len(content) - 1))] ^= 1 << bit
        path.write_bytes(content)


def cut(path: Path, at: float) -> None:
    os.truncate(path, int(at * path.stat().st_size))


def zero(path: Path, at: float, blocks: int) -> None:
    size = path.stat().st_size
    start = int(at * size) // 512 * 512
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(min(512 * blocks, size - start)))


Harm = Callable[[Path], None]
AT = st.floats(0, 1)
HARMS: st.SearchStrategy[tuple[str, tuple[object, ...]]] = st.one_of(
    st.tuples(st.just("flip"), st.tuples(AT, st.integers(0, 7))),
    st.tuples(st.just("cut"), st.tuples(AT)),
    st.tuples(st.just("zero"), st.tuples(AT, st.integers(1, 20))),
    st.tuples(st.just("delete"), st.just(())),
)


def do(harm: tuple[str, tuple[object, ...]], path: Path) -> None:
    if not path.exists():
        return
    name, arguments = harm
    if name == "delete":
        path.unlink()
    else:
        {"flip": flip, "cut": cut, "zero": zero}[name](path, *arguments)  # type: ignore[operator]


@pytest.mark.parametrize("index", ["ix_entry_kind", "sqlite_autoindex_entry_1"])
def test_an_index_that_misleads_is_noticed_before_it_is_believed(tmp_path: Path, index: str) -> None:
    """Rows that an index hides are neither missing from an answer, nor kept a second time."""
    path, adjusts = tmp_path / "supple.sqlite3", [self_adjust() for _ in range(5)]
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(adjusts)
    with closing(sqlite3.connect(path)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    wanted = (adjusts[2].kind if index == "ix_entry_kind" else str(adjusts[2].id)).encode()
    at = content.index(wanted, (page - 1) * size, page * size)
    content[at] ^= 0x20
    path.write_bytes(content)
    with closing(open_store(path, clock=SystemClock())) as store:
        assert store.entries(kinds=["self_adjust"]) == adjusts
        store.add([adjusts[2]])
        assert [entry.id for entry in store.entries(kinds=["self_adjust"])] == [one.id for one in adjusts]
        assert [entry.kind for entry in store.entries()][5:] == ["journal_repaired"]


@settings(max_examples=140, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.sampled_from([DATABASE, LOG]), harm=HARMS)
@example(part=LOG, harm=("cut", (0.5,)))
@example(part=LOG, harm=("delete", ()))
@example(part=DATABASE, harm=("delete", ()))
@example(part=DATABASE, harm=("cut", (0.0,)))
@example(part=DATABASE, harm=("zero", (0.0, 8)))
def test_what_befalls_the_database_or_its_log_is_healed_from_the_mirror(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, part: str, harm: tuple[str, tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("harmed") / "data"
    shutil.copytree(whole, folder)
    path, before = folder / "supple.sqlite3", lines_before(whole)
    do(harm, folder / f"supple.sqlite3{part}")
    entries = opened(path)
    assert lines_of(path) == before
    repairs = [entry for entry in entries if isinstance(entry, JournalRepaired)]
    assert [(entry.recovered, entry.lost) for entry in repairs] in ([], [(len(before), 0)])
    assert opened(path) == entries
    shutil.rmtree(folder)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harm=HARMS)
def test_what_befalls_the_mirror_alone_loses_nothing(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, harm: tuple[str, tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("harmed") / "data"
    shutil.copytree(whole, folder)
    path, before = folder / "supple.sqlite3", lines_before(whole)
    do(harm, mirror_of(path))
    assert [entry.kind for entry in opened(path)].count("journal_repaired") == 0
    assert lines_of(path) == before
    shutil.rmtree(folder)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harm=HARMS, other=HARMS)
def test_without_a_mirror_what_is_lost_is_said_and_the_rest_is_there(
    whole: Path,
    tmp_path_factory: pytest.TempPathFactory,
    harm: tuple[str, tuple[object, ...]],
    other: tuple[str, tuple[object, ...]],
) -> None:
    """The database alone: a chain that is broken is seen. With a damaged mirror the two help each other."""
    folder = tmp_path_factory.mktemp("harmed") / "data"
    shutil.copytree(whole, folder)
    path, before = folder / "supple.sqlite3", lines_before(whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    do(other, mirror_of(path))
    if mirror_of(path).exists():
        do(harm, path)
    entries = opened(path)
    kept = lines_of(path)
    assert [line for line in before if line in kept] == kept
    if kept != before:
        (repaired,) = [entry for entry in entries if isinstance(entry, JournalRepaired)]
        assert repaired.lost is None or repaired.lost == len(before) - len(kept)
        assert repaired.recovered == len(kept)
    shutil.rmtree(folder)


def damaged_note(folder: Path, *, with_mirror: bool) -> tuple[Path, list[Entry]]:
    """One bad byte in one note, in a journal of 200, as faults.md has it."""
    path = folder / "supple.sqlite3"
    entries = one_of_every_kind()
    reason = next(entry for entry in entries if isinstance(entry, Reason)).model_copy(update={"text": NOTE})
    kept: list[Entry] = [*(self_adjust() for _ in range(100)), reason, *(self_adjust() for _ in range(100))]
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(kept)
    content = path.read_bytes()
    assert content.count(NOTE.encode()) == 1
    path.write_bytes(content.replace(NOTE.encode(), NOTE[:-1].encode() + b"\xff"))
    if not with_mirror:
        mirror_of(path).unlink()
    return path, kept


@pytest.mark.parametrize("with_mirror", [True, False])
def test_a_bad_byte_in_a_note_costs_that_note_at_most(tmp_path: Path, *, with_mirror: bool) -> None:
    path, kept = damaged_note(tmp_path, with_mirror=with_mirror)
    *rest, repaired = opened(path)
    assert isinstance(repaired, JournalRepaired)
    if with_mirror:
        assert (rest, repaired.recovered, repaired.lost) == (kept, 201, 0)
    else:
        assert (rest, repaired.recovered, repaired.lost) == ([*kept[:100], *kept[101:]], 200, 1)
    with closing(open_store(path, clock=SystemClock())) as store:
        assert len(list(export_lines(store))) == len(rest) + 3
        assert [row.seq for row in rows_of(store)][-1] == 202
    aside = [one for one in tmp_path.iterdir() if ".damaged-" in one.name]
    assert any(b"nobody else may rea\xff" in one.read_bytes() for one in aside)


@pytest.mark.parametrize("slot", ["first", "d" * 32])
@pytest.mark.parametrize("is_open", [True, False])
def test_a_journal_keeps_its_id_when_it_is_mended(tmp_path: Path, slot: str, *, is_open: bool) -> None:
    kept = [self_adjust() for _ in range(9)]
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journal_id = journals.create(slot, entries=kept).journal_id
    (path,) = tmp_path.glob("*.sqlite3")
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        before = journals.open(slot) if is_open else None
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (path.stat().st_size - 4096))
        for store in ([before] if before else []) + [journals.open(slot)]:
            store.prove()
            assert store.journal_id == journal_id
            assert [entry for entry in store.entries() if entry.kind != "journal_repaired"] == kept
        more = self_adjust()
        journals.open(slot).add([more])
        assert journals.slot_of(journal_id) == slot
        assert journals.ids() == [slot]
    assert opened(path)[-1] == more


def test_an_export_of_a_damaged_journal_is_whole(tmp_path: Path) -> None:
    path, kept = damaged_note(tmp_path, with_mirror=True)
    with closing(open_store(path, clock=SystemClock())) as store:
        assert len(list(export_lines(store))) == len(kept) + 3


def test_a_later_note_goes_on_behind_a_repair(tmp_path: Path) -> None:
    path, _ = damaged_note(tmp_path, with_mirror=False)
    entry = self_adjust()
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add([entry])
        assert store.entries()[-2].kind == "journal_repaired"
        assert store.entries()[-1] == entry
    assert opened(path)[-1] == entry
    assert [one.kind for one in opened(path)].count("journal_repaired") == 1


def test_a_changed_journal_id_is_put_right(tmp_path: Path) -> None:
    path = tmp_path / "supple.sqlite3"
    with closing(open_store(path, clock=SystemClock())) as store:
        journal_id = store.journal_id
        store.add([self_adjust()])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE journal SET id = ?", ("f" * 32,))
        connection.commit()
    with closing(open_store(path, clock=SystemClock())) as store:
        assert store.journal_id == journal_id
        assert [entry.kind for entry in store.entries()] == ["self_adjust", "journal_repaired"]


def test_another_journal_in_its_place_is_said_and_left_alone(tmp_path: Path) -> None:
    paths = [tmp_path / name / "supple.sqlite3" for name in ("a", "b")]
    for path in paths:
        with closing(open_store(path, clock=SystemClock())) as store:
            store.add([self_adjust(), self_adjust()])
    shutil.copy(paths[1], paths[0])
    before = paths[0].read_bytes()
    with pytest.raises(SuppleError, match="holds another journal than before"):
        open_store(paths[0], clock=SystemClock())
    assert paths[0].read_bytes() == before


def test_an_older_copy_of_the_database_is_filled_up(tmp_path: Path) -> None:
    path, kept = tmp_path / "supple.sqlite3", [self_adjust() for _ in range(9)]
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(kept[:4])
    backup = path.read_bytes()
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(kept[4:])
    path.write_bytes(backup)
    *rest, repaired = opened(path)
    assert rest == kept
    assert repaired.kind == "journal_repaired"


def test_two_that_went_apart_are_both_kept(tmp_path: Path) -> None:
    """A folder that was copied to two computers, and one database copied back over the other."""
    path, other = tmp_path / "supple.sqlite3", tmp_path / "other" / "supple.sqlite3"
    common, here, there = ([self_adjust() for _ in range(3)] for _ in range(3))
    with closing(open_store(path, clock=SystemClock())) as store:
        store.add(common)
    shutil.copytree(tmp_path, other.parent, ignore=shutil.ignore_patterns("other"))
    for place, entries in ((path, here), (other, there)):
        with closing(open_store(place, clock=SystemClock())) as store:
            store.add(entries)
    shutil.copy(other, path)
    *rest, repaired = opened(path)
    assert rest[:6] == [*common, *here]
    assert rest[6:] == there
    assert isinstance(repaired, JournalRepaired)
    assert repaired.lost == 0


def test_a_newer_entry_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "supple.sqlite3"
    with closing(open_store(path, clock=SystemClock())) as store:
        add_a_newer_entry(store)
    for _ in range(2):
        with closing(open_store(path, clock=SystemClock())) as store:
            with pytest.raises(SuppleError, match="Update Supple"):
                store.entries()
            assert len(list(export_lines(store))) == 3
    assert not list(tmp_path.glob("*.damaged-*"))


def add_a_newer_entry(store: Store) -> None:
    from supple.store.keeping import keep  # noqa: PLC0415 - only here
    from supple.store.rows import to_row  # noqa: PLC0415 - only here

    row = {**to_row(self_adjust()), "kind": "from_the_future"}
    row |= {"received_at": SystemClock().now(), "received_offset_minutes": 0}
    with store.database.writing() as connection:
        kept = keep(connection, [row], journal_id=store.journal_id)
    store.database.witness(store.journal_id, kept)


def test_damage_in_a_journal_of_the_release_before_costs_what_is_damaged(tmp_path: Path) -> None:
    path = laid_out(tmp_path)
    content = path.read_bytes()
    at = [match.start() for match in re.finditer(rb'"name": "Treppen"', content)]
    assert at
    path.write_bytes(content[: at[0]] + b"\xff" + content[at[0] + 1 :])
    *rest, repaired = opened(path)
    assert isinstance(repaired, JournalRepaired)
    assert (len(rest), repaired.recovered, repaired.lost) == (58, 58, 1)


def test_no_note_is_in_what_is_said(tmp_path: Path) -> None:
    path, _ = damaged_note(tmp_path, with_mirror=True)
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SuppleError) as caught:
            opened(path)
    error: BaseException | None = caught.value
    while error is not None:
        assert NOTE[:-1] not in str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_all_parts_of_a_journal_go_with_it(tmp_path: Path) -> None:
    path, _ = damaged_note(tmp_path, with_mirror=True)
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.open("first").entries()
        removed = journals.remove("first")
    names = {re.sub(r"\d{8}T\d{6}Z", "T", part.name) for part in removed.parts}
    assert names == {"supple.sqlite3", "supple.sqlite3-mirror", "supple.sqlite3.damaged-T"}
    assert path.parent == tmp_path
    assert [one.name for one in tmp_path.iterdir()] == ["removed-journals"]
