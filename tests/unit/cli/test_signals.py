"""However a session in the terminal ends, the journal knows of it, and the terminal is as it was."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from supple.cli import signals
from supple.cli.signals import FAULTS, LEFT_ALONE, SignalError, noted_signals
from supple.journal.entry import Entry, SessionEnded, StopEntry
from supple.knowledge.collection import Knowledge
from tests.unit.cli.in_terminal import (
    NOT_CONTROLLED,
    SHELL,
    TO_FRONT,
    TO_SHELL,
    Terminal,
    answers_in,
    kept,
    terminal,
)

Leaving = Callable[[Terminal], None]


def sent(number: int) -> Leaving:
    return lambda screen: screen.program.send_signal(number)


def typed(keys: bytes) -> Leaving:
    return lambda screen: screen.press(keys)


FOR_GOOD = {
    "terminated": (sent(signal.SIGTERM), 143),
    "hung up": (sent(signal.SIGHUP), 129),
    "window closed": (Terminal.close, 129),
    "out of time": (sent(signal.SIGXCPU), 128 + signal.SIGXCPU),
}
# Signals that somebody may send for another reason, or by mistake: by default each of them ends a program.
RARE = ["SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGABRT", "SIGTRAP", "SIGSYS"]
RARE += [name for name in ("SIGIO", "SIGPWR", "SIGSTKFLT", "SIGRTMIN", "SIGRTMAX") if sys.platform == "linux"]
BY_KEYS = {
    "Ctrl-C": (typed(b"\x03"), 130),
    "Ctrl-backslash": (typed(b"\x1c"), 131),
    "interrupted": (sent(signal.SIGINT), 130),
    "quit": (sent(signal.SIGQUIT), 131),
}
EVERY_WAY = {**FOR_GOOD, **BY_KEYS}


def start(screen: Terminal) -> None:
    """Up to the first second of playing."""
    screen.until("How stiff")
    screen.press(b"4")
    screen.until("Ready?")
    screen.press(b"s")
    screen.until("Any key: Stop")


def ended(entries: list[Entry]) -> list[bool]:
    return [one.completed for one in entries if isinstance(one, SessionEnded)]


def stops(entries: list[Entry]) -> list[str | None]:
    return [one.event for one in entries if isinstance(one, StopEntry)]


def put_back(screen: Terminal, how: str) -> bool:
    """A window that is closed has nothing to be put back."""
    return how == "window closed" or screen.as_before


@pytest.fixture
def answers(tmp_path: Path, knowledge: Knowledge) -> str:
    return str(answers_in(tmp_path, knowledge))


@pytest.mark.parametrize("how", FOR_GOOD)
def test_who_is_cut_off_while_playing_has_stopped(tmp_path: Path, answers: str, how: str) -> None:
    """Why is not known: the stop is open, and is asked about when they come again."""
    leave, code = FOR_GOOD[how]
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        leave(screen)
        assert screen.ends() == code
        assert put_back(screen, how)
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [None])


@pytest.mark.parametrize("name", RARE)
def test_every_signal_that_would_end_it_is_noted(name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with noted_signals() as noted:
        signal.raise_signal(number)
        for _ in range(2):
            with pytest.raises(SignalError) as met:
                noted.meet()
            assert (met.value.exit_code, met.value.for_good) == (128 + number, True)
    assert signal.getsignal(number) == before


def test_a_signal_that_comes_while_another_is_met_is_met_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that is closed sends one just when the program looks why it was woken."""
    look = signals._numbers

    def hung_up_meanwhile(names: tuple[str, ...]) -> set[int]:
        noted.note(signal.SIGHUP)
        return look(names)

    with noted_signals() as noted:
        monkeypatch.setattr(signals, "_numbers", hung_up_meanwhile)
        noted.note(signal.SIGINT)
        with pytest.raises(SignalError) as met:
            noted.meet()
        assert met.value.number in (signal.SIGINT, signal.SIGHUP)
        with pytest.raises(SignalError) as met:
            noted.meet()
        assert (met.value.number, met.value.for_good) == (signal.SIGHUP, True)


@pytest.mark.parametrize("name", [*LEFT_ALONE, *FAULTS, "SIGPIPE", "SIGXFSZ"])
def test_others_are_left_alone(name: str) -> None:
    number = getattr(signal, name, None)
    before = number and signal.getsignal(number)
    with noted_signals():
        assert (number and signal.getsignal(number)) == before


@pytest.mark.parametrize("how", BY_KEYS)
def test_while_playing_these_are_keys_like_any_other(tmp_path: Path, answers: str, how: str) -> None:
    """They stop, and what happened is asked. Once more, and the question stays open."""
    leave, code = BY_KEYS[how]
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        leave(screen)
        screen.until("[1]")
        leave(screen)
        assert screen.ends() == code
        assert screen.as_before
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [None])


