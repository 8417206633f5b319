"""The plan played in a terminal: cues as lines, the time left below them, Stop on any key."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from supple.cli.keys import Keys
from supple.session.model import Cue, Plan
from supple.session.playback import DoneBout, Playback, done_between

TICK_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What playing needs of the outside: keys, a screen, and a steady clock in seconds."""

    keys: Keys
    console: Console
    monotonic: Callable[[], float]


def play(playback: Playback, stage: Stage, on_done: Callable[[DoneBout], None]) -> Playback:
    """Play until the end or until a key is pressed. Each bout that was finished is told to `on_done`."""
    last = stage.monotonic()
    with Live(console=stage.console, refresh_per_second=8, transient=True) as live:
        while playback.state == "playing":
            try:
                key = stage.keys.wait(TICK_S)
            except KeyboardInterrupt:
                key = "interrupt"
            if key is not None:
                return playback.stop()
            now = stage.monotonic()
            before = playback
            playback, cues = playback.advance(round((now - last) * 1000))
            last = now
            for cue in cues:
                _tell(cue, stage.console)
            for bout in done_between(before, playback):
                on_done(bout)
            live.update(_status(playback))
    return playback


def _tell(cue: Cue, console: Console) -> None:
    if cue.tone in ("change", "count"):
        console.bell()
    if cue.say:
        console.print(Text(cue.say))


def _status(playback: Playback) -> Table:
    segment = playback.segment
    left_s = -((playback.at_ms - segment.end_ms) // 1000)
    breath = next((one.show for one in segment.breaths if one.start_ms <= playback.at_ms < one.end_ms), "")
    grid = Table.grid(padding=(0, 3))
    grid.add_row(
        Text(segment.title, style="bold cyan"),
        Text(f"{left_s} s", style="bold"),
        Text(breath),
        Text(segment.show),
    )
    grid.add_row(Text("Next", style="dim"), "", "", Text(segment.next, style="dim"))
    grid.add_row(Text("Any key: Stop", style="bold red"), "", "", "")
    return grid


def show_start(plan: Plan, console: Console) -> None:
    """What is coming, before it starts."""
    console.print(Text(plan.boundaries))
    for step in plan.steps:
        console.print(Text(f"  {step.name}" + (", both sides" if step.sides else "")))
    console.print(Text(f"About {round(plan.total_ms / 60_000)} minutes. Any key stops at once."))
