"""Linters, types and import contracts hold: one command for all that a machine can check."""

import subprocess
import sys
from pathlib import Path

import pytest

from hatch_build import install_player, npm
from tests.codehealth.repository import ROOT, written_in

BIN = Path(sys.executable).parent
COMMANDS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "import contracts": ["lint-imports"],
    "clang-format": ["clang-format", "--dry-run", "--Werror", *map(str, written_in(".c", ".h"))],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_has_nothing_to_say(command: list[str]) -> None:
    program = str(BIN / command[0])
    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_player_has_the_types_of_the_api_and_passes_its_own_tests(script: str) -> None:
    install_player(ROOT)
    npm("run", script, folder=ROOT / "player")
