"""Time as an argument, so that nothing below `app` reads a clock of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Leap:
    """The clock was moved `by` so much while no such time passed; less than none where it was set back.

    `since`, `until`: the moments that it told before, from the start of the machine on.
    """

    since: datetime
    until: datetime
    by: timedelta


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

    def leaps(self) -> tuple[Leap, ...]:
        """How it was moved, as far as is known, in order."""
        ...
