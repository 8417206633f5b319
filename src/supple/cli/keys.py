"""Single key presses from a terminal, without waiting for Enter, on POSIX and Windows."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from supple.base.errors import SuppleError
from supple.cli.signals import Signals, noted_signals

# A program that was stopped and comes back is told nothing: it has to see what became of its terminal.
LOOK_AGAIN_S = 0.25


class Keys(Protocol):
    """Something that can be asked for a key."""

    def wait(self, seconds: float) -> str | None:
        """The next key within that time, or None. Raises SignalError."""
        ...


def require_terminal() -> None:
    """Raise SuppleError where no keys can come."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise SuppleError(
            "A session needs a terminal, because any key stops it",
            fix="Run supple session in a terminal window",
        )


@contextmanager
def terminal_keys() -> Iterator[Keys]:
    """The terminal's keys, unbuffered and without echo; the terminal is put back, however this ends.

    Signals are only noted meanwhile, so nothing but the wait for a key may last for ever in it.
    Raises SuppleError where there is no terminal, SignalError where it went away.
    """
    require_terminal()
    with noted_signals() as signals:
        try:
            if sys.platform == "win32":
                yield _WindowsKeys(signals)
            else:
                with _every_key(sys.stdin.fileno()):
                    yield _PosixKeys(sys.stdin.fileno(), signals)
        except OSError as error:
            # A terminal that is gone cannot be written to either: why it went is what counts.
            signals.meet()
            if os.isatty(sys.stdin.fileno()):
                raise
            raise signals.hung_up() from error


@contextmanager
def _every_key(descriptor: int) -> Iterator[None]:
    """Every key arrives by itself and at once: Ctrl-C, Ctrl-Z and Ctrl-S too, for any key is Stop."""
    import termios

    before = termios.tcgetattr(descriptor)
    try:
        _at_once(descriptor)
        yield
    finally:
        # In the background the terminal is the shell's, and to touch it would stop us.
        with suppress(termios.error, OSError):
            if _in_front(descriptor):
                termios.tcsetattr(descriptor, termios.TCSANOW, before)
                termios.tcflush(descriptor, termios.TCIFLUSH)


def _at_once(descriptor: int) -> None:
    import termios

    mode = termios.tcgetattr(descriptor)
    for_lines = termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
    if not mode[3] & for_lines:
        return
    mode[0] &= ~(termios.IXON | termios.ICRNL)
    mode[3] &= ~for_lines
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSANOW, mode)


def _in_front(descriptor: int) -> bool:
    """Whether what is typed comes to this program. Raises OSError where the terminal is gone."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError as error:
        if error.errno != errno.ENOTTY:
            raise
        return True  # a terminal that controls nobody here: without job control there is no background


class _PosixKeys:
    def __init__(self, descriptor: int, signals: Signals) -> None:
        self._descriptor = descriptor
        self._signals = signals

    def wait(self, seconds: float) -> str | None:
        """As `Keys`. In the background, where no key would come, time stands still for whoever asks."""
        import select

        until = time.monotonic() + seconds
        while True:
            self._signals.meet()
            in_front = self._is_in_front()
            listened = [self._signals.descriptor, *([self._descriptor] if in_front else [])]
            left_s = until - time.monotonic() if in_front else LOOK_AGAIN_S
            ready, _, _ = select.select(listened, [], [], min(max(left_s, 0), LOOK_AGAIN_S))
            self._signals.meet()
            if self._descriptor in ready and self._is_in_front():
                return self._read()
            if in_front and time.monotonic() >= until:
                return None

    def _is_in_front(self) -> bool:
        """Whether keys come here; then each at once. A shell that was there meanwhile has its own ways."""
        import termios

        try:
            in_front = _in_front(self._descriptor)
            if in_front:
                _at_once(self._descriptor)
        except (OSError, termios.error) as error:
            raise self._signals.hung_up() from error
        return in_front

    def _read(self) -> str:
        # A cursor key arrives as several bytes: one press, one answer.
        try:
            pressed = os.read(self._descriptor, 64)
        except OSError as error:
            raise self._signals.hung_up() from error
        if not pressed:
            raise self._signals.hung_up()
        return pressed.decode("utf-8", errors="replace")


class _WindowsKeys:
    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    def wait(self, seconds: float) -> str | None:
        import msvcrt

        until = time.monotonic() + max(seconds, 0)
        while not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            self._signals.meet()
            if time.monotonic() >= until:
                return None
            time.sleep(0.01)
        return str(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
