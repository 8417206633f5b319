"""What came before what is the order of keeping; no clock and no zone opens what was closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from supple.journal.days import Days, Received, stated_day
from supple.journal.entry import Entry, ReviewConfirmed, StopEntry
from supple.journal.habit.from_entries import facts_of
from supple.journal.history import safety_history, stopped_after
from supple.journal.present import Present
from supple.journal.reading import Reading, closing_day, counted_day
from supple.journal.stops import open_stops
from supple.knowledge.collection import Knowledge

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
ZONES = some.integers(-12 * 60, 14 * 60)
MINUTES = some.integers(-60 * 24 * 3, 60 * 24 * 3)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An entry and when it was kept."""

    entry: Entry
    received: Received


BASE = {"at": NOON, "utc_offset_minutes": 0, "rules_version": "1"}


@some.composite
def kept(draw: some.DrawFn, event: some.SearchStrategy[str | None]) -> Kept:
    """A stop or a review, told and kept at moments and in zones that need not agree."""
    base = {
        "id": draw(some.uuids(version=4)),
        "at": NOON + timedelta(minutes=draw(MINUTES)),
        "utc_offset_minutes": draw(ZONES),
        "rules_version": "1",
    }
    received = Received(at=NOON + timedelta(minutes=draw(MINUTES)), utc_offset_minutes=draw(ZONES))
    if draw(some.integers(0, 4)) == 0:
        return Kept(entry=ReviewConfirmed.model_validate(base), received=received)
    where = {"technique": "knee-twist", "side": None, "level": None, "segment_ms": 0, "session_ms": 0}
    ids = {"session_id": UUID(int=1), "stop_id": draw(some.uuids(version=4))}
    return Kept(
        entry=StopEntry.model_validate({**base, **where, **ids, "event": draw(event)}), received=received
    )


EVENTS = some.sampled_from([None, "worse_or_new", "numb_tingling", "sharp_pain", "nothing_bad"])
HISTORIES = some.lists(kept(EVENTS), min_size=1, max_size=8, unique_by=lambda one: one.entry.id)


def learned(history: Sequence[Kept]) -> Days:
    days, earlier = Days(), list[Entry]()
    for one in history:
        days.learn(one.entry, one.received, earlier=earlier)
        earlier.append(one.entry)
    return days


def by_definition(history: Sequence[Kept]) -> list[tuple[date, date]]:
    """For each entry the day it counts on and the last day of what it closes, all of them after each step."""
    days: list[tuple[date, date]] = []
    set_backs: list[tuple[Received, Received, int, dict[int, tuple[date, date]]]] = []
    for place, (entry, received) in enumerate((one.entry, one.received) for one in history):
        now, before = received.at, history[place - 1].received if place else received
        last = before.at
        if now < last:
            limits = [max(received.day, _day(now, one.entry.utc_offset_minutes)) for one in history]
            bounded = [
                (min(day, limit), min(end, limit)) for (day, end), limit in zip(days, limits, strict=False)
            ]
            changed = {number: old for number, old in enumerate(days) if old != bounded[number]}
            if changed:
                set_backs.append((before, received, place, changed))
            days = bounded
        while set_backs and now > set_backs[-1][0].at:
            high, low, first, changed = set_backs.pop()
            if last - low.at < now - last:
                counted = [max(day, min(day + (high.day - low.day), received.day)) for day, _ in days[first:]]
                ends = [max(end, received.day) for _, end in days[first:]]
                days = [changed.get(number, day) for number, day in enumerate(days[:first])]
                days += [(day, max(day, end)) for day, end in zip(counted, ends, strict=True)]
        stated = stated_day(entry)
        counts = received.day if stated > received.day + A_DAY else stated
        days.append((counts, max(counts, received.day)))
    return days


def _day(moment: datetime, offset_minutes: int) -> date:
    return (moment + timedelta(minutes=offset_minutes)).date()


@given(HISTORIES)
def test_days_are_as_defined_however_clocks_and_zones_go(history: list[Kept]) -> None:
    days = learned(history)
    assert [(days.counts_on(one.entry), days.closes_on(one.entry)) for one in history] == by_definition(
        history
    )


