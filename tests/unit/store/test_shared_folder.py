"""A folder that others use as well keeps its mode; where they could write to it, no journal is kept."""

import stat
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.app.secret import FolderSecret
from supple.base.errors import SuppleError
from supple.store import open_journals, open_store
from tests.unit.store.entries import self_adjust


def mode_of(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def use(folder: Path) -> None:
    open_store(folder / "supple.sqlite3", clock=SystemClock()).close()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "other.txt").write_text("not ours")
    return folder


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711, 0o1755])
def test_others_content_keeps_a_folders_mode_however_often_it_is_used(shared: Path, mode: int) -> None:
    shared.chmod(mode)
    for _ in range(3):
        use(shared)
        assert mode_of(shared) == mode
    assert mode_of(shared / "supple.sqlite3") == 0o600


@pytest.mark.parametrize("mode", [0o1777, 0o777, 0o775, 0o2770, 0o733])
@pytest.mark.parametrize("has_journal", [False, True])
def test_a_folder_that_others_can_write_to_is_refused(shared: Path, mode: int, *, has_journal: bool) -> None:
    if has_journal:
        shared.chmod(0o700)
        use(shared)
    (shared / "supple-0123456789abcdef.sqlite3-making").write_bytes(b"perhaps somebody else's")
    shared.chmod(mode)
    before = {file.name: file.read_bytes() for file in shared.iterdir()}
    for way in (
        lambda: use(shared),
        lambda: open_journals(shared, None, SystemClock()),
        FolderSecret(folder=shared).prepare,
    ):
        with pytest.raises(SuppleError, match=r"is shared.*Name a folder with nothing else in it"):
            way()
    assert mode_of(shared) == mode
    assert {file.name: file.read_bytes() for file in shared.iterdir()} == before


def test_an_empty_folder_that_was_made_for_all_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    folder.chmod(0o1777)
    with pytest.raises(SuppleError, match="is shared"):
        use(folder)
    assert mode_of(folder) == 0o1777
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o755, 0o1777, 0o500])
def test_a_folder_with_nothing_but_supples_own_is_tightened(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "data"
    with closing(open_journals(folder, None, SystemClock())) as journals:
        journals.create("first", entries=[self_adjust()])
        journals.create("b" * 32, entries=[self_adjust()])
    FolderSecret(folder=folder).prepare()
    for name in (
        "port",
        "removed-journals",
        "supple.sqlite3.damaged-20260101T000000Z-2-wal",
        ".secret.x1.part",
    ):
        (folder / name).write_bytes(b"")
    folder.chmod(mode)
    use(folder)
    assert mode_of(folder) == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o755])
def test_an_empty_folder_is_tightened(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    use(folder)
    assert mode_of(folder) == 0o700


def test_a_data_folder_on_a_disk_that_is_away_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(tmp_path / "disk" / "supple")
    with pytest.raises(SuppleError, match="link to something that is not there"):
        use(tmp_path / "data")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(SuppleError, match="cannot be reached"):
        use(tmp_path / "round")
