"""The real clock, of this machine and its time zone."""

from datetime import UTC, date, datetime


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The calendar day where this machine is."""
        return datetime.now().astimezone().date()

    def utc_offset_minutes(self) -> int:
        """Minutes to add to UTC to get local time."""
        offset = datetime.now().astimezone().utcoffset()
        return round(offset.total_seconds() / 60) if offset is not None else 0
