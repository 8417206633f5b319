"""What was deleted is gone, also where that was cut short; nothing that was begun afterwards goes with it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import Reason
from supple.store import Journals, open_journals
from supple.store.mirror import mirror_of
from tests.unit.store.entries import base, self_adjust

ANA = "a" * 32
OLD = "an old note that nobody may find"

DIES_AT_THE_DISK = """
import itertools, os, sys
from pathlib import Path
from supple.app.clock import SystemClock
from supple.store import open_journals
count, fsync = itertools.count(1), os.fsync
os.fsync = lambda opened: os._exit(9) if next(count) == int(sys.argv[2]) else fsync(opened)
open_journals(Path(sys.argv[1]), None, SystemClock()).open("first").entries()
"""


class Killed(BaseException):
    """Stands for the end of a program in the middle of its work."""


def shelf(folder: Path) -> closing[Journals]:
    return closing(open_journals(folder, None, SystemClock()))


def note() -> Reason:
    return Reason.model_validate({**base(), "text": OLD})


def is_anywhere(folder: Path) -> bool:
    return any(OLD.encode() in one.read_bytes() for one in folder.rglob("*") if one.is_file())


def kill_while_deleting(journals: Journals, slot: str, after: int) -> None:
    """End with the removal's delete of that number, before it is done."""
    unlink, done = Path.unlink, 0

    def unlink_or_die(path: Path, *, missing_ok: bool = False) -> None:
        nonlocal done
        done += path.name != ".supple-lock"
        if done == after + 1:
            done += 1
            raise Killed
        unlink(path, missing_ok=missing_ok)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", unlink_or_die)
        try:
            journals.remove(slot)
        except Killed:
            return
    assert after >= 3


def behind_a_link(folder: Path, elsewhere: Path) -> None:
    """As somebody does whose notes shall lie on another disk."""
    elsewhere.mkdir()
    for part in folder.iterdir():
        shutil.move(part, elsewhere / part.name)
    (folder / "supple.sqlite3").symlink_to(elsewhere / "supple.sqlite3")


@pytest.mark.parametrize("after", range(6))
@pytest.mark.parametrize("is_linked", [False, True])
def test_a_removal_cut_short_takes_no_later_journal_with_it(
    tmp_path: Path, after: int, *, is_linked: bool
) -> None:
    """Another Supple on the folder goes on, and somebody begins anew in it."""
    folder = tmp_path / "data"
    with shelf(folder) as journals:
        journals.create("first").add([note()])
    if is_linked:
        behind_a_link(folder, tmp_path / "elsewhere")
    with shelf(folder) as running:
        assert running.ids() == ["first"]
        old = running.open("first").journal_id
        running.close()
        with shelf(folder) as dying:
            kill_while_deleting(dying, "first", after)
        assert running.slot_of(old) is None
        assert running.ids() in ([], ["first"] if is_linked else [])
        assert not is_anywhere(tmp_path)
        store, entry = running.create("first"), self_adjust()
        store.add([entry])
        assert store.entries() == [entry]
    with shelf(folder) as journals:
        assert journals.ids() == ["first"]
        assert journals.open("first").entries() == [entry]
        assert journals.is_removed(old)
    assert not is_anywhere(tmp_path)


def test_a_database_that_was_put_where_one_is_being_removed_stays(tmp_path: Path) -> None:
    entry = self_adjust()
    with shelf(tmp_path / "other") as journals:
        journals.create(ANA, entries=[entry])
    with shelf(tmp_path / "data") as journals:
        journals.create(ANA, entries=[note()])
    path = tmp_path / "data" / f"supple-{ANA}.sqlite3"
    path.rename(f"{path}-removed")
    for part in (tmp_path / "other").iterdir():
        shutil.copy(part, tmp_path / "data")
    with shelf(tmp_path / "data") as journals:
        assert journals.open(ANA).entries() == [entry]
    assert not is_anywhere(tmp_path / "data")


def test_a_folder_among_the_files_is_told_before_anything_is_deleted(tmp_path: Path) -> None:
    entry, aside = self_adjust(), tmp_path / "supple.sqlite3.damaged-mine"
    with shelf(tmp_path) as journals:
        journals.create("first").add([entry])
        aside.mkdir()
        with pytest.raises(SuppleError, match="damaged-mine is a folder; nothing was deleted"):
            journals.remove("first")
        assert not journals.is_removed(journals.open("first").journal_id)
        assert journals.open("first").entries() == [entry]
    with shelf(tmp_path) as journals:
        assert journals.open("first").entries() == [entry]
        aside.rmdir()
        assert journals.remove("first").parts
        assert journals.ids() == []


def test_what_cannot_be_deleted_yet_keeps_its_place_and_nobody_else_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink, is_stubborn = Path.unlink, True

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        if is_stubborn and path.name == "supple.sqlite3-mirror":
            raise PermissionError(1, "Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    with shelf(tmp_path) as journals:
        journals.create("first").add([note()])
        journals.create(ANA, entries=[self_adjust()])
        with pytest.raises(SuppleError, match="could not be deleted"):
            journals.remove("first")
    with shelf(tmp_path) as journals:
        for use in (journals.open, journals.create):
            with pytest.raises(SuppleError, match="could not be deleted"):
                use("first")
        assert len(journals.open(ANA).entries()) == 1
        is_stubborn = False
        assert journals.ids() == [ANA]
        assert journals.create("first").entries() == []
    assert not is_anywhere(tmp_path)


def killed_while_writing(folder: Path, harm: Callable[[Path], None], number: int) -> set[str]:
    """End a program as it has a file put on disk. Returns the endings of what it leaves half written."""
    with shelf(folder) as journals:
        journals.create("first").add([note()])
    harm(folder / "supple.sqlite3")
    command = [sys.executable, "-c", DIES_AT_THE_DISK, str(folder), str(number)]
    assert subprocess.run(command, check=False).returncode == 9
    return half_written(folder)


def half_written(folder: Path) -> set[str]:
    return {one.name.rpartition("3-")[2].rpartition(".")[2] for one in folder.iterdir()} & {"making", "part"}


def without_its_mirror(path: Path) -> None:
    mirror_of(path).unlink()


def damaged(path: Path) -> None:
    os.truncate(path, 60)


@pytest.mark.parametrize(
    ("harm", "number", "ending"),
    [(without_its_mirror, 1, "part"), (damaged, 3, "making"), (damaged, 5, "part")],
)
@pytest.mark.parametrize("is_deleted", [False, True])
def test_what_a_killed_program_had_begun_to_write_does_not_stay(
    tmp_path: Path, harm: Callable[[Path], None], number: int, ending: str, *, is_deleted: bool
) -> None:
    """It goes at the next start, and with the journal, also where another Supple has run since before."""
    with shelf(tmp_path) as running:
        assert killed_while_writing(tmp_path, harm, number) == {ending}
        if is_deleted:
            assert running.remove("first").parts
            assert [one.name for one in tmp_path.iterdir()] == ["removed-journals"]
        with shelf(tmp_path):
            assert half_written(tmp_path) == set()