@given(HISTORIES, some.integers(2, 60 * 24 * 20), some.integers(1, 60))
def test_a_clock_that_was_behind_for_a_moment_changes_nothing(
    history: list[Kept], behind: int, later: int
) -> None:
    """It is set back, something is kept, and it leaps to where it was: every day is what it was, or later."""
    before = by_definition(history)
    last = history[-1].received
    low = Received(at=last.at - timedelta(minutes=behind), utc_offset_minutes=last.utc_offset_minutes)
    right = Received(at=last.at + timedelta(minutes=later), utc_offset_minutes=last.utc_offset_minutes)
    notes = [ReviewConfirmed.model_validate(BASE | {"id": UUID(int=number)}) for number in (1, 2)]
    more = [Kept(entry=note, received=when) for note, when in zip(notes, (low, right), strict=True)]
    days = learned([*history, *more])
    # Those set back before may come right as well, which only ever closes more.
    for one, (counts, closes) in zip(history, before, strict=True):
        assert days.counts_on(one.entry) >= counts
        assert days.closes_on(one.entry) >= closes


@given(HISTORIES)
def test_nothing_lies_further_ahead_than_the_day_after_the_latest_keeping(history: list[Kept]) -> None:
    days = learned(history)
    latest = max(one.received.day for one in history)
    for one in history:
        assert days.counts_on(one.entry) <= latest + A_DAY
        assert days.closes_on(one.entry) >= min(days.counts_on(one.entry), one.received.day)


@given(HISTORIES, some.integers(3, 20_000), some.integers(0, 600))
def test_what_was_kept_while_the_clock_was_behind_closes_the_day_on_which_it_is_put_right(
    history: list[Kept], behind_days: int, minutes: int
) -> None:
    """Nobody has to have seen it leap: beyond what zones explain, the order of keeping is enough."""
    forward = sorted(history, key=lambda one: one.received.at)
    last = forward[-1].received
    at = last.at - timedelta(days=behind_days)
    note = ReviewConfirmed.model_validate(BASE | {"id": UUID(int=1), "at": at})
    low = Kept(entry=note, received=Received(at=at, utc_offset_minutes=0))
    put_right = Received(at=last.at + timedelta(minutes=minutes + 1), utc_offset_minutes=0)
    after = Kept(entry=ReviewConfirmed.model_validate(BASE | {"id": UUID(int=2)}), received=put_right)
    days = learned([*forward, low, after])
    assert days.closes_on(note) >= put_right.day


@given(HISTORIES)
def test_what_closes_a_day_never_ends_before_the_day_of_keeping_unless_the_clock_went_back(
    history: list[Kept],
) -> None:
    forward = sorted(history, key=lambda one: one.received.at)
    days = learned(forward)
    for one in forward:
        assert days.closes_on(one.entry) >= one.received.day


@given(HISTORIES, some.lists(MINUTES, min_size=8, max_size=8))
def test_the_moments_of_entries_say_nothing_about_their_order(
    knowledge: Knowledge, history: list[Kept], minutes: list[int]
) -> None:
    """Other clock times, the same sequence: the same stops since the same answers, the same open ones."""
    first = [one.entry for one in history]
    other = [
        entry.model_copy(update={"at": NOON + timedelta(minutes=minute)})
        for entry, minute in zip(first, minutes, strict=False)
    ]
    for entry, moved in zip(first, other, strict=True):
        assert stopped_after(entry, first, knowledge) == stopped_after(moved, other, knowledge)
    open_before, open_after = (open_stops(part, knowledge) for part in (first, other))
    assert [stop.stop_id for stop in open_before] == [stop.stop_id for stop in open_after]
    counted = [None if (since := facts_of(part, knowledge).since_review) is None else len(since.stops)
               for part in (first, other)]  # fmt: skip
    assert counted[0] == counted[1]


@given(HISTORIES)
def test_a_stop_without_a_reason_counts_as_pain_until_it_is_answered(
    knowledge: Knowledge, history: list[Kept]
) -> None:
    entries = Reading([one.entry for one in history], days=learned(history))
    stops = [entry for entry in entries if isinstance(entry, StopEntry)]
    today = max((closing_day(entry, entries) for entry in stops), default=NOON.date())
    now = Present(at=datetime.combine(today, time(12), UTC), utc_offset_minutes=0)
    facts = safety_history(entries, knowledge, now=now, before=None)
    assert facts.to_be_answered == any(entry.event is None for entry in stops)
    events = [fact.event for fact in facts.stops]
    assert events == [entry.event for entry in stops]
    assert all(counted_day(entry, entries) <= closing_day(entry, entries) for entry in stops)
