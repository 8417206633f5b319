"""Time that jumps while a session plays: it is a pause, and nothing is played or noted in it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from supple.app.service import Supple
from supple.cli.play import Stage, play
from supple.cli.terminal_session import TerminalSession
from supple.journal.entry import BoutDone, SessionEnded, StopEntry
from supple.knowledge.collection import Knowledge
from supple.session.playback import DoneBout, Playback
from tests.laws.plans import clean_plan
from tests.unit.cli.test_session import Typed, keys_for_clean
from tests.unit.conftest import HandClock

TICK_S = 1.0


@dataclass
class Clocks:
    """Both clocks go on together, but for jumps: by tick, seconds of the steady one and of the wall."""

    jumps: dict[int, tuple[float, float]] = field(default_factory=dict)
    ticks: int = 0
    steady: float = 100.0
    on_wall: float = 1e9

    def monotonic(self) -> float:
        steady, wall = self.jumps.get(self.ticks, (TICK_S, TICK_S))
        self.ticks += 1
        self.steady += steady
        self.on_wall += wall
        return self.steady

    def wall(self) -> float:
        return self.on_wall


class NoKeys:
    """Nobody touches anything."""

    def wait(self, seconds: float) -> str | None:
        assert seconds >= 0
        return None


def stage_of(clocks: Clocks, keys: Typed | NoKeys, screen: StringIO | None = None) -> Stage:
    console = Console(file=screen or StringIO(), width=100)
    return Stage(keys=keys, console=console, monotonic=clocks.monotonic, wall=clocks.wall)


JUMPS = [
    (3600.0, 3600.0),  # the program was stopped
    (TICK_S, 3600.0),  # the computer slept, and the steady clock with it
    (3600.0, TICK_S),
    (TICK_S, -3600.0),  # the clock was put back
    (2.5, 2.5),
    (TICK_S, -2.5),
]


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("at", [1, 30, 70])
def test_a_jump_pauses_at_the_last_tick_and_runs_nothing(jump: tuple[float, float], at: int) -> None:
    done: list[DoneBout] = []
    playback = play(Playback(plan=clean_plan()), stage_of(Clocks(jumps={at: jump}), NoKeys()), done.append)
    assert playback.state == "paused"
    assert playback.at_ms == (at - 1) * TICK_S * 1000
    held = [one for one in clean_plan().segments if one.kind in ("hold", "sweep") and one.technique]
    assert len(done) == len([one for one in held if one.end_ms <= playback.at_ms])


@settings(max_examples=25)  # each is a whole session
@given(st.lists(st.tuples(st.floats(0, 1.9), st.floats(-1.9, 1.9)), max_size=30))
def test_steps_of_less_than_two_seconds_are_no_jump(steps: list[tuple[float, float]]) -> None:
    """A slow machine, or a clock that is put right by a little."""
    clocks = Clocks(jumps=dict(enumerate(steps, start=1)))
    playback = play(Playback(plan=clean_plan()), stage_of(clocks, NoKeys()), lambda _: None)
    assert playback.state == "finished"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(1, 250), jump=st.sampled_from(JUMPS))
def test_what_was_away_is_not_in_the_journal(
    supple: Supple, knowledge: Knowledge, at: int, jump: tuple[float, float]
) -> None:
    """q ends it: what was done before is kept, the end says so, and there is no stop."""
    kept = len(supple.store.entries())
    screen = StringIO()
    keys = Typed([*keys_for_clean(knowledge), "q"])
    stage = stage_of(Clocks(jumps={at: jump}), keys, screen)
    TerminalSession(supple, stage).run(None, region="upper", minutes=5, level=None)
    assert "You were away" in screen.getvalue()
    entries = supple.store.entries()[kept:]
    (ended,) = [one for one in entries if isinstance(one, SessionEnded)]
    assert (ended.completed, ended.played_ms) == (False, (at - 1) * 1000)
    assert not [one for one in entries if isinstance(one, StopEntry)]
    assert sum(one.seconds for one in entries if isinstance(one, BoutDone)) <= at
    supple.clock.move(days=1)  # type: ignore[attr-defined]


def test_any_key_goes_on_from_the_get_ready(supple: Supple, knowledge: Knowledge) -> None:
    """And the hold that was left is done from its start, once."""
    screen = StringIO()
    keys = Typed([*keys_for_clean(knowledge), " ", "3", "1", "3"])
    stage = stage_of(Clocks(jumps={60: (TICK_S, 9000.0)}), keys, screen)
    moved = HandClock()
    TerminalSession(replace(supple, clock=moved), stage).run(None, region="upper", minutes=5, level=None)
    (ended,) = [one for one in supple.store.entries() if isinstance(one, SessionEnded)]
    assert ended.completed
    done = [one for one in supple.store.entries() if isinstance(one, BoutDone)]
    assert len({(one.technique, one.side, one.level) for one in done if one.level}) == len(
        [one for one in done if one.level]
    )


def test_after_too_long_the_questions_come_first(supple: Supple, knowledge: Knowledge) -> None:
    """Answers do not last while nobody is there."""
    clock = HandClock()

    class Away(Typed):
        def wait(self, seconds: float) -> str | None:
            if clocks.ticks > 60:
                clock.moment = HandClock().moment + timedelta(hours=20)
            return super().wait(seconds)

    clocks = Clocks(jumps={60: (TICK_S, 72_000.0)})
    screen = StringIO()
    stage = stage_of(clocks, Away([*keys_for_clean(knowledge), " "]), screen)
    TerminalSession(replace(supple, clock=clock), stage).run(None, region="upper", minutes=5, level=None)
    assert "too old to go on" in screen.getvalue()
    (ended,) = [one for one in supple.store.entries() if isinstance(one, SessionEnded)]
    assert not ended.completed


@pytest.mark.parametrize("pressed", ["\x03", "\x1c", "\x1a", "\x13", "q", "\x1b[A"])
def test_any_key_is_stop_whatever_the_clock_did(pressed: str) -> None:
    """A key that was pressed while the program stood still is met first."""
    clocks = Clocks(jumps={5: (3600.0, 3600.0)})
    playback = play(
        Playback(plan=clean_plan()), stage_of(clocks, Typed([], playing={4: pressed})), lambda _: None
    )
    assert playback.state == "stopped"
    assert playback.at_ms == 4_000
