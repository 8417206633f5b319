"""When a journal must be closed, worked out once more from what was promised, by other code than Supple's."""

from datetime import date, timedelta
from itertools import pairwise

from supple.knowledge.collection import Knowledge
from tests.life.world import Closing, Promised, WorldClock

A_DAY = timedelta(days=1)


def must_be_closed(promised: Promised, clock: WorldClock, knowledge: Knowledge) -> bool:
    """Whether any stop, by its own file, forbids every session now."""
    answered = {stop.stop_id for _, stop in promised.stops if stop.event is not None}
    standing = [
        (place, stop)
        for place, stop in promised.stops
        if stop.event is not None or stop.stop_id not in answered
    ]
    if any(stop.event is None for _, stop in standing):
        return True
    today = clock.today()
    return any(_closes(place, stop, promised, today, knowledge) for place, stop in standing) or _sharp_twice(
        promised
    )


def _closes(place: int, stop: Closing, promised: Promised, today: date, knowledge: Knowledge) -> bool:
    assert stop.event is not None
    then = knowledge.stops[stop.event].then
    if then.pause and place > promised.reviewed_after:
        return True
    return then.no_more_today and today <= last_day(place, stop, promised)


def last_day(place: int, stop: Closing, promised: Promised) -> date:
    """The later of the day told and the day of keeping, bounded wherever the clock went back since."""
    counts = stop.kept if stop.told > stop.kept + A_DAY else stop.told
    closes = max(counts, stop.kept)
    since = promised.keepings[place:]
    for (before, _), (after, day) in pairwise(since):
        if after < before:
            closes = min(closes, day)
    return closes


def counted_day(place: int, stop: Closing, promised: Promised) -> date:
    """The day told, as far as it is believed."""
    counts = stop.kept if stop.told > stop.kept + A_DAY else stop.told
    since = promised.keepings[place:]
    for (before, _), (after, day) in pairwise(since):
        if after < before:
            counts = min(counts, day)
    return counts


def _sharp_twice(promised: Promised) -> bool:
    """Sharp pain twice within 14 days since somebody looked: H8."""
    days = sorted(
        counted_day(place, stop, promised)
        for place, stop in promised.stops
        if stop.event == "sharp_pain" and place > promised.reviewed_after
    )
    return any((later - earlier).days <= 14 for earlier, later in pairwise(days))
