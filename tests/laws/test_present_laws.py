"""What a calendar says of days that nobody lived: it opens nothing, and holds nobody longer than a day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from supple.base.clock import Leap
from supple.journal.entry import SelfAdjust
from supple.journal.present import Present

NOON = datetime(2026, 5, 5, 12, tzinfo=UTC)
OFFSETS = st.integers(-14 * 60, 14 * 60)
BEHIND = st.timedeltas(timedelta(), timedelta(days=3000))
PASSED = st.timedeltas(timedelta(), timedelta(days=40))


def kept(at: datetime, offset: int) -> SelfAdjust:
    return SelfAdjust(id=UUID(int=1), at=at, utc_offset_minutes=offset, rules_version="1")


@given(BEHIND, PASSED, OFFSETS, OFFSETS)
def test_a_day_lasts_until_time_has_brought_it_to_its_end(
    behind: timedelta, passed: timedelta, there: int, here: int
) -> None:
    """Kept by a clock that was behind, asked in another zone when it is right."""
    entry = kept(NOON - behind, there)
    leap = Leap(since=entry.at, until=entry.at + passed, by=behind)
    now = Present(at=NOON + passed, utc_offset_minutes=here, leaps=(leap,))
    lived = now.today - now.not_lived(entry)
    by_its_own_clock = Present(at=entry.at + passed, utc_offset_minutes=min(there, here))
    assert lived == by_its_own_clock.today
    assert timedelta() <= now.not_lived(entry) <= behind + timedelta(days=3)


@given(PASSED, OFFSETS, st.timedeltas(timedelta(days=-3000), timedelta()))
def test_a_clock_set_back_takes_no_day_away(passed: timedelta, offset: int, by: timedelta) -> None:
    """What it closes is bounded by the order of keeping instead."""
    entry = kept(NOON, offset)
    leap = Leap(since=NOON, until=NOON + passed, by=by)
    assert not Present(at=NOON + passed + by, utc_offset_minutes=offset, leaps=(leap,)).not_lived(entry)


@given(PASSED, OFFSETS, BEHIND)
def test_what_was_kept_after_a_leap_is_as_old_as_it_says(
    passed: timedelta, offset: int, by: timedelta
) -> None:
    entry = kept(NOON, offset)
    leap = Leap(since=NOON - by - passed, until=NOON - timedelta(seconds=1), by=by)
    assert not Present(at=NOON + passed, utc_offset_minutes=offset, leaps=(leap,)).not_lived(entry)
