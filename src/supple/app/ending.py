"""Every polite end is an end in order, as after Ctrl-C: answers are finished, journals and files closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

# A program that is told to end, and one whose window was closed; not every system knows both.
_NAMES = ("SIGTERM", "SIGHUP")


@contextmanager
def ends_in_order() -> Iterator[None]:
    """While it lasts, these signals do what Ctrl-C does. Only a main thread can say so."""
    if current_thread() is not main_thread():
        yield
        return
    numbers = [signal.Signals[name] for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, _as_after_ctrl_c) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _as_after_ctrl_c(_number: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)
