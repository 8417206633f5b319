"""The command line with a journal: reports, export and restore, people, and deleting."""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from supple.app.noting import name_person, remind, say_reason
from supple.app.settings import DATABASE_URL, Settings
from supple.app.wiring import open_people
from supple.base.errors import SuppleError
from supple.cli.main import supple

KINDS = ["person_named", "self_adjust", "reason", "reminders"]


@pytest.fixture(autouse=True)
def _files_not_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_URL, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with Anna's journal in it."""
    folder = tmp_path / "data"
    people = open_people(Settings(data=folder))
    anna = people.chosen(None)
    name_person(anna, "Anna")
    anna.note_self_adjust()
    say_reason(anna, "I sit a lot.")
    remind(anna, on=True)
    people.close()
    return folder


def run(*arguments: str | Path, answer: str = "") -> Result:
    return CliRunner().invoke(supple, [str(one) for one in arguments], input=answer)


def done(*arguments: str | Path, answer: str = "") -> str:
    result = run(*arguments, answer=answer)
    assert result.exit_code == 0, result.exception
    return result.output


def refused(*arguments: str | Path) -> str:
    error = run(*arguments).exception
    assert isinstance(error, SuppleError), error
    return str(error)


def kinds(data: Path) -> Iterator[list[str]]:
    people = open_people(Settings(data=data))
    for person in people.ids():
        yield [one.kind for one in people.one(person).store.entries()]
    people.close()


