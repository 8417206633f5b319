"""A real `supple session` in a terminal of its own, as somebody in front of it meets it."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from supple.app.settings import DATABASE_URL, Settings
from supple.app.wiring import open_people
from supple.journal.entry import Entry
from supple.knowledge.collection import Knowledge

PATIENCE_S = 60
CHANGED = termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN


class Terminal:
    """The program, and the other side of its terminal."""

    def __init__(self, program: "subprocess.Popen[bytes]", side: int) -> None:
        self.program = program
        self._side = side
        self._shown = b""

    def until(self, words: str) -> None:
        """Wait until that is on the screen; what came before it is then read."""
        wanted = words.encode()
        end = time.monotonic() + PATIENCE_S
        while wanted not in self._shown:
            ready, _, _ = select.select([self._side], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} did not come after {self._shown[-2000:]!r}"
            self._shown += os.read(self._side, 65_536)
        self._shown = self._shown.split(wanted, 1)[1]

    def press(self, keys: bytes) -> None:
        os.write(self._side, keys)

    def close(self) -> None:
        """Somebody closes the window."""
        os.close(self._side)
        self._side = -1

    def ends(self) -> int:
        """The exit code, once everything that was shown is read."""
        until = time.monotonic() + PATIENCE_S
        while self._side >= 0:
            assert time.monotonic() < until, f"It did not end, and showed {self._shown!r}"
            try:
                ready, _, _ = select.select([self._side], [], [], 0.05)
                if ready:
                    self._shown += os.read(self._side, 65_536)
            except OSError:  # nobody holds the other side any more
                break
            if self.program.poll() is not None and not ready:
                break
        return self.program.wait(max(0.0, until - time.monotonic()))

    def as_for_lines(self) -> None:
        """As a shell sets the terminal for its own prompt."""
        mode = termios.tcgetattr(self._side)
        mode[3] |= CHANGED
        termios.tcsetattr(self._side, termios.TCSANOW, mode)

    @property
    def as_before(self) -> bool:
        """Whether what is typed is shown, a line at a time, and Ctrl-C interrupts: as a shell expects it."""
        mode: int = termios.tcgetattr(self._side)[3]
        return mode & CHANGED == CHANGED

    def seen(self) -> str:
        """What has come and was not read yet, but for what was typed."""
        while select.select([self._side], [], [], 0)[0]:
            self._shown += os.read(self._side, 65_536)
        return self.shown

    def forget(self) -> None:
        """What was shown so far is read."""
        self.seen()
        self._shown = b""

    @property
    def shown(self) -> str:
        """What came since `until`."""
        return self._shown.decode(errors="replace")

    def let_go(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        if self._side >= 0:
            os.close(self._side)


@contextmanager
def terminal(
    data: Path,
    *arguments: str,
    started: str | None = None,
    own_session: bool = True,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """`supple session` with these arguments; it is the terminal's own, so that closing it hangs up.

    `started`: how else, as `SHELL`: the terminal is that of a shell, which can be told to take it, and to
    give it back. `own_session`: whether it leaves the one of these tests, and whatever terminal that has.
    """
    side, inner = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "30", **(variables or {})}
    environment.pop(DATABASE_URL, None)
    program = subprocess.Popen(
        [
            sys.executable,
            "-c",
            started or IN_FRONT,
            "session",
            "--data",
            str(data),
            *arguments,
        ],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=environment,
        start_new_session=own_session,
    )
    os.close(inner)
    found = Terminal(program, side)
    try:
        yield found
    finally:
        found.let_go()


# As a terminal starts it: whoever runs these tests in the background may have signals ignored.
IN_FRONT = (
    "import fcntl, signal, sys, termios; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "[signal.signal(number, signal.SIG_DFL) for number in (signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM)];"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "from supple.cli.main import main; sys.argv[0] = 'supple'; main()"
)

# As a program starts it that has a terminal of its own to show, and makes it nobody's controlling one.
NOT_CONTROLLED = "import sys; from supple.cli.main import main; sys.argv[0] = 'supple'; main()"

TO_SHELL, TO_FRONT = signal.SIGUSR1, signal.SIGUSR2
SHELL = f"""
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
program = os.fork()
if not program:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    from supple.cli.main import main
    main()
signal.signal({TO_SHELL:d}, lambda *_: os.tcsetpgrp(0, os.getpgrp()))
signal.signal({TO_FRONT:d}, lambda *_: os.tcsetpgrp(0, program))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]))
"""


def answers_in(folder: Path, knowledge: Knowledge) -> Path:
    """A file that says no to everything."""
    given: dict[str, Any] = {
        key: False if question.answer == "yes_no" else 1.0 for key, question in knowledge.questions.items()
    }
    file = folder / "answers.json"
    file.write_text(json.dumps({"answers": given}), encoding="utf-8")
    return file


def kept(data: Path) -> list[Entry]:
    """Everything in the journal, in order."""
    people = open_people(Settings(data=data))
    try:
        return list(people.chosen(None).store.entries())
    finally:
        people.close()
