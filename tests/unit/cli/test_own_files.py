"""Nothing that a command writes takes the place of one of Supple's own files, by whatever way it is named."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from supple.app.keeping import export_to
from supple.app.noting import name_person
from supple.app.secret import FolderSecret
from supple.app.settings import DATABASE_URL, Settings
from supple.app.wiring import open_people
from supple.base.errors import SuppleError
from supple.cli.main import supple
from supple.store.own_names import is_own

NAMES = (
    "supple.sqlite3",
    "supple.sqlite3-mirror",
    "supple.sqlite3-wal",
    "supple.sqlite3-shm",
    "supple.sqlite3-journal",
    "supple.sqlite3-removed",
    "supple.sqlite3.damaged-20260101T000000Z",
    f"supple-{'b' * 32}.sqlite3",
    f"supple-{'b' * 32}.sqlite3-mirror",
    "SUPPLE.sqlite3",
    "secret",
    "port",
    "removed-journals",
    "running-8765.json",
    "open-supple.html",
    ".supple-lock",
    ".secret.abc.part",
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with Anna's journal in it."""
    monkeypatch.delenv(DATABASE_URL, raising=False)
    folder = tmp_path / "data"
    with closing(open_people(Settings(data=folder))) as people:
        name_person(people.chosen(None), "Anna")
        people.remove(people.add("Ben").id)
    FolderSecret(folder=folder).prepare()
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.is_dir()}


def refused(*arguments: str | Path) -> None:
    error = CliRunner().invoke(supple, [str(one) for one in arguments]).exception
    assert isinstance(error, SuppleError), error
    assert "one of Supple's own files" in str(error)
    assert "Name another file" in str(error)


@pytest.mark.parametrize("name", NAMES)
def test_no_command_writes_over_a_file_of_supples_own(
    data: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(data)
    (tmp_path / "linked").symlink_to(data / name)
    (tmp_path / "folder").symlink_to(data)
    monkeypatch.chdir(data)
    for target in (
        data / name,
        Path(name),
        tmp_path / "linked",
        tmp_path / "folder" / name,
        Path("..") / "data" / name,
    ):
        refused("export", target, "--data", data)
        refused("--data", data, "export", target)
        refused("report", "--csv", target, "--fhir", tmp_path / "fine.json", "--data", data)
        refused("--data", data, "pop", "--svg", target)
    assert files_in(data) == before
    assert not (tmp_path / "fine.json").exists()


def test_journals_behind_links_and_in_other_folders_are_left_too(data: Path, tmp_path: Path) -> None:
    disk, other = tmp_path / "disk", tmp_path / "copy"
    for folder in (disk, other):
        folder.mkdir()
    (other / "supple.sqlite3").write_bytes(b"a copy of a journal")
    for ending in ("", "-mirror"):
        (data / f"supple.sqlite3{ending}").rename(disk / f"anna{ending}")
    (data / "supple.sqlite3").symlink_to(disk / "anna")
    before = files_in(disk)
    for target in (disk / "anna", disk / "anna-mirror", disk / "anna-wal", other / "supple.sqlite3"):
        refused("export", target, "--data", data)
    assert files_in(disk) == before
    assert (other / "supple.sqlite3").read_bytes() == b"a copy of a journal"
    with (
        closing(open_people(Settings(data=data))) as people,
        pytest.raises(SuppleError, match="another file"),
    ):
        export_to(people.chosen(None), disk / "anna")


def test_other_names_are_written_also_beside_journals(data: Path, tmp_path: Path) -> None:
    for target in (
        data / "anna.supple",
        data / "supple.sqlite3.txt",
        tmp_path / "secret",
        tmp_path / "supple.sqlite3",
    ):
        result = CliRunner().invoke(supple, ["export", str(target), "--data", str(data)])
        assert result.exit_code == 0, result.exception
        assert target.read_bytes().startswith(b'{"supple_export"')


def test_whatever_a_folder_holds_by_itself_is_its_own(data: Path) -> None:
    assert all(is_own(file.name) for file in data.iterdir())
    assert not any(map(is_own, ("anna.supple", "supple.txt", "supple-x.sqlite3", "notes.part", "Secret.txt")))
