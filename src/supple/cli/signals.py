"""Signals while keys are awaited: they are written down, and met where the next key is asked for.

So nothing that is just being kept is cut in two.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

AS_A_KEY = ("SIGINT", "SIGQUIT", "SIGBREAK")  # somebody is at the keyboard
# All others end a program, but for these, which nobody can catch, which stop it, or which do nothing to it,
_STOPPING = ("SIGKILL", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU")
_IDLE = ("SIGCONT", "SIGCHLD", "SIGURG", "SIGWINCH", "SIGINFO")
LEFT_ALONE = (*_STOPPING, *_IDLE, *(() if sys.platform == "linux" else ("SIGIO",)))
# and these, after which Python would meet the same fault again and again.
FAULTS = ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
HUNG_UP = 1  # what SIGHUP is wherever there is one


class SignalError(Exception):
    """A signal came. `for_good`: it will come again at every key that is asked for."""

    def __init__(self, number: int, *, for_good: bool) -> None:
        self.number = number
        self.for_good = for_good
        super().__init__(f"signal {number}")

    @property
    def exit_code(self) -> int:
        """As a shell gives it for a program that a signal ended."""
        return 128 + self.number


class Signals:
    """Signals in the order in which they came. `descriptor` can be read from once there is one."""

    def __init__(self) -> None:
        self.descriptor, self._writer = os.pipe()
        for end in (self.descriptor, self._writer):
            os.set_blocking(end, False)
        self._waiting: deque[int] = deque()
        self._last: int | None = None

    def note(self, number: int, _frame: FrameType | None = None) -> None:
        """Write one down."""
        self._waiting.append(number)
        with suppress(BlockingIOError):  # full of signals: whoever waits is woken anyway
            os.write(self._writer, b"\0")

    def hung_up(self) -> SignalError:
        """The terminal is gone: as if SIGHUP had come."""
        self._last = self._last or HUNG_UP
        return SignalError(self._last, for_good=True)

    def meet(self) -> None:
        """Raise SignalError for the first that was not met yet, and always once one has ended everything."""
        with suppress(BlockingIOError):
            os.read(self.descriptor, 4096)
        if self._last is None:
            keys = _numbers(AS_A_KEY)
            # Copied in one go: another signal may come at any line.
            self._last = next((each for each in tuple(self._waiting) if each not in keys), None)
        if self._last is not None:
            raise SignalError(self._last, for_good=True)
        if self._waiting:
            raise SignalError(self._waiting.popleft(), for_good=False)

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self.descriptor)
        os.close(self._writer)


def _numbers(names: tuple[str, ...]) -> set[int]:
    return {signal.Signals[name] for name in names if hasattr(signal, name)}


def _noted() -> set[int]:
    """All that would end this program. What is ignored, as with nohup, or not Python's, stays so."""
    return {
        number
        for number in signal.valid_signals() - _numbers(LEFT_ALONE + FAULTS)
        if signal.getsignal(number) not in (signal.SIG_IGN, None)
    }


@contextmanager
def noted_signals() -> Iterator[Signals]:
    """Signals are written down while this lasts."""
    signals = Signals()
    before = {number: signal.signal(number, signals.note) for number in _noted()}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signals.close()
