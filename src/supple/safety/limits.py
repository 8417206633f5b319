"""A limit is a value that can only get tighter, and that remembers why."""

from dataclasses import dataclass, replace
from math import isfinite

from supple.base.errors import SuppleError


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One upper bound that was put on a limit, and why."""

    at_most: float
    why: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A dose: what was asked for, every bound put on it, and the value that is left.

    There is no way to widen it: `tighten` keeps the smaller value, whatever it is given.
    """

    asked: float
    unit: str
    bounds: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        if not (isfinite(self.asked) and self.asked > 0):
            raise SuppleError(
                f"A dose of {self.asked} {self.unit} makes no sense", fix="Ask for a number above 0"
            )

    @property
    def value(self) -> float:
        """The dose that is left: never above what was asked, nor above any bound."""
        return min((self.asked, *(bound.at_most for bound in self.bounds)))

    @property
    def binding(self) -> Bound | None:
        """The bound that decided, or None if what was asked stands."""
        tightest = min(self.bounds, key=lambda bound: bound.at_most, default=None)
        return tightest if tightest is not None and tightest.at_most < self.asked else None

    def tighten(self, at_most: float, *, why: str) -> "Limit":
        """The same limit with one more bound. Raises SuppleError if the bound is not a positive number."""
        if not (isfinite(at_most) and at_most > 0):
            raise SuppleError(f"A bound of {at_most} {self.unit} makes no sense", fix="Give a number above 0")
        return replace(self, bounds=(*self.bounds, Bound(at_most=at_most, why=why)))
