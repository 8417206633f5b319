"""Stiffness, discomfort and self-adjusts by day. A line ends where an entry is missing; gaps stay gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supple.journal.trends import Trends
from supple.report.charts.days import Score, discomfort_of, gaps, runs, stiffness_of, ticks
from supple.report.charts.svg import element, picture, text
from supple.report.charts.words import counted, long_day, plain

GRID = (0, 2, 4, 6, 8, 10)
NARROWEST_DOTS = 5.0
THIN = 1.8


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Where things lie, in the picture's own units. `size` is that of the letters."""

    width: float
    left: float
    right: float
    size: float
    scores: float
    adjusts: float

    @property
    def top(self) -> float:
        """Where score 10 lies."""
        return self.size

    @property
    def floor(self) -> float:
        """Where the axis lies, under the self-adjusts."""
        return self.top + self.scores + self.adjusts

    @property
    def height(self) -> float:
        """Of the whole picture."""
        return self.floor + 2.2 * self.size


WIDE = Frame(width=1036, left=36, right=104, size=15, scores=190, adjusts=92)
PHONE = Frame(width=350, left=34, right=92, size=13, scores=180, adjusts=84)
PRINT = Frame(width=760, left=36, right=88, size=13.5, scores=150, adjusts=60)


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Turns days and scores into places."""

    frame: Frame
    trends: Trends

    @property
    def day_width(self) -> float:
        inner = self.frame.width - self.frame.left - self.frame.right
        return inner / self.trends.length

    def x(self, day: date) -> float:
        """The middle of a day."""
        return self.frame.left + ((day - self.trends.first).days + 0.5) * self.day_width

    def y(self, score: float) -> float:
        return self.frame.top + (10 - score) / 10 * self.frame.scores

    @property
    def right_end(self) -> float:
        return self.frame.width - self.frame.right


def trend_chart(name: str, trends: Trends, frame: Frame) -> str:
    """The chart as SVG text. `name` is unique on its page."""
    place = _Place(frame=frame, trends=trends)
    parts = [
        *_band(place),
        *_gaps(place),
        *_grid(place),
        *_line(place, stiffness_of, "chart-stiffness"),
        *_line(place, discomfort_of, "chart-discomfort"),
        *_ends(place),
        *_adjusts(place),
        *_axis(place),
    ]
    return picture(
        name,
        width=frame.width,
        height=frame.height,
        title=f"Your back from {long_day(trends.first)} to {long_day(trends.last)}",
        description=description(trends),
        parts=parts,
    )


def description(trends: Trends) -> str:
    """The chart in words: where each line begins and ends, and what is missing."""
    said = [*_said(trends, "Stiffness", stiffness_of)]
    said += _said(trends, "Discomfort", discomfort_of)
    adjusts = trends.self_adjusts
    if adjusts is not None:
        days = counted(adjusts.days, "day", "days")
        said.append(f"Self-adjusts noted for {days}, at most {adjusts.most} on one day.")
    said.append(f"{counted(trends.days_without_score, 'day', 'days')} of {trends.length} without an entry.")
    return " ".join(said)


def _said(trends: Trends, name: str, score: Score) -> Iterator[str]:
    known = [(one.day, value) for one in trends.days if (value := score(one)) is not None]
    if known:
        values = [value for _, value in known]
        yield (
            f"{name} {plain(values[0])} on {long_day(known[0][0])}, {plain(values[-1])} on "
            f"{long_day(known[-1][0])}, between {plain(min(values))} and {plain(max(values))}."
        )


def _band(place: _Place) -> Iterator[str]:
    if place.trends.band is not None:
        low, high = place.trends.band
        yield element(
            "rect",
            "chart-band",
            x=place.frame.left,
            y=place.y(high),
            width=place.right_end - place.frame.left,
            height=place.y(low) - place.y(high),
        )


def _gaps(place: _Place) -> Iterator[str]:
    frame, half = place.frame, place.day_width / 2
    for first, last in gaps(place.trends):
        left, right = place.x(first) - half, place.x(last) + half
        yield from _hatch(left, right, frame.top, frame.floor)
        words_width = 5.2 * frame.size
        if right - left > words_width + frame.size:
            middle, y = (left + right) / 2, frame.top + 1.4 * frame.size
            yield element(
                "rect",
                "chart-on-paper",
                x=middle - words_width / 2,
                y=y - frame.size,
                width=words_width,
                height=1.4 * frame.size,
            )
            yield text("no entry", "chart-note", x=middle, y=y, size=frame.size, anchor="middle")


def _hatch(left: float, right: float, top: float, bottom: float) -> Iterator[str]:
    """Slanting lines, cut at the edges: drawn one by one, because not every printer knows patterns."""
    lines = []
    step, start = 9.0, left - (bottom - top)
    while start < right:
        x1, x2 = max(left, start), min(right, start + bottom - top)
        if x2 > x1:
            lines.append(f"M{x1:.1f} {bottom - (x1 - start):.1f}L{x2:.1f} {bottom - (x2 - start):.1f}")
        start += step
    if lines:
        yield element("path", "chart-hatch", d="".join(lines), fill="none")


def _grid(place: _Place) -> Iterator[str]:
    frame = place.frame
    for score in GRID:
        y = place.y(score)
        yield element("line", "chart-grid", x1=frame.left, y1=y, x2=place.right_end, y2=y)
        yield text(
            str(score), "chart-note", x=frame.left - 8, y=y + 0.35 * frame.size, size=frame.size, anchor="end"
        )


def _line(place: _Place, score: Score, look: str) -> Iterator[str]:
    thinner = {"stroke_width": THIN} if place.day_width < NARROWEST_DOTS else {}
    for run in runs(place.trends.days, score):
        if len(run) == 1:
            (day, value), radius = run[0], min(3.0, max(1.6, place.day_width / 2))
            yield element("circle", f"{look}-dot", cx=place.x(day), cy=place.y(value), r=radius)
        else:
            points = " ".join(f"{place.x(day):.1f},{place.y(value):.1f}" for day, value in run)
            yield element("polyline", look, points=points, **thinner)


def _ends(place: _Place) -> Iterator[str]:
    """The names of the lines at their ends, kept apart."""
    frame = place.frame
    lines = (("Stiffness", stiffness_of, "chart-teal-text"), ("Discomfort", discomfort_of, "chart-text"))
    named = sorted(
        (place.y(values[-1]), name, look)
        for name, score, look in lines
        if (values := [value for one in place.trends.days if (value := score(one)) is not None])
    )
    apart = 1.4 * frame.size - (named[-1][0] - named[0][0]) if len(named) > 1 else 0.0
    for nth, (y, name, look) in enumerate(named):
        moved = y + max(0.0, apart) * (nth - 0.5) if len(named) > 1 else y
        moved = max(moved, frame.top + (1.4 * nth - 0.1) * frame.size)
        yield text(name, look, x=place.right_end + 6, y=moved + 0.35 * frame.size, size=frame.size + 1)


def _adjusts(place: _Place) -> Iterator[str]:
    frame, trends = place.frame, place.trends
    if trends.self_adjusts is None or trends.self_adjusts.most == 0:
        return
    room = frame.adjusts - 1.2 * frame.size
    step = min(2.4 * min(4.4, place.day_width * 0.45), room / trends.self_adjusts.most)
    as_columns = shows_columns(trends, frame)
    if as_columns:
        step = room / trends.self_adjusts.most
    radius = min(step, place.day_width) * 0.42
    for one in trends.days:
        count = one.self_adjusts or 0
        if as_columns and count:
            yield element(
                "rect",
                "chart-adjust",
                x=place.x(one.day) - place.day_width * 0.4,
                y=frame.floor - 2 - count * step,
                width=place.day_width * 0.8,
                height=count * step,
            )
        elif not as_columns:
            for nth in range(count):
                y = frame.floor - 3 - radius - nth * step
                yield element("circle", "chart-adjust", cx=place.x(one.day), cy=y, r=radius)
    if as_columns:
        top = frame.floor - 2 - room
        words = str(trends.self_adjusts.most)
        yield text(
            words, "chart-note", x=frame.left - 8, y=top + 0.7 * frame.size, size=frame.size, anchor="end"
        )


def shows_columns(trends: Trends, frame: Frame) -> bool:
    """Whether days are too many, or self-adjusts on one of them, for a dot each."""
    day_width = (frame.width - frame.left - frame.right) / trends.length
    most = 0 if trends.self_adjusts is None else trends.self_adjusts.most
    room = frame.adjusts - 1.2 * frame.size
    return day_width < NARROWEST_DOTS or most * NARROWEST_DOTS > room


def _axis(place: _Place) -> Iterator[str]:
    frame, y = place.frame, place.frame.floor
    yield element("line", "chart-axis", x1=frame.left, y1=y, x2=place.right_end, y2=y)
    for day, words in ticks(place.trends.first, place.trends.last, most=_room_for_ticks(place)):
        x = max(place.x(day), 0.31 * len(words) * frame.size)
        yield text(words, "chart-note", x=x, y=y + 1.5 * frame.size, size=frame.size, anchor="middle")


def _room_for_ticks(place: _Place) -> int:
    return max(2, int((place.right_end - place.frame.left) / (4.2 * place.frame.size)))
