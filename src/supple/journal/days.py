"""On which day an entry counts: its clock is believed only as far as the order of keeping bears it out.

Times are for showing and for days; what comes before what is the order in which entries were kept.
"""

from collections.abc import Sequence
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
    """The clock went back from `high` to `low`, after `place` entries. `before`: the days it bounded."""

    high: Received
    low: Received
    place: int
    before: dict[UUID, tuple[date, date]]

    def was_the_wrong_one(self, last: datetime, now: datetime) -> bool:
        """Whether more of the way up to now was leapt over than lived through since it went back."""
        return now > self.high.at and last - self.low.at < now - last


class Days:
    """The day on which each entry counts, and the day through which what it closes stays closed.

    Held for those entries alone for which it is not simply the day that they tell.
    """

    def __init__(self) -> None:
        self.last_received: Received | None = None
        self._counts: dict[UUID, date] = {}
        self._closes: dict[UUID, date] = {}
        self._closed_before: dict[UUID, date] = {}
        self._latest = date.min
        self._set_backs: list[_SetBack] = []

    def counts_on(self, entry: Entry) -> date:
        """The day that the entry is about: as told, unless that lay ahead of the day it was kept on."""
        return self._counts.get(entry.id) or stated_day(entry)

    def closes_on(self, entry: Entry) -> date:
        """The last day of what the entry closes for a day: of the day told and the day kept, the later."""
        return self._closes.get(entry.id) or stated_day(entry)

    def put_right_by(self, entry: Entry) -> timedelta:
        """How much later `closes_on` is because the clock turned out to have been behind."""
        closes = self.closes_on(entry)
        return max(closes - self._closed_before.get(entry.id, closes), timedelta())

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
            self._lift(earlier, last.at, received)
        stated, day = stated_day(entry), received.day
        if stated == day:  # as nearly always, so nothing has to be held
            self._latest = max(self._latest, day)
            return
        counts = day if stated > day + A_DAY else stated
        self._set(entry, counts=counts, closes=max(counts, day))

    def _bound(self, earlier: Sequence[Entry], last: Received, received: Received) -> None:
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
            self._set_backs.append(_SetBack(high=last, low=received, place=len(earlier), before=before))

    def _lift(self, earlier: Sequence[Entry], last: datetime, now: Received) -> None:
        while self._set_backs and now.at > self._set_backs[-1].high.at:
            set_back = self._set_backs.pop()
            if set_back.was_the_wrong_one(last, now.at):
                self._put_right(earlier, set_back, now.day)

    def _put_right(self, earlier: Sequence[Entry], set_back: _SetBack, today: date) -> None:
        """What it bounded is as before; what was kept meanwhile came after that, perhaps only today."""
        for entry in earlier[: set_back.place]:
            if entry.id in set_back.before:
                counts, closes = set_back.before[entry.id]
                self._set(entry, counts=counts, closes=closes)
        behind = set_back.high.day - set_back.low.day
        for entry in earlier[set_back.place :]:
            counts, closes = self.counts_on(entry), self.closes_on(entry)
            self._closed_before.setdefault(entry.id, closes)
            if not isinstance(entry, _WITH_A_DAY):
                counts = max(counts, min(counts + behind, today))
            self._set(entry, counts=counts, closes=max(closes, counts, today))

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
