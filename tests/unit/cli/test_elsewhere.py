"""What was said elsewhere, on a page or in another terminal, counts in the terminal's own session at once."""

import time
from collections.abc import Callable
from io import StringIO
from itertools import count
from threading import Event
from uuid import uuid4

import pytest
from rich.console import Console

from supple.app.noting import Said, check_in
from supple.app.service import Supple
from supple.app.standing import Begun
from supple.base.errors import SuppleError
from supple.cli import elsewhere
from supple.cli.elsewhere import Elsewhere
from supple.cli.play import Stage
from supple.cli.terminal_session import TerminalSession
from supple.journal.entry import BoutDone, SessionEnded, SessionStarted, StopEntry
from tests.unit.app.test_service import screened, wish
from tests.unit.cli.test_session import Typed, keys_for_clean
from tests.unit.conftest import HandClock

Saying = Callable[[Supple], object]
AWAY_AT = 60
# Of a session of five minutes: as many moments that nobody looks in as a busy machine can want.
SLOWLY_S = 0.02


class Meanwhile(Typed):
    """Something is said elsewhere while the last so many answers are still to come."""

    def __init__(self, asked: list[str], *, left: int, say: Callable[[], object]) -> None:
        super().__init__(asked, playing={AWAY_AT: " "})
        self._before = len(asked) - left
        self._say = say

    def wait(self, seconds: float) -> str | None:
        if seconds >= 1:
            self._before -= 1
            if self._before < 0:
                self._say()
                self._say = lambda: None
        return super().wait(seconds)


class Playing(Typed):
    """Something is said elsewhere while it plays; from then on a moment of playing takes a moment."""

    def __init__(self, asked: list[str], *, say: Callable[[], object]) -> None:
        super().__init__(asked)
        self._say = say

    def wait(self, seconds: float) -> str | None:
        if seconds < 1 and (tick := next(self.ticks)) >= AWAY_AT:
            if tick == AWAY_AT:
                self._say()
            time.sleep(0.02)
        return None if seconds < 1 else super().wait(seconds)


def run(supple: Supple, keys: Typed, *, wall: Callable[[], float] = lambda: 0.0, tick_s: float = 1.0) -> str:
    screen, seconds = StringIO(), count(0.0, tick_s)
    stage = Stage(
        keys=keys, console=Console(file=screen, width=400), monotonic=lambda: next(seconds), wall=wall
    )
    TerminalSession(supple, stage).run(None, region="lower", minutes=5, level=None)
    return screen.getvalue()


def stop(supple: Supple, event: str | None) -> None:
    """As another player sends it."""
    pressed = StopEntry(
        **supple.stamp(),
        session_id=uuid4(),
        stop_id=uuid4(),
        event=event,
        technique="knee-twist",
        side="left",
        level=None,
        segment_ms=1,
        session_ms=1,
    )
    supple.store.add([pressed])


def numb(supple: Supple) -> None:
    stop(supple, "numb_tingling")


def pressed(supple: Supple) -> None:
    stop(supple, None)


def emergency(supple: Supple) -> None:
    screened(supple, numb_between_legs=True)


SAID: list[tuple[Saying, str]] = [
    (numb, "stopped"),
    (pressed, "stopped"),
    (screened, "newer answers"),
    (emergency, "answers"),
]


def began(supple: Supple) -> list[SessionStarted]:
    return [entry for entry in supple.store.entries() if isinstance(entry, SessionStarted)]


def ended(supple: Supple) -> list[bool]:
    return [entry.completed for entry in supple.store.entries() if isinstance(entry, SessionEnded)]


@pytest.mark.parametrize(("say", "words"), SAID)
def test_nothing_starts_after_it(supple: Supple, say: Saying, words: str) -> None:
    sessions: list[SessionStarted] = []

    def said() -> None:
        say(supple)
        sessions.extend(began(supple))

    shown = run(supple, Meanwhile(keys_for_clean(supple.knowledge), left=1, say=said))
    assert began(supple) == sessions
    assert words in shown.split("Ready?")[1]


def test_nothing_starts_under_a_clock_that_was_put_back(supple: Supple, clock: HandClock) -> None:
    asked = keys_for_clean(supple.knowledge)
    shown = run(supple, Meanwhile(asked, left=1, say=lambda: clock.move(hours=-26)))
    assert not began(supple)
    assert "too old" in shown.split("Ready?")[1]


