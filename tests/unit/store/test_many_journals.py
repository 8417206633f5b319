"""Journals are opened when asked for, made whole and closed again; a broken one is its own trouble."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import PersonNamed
from supple.store import Journals, Store, open_journals
from supple.store.shelf import _MOST_OPEN
from tests.durability.place import Place
from tests.full_disk import disk_with_room
from tests.unit.store.entries import NOW, self_adjust

ROOT = Path(__file__).resolve().parents[3]
MANY = """
import resource, sys
from pathlib import Path
from uuid import uuid4
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
from supple.app.clock import SystemClock
from supple.journal.entry import PersonNamed
from supple.store import open_journals
journals = open_journals(Path(sys.argv[1]), None, SystemClock())
now = SystemClock().now()
for number in range(401):
    entry = PersonNamed(id=uuid4(), at=now, utc_offset_minutes=0, rules_version="1", name=f"P{number}")
    journals.create(f"{number:032x}", entries=[entry])
for slot in journals.ids():
    journals.open(slot).reading()
names = [journals.last_of(slot, "person_named").name for slot in journals.ids()]
journals.close()
print(len(names), names[400])
"""


def named(name: str) -> PersonNamed:
    return PersonNamed(id=uuid4(), at=NOW, utc_offset_minutes=60, rules_version="1", name=name)


def open_files(folder: Path) -> int:
    return len(
        [one for one in Path("/proc/self/fd").iterdir() if os.path.realpath(one).startswith(str(folder))]
    )


def test_401_journals_need_fewer_than_256_file_handles(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (0, "401 P400\n"), done.stderr


def test_an_empty_journal_is_nobody_also_after_it_could_not_be_looked_into(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    with closing(open_journals(tmp_path / "made", None, SystemClock())) as journals:
        with journals.create("first").database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE more (x)")
        journals.create("e" * 32, entries=[named("Ana")])
        # Whoever opens what a killed program left needs room for SQLite's index of the log.
        shutil.copytree(tmp_path / "made", killed, ignore=shutil.ignore_patterns("*-shm"))
    with closing(open_journals(killed, None, SystemClock())) as journals:
        with disk_with_room(0):
            assert journals.ids() == ["first", "e" * 32]
        assert journals.ids() == ["e" * 32]


def test_one_that_was_closed_for_others_can_still_be_used(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        first, kept = journals.create("f" * 32), [self_adjust()]
        first.add(kept)
        for number in range(_MOST_OPEN + 3):
            journals.create(f"{number:032x}", entries=[self_adjust()])
        more = self_adjust()
        first.add([more])
        again = journals.open("f" * 32)
        assert again is not first
        assert again.entries() == first.entries() == [*kept, more]
        del first
    assert open_files(tmp_path) == 0


def test_the_last_name_is_told_without_opening(place: Place) -> None:
    with closing(place.journals()) as journals:
        journals.create("a" * 32, entries=[named("Ana"), self_adjust(), named("Anna")])
        journals.create("b" * 32, entries=[self_adjust()])
    with closing(place.journals()) as journals:
        for _ in range(2):
            assert journals.last_of("b" * 32, "person_named") is None
            last = journals.last_of("a" * 32, "person_named")
            assert isinstance(last, PersonNamed)
            assert last.name == "Anna"
        journals.open("a" * 32).add([named("Hanna")])
        last = journals.last_of("a" * 32, "person_named")
        assert isinstance(last, PersonNamed)
        assert last.name == "Hanna"


def test_a_glimpse_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.create("a" * 32, entries=[named("Ana")])
    before = sorted(one.name for one in tmp_path.iterdir())
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        assert journals.ids() == ["a" * 32]
        assert journals.last_of("a" * 32, "person_named")
        assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_a_journal_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_opened: int) -> None:
        raise OSError(28, "No space left on device")

    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.create("first", entries=[self_adjust()])
        before = sorted(one.name for one in tmp_path.iterdir())
        monkeypatch.setattr("supple.store.sqlite_make.os.fsync", full)
        with pytest.raises(SuppleError, match="No space left"):
            journals.create("a" * 32, entries=[named("Ana")])
        assert sorted(one.name for one in tmp_path.iterdir()) == before
        assert journals.ids() == ["first"]


def test_a_journal_under_another_ones_name_is_told(tmp_path: Path) -> None:
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.create("a" * 32, entries=[named("Ana")])
    (tmp_path / f"supple-{'a' * 32}.sqlite3").rename(tmp_path / f"supple-{'b' * 32}.sqlite3")
    (tmp_path / f"supple-{'a' * 32}.sqlite3-mirror").unlink()
    with (
        closing(open_journals(tmp_path, None, SystemClock())) as journals,
        pytest.raises(SuppleError, match="not that of its name"),
    ):
        journals.open("b" * 32)


def test_two_shelves_may_make_the_first_journal_at_once(place: Place) -> None:
    with closing(place.journals()) as here, closing(place.journals()) as there:
        stores: list[tuple[Journals, Store]] = [(here, here.create("first")), (there, there.create("first"))]
        assert stores[0][1].journal_id == stores[1][1].journal_id
