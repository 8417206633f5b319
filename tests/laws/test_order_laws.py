"""What came before what is the order of keeping; no clock and no zone opens what was closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from supple.journal.days import Days, Received, stated_day
from supple.journal.entry import Entry, ReviewConfirmed, StopEntry
from supple.journal.habit.from_entries import facts_of
from supple.journal.history import safety_history, stopped_after
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


def by_definition(history: Sequence[Kept], place: int) -> tuple[date, date]:
    """The day that an entry counts on and the last day of what it closes, each later set-back applied."""
    stated, received = stated_day(history[place].entry), history[place].received.day
    counts = received if stated > received + A_DAY else stated
    closes = max(counts, received)
    for earlier, later in zip(history[place:], history[place + 1 :], strict=False):
        if later.received.at < earlier.received.at:
            counts, closes = min(counts, later.received.day), min(closes, later.received.day)
    return counts, closes


@given(HISTORIES)
def test_days_are_as_defined_however_clocks_and_zones_go(history: list[Kept]) -> None:
    days = learned(history)
    for place, one in enumerate(history):
        assert (days.counts_on(one.entry), days.closes_on(one.entry)) == by_definition(history, place)


@given(HISTORIES)
def test_nothing_lies_further_ahead_than_the_day_after_its_keeping(history: list[Kept]) -> None:
    days = learned(history)
    for one in history:
        assert days.counts_on(one.entry) <= one.received.day + A_DAY
        assert days.closes_on(one.entry) >= min(days.counts_on(one.entry), one.received.day)


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
    assert [stop.stop_id for stop in open_stops(first)] == [stop.stop_id for stop in open_stops(other)]
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
    facts = safety_history(entries, knowledge, today=today, before=None)
    assert facts.to_be_answered == any(entry.event is None for entry in stops)
    events = [fact.event for fact in facts.stops]
    assert events == [entry.event for entry in stops]
    assert all(counted_day(entry, entries) <= closing_day(entry, entries) for entry in stops)
