"""What moves at every joint of the back, from the head down: turns, gaps of facets, and the nearest limit."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from supple.report.charts.svg import element, picture, text
from supple.twin.rows import Band, Row

SIZE, ROW, BAR = 14.0, 23.0, 11.0
TOP, WIDTH, MARGIN = 142.0, 1262.0, 24.0
HEADING = 26.0  # above each part of the back
HALF = 56.0  # of a column whose zero lies in its middle
LIMIT_FROM, LIMIT_TO = 824.0, 974.0
MM = " mm"
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
UPPER, LOWER = "Mid and upper back", "Lower back"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of bars to both sides of `zero`; `sign` -1 where more goes to the left."""

    title: str
    ends: tuple[str, str]
    zero: float
    sign: int
    of: Callable[[Row], Band]
    unit: str


COLUMNS = (
    Column(title="Bending", ends=("back", "forward"), zero=214, sign=1, of=lambda r: r.flexion, unit="°"),
    Column(title="Side bend", ends=("left", "right"), zero=344, sign=-1, of=lambda r: r.lateral, unit="°"),
    Column(title="Turning", ends=("left", "right"), zero=474, sign=-1, of=lambda r: r.axial, unit="°"),
    Column(title="Left facet", ends=("opens", "closes"), zero=614, sign=-1, of=lambda r: r.gap[0], unit=MM),
    Column(title="Right facet", ends=("closes", "opens"), zero=744, sign=1, of=lambda r: r.gap[1], unit=MM),
)  # fmt: skip
FOOT = "A simulation built from what was measured on other spines: general knowledge, no measurement of you."


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands over the picture; `told_at` is the share of a limit that is told of."""

    title: str
    below: str
    told_at: float


def levels_chart(name: str, rows: Sequence[Row], heading: Heading) -> str:
    """The chart as SVG text, rows from the head down. `name` is unique on its page."""
    places, floor = _places(rows)
    scales = {unit: _scale(rows, unit) for unit in ("°", MM)}
    parts = [
        text(heading.title, "chart-text", x=MARGIN, y=40, size=22),
        text(heading.below, "chart-note", x=MARGIN, y=64, size=SIZE),
        *_parts_of_back(rows, places),
    ]
    for column in COLUMNS:
        parts += _axis(column, floor, scales[column.unit])
    parts += _limit_axis(floor, heading.told_at, _most(rows))
    parts.append(text(FOOT, "chart-note", x=MARGIN, y=floor + 48, size=SIZE - 1))
    for row, y in zip(rows, places, strict=True):
        parts.append(text(row.level, "chart-text", x=MARGIN, y=y + 0.35 * SIZE, size=SIZE))
        for column in COLUMNS:
            parts += _bar(column, column.of(row), y, scales[column.unit])
        parts += _limit(row, y, heading.told_at, _most(rows))
    return picture(
        name,
        width=WIDTH,
        height=floor + 66,
        title=heading.title,
        description=" ".join([heading.below, *(said(row) for row in rows), FOOT]),
        parts=parts,
    )


def said(row: Row) -> str:
    """A row in words."""
    turns = (
        _way(row.flexion, "forward", "back", "°"),
        _way(row.lateral, "to the left side", "to the right side", "°"),
        _way(row.axial, "turning to the left", "turning to the right", "°"),
    )
    facets = (f"{side} facet {_way(gap, 'open', 'closed', ' mm')}" for side, gap in
              zip(("left", "right"), row.gap, strict=True))  # fmt: skip
    limit = f"nearest limit: {row.tissue} at {round(100 * row.limit.middle)} %"
    return f"{row.level}: {', '.join(turns)}; {', '.join(facets)}; {limit}."


def _way(band: Band, more: str, less: str, unit: str) -> str:
    return f"{abs(band.middle):.1f}{unit} {more if band.middle >= 0 else less}"


def _places(rows: Sequence[Row]) -> tuple[list[float], float]:
    """The middle of every row, with room for a heading over each part of the back, and the foot of all."""
    y, places, part = TOP, list[float](), None
    for row in rows:
        if row.lower != part:
            y, part = y + HEADING, row.lower
        places.append(y + ROW / 2)
        y += ROW
    return places, y + 6


def _parts_of_back(rows: Sequence[Row], places: Sequence[float]) -> Iterator[str]:
    for lower, words in ((False, UPPER), (True, LOWER)):
        ys = [y for row, y in zip(rows, places, strict=True) if row.lower == lower]
        if not ys:
            continue
        top = ys[0] - ROW / 2
        if lower:
            height = ys[-1] - ys[0] + ROW + HEADING
            yield element("rect", "chart-band", x=0, y=top - HEADING, width=WIDTH, height=height)
        yield text(words, "chart-teal-text", x=MARGIN, y=top - 8, size=SIZE - 1)


def _scale(rows: Sequence[Row], unit: str) -> float:
    """The value at the end of every column of a unit, the same for all, so that they compare."""
    bands = [column.of(row) for column in COLUMNS if column.unit == unit for row in rows]
    return nice(max(max(abs(band.low), abs(band.high)) for band in bands))


def nice(value: float) -> float:
    """A round number no smaller than a value."""
    if value < 0.1:  # noqa: PLR2004 - less is not worth a scale of its own
        return 0.1
    tens = 10.0 ** math.floor(math.log10(value))
    return next(step * tens for step in (*STEPS, 10 * STEPS[-1]) if step * tens >= value * (1 - 1e-9))


def _axis(column: Column, floor: float, most: float) -> Iterator[str]:
    left, right = column.zero - HALF, column.zero + HALF
    yield text(column.title, "chart-text", x=column.zero, y=TOP - 40, size=SIZE, anchor="middle")
    yield text(column.ends[0], "chart-note", x=left, y=TOP - 18, size=SIZE - 1)
    yield text(column.ends[1], "chart-note", x=right, y=TOP - 18, size=SIZE - 1, anchor="end")
    for x, width in ((left, 0.8), (right, 0.8)):
        yield element("line", "chart-grid", x1=x, y1=TOP, x2=x, y2=floor, stroke_width=width)
    yield element("line", "chart-axis", x1=column.zero, y1=TOP, x2=column.zero, y2=floor)
    tick = f"{most:g}{column.unit}"
    yield text(tick.removesuffix(MM), "chart-note", x=left, y=floor + 18, size=SIZE - 1)
    yield text(tick, "chart-note", x=right, y=floor + 18, size=SIZE - 1, anchor="end")


def _bar(column: Column, band: Band, y: float, most: float) -> Iterator[str]:
    def x(value: float) -> float:
        return column.zero + column.sign * value / most * HALF

    left, right = sorted((column.zero, x(band.middle)))
    closes = column.unit == MM and band.middle < 0
    look = "chart-right" if closes else "chart-left"
    if right - left > 0.05:  # noqa: PLR2004 - thinner is not seen
        yield element("rect", look, x=left, y=y - BAR / 2, width=right - left, height=BAR, rx=1.5)
    yield from _whisker(band, x, y)


def _whisker(band: Band, x: Callable[[float], float], y: float) -> Iterator[str]:
    """Where eight of ten people lie: a line in ink, and in paper where it lies on the bar."""
    if not band.wide:
        return
    yield element("line", "chart-whisker", x1=x(band.low), y1=y, x2=x(band.high), y2=y)
    inner = min((band.low, band.high), key=abs) if band.low * band.high > 0 else 0.0
    left, right = sorted((x(inner), x(band.middle)))
    if right > left:
        yield element("rect", "chart-on-paper", x=left, y=y - 0.8, width=right - left, height=1.6)


def _most(rows: Sequence[Row]) -> float:
    """The share of a limit at the end of its column."""
    return max(1.0, nice(max(row.limit.high for row in rows)))


def _limit_x(share: float, most: float) -> float:
    return LIMIT_FROM + share / most * (LIMIT_TO - LIMIT_FROM)


def _limit_axis(floor: float, told_at: float, most: float) -> Iterator[str]:
    yield text("Nearest limit", "chart-text", x=LIMIT_FROM, y=TOP - 40, size=SIZE)
    yield text(
        "how far tissue is stretched towards it, at any moment",
        "chart-note",
        x=LIMIT_FROM,
        y=TOP - 18,
        size=SIZE - 1,
    )
    yield element("line", "chart-axis", x1=LIMIT_FROM, y1=TOP, x2=LIMIT_FROM, y2=floor)
    x = _limit_x(told_at, most)
    yield element("line", "chart-limit", x1=x, y1=TOP, x2=x, y2=floor)
    told = f"{round(100 * told_at)} %: never asked for"
    yield text(told, "chart-note", x=max(x, LIMIT_FROM + 74), y=floor + 18, size=SIZE - 1, anchor="middle")


def _limit(row: Row, y: float, told_at: float, most: float) -> Iterator[str]:
    width = _limit_x(row.limit.middle, most) - LIMIT_FROM
    look = "chart-adjust" if row.limit.high >= told_at else "chart-left"
    if width > 0.05:  # noqa: PLR2004 - thinner is not seen
        yield element("rect", look, x=LIMIT_FROM, y=y - BAR / 2, width=width, height=BAR, rx=1.5)
    yield from _whisker(row.limit, lambda share: _limit_x(share, most), y)
    percent = round(100 * row.limit.middle)
    words = f"{percent} %  {row.tissue}" if percent else "nothing is stretched"
    yield text(words, "chart-note", x=LIMIT_TO + 12, y=y + 0.33 * SIZE, size=SIZE - 1)
