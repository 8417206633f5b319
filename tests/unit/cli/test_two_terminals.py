"""Two real terminals on one journal: what is said in one counts in the other."""

from pathlib import Path

from supple.journal.entry import BoutDone, SessionEnded, SessionStarted, StopEntry
from supple.knowledge.collection import Knowledge
from tests.unit.cli.in_terminal import Terminal, answers_in, kept, terminal


def ready(screen: Terminal) -> None:
    screen.until("How stiff")
    screen.press(b"4")
    screen.until("Ready?")


def stop_numb(screen: Terminal, knowledge: Knowledge) -> None:
    """Up to the answer that closes the day."""
    screen.press(b"x")
    screen.until("[1]")
    screen.press(str(knowledge.stops["numb_tingling"].order).encode())
    screen.until("[y] yes")
    screen.press(b"y")
    assert screen.ends() == 0


def test_who_waited_to_start_starts_nothing_after_a_stop(tmp_path: Path, knowledge: Knowledge) -> None:
    data, answers = tmp_path / "data", str(answers_in(tmp_path, knowledge))
    with terminal(data, "--answers", answers) as second:
        ready(second)
        with terminal(data, "--answers", answers) as first:
            ready(first)
            first.press(b"s")
            first.until("Any key: Stop")
            stop_numb(first, knowledge)
        second.press(b"s")
        assert second.ends() == 0
        assert "Any key: Stop" not in second.shown
        assert "Answer the questions again" in second.shown
    assert sum(isinstance(entry, SessionStarted) for entry in kept(data)) == 1


def test_what_plays_ends_by_itself_once_there_are_other_answers(tmp_path: Path, knowledge: Knowledge) -> None:
    data, answers = tmp_path / "data", str(answers_in(tmp_path, knowledge))
    with terminal(data, "--answers", answers) as first:
        ready(first)
        first.press(b"s")
        first.until("Any key: Stop")
        with terminal(data, "--answers", answers) as second:
            ready(second)
            first.until("There are newer answers than these")
            assert first.ends() == 0
            assert first.as_before
            second.press(b"q")
            assert second.ends() == 0
    entries = kept(data)
    assert [entry.completed for entry in entries if isinstance(entry, SessionEnded)] == [False]
    assert not [entry for entry in entries if isinstance(entry, StopEntry | BoutDone)]
