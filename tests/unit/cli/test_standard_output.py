"""Every command, where what it says cannot be written: one line, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from supple.app.settings import DATABASE_URL, Settings
from supple.app.wiring import open_people
from supple.knowledge.collection import Knowledge
from tests.unit.cli.in_terminal import answers_in

COMMANDS = {
    "screen": ("screen", "answers.json"),
    "plan": ("plan", "answers.json", "--technique", "knee-twist"),
    "plan for scripts": ("plan", "answers.json", "--technique", "knee-twist", "--json"),
    "habit": ("habit", "days.json"),
    "spine": ("spine", "knee-twist", "--no-picture"),
    "spine for scripts": ("spine", "knee-twist", "--json"),
    "picture of a spine": ("spine", "knee-twist", "--svg", "-"),
    "habit on a spine": ("spine", "habit", "--no-picture", "--months", "1", "--then", "1"),
    "pop": ("pop", "--no-picture"),
    "sound of a pop": ("pop", "--wav", "-"),
    "report": ("report", "--csv", "-", "--data", "data"),
    "page": ("report", "--pdf", "-", "--data", "data"),
    "export": ("export", "-", "--data", "data"),
    "people": ("people", "--data", "data"),
    "add somebody": ("people", "--add", "Ben", "--data", "other"),
    "delete": ("delete", "--everything", "--yes", "--data", "other"),
    "knowledge": ("knowledge", "check"),
    "help": ("--help",),
    "help of a command": ("pop", "--help"),
    "version": ("--version",),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """Files to read, and a journal."""
    place = tmp_path_factory.mktemp("files")
    answers_in(place, knowledge)
    (place / "days.json").write_text(json.dumps({"today": "2026-03-02", "days": []}), encoding="utf-8")
    people = open_people(Settings(data=place / "data", database_url=None))
    people.chosen(None).note_self_adjust()
    people.close()
    return place


def run(folder: Path, *arguments: str, redirected: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    """The command in a shell, its standard output going wherever `redirected` says."""
    environment = {**os.environ, **more}
    environment.pop(DATABASE_URL, None)
    shell = f'exec "$@" {redirected}'
    command = [sys.executable, "-m", "supple.cli.main", *arguments]
    return subprocess.run(
        ["/bin/bash", "-c", shell, "-", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def complaint(ended: "subprocess.CompletedProcess[bytes]") -> str:
    """The last line on standard error; words may have come before it where `-` was a file."""
    said = ended.stderr.decode()
    assert ended.returncode == 2, said
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert "None" not in said
    last = said.splitlines()[-1]
    assert last.startswith("supple: ")
    return last


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_or_closed_output_is_said(folder: Path, name: str) -> None:
    assert "No space left" in complaint(run(folder, *COMMANDS[name], redirected="> /dev/full"))
    assert "is closed" in complaint(run(folder, *COMMANDS[name], redirected=">&-"))


@pytest.mark.parametrize("name", ["people", "knowledge", "export", "help", "plan for scripts", "page", "pop"])
def test_a_reader_who_has_left_is_told_nothing(folder: Path, name: str) -> None:
    ended = run(folder, *COMMANDS[name], redirected="> >(exec <&-; sleep 0.01) 2> said; cat said >&2; exit 0")
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


def test_nothing_can_be_said_at_all(folder: Path) -> None:
    """Both streams are full, or closed: the exit code says it."""
    for redirected in ("> /dev/full 2> /dev/full", ">&- 2>&-", "> /dev/full 2>&-"):
        assert run(folder, *COMMANDS["people"], redirected=redirected).returncode == 2


@pytest.mark.parametrize("name", ["sound of a pop", "picture of a spine", "page", "report", "export"])
def test_a_dash_is_standard_output_and_words_go_beside_it(folder: Path, name: str) -> None:
    begins = {
        "sound of a pop": b"RIFF",
        "picture of a spine": b"<svg",
        "page": b"%PDF",
        "report": b"\xef\xbb\xbf",
        "export": b'{"',
    }
    ended = run(folder, *COMMANDS[name], redirected="")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(begins[name]), ended.stdout[:80]
    assert b"Wrote" not in ended.stdout
    assert not (folder / "-").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--csv", "-", "--pdf", "-", "--data", "data"),
        ("pop", "--wav", "-", "--svg", "-"),
        ("pop", "--wav", "-", "--json"),
        ("spine", "knee-twist", "--svg", "-", "--json"),
    ],
)
def test_two_things_do_not_go_to_one_place(folder: Path, arguments: tuple[str, ...]) -> None:
    ended = run(folder, *arguments, redirected="")
    assert "both go to standard output" in complaint(ended)
    assert ended.stdout == b""


@pytest.mark.parametrize("how", ["restore - < whole", "restore /dev/stdin < whole", "cat whole | restore -"])
def test_an_export_may_come_in_by_standard_input(folder: Path, tmp_path: Path, how: str) -> None:
    (folder / "whole").write_bytes(run(folder, *COMMANDS["export"], redirected="").stdout)
    shell = how.replace("restore", f"{sys.executable} -m supple.cli.main restore --data {tmp_path}/new")
    ended = subprocess.run(["/bin/bash", "-c", shell], cwd=folder, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Restored 1 entries" in ended.stdout


@pytest.mark.parametrize("how", ["restore /dev/stdin", "restore -"])
@pytest.mark.parametrize("content", ["", "no export", "{}\n"])
def test_what_is_no_export_is_refused_from_a_pipe_too(folder: Path, how: str, content: str) -> None:
    shell = f"printf '{content}' | {sys.executable} -m supple.cli.main {how} --data fresh"
    ended = subprocess.run(["/bin/bash", "-c", shell], cwd=folder, capture_output=True, check=False)
    assert complaint(ended)


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize("order", ["after", "before"])
def test_an_empty_name_is_a_slip_and_not_this_folder(folder: Path, empty: str, order: str) -> None:
    named = ("--data", empty)
    arguments = ("people", *named) if order == "after" else (*named, "people")
    assert "no name" in complaint(run(folder, *arguments, redirected=""))
    assert not list(folder.glob("*.sqlite3"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "", "--data", "data"),
        ("restore", "", "--data", "data"),
        ("report", "--csv", "", "--data", "data"),
        ("pop", "--wav", ""),
        ("pop", "--svg", ""),
        ("knowledge", "check", "--folder", ""),
    ],
)
def test_no_file_has_an_empty_name(folder: Path, arguments: tuple[str, ...]) -> None:
    assert "no name" in complaint(run(folder, *arguments, redirected=""))


def test_letters_that_the_output_lacks_are_written_as_codes(folder: Path) -> None:
    run(folder, "people", "--add", "\u0141ucja", "--data", "named", redirected="")
    ended = run(folder, "people", "--data", "named", redirected="", PYTHONIOENCODING="latin-1")
    assert ended.returncode == 0
    assert b"\\u0141ucja" in ended.stdout


@pytest.mark.parametrize("command", [("delete", "--data", "data"), ("restore", "-", "--data", "data")])
def test_standard_input_that_is_closed_is_said(folder: Path, command: tuple[str, ...]) -> None:
    done = run(folder, *command, redirected="<&-")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("supple: Standard input is closed")
    assert len(done.stderr.splitlines()) == 1
