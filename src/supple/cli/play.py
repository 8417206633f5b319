"""The plan played in a terminal: cues as lines, the time left below them, Stop on any key."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from supple.cli.keys import Keys
from supple.cli.screen_lines import shown
from supple.cli.signals import SignalError
from supple.session.model import Cue, Plan
from supple.session.moments import may_be_heard
from supple.session.playback import DoneBout, Playback, done_between

TICK_S = 0.05
LONGEST_TICK_S = 2.0


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What playing needs of the outside: keys, a screen, and two clocks in seconds.

    A steady clock may stand still while the computer sleeps; the one on the wall may be set anew.
    """

    keys: Keys
    console: Console
    monotonic: Callable[[], float]
    wall: Callable[[], float] = field(default=time.time)


def play(
    playback: Playback,
    stage: Stage,
    on_done: Callable[[DoneBout], None],
    is_over: Callable[[], bool] = lambda: False,
) -> Playback:
    """Play until the end, until a key is pressed or a signal comes, until time has jumped, or it `is_over`.

    Each bout that was finished is told to `on_done`. After a jump, or where it is over for another reason,
    the playback is paused at its last tick.
    """
    ticks = _Ticks(stage)
    try:
        with shown(playback, stage.console) as show:
            while playback.state == "playing":
                if _pressed(stage.keys):
                    return playback.stop()
                elapsed_ms = ticks.elapsed_ms()
                if elapsed_ms is None or is_over():
                    return playback.pause()
                before = playback
                playback, cues = playback.advance(elapsed_ms)
                show(playback)
                for cue in cues:
                    if may_be_heard(cue, playing=playback.state == "playing"):
                        _tell(cue, stage.console)
                for bout in done_between(before, playback):
                    on_done(bout)
    except OSError:  # the terminal is gone: nobody can see what to do, or how to stop
        return playback if playback.state == "finished" else playback.stop()
    return playback


def _pressed(keys: Keys) -> bool:
    try:
        return keys.wait(TICK_S) is not None
    except (SignalError, KeyboardInterrupt):
        return True


class _Ticks:
    """Time between two looks at the clocks; one of them may have jumped."""

    def __init__(self, stage: Stage) -> None:
        self._clocks = (stage.monotonic, stage.wall)
        self._last = self._now()

    def _now(self) -> tuple[float, float]:
        steady, wall = self._clocks
        return steady(), wall()

    def elapsed_ms(self) -> int | None:
        """Since the last look by the steady clock; None where either clock has jumped."""
        before, self._last = self._last, self._now()
        steady, wall = (now - then for now, then in zip(self._last, before, strict=True))
        jumped = max(abs(steady), abs(wall)) > LONGEST_TICK_S
        return None if jumped else round(steady * 1000)


def _tell(cue: Cue, console: Console) -> None:
    if cue.tone in ("change", "count"):
        console.bell()
    if cue.say:
        console.print(Text(cue.say))


def show_start(plan: Plan, console: Console) -> None:
    """What is coming, before it starts."""
    console.print(Text(plan.boundaries))
    for step in plan.steps:
        console.print(Text(f"  {step.name}" + (", both sides" if step.sides else "")))
    console.print(Text(f"About {round(plan.total_ms / 60_000)} minutes. Any key stops at once."))
