"""The real clock, of this machine and its time zone."""

import time
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from supple.base.clock import Leap

# Less than this is a clock that is kept right, not one that was wrong.
NOTICED = timedelta(minutes=2)


class SystemClock:
    """Tells the machine's time, and notices while it lives when somebody moves it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._leaps: tuple[Leap, ...] = ()
        self._ahead = self.now() - _since_start()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The calendar day where this machine is."""
        return (self.now() + timedelta(minutes=self.utc_offset_minutes())).date()

    def utc_offset_minutes(self) -> int:
        """Minutes to add to UTC to get local time."""
        return round(_local().tm_gmtoff / 60)

    def leaps(self) -> tuple[Leap, ...]:
        """How it was moved, seen beside the time that passed since the machine was started."""
        with self._lock:
            now, passed = self.now(), _since_start()
            by = now - passed - self._ahead
            if abs(by) > NOTICED:
                before = now - by
                self._leaps += (Leap(since=before - passed, until=before, by=by),)
                self._ahead += by
            return self._leaps


def _since_start() -> timedelta:
    """Time since the machine was started, its sleep included where the platform counts it."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))
    if hasattr(time, "CLOCK_MONOTONIC"):  # on macOS this goes on in sleep, and `time.monotonic` does not
        return timedelta(seconds=time.clock_gettime(time.CLOCK_MONOTONIC))
    return timedelta(seconds=time.monotonic())


def _local() -> time.struct_time:
    """The present moment where this machine is now: a process that runs for long would keep its old zone."""
    if hasattr(time, "tzset"):
        time.tzset()
    return time.localtime()
