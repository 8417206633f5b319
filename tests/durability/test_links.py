"""The links of the real command: printed again while it runs, and gone with it, however it ends."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from supple.store.own_names import is_own
from tests.durability.trouble import PATIENCE_S, SUPPLE, refused

# Stands in for a browser: writes down what it was started with.
BROWSER = """
import sys
from pathlib import Path
told = Path(sys.argv[1])
told.with_suffix(".part").write_text(sys.argv[2])
told.with_suffix(".part").replace(told)
"""


@contextmanager
def started(
    folder: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command, and the link that it printed."""
    command = [*SUPPLE, "--port", "0", "--data", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Supple is at http://127.0.0.1:"), line
            yield process, line.split()[3]
        finally:
            process.kill()


def link(folder: Path) -> str:
    asked = subprocess.run(
        [*SUPPLE, "link", "--data", str(folder)], capture_output=True, text=True, check=True
    )
    return asked.stdout.strip()


def test_the_link_is_printed_again_while_it_runs_and_not_after(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert "No Supple runs" in refused("link", "--data", str(folder))
    with started(folder, "--no-browser") as (_, printed):
        assert link(folder) == printed
    assert list(folder.glob("running-*.json"))  # killed: it could not take the file away
    assert "No Supple runs" in refused("link", "--data", str(folder))
    assert not list(folder.glob("running-*.json"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_every_polite_end_takes_the_files_away_and_closes_the_journals(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "data"
    with started(folder, "--no-browser") as (process, _):
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}
        assert {"secret", "open-supple.html"} <= modes.keys()
        assert all(map(is_own, modes))
        assert {mode for name, mode in modes.items() if name != "removed-journals"} == {0o600}
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0
    left = {one.name for one in folder.iterdir()}
    assert not {name for name in left if name.startswith(("running", "open", ".")) or "-wal" in name}
    assert "secret" in left


def test_the_browser_is_opened_with_a_page_and_its_address_tells_nothing(tmp_path: Path) -> None:
    folder, told = tmp_path / "data", tmp_path / "told"
    script = tmp_path / "browser.py"
    script.write_text(BROWSER)
    environment = {**os.environ, "BROWSER": f"{sys.executable} {script} {told} %s"}
    with started(folder, environment=environment) as (process, printed):
        while not told.exists():
            assert process.poll() is None
        address = told.read_text()
        assert address == (folder / "open-supple.html").as_uri()
        assert printed.partition("=")[2] not in (folder / "open-supple.html").read_text()
