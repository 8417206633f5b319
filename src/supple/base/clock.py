"""Time as an argument, so that nothing below `app` reads a clock of its own."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; `app` owns the real one, tests own theirs."""

    def now(self) -> datetime:
        """The present moment, in UTC, with tzinfo set."""
        ...

    def today(self) -> date:
        """The person's own calendar day."""
        ...

    def utc_offset_minutes(self) -> int:
        """Minutes to add to UTC to get the person's local time."""
        ...
