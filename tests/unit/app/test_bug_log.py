"""What is logged of our own bugs names kinds and places, and never what somebody wrote."""

import logging
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.app.bug_log import BugFormatter, bug_lines, tell_bug
from supple.journal.entry import ENTRY

CANARY = "canary-in-the-note"
UNCAUGHT = """
import asyncio, gc, logging, sys, threading
from supple.app.bug_log import log_without_values
log_without_values()

class Falls:
    def __del__(self):
        raise ValueError("{canary}")

async def forgotten():
    asyncio.get_running_loop().create_task(raises(), name="{canary}")
    await asyncio.sleep(0)
    await asyncio.sleep(0)

async def raises():
    raise ValueError("{canary}")

def fails():
    raise KeyError("{canary}") from OSError(2, "{canary}", "{canary}")

Falls()
thread = threading.Thread(target=fails, name="{canary}")
thread.start()
thread.join()
asyncio.run(forgotten())
gc.collect()
logging.getLogger("{canary}").handlers.clear()
logging.getLogger("uvicorn.error").error("Exception in %s", "{canary}")
logging.getLogger("other").error("{canary}")
fails()
"""


def raised(error: Exception) -> Exception:
    """The error with a place in code."""
    try:
        _raise(error)
    except type(error) as caught:
        return caught
    return error


def _raise(error: Exception) -> None:
    raise error


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, __file__, 1, "Exception\n", (), (type(error), error, None)
    )
    return BugFormatter().format(record)


def test_nothing_that_nobody_caught_tells_a_value() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", UNCAUGHT.format(canary=CANARY)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert CANARY not in ended.stdout + ended.stderr
    for kind in ("builtins.KeyError", "builtins.FileNotFoundError", "builtins.ValueError"):
        assert kind in ended.stderr
    assert ended.stderr.count("in fails") == 2
    assert ended.stderr.count("in raises") == 1
    assert ended.stderr.count("in __del__") == 1
    assert "Exception in %s" in ended.stderr


def test_an_entry_that_does_not_fit_is_not_quoted() -> None:
    with pytest.raises(ValueError, match=CANARY) as caught:
        ENTRY.validate_python({"kind": "reason", "text": [CANARY]})
    said = logged(caught.value)
    assert CANARY not in said
    assert "pydantic_core._pydantic_core.ValidationError" in said
    assert "in test_an_entry_that_does_not_fit_is_not_quoted" in said


@given(st.text(st.characters(codec="utf-8", categories=["Lo"]), min_size=4))
def test_no_message_note_cause_or_part_of_a_group_is_told(text: str) -> None:
    error = raised(ValueError(text))
    error.add_note(text)
    error.__cause__ = raised(OSError(1, text, text))
    error.__context__ = ExceptionGroup(text, [KeyError(text), ExceptionGroup(text, [LookupError(text)])])
    said = "\n".join(bug_lines(ExceptionGroup(text, [RuntimeError(text), error])))
    assert text not in said
    assert "builtins.RuntimeError" in said
    assert "builtins.PermissionError" in said


def test_causes_that_go_round_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert [line.strip() for line in bug_lines(first)] == ["builtins.ValueError", "builtins.KeyError"]


def test_where_nobody_can_read_it_nothing_else_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as nowhere:
        monkeypatch.setattr(sys, "stderr", nowhere)
        tell_bug(ValueError(CANARY))
        with suppress(OSError):
            nowhere.close()
