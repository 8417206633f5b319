"""Stiffness, discomfort and self-adjusts by day. A line ends where an entry is missing; gaps stay gaps."""

from collections.abc import Iterator

from supple.journal.trends import Trends
from supple.report.charts.adjusts import adjusts
from supple.report.charts.days import Score, discomfort_of, gaps, runs, stiffness_of, ticks
from supple.report.charts.frame import NARROWEST_DOTS, Frame, Place
from supple.report.charts.svg import element, picture, text
from supple.report.charts.words import counted, long_day, plain

GRID = (0, 2, 4, 6, 8, 10)
THIN = 1.8


def trend_chart(name: str, trends: Trends, frame: Frame) -> str:
    """The chart as SVG text. `name` is unique on its page."""
    place = Place(frame=frame, trends=trends)
    parts = [
        *_band(place),
        *_gaps(place),
        *_grid(place),
        *_line(place, stiffness_of, "chart-stiffness"),
        *_line(place, discomfort_of, "chart-discomfort"),
        *_ends(place),
        *adjusts(place),
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


def _band(place: Place) -> Iterator[str]:
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


def _gaps(place: Place) -> Iterator[str]:
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


def _grid(place: Place) -> Iterator[str]:
    frame = place.frame
    for score in GRID:
        y = place.y(score)
        yield element("line", "chart-grid", x1=frame.left, y1=y, x2=place.right_end, y2=y)
        yield text(
            str(score), "chart-note", x=frame.left - 8, y=y + 0.35 * frame.size, size=frame.size, anchor="end"
        )


def _line(place: Place, score: Score, look: str) -> Iterator[str]:
    thinner = {"stroke_width": THIN} if place.day_width < NARROWEST_DOTS else {}
    for run in runs(place.trends.days, score):
        if len(run) == 1:
            (day, value), radius = run[0], min(3.0, max(1.6, place.day_width / 2))
            yield element("circle", f"{look}-dot", cx=place.x(day), cy=place.y(value), r=radius)
        else:
            points = " ".join(f"{place.x(day):.1f},{place.y(value):.1f}" for day, value in run)
            yield element("polyline", look, points=points, **thinner)


def _ends(place: Place) -> Iterator[str]:
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


def _axis(place: Place) -> Iterator[str]:
    frame, y = place.frame, place.frame.floor
    yield element("line", "chart-axis", x1=frame.left, y1=y, x2=place.right_end, y2=y)
    for day, words in ticks(place.trends.first, place.trends.last, most=_room_for_ticks(place)):
        x = max(place.x(day), 0.31 * len(words) * frame.size)
        yield text(words, "chart-note", x=x, y=y + 1.5 * frame.size, size=frame.size, anchor="middle")


def _room_for_ticks(place: Place) -> int:
    return max(2, int((place.right_end - place.frame.left) / (4.2 * place.frame.size)))
