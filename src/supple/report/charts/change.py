"""Before and after sessions: an open ring for before, a filled dot for after. No verdict."""

from collections.abc import Iterator, Sequence

from supple.journal.trends import BeforeAfter
from supple.report.charts.svg import element, picture, text
from supple.report.charts.words import counted, plain

WIDTH, SIZE, ROW = 520.0, 15.0, 50.0
LEFT, RIGHT = 150.0, 500.0


def change_chart(name: str, changes: Sequence[BeforeAfter]) -> str:
    """The chart as SVG text. `name` is unique on its page."""
    parts = [part for nth, one in enumerate(changes) for part in _row(one, y=24 + nth * ROW)]
    floor = 24 + (len(changes) - 1) * ROW + 30
    parts += [
        text(str(score), "chart-note", x=_x(score), y=floor + 6, size=SIZE, anchor="middle")
        for score in (0, 2, 4, 6, 8, 10)
    ]
    return picture(
        name,
        width=WIDTH,
        height=floor + 14,
        title="Before and after a session",
        description=" ".join(said(one) for one in changes),
        parts=parts,
    )


def said(one: BeforeAfter) -> str:
    """Such as: Stiffness: median 5 before, 4 after, in 12 sessions."""
    sessions = counted(one.sessions, "session", "sessions")
    return f"{one.name}: median {plain(one.before)} before, {plain(one.after)} after, in {sessions}."


def _x(score: float) -> float:
    return LEFT + score / 10 * (RIGHT - LEFT)


def _row(one: BeforeAfter, *, y: float) -> Iterator[str]:
    yield text(one.name, "chart-text", x=0, y=y + 5, size=SIZE + 1)
    yield element("line", "chart-grid", x1=LEFT, y1=y, x2=RIGHT, y2=y)
    yield element("line", "chart-stiffness", x1=_x(one.before), y1=y, x2=_x(one.after), y2=y)
    yield element("circle", "chart-was", cx=_x(one.before), cy=y, r=7)
    yield element("circle", "chart-is", cx=_x(one.after), cy=y, r=5.5)
