"""What the guide shows works: its Python runs, its commands are commands, its JSON is taken."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from supple.spine.names import JOINTS
from tests.codehealth.repository import ROOT

GUIDES = {
    name: (ROOT / "docs" / "guide" / f"{name}.md").read_text(encoding="utf-8") for name in ("spine", "pop")
}


def blocks(language: str, guide: str = "spine") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDES[guide], re.MULTILINE | re.DOTALL)


def commands(guide: str) -> list[str]:
    return [line for block in blocks("", guide) for line in block.splitlines() if line.startswith("supple ")]


def ran(*command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, check=True, timeout=120, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.stdout


def test_the_python_of_the_guide_runs(tmp_path: Path) -> None:
    (example,) = blocks("python")
    (tmp_path / "example.py").write_text(example, encoding="utf-8")
    lines = ran("-X", "utf8", "example.py", folder=tmp_path).splitlines()
    shown = [line.split() for line in lines[: len(JOINTS)]]
    assert [row[0] for row in shown] == list(reversed(JOINTS))
    assert all(float(number) for row in shown for number in row[1:])
    assert any("120 N" in line for line in lines[len(JOINTS) :])


@pytest.mark.parametrize("command", commands("spine"))
def test_the_commands_of_the_guide_run(tmp_path: Path, command: str) -> None:
    (load,) = blocks("json")
    (tmp_path / "load.json").write_text(load, encoding="utf-8")
    shown = ran("-X", "utf8", "-m", "supple.cli.main", *shlex.split(command)[1:], folder=tmp_path)
    assert "Wrote spine-" in shown
    assert all(joint in shown for joint in JOINTS)


def test_the_body_of_the_guide_is_taken(tmp_path: Path) -> None:
    (person,) = re.findall(r"`--person FILE` \| a body: `(\{.*?\}\})`", GUIDES["spine"])
    assert json.loads(person)
    (tmp_path / "body.json").write_text(person, encoding="utf-8")
    asked = ("arm-sweep", "--person", "body.json", "--json")
    assert json.loads(ran("-m", "supple.cli.main", "spine", *asked, folder=tmp_path))["converged"]


def test_the_python_of_the_guide_to_pops_runs(tmp_path: Path) -> None:
    (example,) = blocks("python", "pop")
    (tmp_path / "example.py").write_text(example, encoding="utf-8")
    one, many = ran("-X", "utf8", "example.py", folder=tmp_path).splitlines()
    popped, level, frequency = one.split()
    assert popped == "True"
    assert float(level) > 0 < float(frequency)
    share, _ = (float(number) for number in many.split())
    assert 0 < share < 1


@pytest.mark.parametrize("command", commands("pop"))
def test_the_commands_of_the_guide_to_pops_run(tmp_path: Path, command: str) -> None:
    shown = ran("-X", "utf8", "-m", "supple.cli.main", *shlex.split(command)[1:], folder=tmp_path)
    assert "A pop is a side effect." in shown
    technique = "knee" in command or "arm" in command
    assert ("Wrote pop-" in shown) != technique
    assert all(joint in shown for joint in JOINTS) == technique
