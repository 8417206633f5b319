"""How long each technique was held or swept, by side, as bars of one scale."""

from collections.abc import Callable, Iterator, Sequence

from supple.journal.diary import Done
from supple.report.charts.svg import element, picture, text
from supple.report.charts.words import minutes
from supple.report.letters import shortened

WIDTH, SIZE, BAR, SPACE = 520.0, 15.0, 13.0, 16.0
NAMES_TO, BARS_TO = 150.0, 370.0
LONGEST_NAME = 15

Bar = tuple[str, str, float]


def practice_chart(name: str, practice: Sequence[Done], name_of: Callable[[str], str]) -> str:
    """The chart as SVG text. `name` is unique on its page; `name_of` gives a technique's short name."""
    rows = [(name_of(one.technique), bars(one)) for one in practice]
    longest = max((seconds for _, row in rows for _, _, seconds in row), default=0.0)
    parts: list[str] = []
    y = 4.0
    for words, row in rows:
        parts += _row(words, row, y=y, longest=longest)
        y += len(row) * (BAR + 4) + SPACE
    return picture(
        name,
        width=WIDTH,
        height=max(y - SPACE + 4, SIZE),
        title="Minutes by technique and side",
        description=" ".join(f"{words}: {_said(row)}." for words, row in rows),
        parts=parts,
    )


def bars(one: Done) -> list[Bar]:
    """The bars of one technique: words, look and seconds."""
    sides = (
        ("left", "chart-left", one.left_s),
        ("right", "chart-right", one.right_s),
        ("", "chart-both", one.both_s),
    )
    has_sides = one.left_s is not None or one.right_s is not None
    return [
        (words, look, seconds or 0.0)
        for words, look, seconds in sides
        if seconds is not None or (has_sides and words)
    ]


def _said(row: Sequence[Bar]) -> str:
    return ", ".join(f"{words} {minutes(seconds)}".strip() for words, _, seconds in row)


def _row(words: str, row: Sequence[Bar], *, y: float, longest: float) -> Iterator[str]:
    yield text(shortened(words, LONGEST_NAME), "chart-text", x=0, y=y + BAR, size=SIZE + 1)
    for nth, (side, look, seconds) in enumerate(row):
        top = y + nth * (BAR + 4)
        width = 0.0 if longest == 0 else seconds / longest * (BARS_TO - NAMES_TO)
        yield element("rect", look, x=NAMES_TO, y=top, width=max(width, 1.0), height=BAR, rx=3)
        said = f"{side} {minutes(seconds)}".strip()
        yield text(said, "chart-note", x=NAMES_TO + max(width, 1.0) + 8, y=top + BAR - 1, size=SIZE)
