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

GUIDE = (ROOT / "docs" / "guide" / "spine.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("") for line in block.splitlines() if line.startswith("supple ")]


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


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_guide_run(tmp_path: Path, command: str) -> None:
    (load,) = blocks("json")
    (tmp_path / "load.json").write_text(load, encoding="utf-8")
    shown = ran("-X", "utf8", "-m", "supple.cli.main", *shlex.split(command)[1:], folder=tmp_path)
    assert "Wrote spine-" in shown
    assert all(joint in shown for joint in JOINTS)


def test_the_body_of_the_guide_is_taken(tmp_path: Path) -> None:
    (person,) = re.findall(r"`--person FILE` \| a body: `(\{.*?\}\})`", GUIDE)
    assert json.loads(person)
    (tmp_path / "body.json").write_text(person, encoding="utf-8")
    asked = ("arm-sweep", "--person", "body.json", "--json")
    assert json.loads(ran("-m", "supple.cli.main", "spine", *asked, folder=tmp_path))["converged"]
