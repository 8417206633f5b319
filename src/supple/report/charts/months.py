"""A habit over months: what every joint takes of a twist, its stiffness, and how two drift apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from supple.report.charts.levels import HEADING, LOWER, MARGIN, ROW, SIZE, UPPER, nice
from supple.report.charts.svg import element, picture, text
from supple.twin.conclusions import is_lower
from supple.twin.rows import Band

TOP, WIDTH = 142.0, 1100.0
SHARE, STIFFNESS, TIME = (200.0, 440.0), (500.0, 680.0), (770.0, 1060.0)
FOOT = "That tissue loosens in this way is assumed. A simulation: general knowledge, no measurement of you."


@dataclass(frozen=True, kw_only=True)
class Habit:
    """By joint from the head down: shares at the start, when the habit ends, and at the end, in per cent.

    spread is between what eight of ten people lie when the habit ends; of one person it is no band. stiffness
    is what is left of it then, in per cent. `ratio` is how many times as much the loose joint turns as the
    stiff one, on each `day`.
    """

    levels: tuple[str, ...]
    share: tuple[Sequence[float], Sequence[float], Sequence[float]]
    spread: tuple[Sequence[float], Sequence[float]]
    stiffness: Sequence[float]
    loose: str
    stiff: str
    day: Sequence[float]
    ratio: Sequence[Band]
    ends_on: float


def habit_chart(name: str, habit: Habit, *, title: str, said: str) -> str:
    """The chart as SVG text. `name` is unique on its page, `said` its words."""
    places, floor = _places(habit.levels)
    most = nice(max(map(max, (*habit.share, *habit.spread))))
    parts = [
        text(title, "chart-text", x=MARGIN, y=40, size=22),
        text(
            "Ring: at the start. Dot: when the habit ends. Line: after the time without it.",
            "chart-note",
            x=MARGIN,
            y=64,
            size=SIZE,
        ),
        *_parts_of_back(habit.levels, places),
        *_heads(most, floor),
        *_over_time(habit, floor),
        text(FOOT, "chart-note", x=MARGIN, y=floor + 48, size=SIZE - 1),
    ]
    for number, y in enumerate(places):
        parts += _row(habit, number, y, most)
    return picture(name, width=WIDTH, height=floor + 66, title=title, description=said, parts=parts)


def _places(levels: Sequence[str]) -> tuple[list[float], float]:
    y, places, part = TOP, list[float](), None
    for level in levels:
        if is_lower(level) != part:
            y, part = y + HEADING, is_lower(level)
        places.append(y + ROW / 2)
        y += ROW
    return places, y + 6


def _parts_of_back(levels: Sequence[str], places: Sequence[float]) -> Iterator[str]:
    for lower, words in ((False, UPPER), (True, LOWER)):
        ys = [y for level, y in zip(levels, places, strict=True) if is_lower(level) == lower]
        top = ys[0] - ROW / 2
        if lower:
            height = ys[-1] - ys[0] + ROW + HEADING
            yield element("rect", "chart-band", x=0, y=top - HEADING, width=STIFFNESS[1] + 20, height=height)
        yield text(words, "chart-teal-text", x=MARGIN, y=top - 8, size=SIZE)


def _heads(most: float, floor: float) -> Iterator[str]:
    for (left, right), title, end in (
        (SHARE, "What it takes of a twist", f"{most:g} %"),
        (STIFFNESS, "Stiffness left", "100 %"),
    ):
        yield text(title, "chart-text", x=left, y=TOP - 18, size=SIZE)
        yield element("line", "chart-axis", x1=left, y1=TOP, x2=left, y2=floor)
        yield element("line", "chart-grid", x1=right, y1=TOP, x2=right, y2=floor)
        yield text("0", "chart-note", x=left, y=floor + 18, size=SIZE - 1, anchor="middle")
        yield text(end, "chart-note", x=right, y=floor + 18, size=SIZE - 1, anchor="middle")


def _row(habit: Habit, number: int, y: float, most: float) -> Iterator[str]:
    level = habit.levels[number]
    look = "chart-teal-text" if level in {habit.loose, habit.stiff} else "chart-text"
    yield text(level, look, x=MARGIN, y=y + 0.35 * SIZE, size=SIZE)
    was, now, then, low, high = (
        SHARE[0] + share[number] / most * (SHARE[1] - SHARE[0]) for share in (*habit.share, *habit.spread)
    )
    yield element("line", "chart-grid", x1=SHARE[0], y1=y, x2=SHARE[1], y2=y)
    yield element("line", "chart-axis", x1=then, y1=y - 8, x2=then, y2=y + 8)
    if high > low:
        yield element("line", "chart-whisker", x1=low, y1=y, x2=high, y2=y)
    yield element("circle", "chart-was", cx=was, cy=y, r=6)
    yield element("circle", "chart-is", cx=now, cy=y, r=4.5)
    left = STIFFNESS[0]
    width = habit.stiffness[number] / 100 * (STIFFNESS[1] - left)
    yield element("rect", "chart-left", x=left, y=y - 5.5, width=width, height=11, rx=1.5)


def _over_time(habit: Habit, floor: float) -> Iterator[str]:
    left, right = TIME
    most, days = nice(max(ratio.high for ratio in habit.ratio)), max(habit.day[-1], 1.0)

    def x(day: float) -> float:
        return left + day / days * (right - left)

    def y(ratio: float) -> float:
        return floor - ratio / most * (floor - TOP - HEADING)

    yield text(
        f"How many times as much {habit.loose} turns as {habit.stiff}",
        "chart-text",
        x=left - 20,
        y=TOP - 18,
        size=SIZE,
    )
    for ratio in (most / 2, most):
        yield element("line", "chart-grid", x1=left, y1=y(ratio), x2=right, y2=y(ratio))
        yield text(f"{ratio:g}", "chart-note", x=left - 8, y=y(ratio) + 5, size=SIZE - 1, anchor="end")
    yield element("line", "chart-axis", x1=left, y1=floor, x2=right, y2=floor)
    if 0 < habit.ends_on < days:
        end = x(habit.ends_on)
        yield element("line", "chart-limit", x1=end, y1=y(most), x2=end, y2=floor)
        yield text("the habit ends", "chart-note", x=end + 6, y=y(most) + 16, size=SIZE - 1)

    def points(ratios: Iterable[float], days: Iterable[float]) -> str:
        return " ".join(f"{x(day):.1f},{y(ratio):.1f}" for day, ratio in zip(days, ratios, strict=True))

    if any(ratio.wide for ratio in habit.ratio):
        above = points((ratio.high for ratio in habit.ratio), habit.day)
        below = points((ratio.low for ratio in reversed(habit.ratio)), reversed(habit.day))
        yield element("polygon", "chart-band", points=f"{above} {below}")
    yield element("polyline", "chart-stiffness", points=points((r.middle for r in habit.ratio), habit.day))
    yield text("start", "chart-note", x=left, y=floor + 18, size=SIZE - 1, anchor="middle")
    yield text(f"{round(days / 30)} months", "chart-note", x=right, y=floor + 18, size=SIZE - 1, anchor="end")
