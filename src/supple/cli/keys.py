"""Single key presses from a terminal, without waiting for Enter, on POSIX and Windows."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from supple.base.errors import SuppleError


class Keys(Protocol):
    """Something that can be asked for a key."""

    def wait(self, seconds: float) -> str | None:
        """The next key within that time, or None."""
        ...


@contextmanager
def terminal_keys() -> Iterator[Keys]:
    """The terminal's keys, unbuffered and without echo; the terminal is put back afterwards."""
    if not sys.stdin.isatty():
        raise SuppleError(
            "A session needs a terminal, because any key stops it",
            fix="Run supple session in a terminal window",
        )
    if sys.platform == "win32":
        yield _WindowsKeys()
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield _PosixKeys(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


class _PosixKeys:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def wait(self, seconds: float) -> str | None:
        import os
        import select

        ready, _, _ = select.select([self._descriptor], [], [], max(seconds, 0))
        if not ready:
            return None
        # A cursor key arrives as several bytes: one press, one answer.
        return os.read(self._descriptor, 64).decode("utf-8", errors="replace")


class _WindowsKeys:
    def wait(self, seconds: float) -> str | None:
        import msvcrt

        until = time.monotonic() + max(seconds, 0)
        while not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            if time.monotonic() >= until:
                return None
            time.sleep(0.01)
        return str(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
