"""While a session plays, how to stop it is on the screen, whatever its size."""

from io import StringIO
from itertools import count

import pytest
from rich.console import Console

from supple.cli.play import STOP, Stage, _status, play
from supple.session.playback import Playback
from tests.laws.plans import clean_plan


class Nobody:
    """Nobody touches anything."""

    def wait(self, seconds: float) -> str | None:
        assert seconds >= 0
        return None


def drawn(playback: Playback, *, width: int) -> list[str]:
    screen = StringIO()
    Console(file=screen, width=width, height=25).print(_status(playback))
    return screen.getvalue().splitlines()


@pytest.mark.parametrize("width", range(10, 201))
def test_it_is_named_whole_and_first_at_every_width(width: int) -> None:
    for segment in clean_plan().segments:
        lines = drawn(Playback(plan=clean_plan(), at_ms=segment.start_ms), width=width)
        assert max(map(len, lines)) <= width
        assert " ".join(line.strip() for line in lines).startswith(f"{STOP} {segment.title.split()[0]}")
        assert "\u2026" not in lines[0]


@pytest.mark.parametrize("height", [2, 3, 5, 24])
@pytest.mark.parametrize("width", [10, 18, 40, 80])
def test_it_is_drawn_on_the_lowest_of_screens(width: int, height: int) -> None:
    """In every frame, and no frame is higher than the screen."""
    screen, seconds = StringIO(), count(0.0, 1.0)
    console = Console(
        file=screen, width=width, height=height, force_terminal=True, color_system=None, legacy_windows=False
    )
    stage = Stage(keys=Nobody(), console=console, monotonic=lambda: next(seconds), wall=lambda: 0.0)
    play(Playback(plan=clean_plan()), stage, lambda _: None)
    frames = screen.getvalue().count("Stop")
    assert frames > 100
    assert screen.getvalue().count("Any key:") == frames
