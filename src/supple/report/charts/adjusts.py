"""Self-adjusts at the foot of a trend: a dot each, or columns where there is no room for dots."""

from collections.abc import Iterator

from supple.journal.trends import Trends
from supple.report.charts.frame import NARROWEST_DOTS, Frame, Place
from supple.report.charts.svg import element, text


def adjusts(place: Place) -> Iterator[str]:
    """The marks, standing on the axis; nothing where none was noted."""
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
