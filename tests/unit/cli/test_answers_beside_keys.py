"""Where the answers of a session may come from: the keyboard is for Stop, and a wait can be left."""

import os
from pathlib import Path
from threading import Thread

import pytest

from supple.knowledge.collection import Knowledge
from tests.unit.cli.in_terminal import answers_in, kept, terminal

KEYBOARDS = ["-", "/dev/stdin", "/dev/tty", "/dev/fd/0"]


@pytest.mark.parametrize("name", KEYBOARDS)
def test_a_keyboard_gives_no_answers(tmp_path: Path, name: str) -> None:
    with terminal(tmp_path / "data", "--answers", name) as screen:
        screen.until("the keyboard is for Stop. Name a file")
        assert screen.ends() == 2
        assert screen.as_before
    assert kept(tmp_path / "data") == []


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """One that nobody writes to yet."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_wait_for_answers_that_never_come_is_left_with_ctrl_c(tmp_path: Path, pipe: Path) -> None:
    with terminal(tmp_path / "data", "--answers", str(pipe)) as screen:
        # As soon as it reads: until then nobody could write.
        writer = os.open(pipe, os.O_WRONLY)
        screen.press(b"\x03")
        screen.until("Interrupted")
        assert screen.ends() == 130
        os.close(writer)
        assert screen.as_before


def test_answers_may_come_through_a_pipe(tmp_path: Path, pipe: Path, knowledge: Knowledge) -> None:
    answers = answers_in(tmp_path, knowledge).read_bytes()
    writing = Thread(target=pipe.write_bytes, args=(answers,), daemon=True)
    writing.start()
    with terminal(tmp_path / "data", "--answers", str(pipe)) as screen:
        screen.until("How stiff")
        screen.press(b"\x03")
        assert screen.ends() == 130
    assert [entry.kind for entry in kept(tmp_path / "data")] == ["screening"]


def test_answers_that_cannot_be_read_are_told_before_anything_is_asked(tmp_path: Path) -> None:
    with terminal(tmp_path / "data", "--answers", str(tmp_path / "nowhere")) as screen:
        screen.until("supple: ")
        assert screen.ends() == 2
        assert "cannot be read" in screen.shown
    assert kept(tmp_path / "data") == []