def test_report_writes_what_was_asked_for(data: Path, tmp_path: Path) -> None:
    pdf, table, fhir = tmp_path / "a.pdf", tmp_path / "a.csv", tmp_path / "a.json"
    done("report", "--pdf", pdf, "--csv", table, "--fhir", fhir, "--data", data)
    (page,) = PdfReader(pdf).pages
    assert "Anna" in page.extract_text()
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["kind"] for row in csv.DictReader(file)] == KINDS
    bundle = json.loads(fhir.read_text(encoding="utf-8"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "document")
    assert {one.stat().st_mode & 0o777 for one in (pdf, table, fhir)} == {0o600}


def test_report_of_nothing_and_to_nowhere_is_refused(data: Path, tmp_path: Path) -> None:
    assert "--pdf" in refused("report", "--data", data)
    said = refused("report", "--csv", tmp_path / "no" / "a.csv", "--data", data)
    assert "cannot be written" in said
    older = tmp_path / "older"
    older.mkdir()
    assert run("report", "--csv", older, "--data", data).exit_code == 2
    both = tmp_path / "both"
    (tmp_path / "linked").symlink_to(both)
    for other in (both, tmp_path / "." / "both", tmp_path / "linked"):
        assert "both" in refused("report", "--pdf", both, "--csv", other, "--data", data)
    assert not both.exists()
    assert list(older.iterdir()) == []


def test_the_folder_may_be_named_before_the_command(data: Path, tmp_path: Path) -> None:
    """Never silently another folder than the one that was named."""
    before, after = tmp_path / "before.supple", tmp_path / "after.supple"
    done("--data", data, "export", before)
    done("export", after, "--data", data)
    assert before.read_bytes() == after.read_bytes()
    assert all(before.read_bytes().count(kind.encode()) == 1 for kind in KINDS)


def test_export_and_restore_bring_everything_to_another_folder(data: Path, tmp_path: Path) -> None:
    export, again = tmp_path / "a.supple", tmp_path / "b.supple"
    assert "4 entries" in done("export", export, "--data", data)
    assert "4 entries" in done("restore", export, "--data", tmp_path / "new")
    done("export", again, "--data", tmp_path / "new")
    assert export.read_bytes() == again.read_bytes()


def test_restore_mixes_nothing_and_makes_a_journal_where_asked(data: Path, tmp_path: Path) -> None:
    export = tmp_path / "a.supple"
    done("export", export, "--data", data)
    assert "never mixed" in refused("restore", export, "--data", data)
    assert "is here already" in refused("restore", export, "--new", "--data", data)
    other = tmp_path / "other"
    done("people", "--add", "Ben", "--data", other)
    done("restore", export, "--new", "--data", other)
    assert sorted(len(one) for one in kinds(other)) == [1, 4]


def test_several_people_have_to_be_named(data: Path, tmp_path: Path) -> None:
    done("people", "--add", "Ben", "--data", data)
    assert done("people", "--data", data).splitlines()[0] == "Anna  (first)"
    export = tmp_path / "a.supple"
    assert "--person" in refused("export", export, "--data", data)
    done("export", export, "--person", "Ben", "--data", data)
    assert export.read_bytes().count(b"self_adjust") == 0
    assert "no name" in refused("people", "--add", " ", "--data", data)


def names_in(data: Path) -> set[str]:
    """All files of the folder, but for the ids of journals that are gone."""
    return {one.name for one in data.iterdir()} - {"removed-journals"}


def test_deleting_asks_and_then_shows_that_it_is_gone(data: Path) -> None:
    assert "Nothing was deleted" in done("delete", "--data", data, answer="n\n")
    assert (data / "supple.sqlite3").exists()
    said = done("delete", "--data", data, answer="y\n")
    assert "supple.sqlite3" in said
    assert "gone" in said
    assert names_in(data) == set()


def test_deleting_one_person_leaves_the_others_and_everything_leaves_nobody(data: Path) -> None:
    done("people", "--add", "Ben", "--data", data)
    done("delete", "--yes", "--person", "Ben", "--data", data)
    assert names_in(data) == {"supple.sqlite3", "supple.sqlite3-mirror"}
    done("people", "--add", "Ben", "--data", data)
    assert done("delete", "--yes", "--everything", "--data", data).count("gone") >= 2
    assert names_in(data) == set()


def test_the_question_names_whose_journal_it_is_with_how_much_is_in_it_and_where(data: Path) -> None:
    asked = done("delete", "--data", data, answer="n\n")
    assert f"the journal of Anna (4 entries) in the folder {data}?" in asked
    done("people", "--add", "Ben", "--data", data)
    asked = done("delete", "--person", "Ben", "--data", data, answer="n\n")
    assert f"Delete the journal of Ben (1 entry) in the folder {data}?" in asked
    asked = done("delete", "--everything", "--data", data, answer="n\n")
    assert "Delete the journal of Anna (4 entries), the journal of Ben (1 entry) in" in asked
    assert [len(one) for one in kinds(data)] == [4, 1]


def test_a_journal_without_a_name_is_asked_about_as_such(tmp_path: Path) -> None:
    asked = done("delete", "--data", tmp_path / "new", answer="n\n")
    assert "Delete the journal without a name (0 entries) in" in asked


def test_a_journal_that_cannot_be_read_is_asked_about_and_deleted(data: Path) -> None:
    done("people", "--add", "Ben", "--data", data)
    with closing(sqlite3.connect(data / "supple.sqlite3")) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    asked = done("delete", "--person", "first", "--data", data, answer="y\n")
    assert "Delete the journal first (it cannot be read) in" in asked
    assert [len(one) for one in kinds(data)] == [1]


def test_whose_journal_it_is_has_to_be_said_before_anything_is_asked(data: Path) -> None:
    done("people", "--add", "Ben", "--data", data)
    result = run("delete", "--data", data, answer="y\n")
    assert "--person" in str(result.exception)
    assert "Delete" not in result.output
    assert [len(one) for one in kinds(data)] == [4, 1]


def test_who_joins_while_it_is_asked_stays(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def joined(_: str) -> bool:
        done("people", "--add", "Ben", "--data", data)
        return True

    monkeypatch.setattr(click, "confirm", joined)
    done("delete", "--everything", "--data", data)
    assert [len(one) for one in kinds(data)] == [1]


@pytest.mark.parametrize(
    "command",
    [
        ("delete", "--everything", "--person", "Ben", "--yes"),
        ("delete", "--everything", "--person", "Ben"),
        ("delete", "--everything", "--person", "Nobody", "--yes"),
        ("restore", "--new", "--person", "Ben", "anna.supple"),
    ],
)
def test_two_options_that_name_different_journals_are_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done("export", "anna.supple", "--data", data)
    done("delete", "--yes", "--data", data)
    for name in ("Ben", "Cem"):
        done("people", "--add", name, "--data", data)
    result = run(*command, "--data", data, answer="y\n")
    assert isinstance(result.exception, SuppleError)
    assert "Leave one of them out; nothing was" in str(result.exception)
    assert result.output == ""
    assert [len(one) for one in kinds(data)] == [1, 1]


@pytest.fixture
def crowd(data: Path) -> Path:
    """Anna, Ben and Cem."""
    for name in ("Ben", "Cem"):
        done("people", "--add", name, "--data", data)
    return data


def file_of(data: Path, name: str) -> Path:
    """The file of somebody's journal."""
    with closing(open_people(Settings(data=data))) as people:
        slot = people.named(name).person
    return data / ("supple.sqlite3" if slot == "first" else f"supple-{slot}.sqlite3")


@pytest.mark.parametrize("name", ["Anna", "Ben", "Cem"])
def test_where_one_journal_is_held_nobody_s_is_deleted(
    crowd: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("supple.store.sqlite_remove._TRIES", 3)
    with closing(sqlite3.connect(file_of(crowd, name), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM entry").fetchone()
        said = refused("delete", "--everything", "--yes", "--data", crowd)
        assert "held by another program; nothing was deleted" in said
        assert sorted(len(one) for one in kinds(crowd)) == [1, 1, 4]
    done("delete", "--everything", "--yes", "--data", crowd)
    assert names_in(crowd) == set()


def test_where_it_fails_halfway_it_is_said_who_is_gone_and_who_is_left(
    crowd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace
    gone: list[Path] = []

    def refused_later(path: Path, target: Path) -> Path:
        if gone:
            raise PermissionError(1, "Operation not permitted")
        if path.suffix == ".sqlite3":
            gone.append(path)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused_later)
    said = refused("delete", "--everything", "--yes", "--data", crowd)
    assert "could not be deleted (Operation not permitted). Gone for good: Anna. Not deleted: " in said
    assert {"Ben", "Cem"} == set(said.split("Not deleted: ")[1].split(". ")[0].split(", "))
    assert [len(one) for one in kinds(crowd)] == [1, 1]


def test_an_address_that_is_no_postgresql_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL, "mysql://somebody:secret@localhost/x")
    said = refused("people", "--data", tmp_path)
    assert "secret" not in said
    assert "PostgreSQL" in said
