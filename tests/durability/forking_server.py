"""Starts the real application as often as it is told to, and kills it: one line of input, one of output.

`fork FOLDER` serves as `supple` does, in a child that finds modules, knowledge files and the API's
description already in memory; database and port it opens itself, so that 200 starts take seconds.
`exec FOLDER` becomes the installed command. `kill SECONDS` waits, then sends SIGKILL; `aim SECONDS` first
waits for the beginning of a write, so that kills meet writes on a fast disk as on a slow one.
"""

import fcntl
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import supple.web.server  # noqa: F401 - serve names it and loads it; here, once for all children
from supple.app.serving import serve
from supple.app.settings import Settings
from supple.knowledge.loader import load
from supple.store.folder import DATABASE_NAME
from supple.web.api import make_api

COMMAND = Path(sys.executable).with_name("supple")
# SQLite's file format names the lock that a writer holds, from its first row to its commit.
WRITE_LOCK_BYTE = 120
LOOK_EVERY_S = 0.0005
PATIENCE_S = 5.0


def main() -> None:
    """Do what the lines of standard input say; at their end nothing is left running."""
    child, folder = 0, Path()
    try:
        for line in sys.stdin:
            word, value = line.rstrip("\n").split(" ", 1)
            if word in ("kill", "aim"):
                if word == "aim":
                    wait_for_a_write(folder)
                time.sleep(float(value))
                writing = is_writing(folder)
                os.kill(child, signal.SIGKILL)
                code = ended(child)
                child = 0
                print(f"ended {code} {'writing' if writing else 'idle'}", flush=True)
            else:
                folder = Path(value)
                child = os.fork()
                if child == 0:
                    run(word, folder)
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
            ended(child)


@contextmanager
def prepared() -> Iterator[None]:
    """Do once what each start would repeat without a look at anybody's data."""
    knowledge, api = load(), make_api()
    gc.freeze()
    with (
        patch("supple.app.wiring.load", lambda: knowledge),
        patch("supple.web.api.make_api", lambda: api),
    ):
        yield


def run(way: str, folder: Path) -> NoReturn:
    """Be the application, until killed."""
    try:
        if way == "exec":
            os.execv(COMMAND, [str(COMMAND), "--no-browser", "--port", "0", "--data", str(folder)])  # noqa: S606
        serve(Settings(data=folder, port=0, open_browser=False))
    except BaseException:  # noqa: BLE001 - nothing may get past a fork
        traceback.print_exc()
    print("It ended by itself", flush=True)
    os._exit(1)


def is_writing(folder: Path) -> bool:
    """Whether the database's write lock is held right now; asked without keeping it."""
    try:
        with (folder / f"{DATABASE_NAME}-shm").open("r+b") as shared:
            fcntl.lockf(shared, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, WRITE_LOCK_BYTE)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def wait_for_a_write(folder: Path) -> None:
    """Return as soon as a write is under way, or after a while without one."""
    until = time.monotonic() + PATIENCE_S
    while not is_writing(folder) and time.monotonic() < until:
        time.sleep(LOOK_EVERY_S)


def ended(child: int) -> int:
    """The exit code of a child; minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    with prepared():
        main()
