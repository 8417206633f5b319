"""The real clock, of this machine and its time zone."""

import time
from datetime import UTC, date, datetime, timedelta


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The calendar day where this machine is."""
        return _local_now().date()

    def utc_offset_minutes(self) -> int:
        """Minutes to add to UTC to get local time."""
        return round((_local_now().utcoffset() or timedelta()).total_seconds() / 60)


def _local_now() -> datetime:
    """The present moment where this machine is now: a process that runs for long would keep its old zone."""
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now().astimezone()
