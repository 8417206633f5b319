"""When a journal must be closed, worked out once more from what was promised, by other code than Supple's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from supple.knowledge.collection import Knowledge
from tests.life.world import Keeping, Promised, WorldClock

A_DAY = timedelta(days=1)


def must_be_closed(promised: Promised, clock: WorldClock, knowledge: Knowledge) -> bool:
    """Whether any stop, by its own file, forbids every session now."""
    answered = {stop.stop_id for stop in promised.stops if stop.event is not None}
    standing = [stop for stop in promised.stops if stop.event is not None or stop.stop_id not in answered]
    if any(stop.event is None for stop in standing):
        return True
    days = days_of(promised.keepings)
    for stop in standing:
        assert stop.event is not None
        then = knowledge.stops[stop.event].then
        if then.pause and stop.place > promised.reviewed_after:
            return True
        # Whoever went east since has not lived the day that the calendar has left behind.
        offset = promised.keepings[stop.place].told_offset_minutes
        today = min(clock.today(), (clock.moment + timedelta(minutes=offset)).date())
        if then.no_more_today and today <= days[stop.place][1]:
            return True
    return _sharp_twice(promised, days)


Day = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class _SetBack:
    """The clock went back from `high` to `low` at a place; `bounded` is what that changed, as it was."""

    high: Keeping
    low: Keeping
    place: int
    bounded: dict[int, Day]


def days_of(keepings: Sequence[Keeping]) -> list[Day]:
    """For each entry the day that it counts on and the last day that it closes, after all that the clock did.

    A clock that went back bounds what was kept before. One that leaps to where it was before, over more than
    it lived through since, was wrong when it went back: then all is as it was, and what was kept meanwhile
    counts later by as much as it went back, and closes the day of the leap.
    """
    days: list[Day] = []
    set_backs: list[_SetBack] = []
    for place, now in enumerate(keepings):
        last = keepings[place - 1] if place else now
        if now.moment < last.moment:
            were = days
            days = [_bound(day, now, kept) for day, kept in zip(were, keepings, strict=False)]
            if bounded := {number: day for number, day in enumerate(were) if day != days[number]}:
                set_backs.append(_SetBack(high=last, low=now, place=place, bounded=bounded))
        while set_backs and now.moment > set_backs[-1].high.moment:
            wrong = set_backs.pop()
            if last.moment - wrong.low.moment < now.moment - last.moment:
                behind = wrong.high.day - wrong.low.day
                days = [wrong.bounded.get(number, day) for number, day in enumerate(days[: wrong.place])] + [
                    _put_right(day, behind, now.day) for day in days[wrong.place :]
                ]
        counts = now.day if now.told > now.day + A_DAY else now.told
        days.append((counts, max(counts, now.day)))
    return days


def _bound(day: Day, now: Keeping, kept: Keeping) -> Day:
    """Both days, at the latest that of the moment: in the zone of now or of the entry, whichever is later."""
    limit = max(now.day, (now.moment + timedelta(minutes=kept.told_offset_minutes)).date())
    return min(day[0], limit), min(day[1], limit)


def _put_right(day: Day, behind: timedelta, today: date) -> Day:
    counts = max(day[0], min(day[0] + behind, today))
    return counts, max(counts, day[1], today)


def _sharp_twice(promised: Promised, days: Sequence[Day]) -> bool:
    """Sharp pain twice within 14 days since somebody looked: H8."""
    sharp = sorted(
        days[stop.place][0]
        for stop in promised.stops
        if stop.event == "sharp_pain" and stop.place > promised.reviewed_after
    )
    return any((later - earlier).days <= 14 for earlier, later in pairwise(sharp))
