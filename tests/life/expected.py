"""When a journal must be closed, worked out once more from what was promised, by other code than Supple's."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from supple.knowledge.collection import Knowledge
from tests.life.world import Closing, Promised, WorldClock

A_DAY = timedelta(days=1)


def must_be_closed(promised: Promised, clock: WorldClock, knowledge: Knowledge) -> bool:
    """Whether any stop, by its own file, forbids every session now."""
    answered = {stop.stop_id for _, stop in promised.stops if stop.event is not None}
    days = days_of(promised)
    standing = [
        (place, stop, days[number])
        for number, (place, stop) in enumerate(promised.stops)
        if stop.event is not None or stop.stop_id not in answered
    ]
    if any(stop.event is None for _, stop, _ in standing):
        return True
    for place, stop, (_, closes) in standing:
        assert stop.event is not None
        then = knowledge.stops[stop.event].then
        # Whoever went east since has not lived the day that the calendar has left behind.
        there = (clock.moment + timedelta(minutes=stop.told_offset_minutes)).date()
        today = min(clock.today(), there)
        if (then.pause and place > promised.reviewed_after) or (then.no_more_today and today <= closes):
            return True
    return _sharp_twice(promised, days)


Day = tuple[date, date]


def days_of(promised: Promised) -> list[Day]:
    """For each stop the day that it counts on and the last day that it closes, after all that the clock did.

    A clock that went back bounds what was kept before. One that leaps to where it was before, over more than
    it lived through since, was wrong when it went back: then all is as it was.
    """
    days: dict[int, Day] = {}
    set_backs: list[tuple[datetime, datetime, dict[int, Day]]] = []
    before: datetime | None = None
    for place, (moment, day) in enumerate(promised.keepings):
        if before is not None and moment < before:
            bounded = {
                number: bound(kept, moment, day, promised.stops[number][1]) for number, kept in days.items()
            }
            set_backs.append(
                (before, moment, {number: kept for number, kept in days.items() if kept != bounded[number]})
            )
            days = bounded
        while before is not None and set_backs and moment > set_backs[-1][0]:
            _, low, saved = set_backs.pop()
            if before - low < moment - before:
                days |= saved
        days |= {
            number: _as_kept(stop)
            for number, (kept_at, stop) in enumerate(promised.stops)
            if kept_at == place
        }
        before = moment
    return [days[number] for number in range(len(promised.stops))]


def bound(kept: Day, moment: datetime, day: date, stop: Closing) -> Day:
    """Both days, at the latest that of the moment: in the zone of now or of the stop, whichever is later."""
    limit = max(day, (moment + timedelta(minutes=stop.told_offset_minutes)).date())
    return min(kept[0], limit), min(kept[1], limit)


def _as_kept(stop: Closing) -> Day:
    counts = stop.kept if stop.told > stop.kept + A_DAY else stop.told
    return counts, max(counts, stop.kept)


def _sharp_twice(promised: Promised, every: list[Day]) -> bool:
    """Sharp pain twice within 14 days since somebody looked: H8."""
    days = sorted(
        every[number][0]
        for number, (place, stop) in enumerate(promised.stops)
        if stop.event == "sharp_pain" and place > promised.reviewed_after
    )
    return any((later - earlier).days <= 14 for earlier, later in pairwise(days))
