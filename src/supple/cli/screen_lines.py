"""What stands on the terminal's screen while a session plays: Stop, what goes on, and what is next."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from supple.session.moments import seconds_left
from supple.session.playback import Playback

STOP = "Any key: Stop"
LEAST_COLUMNS, LEAST_LINES = 18, 1

Show = Callable[[Playback], None]


def wide_enough(console: Console) -> Console:
    """The console, with room for the word Stop, whatever it was told: on one of no width nothing is seen."""
    console.width = max(console.width, LEAST_COLUMNS)
    console.height = max(console.height, LEAST_LINES)
    return console


def status(playback: Playback) -> Group:
    """Stop comes first: where a screen is low or narrow, the other lines are cut or wrapped."""
    going_on, show, following = _lines(playback)
    return Group(
        Text(STOP, style="bold red", overflow="fold"),
        Text(going_on, style="bold cyan", overflow="fold"),
        Text(show, overflow="fold"),
        Text(following, style="dim", overflow="fold"),
    )


@contextmanager
def shown(playback: Playback, console: Console) -> Iterator[Show]:
    """Keep it on the screen while this lasts, as of the playback that is told last."""
    with (_drawn if _can_draw(console) else _printed)(playback, console) as show:
        yield show


def _can_draw(console: Console) -> bool:
    """Whether lines can be drawn anew in their place: not in a file, a pipe or the plainest of terminals."""
    return console.is_terminal and console.is_interactive and not console.is_dumb_terminal


@contextmanager
def _drawn(playback: Playback, console: Console) -> Iterator[Show]:
    last = playback

    def show(now: Playback) -> None:
        nonlocal last
        live.update(status(now), refresh=_lines(last) != _lines(now))
        last = now

    # Without a thread of its own: that would go on drawing on a terminal that is gone.
    with Live(
        status(playback), console=console, auto_refresh=False, transient=True, vertical_overflow="crop"
    ) as live:
        yield show


@contextmanager
def _printed(playback: Playback, console: Console) -> Iterator[Show]:
    """Once for each segment."""
    last = playback

    def show(now: Playback) -> None:
        nonlocal last
        if now.segment.index != last.segment.index:
            console.print(status(now))
        last = now

    console.print(status(playback))
    yield show


def _lines(playback: Playback) -> tuple[str, str, str]:
    """What is going on, what to do, and what comes next."""
    segment = playback.segment
    left_s = seconds_left(segment, playback.at_ms)
    breath = next(
        (each.show for each in segment.breaths if each.start_ms <= playback.at_ms < each.end_ms), ""
    )
    return f"{segment.title}   {left_s} s   {breath}".rstrip(), segment.show, f"Next   {segment.next}"
