"""In the terminal too the number waits for no disk, journal or clock, and answers age from the first."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count

import pytest
from rich.console import Console

from supple.app.service import Supple
from supple.base.errors import SuppleError
from supple.cli.play import Stage
from supple.cli.terminal_session import TerminalSession
from supple.journal.entry import ScreeningEntry, SessionEnded, SessionStarted, StopEntry
from supple.knowledge.collection import Knowledge
from tests.full_disk import disk_with_room
from tests.unit.cli.test_session import Typed, keys_for_clean
from tests.unit.conftest import HandClock

NOT_KEPT = "What happened in this session is not kept."


class Screen:
    """A terminal session and what it shows, also where it ends in an error."""

    def __init__(self, supple: Supple) -> None:
        self._supple = supple
        self._text = StringIO()

    @property
    def text(self) -> str:
        """Everything shown so far."""
        return self._text.getvalue()

    def run(self, keys: Typed) -> None:
        """From the first question to the end."""
        seconds = count(0.0, 1.0)
        console = Console(file=self._text, width=100)
        stage = Stage(keys=keys, console=console, monotonic=lambda: next(seconds), wall=lambda: 0.0)
        TerminalSession(self._supple, stage).run(None, region="upper", minutes=5, level=None)


class OnFullDisk(Typed):
    """The disk is full from a tick of the session on, until so many questions were answered."""

    def __init__(self, asked: list[str], *, tick: int, answers: int, disk: ExitStack) -> None:
        super().__init__(asked, playing={tick: "x"})
        self._tick = tick
        self._left = answers
        self._disk = disk
        self._played = 0

    def wait(self, seconds: float) -> str | None:
        if seconds < 1:
            self._played += 1
            if self._played == self._tick:
                self._disk.enter_context(disk_with_room(0))
        elif self._played:
            self._left -= 1
            if self._left < 0:
                self._disk.close()
        return super().wait(seconds)


@pytest.fixture
def screen(supple: Supple) -> Screen:
    supple.choose_place("uk_ireland")
    return Screen(supple)


def stop_key(knowledge: Knowledge, event: str) -> str:
    return str(knowledge.stops[event].order)


def test_a_sign_on_a_full_disk(screen: Screen, supple: Supple) -> None:
    with disk_with_room(0), pytest.raises(SuppleError):
        screen.run(Typed(["y"]))
    assert f"{supple.knowledge.emergency.call} 999" in screen.text


@pytest.mark.parametrize("year", [1960, 2201])
def test_a_sign_under_a_clock_that_no_journal_can_name(
    screen: Screen, supple: Supple, clock: HandClock, year: int
) -> None:
    class Later(Typed):
        def wait(self, seconds: float) -> str | None:
            clock.moment = datetime(year, 1, 1, tzinfo=UTC)
            return super().wait(seconds)

    with pytest.raises(SuppleError, match="Set the clock"):
        screen.run(Later(["y"]))
    assert f"{supple.knowledge.emergency.call} 999" in screen.text


def test_a_sign_when_the_journal_is_gone(screen: Screen, supple: Supple) -> None:
    class Gone(Typed):
        def wait(self, seconds: float) -> str | None:
            assert supple.settings.data is not None
            for path in supple.settings.data.glob("supple*"):
                path.unlink()
            return super().wait(seconds)

    with pytest.raises(SuppleError):
        screen.run(Gone(["y"]))
    assert f"{supple.knowledge.emergency.call} 999" in screen.text


def test_a_disk_that_fills_while_playing_keeps_nobody_from_stop(screen: Screen, supple: Supple) -> None:
    """What happened is asked, the number is shown, and all is kept once there is room."""
    knowledge = supple.knowledge
    asked = [*keys_for_clean(knowledge), stop_key(knowledge, "numb_tingling"), "y", "t", "t"]
    with ExitStack() as disk:
        screen.run(OnFullDisk(asked, tick=40, answers=3, disk=disk))
    assert f"{knowledge.emergency.call} 999" in screen.text
    assert screen.text.count(NOT_KEPT) == 2
    entries = supple.store.entries()
    assert [entry.event for entry in entries if isinstance(entry, StopEntry)] == [
        None,
        "numb_tingling",
        "numb_tingling",
    ]
    assert [entry.completed for entry in entries if isinstance(entry, SessionEnded)] == [False]


@pytest.mark.parametrize("leaves", [["q"], []])
def test_what_is_left_unkept_is_said(screen: Screen, supple: Supple, leaves: list[str]) -> None:
    asked = [*keys_for_clean(supple.knowledge), stop_key(supple.knowledge, "sharp_pain"), *leaves]
    with ExitStack() as disk, pytest.raises(SuppleError):
        screen.run(OnFullDisk(asked, tick=40, answers=9, disk=disk))
    assert NOT_KEPT in screen.text


def test_answers_age_from_the_first(screen: Screen, supple: Supple, clock: HandClock) -> None:
    class Slow(Typed):
        def wait(self, seconds: float) -> str | None:
            clock.move(minutes=1)
            return super().wait(seconds)

    first = clock.moment
    screen.run(Slow([*keys_for_clean(supple.knowledge)[:-1], "q"]))
    (kept,) = [entry for entry in supple.store.entries() if isinstance(entry, ScreeningEntry)]
    assert kept.first_answer_at == first
    assert kept.at > first


def test_answers_that_took_too_long_are_asked_anew(screen: Screen, supple: Supple, clock: HandClock) -> None:
    asked = keys_for_clean(supple.knowledge)
    moved = iter([timedelta(minutes=50)] * 3)

    class Away(Typed):
        def wait(self, seconds: float) -> str | None:
            clock.moment += next(moved, timedelta(0))
            return super().wait(seconds)

    screen.run(Away([*asked[:3], *asked[:-1], "q"]))
    assert "open for a long time" in screen.text
    (kept,) = [entry for entry in supple.store.entries() if isinstance(entry, ScreeningEntry)]
    assert kept.first_answer_at == clock.moment
    assert not [entry for entry in supple.store.entries() if isinstance(entry, SessionStarted)]
