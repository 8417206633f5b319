"""Whatever lies under the name of one person's file is told as theirs and left as it is; others go on."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.app.people import People, SeveralPeopleError
from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.base.errors import SuppleError
from supple.store import open_journals
from supple.store.mirror import mirror_of
from tests.durability.trouble import PATIENCE_S, SUPPLE, refused
from tests.unit.store.entries import one_of_every_kind, self_adjust
from tests.unit.store.test_many_journals import named

BEA = "b" * 32
Put = Callable[[Path], None]


def away(path: Path) -> None:
    """The disk with the journal is not there."""
    elsewhere = path.parent.with_name("disk")
    elsewhere.mkdir()
    for part in path.parent.glob(f"{path.name}*"):
        shutil.move(part, elsewhere / part.name)
    path.symlink_to(elsewhere / path.name)
    elsewhere.rename(elsewhere.with_name("disk-taken-out"))
    elsewhere.mkdir()


def mirror_away(path: Path) -> None:
    """Nothing but a link to a copy that is not there."""
    path.unlink()
    mirror_of(path).unlink()
    mirror_of(path).symlink_to(path.parent.with_name("disk") / "mirror")


def no_folder(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent.with_name("disk") / "gone" / path.name)


def below_a_file(path: Path) -> None:
    path.unlink()
    path.symlink_to(mirror_of(path) / path.name)


def circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def wide_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to("round.sqlite3")
    path.with_name("round.sqlite3").symlink_to(path)


def unlikely(path: Path) -> None:
    """As where one may not look, what the system says is no plain No."""
    path.unlink()
    path.symlink_to("x" * 300)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def beside(ending: str, put: Put) -> Put:
    def put_beside(path: Path) -> None:
        put(path.with_name(path.name + ending))

    put_beside.__name__ = f"{put.__name__}{ending}"
    return put_beside


def link(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


LINKS: list[tuple[Put, str]] = [
    (away, "link to something that is not there"),
    (no_folder, "link to something that is not there"),
    (below_a_file, "link to something that is not there"),
    (mirror_away, "link to something that is not there"),
    (circle, "cannot be reached"),
    (wide_circle, "cannot be reached"),
    (unlikely, "cannot be reached"),
]
OTHERS: list[tuple[Put, str]] = [
    (folder, "it is not a file but a folder"),
    (pipe, "it is not a file but a pipe"),
    *[
        (beside(ending, put), words)
        for ending in ("-wal", "-shm", "-journal")
        for put, words in (
            (os.mkfifo, "is not a file but a pipe"),
            (Path.mkdir, "is not a file but a folder"),
            (link, "is not a file but a link"),
        )
    ],
]
IN_THE_PLACE = pytest.mark.parametrize(("put", "words"), [*LINKS, *OTHERS])


def two_people(tmp_path: Path) -> Path:
    with closing(open_journals(tmp_path / "data", None, SystemClock())) as journals:
        journals.create("first", entries=[named("Ann"), self_adjust()])
        journals.create(BEA, entries=[named("Bea"), self_adjust()])
    return tmp_path / "data"


def people_of(data: Path) -> People:
    return open_people(Settings(data=data))


def kept_in(folder: Path) -> dict[str, bytes]:
    """What there is of journals and their mirrors, behind no link."""
    files = [Path(place) / name for place, _, names in os.walk(folder) for name in names]
    return {
        str(file): file.read_bytes()
        for file in files
        if stat.S_ISREG(file.lstat().st_mode) and "supple" in file.name and file.stat().st_size
    }


def path_of(data: Path, slot: str) -> Path:
    return data / ("supple.sqlite3" if slot == "first" else f"supple-{slot}.sqlite3")


@pytest.mark.parametrize("slot", ["first", BEA])
@IN_THE_PLACE
def test_what_is_no_file_of_one_person_is_told_as_theirs_and_left(
    tmp_path: Path, put: Put, words: str, slot: str
) -> None:
    data, (other, name) = two_people(tmp_path), (BEA, "Bea") if slot == "first" else ("first", "Ann")
    put(path_of(data, slot))
    before = kept_in(tmp_path)
    with closing(people_of(data)) as people:
        told = {person.id: person.problem for person in people.everyone()}
        assert told.keys() == {slot, other}
        assert words in told[slot]
        assert told[other] == ""
        with pytest.raises(SeveralPeopleError):
            people.chosen(None)
        with pytest.raises(SuppleError, match="Name one with --person"):
            people.named(None)
        with pytest.raises(SuppleError, match=words):
            people.one(slot)
        if put is not pipe:
            with pytest.raises(SuppleError):
                people.remove(slot)
        assert people.named(name).person == other
    assert kept_in(tmp_path) == before
    with closing(people_of(data)) as people:
        people.named(name).note_self_adjust()
        assert len(people.one(other).store.entries()) == 3
        assert [person.id for person in people.everyone()] == ["first", BEA]


@IN_THE_PLACE
def test_where_it_is_the_only_person_opening_is_a_sentence_and_nobody_begins_anew(
    tmp_path: Path, put: Put, words: str
) -> None:
    data = tmp_path / "data"
    with closing(open_journals(data, None, SystemClock())) as journals:
        journals.create("first", entries=[self_adjust()])
    put(data / "supple.sqlite3")
    before = kept_in(tmp_path)
    with pytest.raises(SuppleError, match=words):
        people_of(data)
    with closing(open_journals(data, None, SystemClock())) as journals:
        assert journals.ids() == ["first"]
        with pytest.raises(SuppleError, match=words):
            journals.create("first", entries=[self_adjust()])
        assert journals.slot_of("f" * 32) is None
    assert kept_in(tmp_path) == before


@pytest.mark.parametrize("put", [away, circle, beside("-journal", os.mkfifo)])
def test_commands_write_nobodys_journal_unasked(tmp_path: Path, put: Put) -> None:
    data = two_people(tmp_path)
    put(data / "supple.sqlite3")
    assert "Several people" in refused("export", str(tmp_path / "mine.supple"), "--data", str(data))
    assert not (tmp_path / "mine.supple").exists()
    listed = subprocess.run(
        [*SUPPLE, "people", "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert "Bea" in listed.stdout
    assert listed.stderr == ""


def test_a_disk_that_is_back_has_all_that_was_on_it(tmp_path: Path) -> None:
    data = two_people(tmp_path)
    away(data / "supple.sqlite3")
    with closing(people_of(data)) as people:
        assert people.everyone()[0].problem
        (tmp_path / "disk").rmdir()
        (tmp_path / "disk-taken-out").rename(tmp_path / "disk")
        assert [person.name for person in people.everyone()] == ["Ann", "Bea"]
        assert len(people.named("Ann").store.entries()) == 2


def test_a_pipe_that_is_put_beside_a_journal_later_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    entries = one_of_every_kind()
    with closing(open_journals(tmp_path, None, SystemClock())) as journals:
        journals.create("first", entries=entries).close()
        os.mkfifo(tmp_path / "supple.sqlite3-journal")
        with pytest.raises(SuppleError, match="not a file but a pipe"):
            journals.open("first").entries()
        (tmp_path / "supple.sqlite3-journal").unlink()
        assert journals.open("first").entries() == entries
