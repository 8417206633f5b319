"""Now, by a clock that may have been moved and in a zone that may be another since an entry was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supple.base.clock import Clock, Leap
from supple.journal.entry import Entry
from supple.journal.reading import put_right_by

NONE = timedelta()


@dataclass(frozen=True, kw_only=True)
class Present:
    """The present moment and day, and how the clock came to it."""

    at: datetime
    utc_offset_minutes: int
    leaps: tuple[Leap, ...] = ()

    @property
    def today(self) -> date:
        """The calendar day here and now."""
        return self._day(self.at, self.utc_offset_minutes)

    def not_lived(self, entry: Entry) -> timedelta:
        """Whole days since the entry that went by on the calendar alone.

        Whoever goes east, or whose clock was behind until it was put right, has not lived these days: what
        closes for a day stays closed through them.
        """
        moved = sum((leap.by for leap in self.leaps if leap.since <= entry.at <= leap.until), NONE)
        west = min(self.utc_offset_minutes, entry.utc_offset_minutes)
        return self.today - self._day(self.at - max(moved, NONE), west)

    @staticmethod
    def _day(moment: datetime, utc_offset_minutes: int) -> date:
        return (moment + timedelta(minutes=utc_offset_minutes)).date()


def not_lived(entry: Entry, entries: Sequence[Entry], now: Present) -> timedelta:
    """`Present.not_lived`, less what the order of keeping has shown already."""
    return max(now.not_lived(entry) - put_right_by(entry, entries), NONE)


def present(clock: Clock) -> Present:
    """What that clock says now."""
    return Present(at=clock.now(), utc_offset_minutes=clock.utc_offset_minutes(), leaps=clock.leaps())
