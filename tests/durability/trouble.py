"""The real command in bad surroundings: refused at its start, or running and asked for something."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.durability.sender import Connection, connect

SUPPLE = (str(Path(sys.executable).with_name("supple")),)
ADDRESS = re.compile(r"Supple is at http://127\.0\.0\.1:(\d+)/\?token=")
PATIENCE_S = 60.0

_SMALL_DISK = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.argv[2], sys.argv[2:])
"""
# Without this capability even root is held to the mode bits of its files; others are anyway.
_NO_OVERRIDE = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
    sys.exit("the right to write everywhere could not be dropped")
os.execv(sys.argv[1], sys.argv[1:])
"""
BOUND_BY_MODES = (sys.executable, "-c", _NO_OVERRIDE, *SUPPLE)


def on_a_small_disk(size: int) -> tuple[str, ...]:
    """The command, where no file may grow beyond `size` bytes."""
    return (sys.executable, "-c", _SMALL_DISK, str(size), *SUPPLE)


def refused(*arguments: str, command: Sequence[str] = SUPPLE, copy: Path | None = None) -> str:
    """Run a command that has to fail. Returns the one line it says, without the program's name."""
    done = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=surroundings(copy),
    )
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.startswith("supple: "), done.stderr
    assert done.stderr.endswith(".\n"), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.removeprefix("supple: ").rstrip()


def start_refused(folder: Path | str, *, command: Sequence[str] = SUPPLE, copy: Path | None = None) -> str:
    """Start the app on a folder that it cannot use. Returns the one line it says."""
    return refused("--no-browser", "--port", "0", "--data", str(folder), command=command, copy=copy)


def surroundings(copy: Path | None) -> Mapping[str, str] | None:
    """An environment in which a copy of the program comes before the installed one."""
    return None if copy is None else {**os.environ, "PYTHONPATH": str(copy)}


@dataclass(frozen=True, kw_only=True)
class Running:
    """A running app, and a connection to it."""

    pid: int
    connection: Connection


@contextmanager
def running(folder: Path, *, command: Sequence[str] = SUPPLE, copy: Path | None = None) -> Iterator[Running]:
    """The app, running until the block ends; trouble that it answers to leaves no traceback behind."""
    complaints = folder.with_name("stderr.txt")
    with (
        complaints.open("wb") as errors,
        subprocess.Popen(
            [*command, "--no-browser", "--port", "0", "--data", str(folder)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=surroundings(copy),
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = ADDRESS.match(process.stdout.readline())
            assert said, complaints.read_text()
            with closing(connect(int(said[1]), folder)) as connection:
                yield Running(pid=process.pid, connection=connection)
        finally:
            process.kill()
    assert complaints.read_text() == ""


def snapshot(folder: Path) -> dict[str, str]:
    """Every file in a folder that holds something, with a hash of its content.

    SQLite's shared memory and an empty -wal file are left out: even reading a database makes them.
    """
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size and not path.name.endswith("-shm")
    }
