"""Killed at any moment of any work, a program leaves a journal as it was before, or as it is afterwards."""

import shutil
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from supple.journal.entry import Entry
from supple.store import export_lines, write_export
from tests.durability.forking_store import batch
from tests.durability.newer import BACK, NEXT, write_newer
from tests.durability.notes import Batch
from tests.durability.place import Place
from tests.durability.workers import KILLED, Workers


def ids(entries: list[Entry]) -> list[str]:
    return [str(entry.id) for entry in entries]


def kept_ids(place: Place) -> list[str]:
    return [str(name) for (name,) in place.execute("SELECT id FROM entry ORDER BY seq")]


def filled(place: Place, batches: int, seed: int = 5) -> Batch:
    entries = [entry for number in range(batches) for entry in batch(seed, number)]
    with place.first() as store:
        store.add(entries)
    return entries


def test_kills_while_adding_lose_nothing_and_double_nothing(workers: Workers, place: Place) -> None:
    """In order, too: what was acknowledged first has the lower number."""
    random, acknowledged, next_one, met = Random(3), 0, 0, 0
    sent: list[str] = []
    for _ in range(20):
        worker = workers.begin(place, "add", seed=3, start=next_one)
        if random.random() < 0.8:
            workers.until(worker, "kept")
        assert workers.kill(worker, after_s=random.uniform(0, 0.05)) == KILLED
        place.settle()
        acknowledged = max([acknowledged, *(number + 1 for number in worker.kept)])
        while next_one <= acknowledged:
            sent += ids(batch(3, next_one))
            next_one += 1
        kept, whole = kept_ids(place), len(sent) - len(batch(3, acknowledged))
        assert kept in (sent[:whole], sent)
        met += kept == sent
        next_one = acknowledged
        sent = sent[:whole]
    with place.first() as store:
        entries = [entry for number in range(acknowledged) for entry in batch(3, number)]
        store.add(entries)
        more = batch(3, acknowledged)
        store.add(more)
        assert store.entries() == [*entries, *more]
    assert acknowledged > 20


def test_a_kill_while_a_journal_is_made_leaves_one_that_can_be_used(workers: Workers, place: Place) -> None:
    random = Random(4)
    for number in range(8):
        worker = workers.begin(place, "add", seed=number, start=0, until=1)
        workers.kill(worker, after_s=random.uniform(0, 0.06))
        place.settle()
        with place.first() as store:
            assert ids(store.entries()) == [] or set(kept_ids(place)) == set(ids(batch(number, 0)))
            store.add(batch(number, 0))
            assert set(kept_ids(place)) == set(ids(batch(number, 0)))
        with closing(place.journals()) as journals:
            journals.remove("first")


def test_many_processes_may_open_a_new_journal_at_once(workers: Workers, place: Place) -> None:
    started = [workers.begin(place, "add", seed=seed, start=0, until=3) for seed in range(4)]
    assert [workers.end(worker) for worker in started] == [0] * 4
    assert [worker.said[-2] for worker in started] == ["done"] * 4
    expected = {name for seed in range(4) for number in range(3) for name in ids(batch(seed, number))}
    assert set(kept_ids(place)) == expected
    assert len(kept_ids(place)) == len(expected)


def test_a_kill_while_migrating_leaves_the_old_or_the_new(
    workers: Workers, place: Place, tmp_path: Path
) -> None:
    entries = filled(place, 10)
    write_newer(tmp_path / "migrations")
    random, met, pace = Random(6), set(), 0.0
    for _ in range(11):
        worker = workers.begin(place, "migrate", migrations=str(tmp_path / "migrations"))
        pace = pace or workers.pace(worker)
        workers.kill(worker, after_s=random.uniform(0, 1.2 * pace))
        place.settle()
        met.add(is_migrated(place))
        assert kept_ids(place) == ids(entries)
        if is_migrated(place):
            for statement in BACK:
                place.execute(statement)
    worker = workers.begin(place, "migrate", migrations=str(tmp_path / "migrations"))
    assert workers.end(worker) == 0
    assert is_migrated(place)
    assert kept_ids(place) == ids(entries)
    assert False in met


def is_migrated(place: Place) -> bool:
    """Wholly, or not at all."""
    ((version,),) = place.execute("SELECT version_num FROM alembic_version")
    tables = "SELECT name FROM sqlite_master" if place.url is None else "SELECT relname FROM pg_class"
    made = ("later",) in place.execute(tables)
    assert made == (version == NEXT)
    if made:
        assert place.execute("SELECT name FROM later") == [("made",)]
    return made


def test_a_kill_while_exporting_leaves_a_whole_file_or_none(
    workers: Workers, place: Place, tmp_path: Path
) -> None:
    """First under a new name, then in the place of a whole one."""
    filled(place, 60)
    random, path = Random(7), tmp_path / "export.jsonl"
    with place.first() as store:
        expected = b"".join(export_lines(store))
    pace = workers.pace(workers.begin(place, "export", path=str(path), times=1))
    for number in range(14):
        path.unlink(missing_ok=True)
        worker = workers.begin(place, "export", path=str(path), times=1000)
        if number % 2:
            workers.until(worker, "wrote")
        assert workers.kill(worker, after_s=random.uniform(0, pace)) == KILLED
        place.settle()
        assert path.exists() or not worker.kept
        assert not path.exists() or path.read_bytes() == expected