def test_what_was_planned_of_movements_that_are_closed_meanwhile_does_not_start(supple: Supple) -> None:
    def said() -> None:
        check_in(supple, Said(day=supple.clock.today(), discomfort=None, self_adjusts=6, note=None))

    shown = run(supple, Meanwhile(keys_for_clean(supple.knowledge), left=1, say=said))
    assert not began(supple)
    assert "has changed" in shown.split("Ready?")[1]


@pytest.mark.parametrize(("say", "words"), SAID)
def test_nothing_is_gone_on_with_after_it(supple: Supple, say: Saying, words: str) -> None:
    """Not after "nothing bad" either."""
    asked = [*keys_for_clean(supple.knowledge), "6", "g"]
    shown = run(supple, Meanwhile(asked, left=1, say=lambda: say(supple)))
    assert ended(supple) == [False]
    assert words in shown.split("go on from this step")[2].lower()


@pytest.mark.parametrize("back", [-26.0, 3.0])
def test_nothing_is_gone_on_with_by_answers_about_another_time(
    supple: Supple, clock: HandClock, back: float
) -> None:
    asked = [*keys_for_clean(supple.knowledge), "6", "g"]
    shown = run(supple, Meanwhile(asked, left=1, say=lambda: clock.move(hours=back)))
    assert ended(supple) == [False]
    assert "too old to go on" in shown


@pytest.mark.parametrize(("say", "words"), SAID)
def test_nobody_goes_on_after_being_away(supple: Supple, say: Saying, words: str) -> None:
    ticks = count()
    shown = run(
        supple,
        Meanwhile([*keys_for_clean(supple.knowledge), " "], left=1, say=lambda: say(supple)),
        wall=lambda: 3600.0 if next(ticks) >= AWAY_AT - 20 else 0.0,
    )
    assert ended(supple) == [False]
    assert words in shown.split("You were away")[1].lower()


@pytest.mark.parametrize(("say", "words"), SAID)
def test_what_plays_is_stopped_by_it(
    supple: Supple, monkeypatch: pytest.MonkeyPatch, say: Saying, words: str
) -> None:
    """Nothing of it is played after that, and it is noted as ended."""
    monkeypatch.setattr(elsewhere, "LOOK_EVERY_S", 0.01)
    shown = run(supple, Playing(keys_for_clean(supple.knowledge), say=lambda: say(supple)), tick_s=SLOWLY_S)
    assert ended(supple) == [False]
    assert words in shown.split("\nStopped. ")[1].lower()
    assert shown.endswith(".\n")


def test_what_was_done_of_the_session_itself_stops_nothing(
    supple: Supple, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the stop that was answered with "nothing bad" either."""
    monkeypatch.setattr(elsewhere, "LOOK_EVERY_S", 0.001)
    asked = [*keys_for_clean(supple.knowledge), "6", "g", "3", "1", "3"]
    run(supple, Meanwhile(asked, left=5, say=lambda: time.sleep(0.1)))
    assert ended(supple) == [True]


def planned(supple: Supple) -> Elsewhere:
    screening = screened(supple)
    plan = supple.make_plan(wish(screening))
    return Elsewhere(supple, Begun(plan=plan, screening=screening))


def test_what_cannot_be_read_now_is_looked_for_again(supple: Supple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "LOOK_EVERY_S", 0.001)
    looking, tries, read = planned(supple), count(), type(supple.store).reading

    def reading(*_: object) -> object:
        if next(tries) < 3:
            raise SuppleError("The server is away", fix="Wait")
        return read(supple.store)

    numb(supple)
    monkeypatch.setattr(type(supple.store), "reading", reading)
    looking.keep_looking(Event())
    assert looking.is_over()


def test_bouts_alone_are_nothing_new(supple: Supple, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, judged = planned(supple), count()
    monkeypatch.setattr(elsewhere, "refuse_ended", lambda *_: next(judged))
    looking.look()
    for _ in range(3):
        bout = BoutDone(
            **supple.stamp(),
            session_id=supple.stamp()["id"],
            technique="arm-sweep",
            side=None,
            level=None,
            seconds=30,
        )
        supple.add([bout])
        looking.look()
    assert next(judged) == 1
    numb(supple)
    looking.look()
    assert next(judged) == 3
