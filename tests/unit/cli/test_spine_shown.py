"""What `supple spine` shows in the terminal and draws: table, sentences, bar of progress, picture."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.text import Text

from supple.cli.picture import DRAWN_BY
from supple.cli.spine_show import ROOM_FOR_BANDS
from supple.spine.names import JOINTS
from tests.unit.cli.run_supple import Run

SVG = "{http://www.w3.org/2000/svg}"
SIMULATED = "It is general knowledge and no measurement of you."


def words_of(file: Path) -> list[str]:
    root = ET.fromstring(file.read_bytes())  # noqa: S314, our own text
    assert root.tag == f"{SVG}svg"
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def rows_of(shown: str) -> list[list[str]]:
    rows = (line.split() for line in shown.splitlines())
    return [row for row in rows if row and row[0] in JOINTS]


def test_a_table_from_the_head_down_with_what_it_means(run: Run) -> None:
    shown = run("spine", "knee-twist", "--side", "right", "--no-picture")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Knee twist, right side\n")
    rows = [
        line.split()[0] for line in shown.out.splitlines() if line.split()[:1] and line.split()[0] in JOINTS
    ]
    assert rows == list(reversed(JOINTS))
    assert SIMULATED in " ".join(shown.out.split())
    assert "…" not in shown.out
    assert not list(Path().glob("*.svg"))


def test_the_numbers_are_those_of_the_json(run: Run) -> None:
    levels = run("spine", "knee-twist", "--json").data["peak"]["levels"]
    shown = run("spine", "knee-twist", "--no-picture").out
    rows = rows_of(shown)
    for level, row in zip(levels, rows, strict=True):
        turns = [level[name] for name in ("flexion_deg", "lateral_deg", "axial_deg")]
        facets = [level[side][name] for name in ("gap_mm", "slide_mm") for side in ("left", "right")]
        assert [float(cell) for cell in row[1:4]] == pytest.approx(turns, abs=0.0501)
        assert [float(cell) for cell in row[4:8]] == pytest.approx(facets, abs=0.00501)


def test_many_people_are_shown_with_bands_and_shares(run: Run) -> None:
    shown = run("spine", "figure-four", "--people", "30", "--no-picture").out
    assert shown.count("…") >= 7 * len(JOINTS)
    assert "30 people: the median" in shown
    assert "of 100 people: " in shown


def test_too_much_stands_out(run: Run) -> None:
    shown = " ".join(
        run("spine", "figure-four", "--hand", "120", "--no-picture").out.replace("│", " ").split()
    )
    assert "each hand pulling 120 N" in shown
    assert "Supple never asks for that." in shown
    assert "Afterwards" in shown
    usual = run("spine", "figure-four", "--no-picture").out
    assert "Too much" not in usual


@pytest.mark.parametrize("columns", ["80", "100", "110", "120", "138", "200"])
def test_it_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    for people in ("1", "30"):
        shown = run("spine", "figure-four", "--hand", "100", "--people", people, "--no-picture")
        assert shown.code == 0
        lines = [Text.from_ansi(line).plain for line in shown.out.splitlines()]
        assert max(map(len, lines)) <= int(columns)
        cut = [word for line in lines for word in line.split() if word.endswith("…")]
        assert cut == []
        assert ("Only medians" in shown.out) == (people == "30" and int(columns) < ROOM_FOR_BANDS)


@pytest.mark.parametrize("letters", ["cp1252", "ascii"])
def test_it_can_be_read_in_letters_of_another_time(tmp_path: Path, letters: str) -> None:
    for asked in (("figure-four", "--hand", "120", "--people", "5"), ("habit",)):
        done = subprocess.run(
            [sys.executable, "-m", "supple.cli.main", "spine", *asked],
            cwd=tmp_path,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": letters, "PYTHONUTF8": "0"},
            timeout=60,
        )
        assert all(joint in done.stdout.decode(letters) for joint in JOINTS)


@pytest.mark.parametrize("looked_at", [False, True], ids=["a file", "a terminal"])
def test_progress_is_shown_on_terminals_only_and_never_on_standard_output(
    run: Run, monkeypatch: pytest.MonkeyPatch, *, looked_at: bool
) -> None:
    if looked_at:
        monkeypatch.setenv("TTY_COMPATIBLE", "1")
        monkeypatch.setenv("TERM", "xterm")
    for asked in (("knee-twist", "--people", "40"), ("habit",)):
        done = run("spine", *asked, "--json")
        assert ("Simulating" in done.err) == looked_at
        assert done.err == "" or looked_at
        json.loads(done.out)


def test_a_picture_lies_beside_and_is_told(run: Run) -> None:
    shown = run("spine", "knee-twist")
    assert shown.out.rstrip().endswith("Wrote spine-knee-twist.svg")
    words = words_of(Path("spine-knee-twist.svg"))
    assert words[0] == "Knee twist, left side"
    assert set(JOINTS) <= set(words)


def test_only_what_was_drawn_is_drawn_over(run: Run) -> None:
    mine = Path("spine-arm-sweep.svg")
    mine.write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert "Wrote spine-arm-sweep-2.svg" in run("spine", "arm-sweep").out
    assert mine.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in Path().iterdir()) == ["spine-arm-sweep-2.svg", "spine-arm-sweep.svg"]
    assert DRAWN_BY in Path("spine-arm-sweep-2.svg").read_text(encoding="utf-8")


def test_a_named_picture_is_written_there_also_for_scripts(run: Run) -> None:
    given = {"moments_nm": [{"at": "T1", "axial": 6}]}
    for asked in (("arm-sweep",), ("habit",), ("--load", "-", "--people", "5")):
        done = run("spine", *asked, "--json", "--svg", "named.svg", given=given)
        json.loads(done.out)
        assert words_of(Path("named.svg"))
        Path("named.svg").unlink()
        run("spine", *asked, "--json", given=given)
        assert not list(Path().iterdir())


def test_a_folder_that_takes_no_picture_still_gets_the_table(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supple.cli.picture._free", lambda stem: Path("nowhere") / f"{stem}.svg")
    shown = run("spine", "arm-sweep")
    assert shown.code == 0
    assert "No picture was written: The file nowhere" in shown.out.replace("\\", "/")


def test_help_names_the_habit(run: Run) -> None:
    assert "supple spine habit --help" in run("spine", "--help").out
    assert "--loosening" in run("spine", "habit", "--help").out
