"""A pop over time: how far the faces part, the pressure between them, the cavity, and the sound."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.report.charts.levels import MARGIN, SIZE, nice
from supple.report.charts.svg import element, picture, text

Array = NDArray[np.float64]
WIDTH, HEIGHT = 1100.0, 650.0
TOP, PANEL, GAP = 120.0, 200.0, 80.0
COLUMNS = ((84.0, 520.0), (640.0, 1076.0))
POINTS = 700  # that a curve is drawn with at most
FOOT = "A simulation with stated assumptions: general knowledge, no measurement of you."


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One panel: its name and unit, the unit across, and the numbers; `at` marks a moment.

    `nothing_says` stands in a panel whose numbers are all 0.
    """

    name: str
    unit: str
    across: str
    x: Array
    y: Array
    at: float | None = None
    at_says: str = ""
    nothing_says: str = ""


def pop_chart(name: str, curves: tuple[Curve, Curve, Curve, Curve], *, title: str, said: str) -> str:
    """The chart as SVG text. `name` is unique on its page, `said` its words."""
    parts = [text(title, "chart-text", x=MARGIN, y=40, size=22)]
    parts += [text(FOOT, "chart-note", x=MARGIN, y=66, size=SIZE)]
    for number, curve in enumerate(curves):
        left, right = COLUMNS[number % 2]
        top = TOP + (number // 2) * (PANEL + GAP)
        parts += _panel(curve, left, right, top)
    return picture(name, width=WIDTH, height=HEIGHT, title=title, description=said, parts=parts)


def _panel(curve: Curve, left: float, right: float, top: float) -> Iterator[str]:
    low, high = _bounds(curve.y)
    start, end = float(curve.x[0]), float(curve.x[-1])

    def across(value: float) -> float:
        return left + (value - start) / (end - start) * (right - left)

    def up(value: float) -> float:
        return top + PANEL - (value - low) / (high - low) * PANEL

    yield text(f"{curve.name}, {curve.unit}", "chart-text", x=left - 44, y=top - 14, size=SIZE)
    for value in _ticks(low, high):
        look = "chart-axis" if value == 0 else "chart-grid"
        yield element("line", look, x1=left, y1=up(value), x2=right, y2=up(value))
        yield text(f"{value:g}", "chart-note", x=left - 8, y=up(value) + 5, size=SIZE - 1, anchor="end")
    if curve.at is not None and start < curve.at < end:
        place = across(curve.at)
        before = place > (left + right) / 2
        yield element("line", "chart-limit", x1=place, y1=top, x2=place, y2=top + PANEL)
        yield text(
            curve.at_says,
            "chart-note",
            x=place + (-6 if before else 6),
            y=top + PANEL - 8,
            size=SIZE - 1,
            anchor="end" if before else "start",
        )
    if not curve.y.any():
        middle = (left + right) / 2
        yield text(
            curve.nothing_says, "chart-note", x=middle, y=top + PANEL - 14, size=SIZE - 1, anchor="middle"
        )
    drawn = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in _thinned(curve.x, curve.y))
    yield element("polyline", "chart-stiffness", points=drawn)
    foot = top + PANEL + 20
    yield text(f"{start:g}", "chart-note", x=left, y=foot, size=SIZE - 1)
    yield text(f"{end:.0f} {curve.across}", "chart-note", x=right, y=foot, size=SIZE - 1, anchor="end")


def _bounds(values: Array) -> tuple[float, float]:
    """Round numbers that hold all values, and 0."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    if low == high == 0:
        return 0.0, 1.0
    return (-nice(-low) if low < 0 else 0.0), (nice(high) if high > 0 else 0.0)


def _ticks(low: float, high: float) -> list[float]:
    return sorted({low, 0.0, high, high / 2 if high > -low else low / 2})


def _thinned(x: Array, y: Array) -> Iterator[tuple[float, float]]:
    """The curve's outline: in each slice of time its first point, its lowest and its highest."""
    slices = np.linspace(x[0], x[-1], POINTS // 3 + 1)
    place = np.clip(np.searchsorted(slices, x, side="right") - 1, 0, len(slices) - 2)
    for one in np.unique(place):
        inside = np.flatnonzero(place == one)
        kept = {
            int(inside[0]),
            int(inside[y[inside].argmin()]),
            int(inside[y[inside].argmax()]),
            int(inside[-1]),
        }
        for point in sorted(kept):
            yield float(x[point]), float(y[point])
