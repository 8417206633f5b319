"""Where a trend's parts lie on a page, on a phone and in print, and how days and scores become places."""

from dataclasses import dataclass
from datetime import date

from supple.journal.trends import Trends

# Narrower days have no room for a dot each.
NARROWEST_DOTS = 5.0


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
class Place:
    """Turns days and scores into places."""

    frame: Frame
    trends: Trends

    @property
    def day_width(self) -> float:
        """How wide a day is."""
        inner = self.frame.width - self.frame.left - self.frame.right
        return inner / self.trends.length

    def x(self, day: date) -> float:
        """The middle of a day."""
        return self.frame.left + ((day - self.trends.first).days + 0.5) * self.day_width

    def y(self, score: float) -> float:
        """The height of a score."""
        return self.frame.top + (10 - score) / 10 * self.frame.scores

    @property
    def right_end(self) -> float:
        """Where the last day ends."""
        return self.frame.width - self.frame.right
