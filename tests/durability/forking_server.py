"""Starts the real application as often as it is told to, and kills it: one line of input, one of output.

`fork FOLDER` imports nothing anew: the child opens knowledge, database and port as `supple` does, at a
tenth of the cost. `exec FOLDER` becomes the installed command. `kill SECONDS` waits, then sends SIGKILL.
"""

import fcntl
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import NoReturn

import supple.web.api
import supple.web.server  # noqa: F401 - both are loaded while serving; here, once for all children
from supple.app.serving import serve
from supple.app.settings import Settings
from supple.store.folder import DATABASE_NAME

COMMAND = Path(sys.executable).with_name("supple")
# SQLite's file format names the lock that a writer holds, from its first row to its commit.
WRITE_LOCK_BYTE = 120


def main() -> None:
    """Do what the lines of standard input say; at their end nothing is left running."""
    child, folder = 0, Path()
    try:
        for line in sys.stdin:
            word, value = line.rstrip("\n").split(" ", 1)
            if word == "kill":
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


def ended(child: int) -> int:
    """The exit code of a child; minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