@pytest.fixture
def source(tmp_path: Path) -> Place:
    """Where exports come from: a journal is never restored beside itself."""
    return Place(engine="sqlite", folder=tmp_path / "source", url=None)


def exported(place: Place, path: Path) -> str:
    """Write an export of the first journal there. Returns the journal's id."""
    with place.first() as store:
        write_export(store, path)
        return store.journal_id


def test_a_kill_while_restoring_leaves_no_journal_or_a_whole_one(
    workers: Workers, place: Place, source: Place, tmp_path: Path
) -> None:
    filled(source, 80)
    path = tmp_path / "export.jsonl"
    journal_id = exported(source, path)
    random, met, pace = Random(8), set(), 0.0
    for _ in range(60):
        worker = workers.begin(place, "restore", path=str(path))
        pace = pace or workers.pace(worker)
        workers.kill(worker, after_s=random.uniform(0, 1.2 * pace))
        place.settle()
        with closing(place.journals()) as journals:
            is_there = journals.ids() == ["first"]
            assert is_there or journals.ids() == []
            if is_there:
                assert journals.open("first").journal_id == journal_id
                assert b"".join(export_lines(journals.open("first"))) == path.read_bytes()
            met.add(is_there)
            journals.remove("first")
        assert leftovers(place) == []
    assert False in met


def leftovers(place: Place) -> list[str]:
    """What is in the folder, but for the ids of journals that are gone."""
    if place.url is not None or not place.folder.exists():
        return []
    return sorted({one.name for one in place.folder.iterdir()} - {"removed-journals", ".supple-lock"})


def test_a_kill_while_removing_leaves_all_or_nothing(
    workers: Workers, place: Place, source: Place, tmp_path: Path
) -> None:
    entries = filled(place, 5)
    filled(source, 5, seed=6)
    random, met, pace = Random(9), set(), 0.0
    path = tmp_path / "export.jsonl"
    other = exported(source, path)
    count = len(path.read_bytes().splitlines()) - 2
    for _ in range(10):
        assert workers.end(workers.begin(place, "restore", path=str(path))) == 0
        worker = workers.begin(place, "remove", id=other)
        pace = pace or workers.pace(worker)
        workers.kill(worker, after_s=random.uniform(0, 1.2 * pace))
        place.settle()
        with closing(place.journals()) as journals:
            there = other in journals.ids()
            if there:
                assert len(journals.open(other).entries()) == count
            met.add(there)
            journals.remove(other)
            assert journals.is_removed(other)
            assert journals.ids() == ["first"]
            if place.url is None:
                assert not [one for one in place.folder.iterdir() if other in one.name]
            assert len(journals.open("first").entries()) == len(entries)
    assert True in met


def test_a_kill_while_mending_loses_nothing(workers: Workers, source: Place, tmp_path: Path) -> None:
    """The same damage each time: it is mended, or it is still there to be mended."""
    entries = ids(filled(source, 30))
    path = source.folder / "supple.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096:20000] = b"\xa5" * (20000 - 4096)
    path.write_bytes(content)
    random, pace = Random(10), 0.0
    for number in range(30):
        folder = tmp_path / f"copy-{number}"
        shutil.copytree(source.folder, folder)
        place = Place(engine="sqlite", folder=folder, url=None)
        worker = workers.begin(place, "add", seed=1, start=0, until=0)
        pace = pace or workers.pace(worker)
        workers.kill(worker, after_s=random.uniform(0, 1.2 * pace))
        with place.first() as store:
            kinds = [entry.kind for entry in store.entries()]
            assert [name for name in ids(store.entries()) if name in entries] == entries
            assert kinds.count("journal_repaired") in (1, 2)
        shutil.rmtree(folder)


def test_a_backup_taken_while_another_program_writes_is_one_moment(
    workers: Workers, place: Place, tmp_path: Path
) -> None:
    """Every batch is in it whole or not at all, and none without those before it."""
    filled(place, 1, seed=1)
    writer = workers.begin(place, "add", seed=2, start=0)
    workers.until(writer, "kept")
    saver = workers.begin(place, "export", path=str(tmp_path / "{}.jsonl"), times=15)
    assert workers.end(saver) == 0
    assert workers.kill(writer, after_s=0) == KILLED
    assert saver.kept == list(range(15))
    ends = [len(batch(1, 0))]
    expected = ids(batch(1, 0))
    for number in range(len(writer.kept) + 1):
        expected += ids(batch(2, number))
        ends.append(len(expected))
    counts = []
    elsewhere = Place(engine="sqlite", folder=tmp_path / "elsewhere", url=None)
    with closing(elsewhere.journals()) as journals:
        for number in saver.kept:
            worker = workers.begin(elsewhere, "restore", path=str(tmp_path / f"{number}.jsonl"))
            assert workers.end(worker) == 0
            _, *lines, _ = export_lines(journals.open("first"))
            names = [line[7:43].decode() for line in lines]
            assert names == expected[: len(names)]
            assert len(names) in ends
            counts.append(len(names))
            journals.remove("first")
    assert counts == sorted(counts)
    assert len(set(counts)) > 1
