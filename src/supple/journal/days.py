"""On which day an entry counts: its clock is believed only as far as the order of keeping bears it out.

Times are for showing and for days; what comes before what is the order in which entries were kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple.journal.entry import ActivityRated, CheckIn, Entry, WeeklyChange, local_day

A_DAY = timedelta(days=1)
_WITH_A_DAY = (CheckIn, WeeklyChange, ActivityRated)


@dataclass(frozen=True, kw_only=True)
class Received:
    """When an entry was kept, by the clock and the time zone of the machine that keeps the journal."""

    at: datetime
    utc_offset_minutes: int

    @property
    def day(self) -> date:
        """That machine's calendar day."""
        return (self.at + timedelta(minutes=self.utc_offset_minutes)).date()


@dataclass(frozen=True, kw_only=True)
class _SetBack:
    """The clock went back from `high` to `low`. `before`: what it bounded, as it was."""

    high: datetime
    low: datetime
    before: dict[UUID, tuple[date, date]]

    def was_the_wrong_one(self, last: datetime, now: datetime) -> bool:
        """Whether more of the way up to now was leapt over than lived through since it went back."""
        return now > self.high and last - self.low < now - last


class Days:
    """The day on which each entry counts, and the day through which what it closes stays closed.

    Held for those entries alone for which it is not simply the day that they tell.
    """

    def __init__(self) -> None:
        self.last_received: Received | None = None
        self._counts: dict[UUID, date] = {}
        self._closes: dict[UUID, date] = {}
        self._latest = date.min
        self._set_backs: list[_SetBack] = []

    def counts_on(self, entry: Entry) -> date:
        """The day that the entry is about: as told, unless that lay ahead of the day it was kept on."""
        return self._counts.get(entry.id) or stated_day(entry)

    def closes_on(self, entry: Entry) -> date:
        """The last day of what the entry closes for a day: of the day told and the day kept, the later."""
        return self._closes.get(entry.id) or stated_day(entry)

    def is_put_right(self, now: datetime) -> bool:
        """Whether the clock is back from where it was set back to, so that this was what was wrong."""
        last = self.last_received
        return last is not None and any(
            set_back.was_the_wrong_one(last.at, now) for set_back in self._set_backs
        )

    def learn(self, entry: Entry, received: Received, *, earlier: Sequence[Entry]) -> None:
        """Take in the entry that was kept after `earlier`.

        A clock that went back bounds all of these, until it leaps to where it was before.
        """
        last, self.last_received = self.last_received, received
        if last is not None and received.at < last.at:
            self._bound(earlier, last, received)
        elif last is not None and self._set_backs:
            self._lift(earlier, last.at, received.at)
        stated, day = stated_day(entry), received.day
        if stated == day:  # as nearly always, so nothing has to be held
            self._latest = max(self._latest, day)
            return
        counts = day if stated > day + A_DAY else stated
        self._set(entry, counts=counts, closes=max(counts, day))

    def _bound(self, earlier: Iterable[Entry], last: Received, received: Received) -> None:
        if self._latest <= received.day:
            return
        self._latest, before = received.day, {}
        for entry in earlier:
            counts, closes = self.counts_on(entry), self.closes_on(entry)
            # A clock is set back in all zones at once: moving west is no reason to open anything.
            limit = max(
                received.day, Received(at=received.at, utc_offset_minutes=entry.utc_offset_minutes).day
            )
            if max(counts, closes) > limit:
                before[entry.id] = (counts, closes)
            self._set(entry, counts=min(counts, limit), closes=min(closes, limit))
        if before:
            self._set_backs.append(_SetBack(high=last.at, low=received.at, before=before))

    def _lift(self, earlier: Iterable[Entry], last: datetime, now: datetime) -> None:
        while self._set_backs and now > self._set_backs[-1].high:
            set_back = self._set_backs.pop()
            if set_back.was_the_wrong_one(last, now):
                for entry in earlier:
                    if entry.id in set_back.before:
                        counts, closes = set_back.before[entry.id]
                        self._set(entry, counts=counts, closes=closes)

    def _set(self, entry: Entry, *, counts: date, closes: date) -> None:
        stated = stated_day(entry)
        for days, day in ((self._counts, counts), (self._closes, closes)):
            if day != stated:
                days[entry.id] = day
            else:
                days.pop(entry.id, None)
        self._latest = max(self._latest, counts, closes)


def stated_day(entry: Entry) -> date:
    """The day that an entry names, else the person's day when it was made, by the clock it was made with."""
    return entry.day if isinstance(entry, _WITH_A_DAY) else local_day(entry)
