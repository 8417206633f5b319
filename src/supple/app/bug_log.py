"""What is logged of our own bugs: kinds of errors and places in code, never a message, never a value.

A message can quote what somebody wrote: pydantic's quotes its input, a database's the row.
"""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from traceback import walk_tb
from types import TracebackType

HEADING = "Supple made a mistake. These lines say where, and nothing that you wrote:"
MOST_CAUSES = 20


def bug_lines(error: BaseException) -> list[str]:
    """The kinds of an error and of its causes, with module, line and function of each step."""
    lines: list[str] = []
    for cause in _causes(error):
        lines.append(f"  {type(cause).__module__}.{type(cause).__qualname__}")
        lines += _places(cause.__traceback__)
    return lines


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it came from, and what it gathers; each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting and len(seen) < MOST_CAUSES:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, None if cause.__suppress_context__ else cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(trace):
        yield f"    {frame.f_globals.get('__name__', '?')}, line {line}, in {frame.f_code.co_name}"


class BugFormatter(logging.Formatter):
    """A record without its values: who logs, where, and the kind of error."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        # Only uvicorn's own sentences are known to be constant; asyncio's quote what a task raised.
        known = record.name.startswith("uvicorn") and type(record.msg) is str
        what = record.msg.strip() if known else f"{record.module}, line {record.lineno}"
        lines = [f"{record.levelname}: {record.name}: {what}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += [HEADING, *bug_lines(record.exc_info[1])]
        return "\n".join(lines)


def log_without_values() -> None:
    """From now on, whatever this process says of errors that nobody caught goes without their messages."""
    handler = logging.StreamHandler()
    handler.setFormatter(BugFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # What cannot be written would be quoted.
    logging.raiseExceptions = False
    sys.excepthook = lambda _kind, error, _trace: tell_bug(error)
    sys.unraisablehook = lambda event: tell_bug(event.exc_value)
    threading.excepthook = lambda event: tell_bug(event.exc_value)


def tell_bug(error: BaseException | None) -> None:
    """Say it on standard error, where there still is one."""
    if error is None or sys.stderr is None:
        return
    with suppress(OSError):
        print(HEADING, *bug_lines(error), sep="\n", file=sys.stderr, flush=True)
