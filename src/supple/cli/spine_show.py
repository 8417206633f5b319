"""An outlook in the terminal: a table from the head down, what it means, and what would be too much."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from supple.report.charts.levels import Heading
from supple.twin.conclusions import Conclusion, conclusions, warnings
from supple.twin.looking_ahead import Outlook
from supple.twin.overstretch import after_too_much, looser
from supple.twin.rows import Band, Row, rows

WIDTH_OF_A_FILE = 140
# Columns of the terminal that it takes to show these, of one person and of many.
ROOM_FOR_BANDS = 104
ROOM_FOR_BARS = {False: 92, True: 118}
ROOM_FOR_SLIDES = {False: 118, True: 138}
BAR = 12
EIGHTHS = " ▏▎▍▌▋▊▉█"
LIKELY = 0.1  # what is true of fewer is not worth a line


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a table has room for."""

    slides: bool
    bars: bool
    bands: bool


def room_in(screen: Console, people: int) -> Room:
    """What fits its columns, and bars only where its letters have them."""
    width, many = screen.width, people > 1
    return Room(
        slides=width >= ROOM_FOR_SLIDES[many],
        bars=width >= ROOM_FOR_BARS[many] and not screen.options.ascii_only,
        bands=many and width >= ROOM_FOR_BANDS,
    )


def console() -> Console:
    """As wide as the terminal; wide enough for everything where it is a file."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a letter that it has not is no reason to fail
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=WIDTH_OF_A_FILE)


def show(one: Outlook) -> None:
    """Everything that is worth reading."""
    screen, heading = console(), heading_of(one)
    screen.print(Text(heading.title, style="bold"))
    screen.print(Text(f"{heading.below} Forward, left and opening are positive.", style="dim"))
    if one.people > 1 and screen.width < ROOM_FOR_BANDS:
        screen.print(Text(f"Only medians: bands take a terminal {ROOM_FOR_BANDS} wide.", style="dim"))
    if one.why_not():
        screen.print(Panel(escape(one.why_not()), title="No balance", title_align="left"))
    if not one.balanced.any():
        screen.print(Text(one.facts.words.simulated, style="dim"))
        return
    screen.print(_table(one, screen, heading.told_at))
    screen.print()
    warned = list(_warned(one))
    if warned:
        screen.print(Panel(escape("\n".join(warned)), title="Too much", title_align="left", style="bold"))
    for sentence in conclusions(one):
        if sentence.holds_for >= LIKELY:
            screen.print(Text(_said(sentence, one)))
    screen.print(Text(one.facts.words.simulated, style="dim"))


def heading_of(one: Outlook) -> Heading:
    """What stands over table and picture."""
    told_at = one.facts.twin.number["reported_share"].value
    return Heading(title=title_of(one), below=_below(one), told_at=told_at)


def title_of(one: Outlook) -> str:
    """What is done, with side, level and effort."""
    if one.movement is None:
        return f"A load, from {one.joints[-1]} to {one.joints[0]}"
    technique, effort = one.movement.technique, one.effort
    parts = [technique.short]
    if technique.sides:
        parts.append(f"{one.movement.side} side")
    if technique.level:
        parts.append(f"towel at {one.movement.level}")
    if effort.hand_n is not None:
        parts.append(f"each hand pulling {effort.hand_n:g} N")
    if effort.pace != 1:
        parts.append(f"{effort.pace:g} times as fast as guided")
    return ", ".join(parts)


def _below(one: Outlook) -> str:
    """Which moment, from where it is counted, and what many people's numbers are."""
    if one.movement is None:
        said = "Counted from rest."
    else:
        said = f"At {one.t_s[one.peak]:.0f} s, where it goes furthest, counted from lying at rest."
    many = f" {one.people} people: the median, and between what eight of ten of them lie."
    return said + (many if one.people > 1 else "")


def _table(one: Outlook, screen: Console, told_at: float) -> Table:
    room = room_in(screen, one.people)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("\nJoint", no_wrap=True)
    heads = ["Bend °\nforward", "Bend °\nleft", "Turn °\nleft", "Gap mm\nleft", "Gap mm\nright"]
    heads += ["Slide mm\nleft", "Slide mm\nright"] if room.slides else []
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("Nearest\nlimit", no_wrap=screen.width >= ROOM_FOR_BARS[False])
    found = rows(one)
    for row, following in zip(found, [*found[1:], None], strict=True):
        turns = [_number(band, digits=1, room=room) for band in (row.flexion, row.lateral, row.axial)]
        facets = [_number(band, digits=2, room=room) for band in row.gap]
        facets += [_number(band, digits=2, room=room) for band in row.slide] if room.slides else []
        part_ends = following is not None and following.lower != row.lower
        table.add_row(row.level, *turns, *facets, _limit(row, told_at, room), end_section=part_ends)
    return table


def _number(band: Band, *, digits: int, room: Room) -> Text:
    """A number, and below it between what eight of ten people lie."""
    low, middle, high = (
        f"{round(value, digits) + 0.0:.{digits}f}" for value in (band.low, band.middle, band.high)
    )
    found = Text(middle)
    if room.bands and band.wide:
        found.append(f"\n{low}…{high}", style="dim")
    return found


def _limit(row: Row, told_at: float, room: Room) -> Text:
    """How near, what of, and below it between what eight of ten people lie."""
    low, middle, high = (round(100 * share) for share in (row.limit.low, row.limit.middle, row.limit.high))
    found = Text(f"{_bar(row.limit.middle)} " if room.bars else "", style="cyan")
    found.append(f"{middle:>3} %", style="bold" if row.limit.high >= told_at else "default")
    if room.bands and row.limit.wide:
        found.append(f"\n{low}…{high} %", style="dim")
    if high > 0:
        found.append(f" {row.tissue.replace('facet joint ', '').removesuffix(' ligament')}", style="default")
    return found


def _bar(share: float) -> str:
    """A bar of the limit, full where it is reached."""
    eighths = round(8 * BAR * min(max(share, 0.0), 1.0))
    return (EIGHTHS[-1] * (eighths // 8) + EIGHTHS[eighths % 8]).strip().ljust(BAR)


def _warned(one: Outlook) -> Iterator[str]:
    yield from warnings(one)
    left = after_too_much(one)
    if left is not None and looser(one, left):
        yield looser(one, left)


def _said(sentence: Conclusion, one: Outlook) -> str:
    if one.people == 1:
        return sentence.say
    return f"In {100 * sentence.holds_for:3.0f} of 100 people: {sentence.say}"