@pytest.mark.parametrize("key", [b"\x1a", b"\x13", b"\x16", b"x", b"\x1b[A", b"\r"])
def test_any_key_is_stop_even_one_that_terminals_keep_for_themselves(
    tmp_path: Path, answers: str, key: bytes
) -> None:
    """Ctrl-Z, Ctrl-S and Ctrl-V too; the answer then counts, and the command ends well."""
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        screen.press(key)
        screen.until("[1]")
        screen.press(b"1")
        assert screen.ends() == 0
        assert screen.as_before
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [None, "sharp_pain"])


@pytest.mark.parametrize("how", EVERY_WAY)
def test_between_questions_nothing_has_begun(tmp_path: Path, how: str) -> None:
    leave, code = EVERY_WAY[how]
    with terminal(tmp_path / "data") as screen:
        screen.until("[n] no")
        leave(screen)
        assert screen.ends() == code
        assert put_back(screen, how)
    assert kept(tmp_path / "data") == []


@pytest.mark.parametrize("how", FOR_GOOD)
def test_a_stop_that_nobody_explained_stays_open(tmp_path: Path, answers: str, how: str) -> None:
    leave, code = FOR_GOOD[how]
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        screen.press(b"x")
        screen.until("[1]")
        leave(screen)
        assert screen.ends() == code
        assert put_back(screen, how)
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [None])


def test_keys_pressed_in_fright_choose_no_answer(tmp_path: Path, answers: str) -> None:
    """A key that is held down, or hit again and again, is one stop."""
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        for _ in range(8):
            screen.press(b"1")
            time.sleep(0.1)
        screen.until("[1]")
        screen.press(b"\x03")
        assert screen.ends() == 130
    assert stops(kept(tmp_path / "data")) == [None]


def test_a_shell_that_took_the_terminal_meanwhile_gives_every_key_back(tmp_path: Path, answers: str) -> None:
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        screen.as_for_lines()
        time.sleep(0.5)
        screen.press(b"x")
        screen.until("[1]")
        screen.press(b"1")
        assert screen.ends() == 0
    assert stops(kept(tmp_path / "data")) == [None, "sharp_pain"]


def test_a_program_that_stood_still_was_away(tmp_path: Path, answers: str) -> None:
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        start(screen)
        screen.program.send_signal(signal.SIGSTOP)
        time.sleep(2.5)
        screen.program.send_signal(signal.SIGCONT)
        screen.until("You were away")
        screen.until("q ends")
        screen.press(b"q")
        assert screen.ends() == 0
        assert screen.as_before
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [])
    (end,) = [one for one in entries if isinstance(one, SessionEnded)]
    assert end.played_ms < 60_000


def test_a_question_is_answered_at_once_after_a_shell_had_the_terminal(tmp_path: Path, answers: str) -> None:
    """Not only once Enter is pressed, and it is not shown twice."""
    with terminal(tmp_path / "data", "--answers", answers) as screen:
        screen.until("a key from 0 to 9")
        time.sleep(0.5)
        screen.program.send_signal(signal.SIGSTOP)
        screen.as_for_lines()
        screen.program.send_signal(signal.SIGCONT)
        time.sleep(1)
        screen.press(b"4")
        screen.until("Ready?")
        screen.press(b"q")
        assert screen.ends() == 0


def test_in_the_background_nothing_plays(tmp_path: Path, answers: str) -> None:
    """No key would stop it there. Back in front, it was away."""
    with terminal(tmp_path / "data", "--answers", answers, started=SHELL) as screen:
        start(screen)
        screen.program.send_signal(TO_SHELL)
        time.sleep(1)
        screen.forget()
        time.sleep(2.5)
        assert screen.seen() == ""
        screen.program.send_signal(TO_FRONT)
        screen.until("You were away")
        screen.until("q ends")
        screen.press(b"q")
        assert screen.ends() == 0
    entries = kept(tmp_path / "data")
    assert (ended(entries), stops(entries)) == ([False], [])


@pytest.mark.parametrize("own_session", [True, False])
def test_a_terminal_that_controls_nobody_is_one_like_any_other(
    tmp_path: Path, answers: str, *, own_session: bool
) -> None:
    """As editors and other programs make it. There is no job control, and so no background."""
    data = tmp_path / "data"
    with terminal(data, "--answers", answers, started=NOT_CONTROLLED, own_session=own_session) as screen:
        start(screen)
        screen.press(b"x")
        screen.until("[1]")
        screen.press(b"1")
        assert screen.ends() == 0
        assert screen.as_before
    assert stops(kept(data)) == [None, "sharp_pain"]


def test_a_window_that_is_closed_sends_no_signal_where_it_controls_nobody(
    tmp_path: Path, answers: str
) -> None:
    data = tmp_path / "data"
    with terminal(data, "--answers", answers, started=NOT_CONTROLLED) as screen:
        start(screen)
        screen.close()
        assert screen.ends() == 129
    entries = kept(data)
    assert (ended(entries), stops(entries)) == ([False], [None])
