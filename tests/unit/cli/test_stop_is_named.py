"""While a session plays, how to stop it is on the screen, whatever its size."""

from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from rich.console import Console

from supple.cli.play import Stage, play
from supple.cli.screen_lines import STOP, status, wide_enough
from supple.knowledge.collection import Knowledge
from supple.session.playback import Playback
from tests.laws.plans import clean_plan
from tests.unit.cli.in_terminal import answers_in, terminal


class Nobody:
    """Nobody touches anything."""

    def wait(self, seconds: float) -> str | None:
        assert seconds >= 0
        return None


def drawn(playback: Playback, *, width: int) -> list[str]:
    screen = StringIO()
    Console(file=screen, width=width, height=25).print(status(playback))
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


PLAIN = [
    {},  # a file, or a pipe
    {"TERM": "dumb"},
    {"TERM": "unknown"},
    {"TTY_INTERACTIVE": "0"},
    {"TERM": "dumb", "TTY_INTERACTIVE": "1"},
]


@pytest.mark.parametrize("variables", PLAIN)
def test_it_is_printed_with_each_segment_where_nothing_can_be_drawn(variables: dict[str, str]) -> None:
    """Before what is said of it, and how long it lasts."""
    screen, seconds = StringIO(), count(0.0, 0.5)
    console = Console(
        file=screen, width=200, force_terminal=bool(variables), color_system=None, _environ=variables
    )
    stage = Stage(keys=Nobody(), console=console, monotonic=lambda: next(seconds), wall=lambda: 0.0)
    plan = clean_plan()
    play(Playback(plan=plan), stage, lambda _: None)
    parts = screen.getvalue().split(f"{STOP}\n")[1:]
    assert len(parts) == len(plan.segments)
    for segment, part in zip(plan.segments, parts, strict=True):
        first, show = part.splitlines()[:2]
        left_s = (segment.end_ms - segment.start_ms) // 1000
        assert first.startswith(tuple(f"{segment.title}   {left_s - less} s" for less in (0, 1)))
        assert show == segment.show


@pytest.mark.parametrize("told", [{"COLUMNS": "0"}, {"COLUMNS": "1"}, {"LINES": "0"}, {"COLUMNS": "17"}])
def test_a_screen_without_room_is_given_room_for_it(told: dict[str, str]) -> None:
    screen, seconds = StringIO(), count(0.0, 1.0)
    console = Console(
        file=screen,
        force_terminal=True,
        color_system=None,
        legacy_windows=False,
        _environ={"TERM": "xterm", **told},
    )
    stage = Stage(
        keys=Nobody(), console=wide_enough(console), monotonic=lambda: next(seconds), wall=lambda: 0.0
    )
    play(Playback(plan=clean_plan()), stage, lambda _: None)
    assert screen.getvalue().count(STOP) > 100


@pytest.mark.parametrize("told", [{"TERM": "dumb"}, {"COLUMNS": "0"}, {"COLUMNS": "0", "TERM": "dumb"}])
def test_it_is_named_in_a_real_terminal_that_was_told_so(
    tmp_path: Path, knowledge: Knowledge, told: dict[str, str]
) -> None:
    answers = str(answers_in(tmp_path, knowledge))
    with terminal(tmp_path / "data", "--answers", answers, variables=told) as screen:
        screen.until("How stiff")
        screen.press(b"4")
        screen.until("Ready?")
        screen.press(b"s")
        screen.until(STOP)
        screen.until(" s ")
        screen.press(b"x")
        screen.until("[1]")
        screen.press(b"1")
        assert screen.ends() == 0
