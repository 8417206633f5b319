"""Clocks that jump and zones that change: nothing is fixed by them, and nothing is opened."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from supple.app.clock import SystemClock
from supple.app.noting import Said, ask, check_in, name_activity, remind
from supple.app.people import People
from supple.app.refusals import NotPossibleError
from supple.app.service import Supple, nearest_stamp, stamp
from supple.app.telling import trends_of
from supple.base.clock import Leap
from supple.base.errors import SuppleError
from supple.journal.checking_in import asks
from supple.journal.entry_base import MOST_OFFSET_MINUTES
from tests.unit.app.test_service import answers, screened, started, stopped, wish
from tests.unit.conftest import HandClock


@dataclass
class TravellingClock(HandClock):
    """A clock whose zone is set, too."""

    offset_minutes: int = 60

    def today(self) -> date:
        return (self.moment + timedelta(minutes=self.offset_minutes)).date()

    def utc_offset_minutes(self) -> int:
        return self.offset_minutes


@pytest.fixture
def clock() -> TravellingClock:
    return TravellingClock()


def test_the_latest_place_is_the_last_kept_whatever_the_clock_said(
    supple: Supple, clock: TravellingClock
) -> None:
    clock.move(minutes=30)
    supple.choose_place("north_america")
    clock.move(minutes=-30)
    supple.choose_place("europe")
    place = supple.place()
    assert place is not None
    assert place.id == "europe"


@pytest.mark.parametrize("ahead", [timedelta(minutes=20), timedelta(days=1), timedelta(days=400)])
def test_answers_from_a_clock_that_was_ahead_hold_nobody_up(
    supple: Supple, clock: TravellingClock, ahead: timedelta
) -> None:
    clock.moment += ahead
    old = screened(supple)
    clock.moment -= ahead
    with pytest.raises(NotPossibleError, match="too old"):
        supple.make_plan(wish(old))
    supple.make_plan(wish(screened(supple)))


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=400)])
def test_what_a_clock_ahead_closed_is_closed_today_and_no_longer(
    supple: Supple, clock: TravellingClock, ahead: timedelta
) -> None:
    """Put right, it counts as of today at the latest; the next entry says that the clock was set back."""
    clock.moment += ahead
    stopped(supple, started(supple, screened(supple)), "worse_or_new")
    clock.moment -= ahead
    assert supple.today().restrictions.forbid_all
    assert supple.reading()[-1].kind == "clock_set_back"
    count = len(supple.reading())
    clock.move(days=1)
    assert not supple.today().restrictions.forbid_all
    assert len(supple.reading()) == count


@pytest.mark.parametrize("behind", [timedelta(hours=20), timedelta(days=10), timedelta(days=2200)])
def test_a_glance_under_a_clock_that_was_behind_opens_nothing_and_forgets_nothing(
    supple: Supple, clock: TravellingClock, behind: timedelta
) -> None:
    """As with an empty battery, before the time server is heard: the day stays closed, the days are there."""
    for _ in range(3):
        check_in(supple, Said(day=clock.today(), discomfort=3, self_adjusts=None, note=None))
        clock.move(days=1)
    stopped(supple, started(supple, screened(supple)), "worse_or_new")
    days = [day.day for day in supple.journal_by_days().days]
    clock.moment -= behind
    assert supple.today().restrictions.forbid_all
    clock.moment += behind + timedelta(minutes=5)
    assert supple.today().restrictions.forbid_all
    assert supple.reading()[-1].kind == "clock_put_right"
    assert [day.day for day in supple.journal_by_days().days][: len(days)] == days
    clock.move(days=1)
    assert not supple.today().restrictions.forbid_all


def test_a_zone_further_west_opens_nothing_where_the_clock_went_back_a_second(
    supple: Supple, clock: TravellingClock
) -> None:
    clock.moment, clock.offset_minutes = datetime(2026, 3, 2, 12, tzinfo=UTC), 13 * 60
    stopped(supple, started(supple, screened(supple)), "worse_or_new")
    clock.moment, clock.offset_minutes = clock.moment - timedelta(seconds=1), -10 * 60
    supple.note_self_adjust()
    clock.moment, clock.offset_minutes = clock.moment + timedelta(minutes=30), 13 * 60
    assert supple.today().restrictions.forbid_all


def test_a_clock_that_was_ahead_silences_no_question_and_no_reminder(
    supple: Supple, clock: TravellingClock
) -> None:
    """What was said of the week, and put off, a year ahead counts from the day on which it was put right."""
    clock.move(days=400)
    check_in(supple, Said(day=clock.today(), discomfort=3, self_adjusts=None, note=None, change="better"))
    remind(supple, on=True, snooze=timedelta(days=7))
    clock.move(days=-400)
    supple.today()
    clock.move(days=8)
    assert asks(supple.reading(), day=clock.today(), today=clock.today()).week
    assert supple.today().reminds


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=400)])
def test_a_check_in_under_a_clock_that_was_ahead_is_seen_and_corrected_on_the_day_that_it_counts(
    supple: Supple, clock: TravellingClock, ahead: timedelta
) -> None:
    remind(supple, on=True)
    name_activity(supple, "Gardening")
    activity = ask(supple).activities[0].id
    clock.moment += ahead
    check_in(
        supple,
        Said(day=clock.today(), discomfort=9, self_adjusts=5, note="bad", scores={activity: 2}),
    )
    clock.moment -= ahead
    asked = ask(supple)
    assert asked.said is not None
    assert asked.said.note == "bad"
    assert asked.activities[0].scores == ((clock.today(), 2),)
    assert not supple.today().reminds
    check_in(supple, Said(day=clock.today(), discomfort=1, self_adjusts=0, note=None, scores={activity: 7}))
    (day,) = trends_of(supple, days=7).days
    assert (day.discomfort, day.self_adjusts) == (1, 0)
    assert ask(supple).activities[0].scores == ((clock.today(), 7),)
    clock.move(days=1)
    assert ask(supple).said is None
    assert supple.today().reminds


@pytest.mark.parametrize("step", [timedelta(seconds=1), timedelta(hours=5)])
def test_a_small_step_back_adds_nothing(supple: Supple, clock: TravellingClock, step: timedelta) -> None:
    supple.note_self_adjust()
    clock.moment -= step
    assert [entry.kind for entry in supple.reading()] == ["self_adjust"]


def test_a_refusal_in_one_zone_is_a_refusal_in_the_next(supple: Supple, clock: TravellingClock) -> None:
    """Refused in Auckland on the 30th, asked in Honolulu on the 29th, and there until the 30th has passed."""
    clock.moment, clock.offset_minutes = datetime(2026, 11, 29, 20, tzinfo=UTC), 13 * 60
    screened(supple, severe_osteoporosis=True)
    clock.offset_minutes = -10 * 60
    assert clock.today() == date(2026, 11, 29)
    assert supple.today().restrictions.forbid_all
    clock.move(hours=24)
    assert clock.today() == date(2026, 11, 30)
    assert supple.today().restrictions.forbid_all
    clock.move(hours=24)
    assert not supple.today().restrictions.forbid_all


def test_the_day_of_a_refusal_is_over_where_it_was_made_and_where_somebody_went(
    supple: Supple, clock: TravellingClock
) -> None:
    """Refused in Honolulu on the 29th: in Auckland it is the 30th at once, and no day has passed."""
    clock.moment, clock.offset_minutes = datetime(2026, 11, 29, 20, tzinfo=UTC), -10 * 60
    screened(supple, severe_osteoporosis=True)
    clock.offset_minutes = 13 * 60
    assert clock.today() == date(2026, 11, 30)
    assert supple.today().restrictions.forbid_all
    clock.move(hours=13)  # still the 29th in Honolulu
    assert supple.today().restrictions.forbid_all
    clock.move(hours=2)
    assert not supple.today().restrictions.forbid_all


def test_going_east_unlocks_no_movement(supple: Supple, clock: TravellingClock) -> None:
    clock.moment, clock.offset_minutes = datetime(2026, 11, 29, 20, tzinfo=UTC), -10 * 60
    stopped(supple, started(supple, screened(supple)), "sharp_pain")
    clock.offset_minutes = 13 * 60
    screened(supple)
    assert not supple.today().restrictions.leave("knee-twist")
    clock.move(days=1)
    screened(supple)
    assert supple.today().restrictions.leave("knee-twist")


BEHIND = [timedelta(hours=20), timedelta(days=1), timedelta(days=1000), timedelta(days=20_000)]


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("others", [False, True])
def test_a_clock_that_was_behind_until_it_was_put_right_is_no_day_that_passed(
    supple: Supple, clock: TravellingClock, behind: timedelta, others: bool
) -> None:
    """As with an empty battery: stopped before the time server was heard, and asked again after it."""
    if others:
        check_in(supple, Said(day=clock.today(), discomfort=3, self_adjusts=None, note=None))
        clock.move(days=3)
    clock.moment -= behind
    stopped(supple, started(supple, screened(supple)), "sharp_pain")
    clock.move(minutes=1)
    clock.leap(behind, since=timedelta(minutes=40))
    assert supple.today().restrictions.forbid_all
    screened(supple)
    assert not supple.today().restrictions.leave("knee-twist")
    clock.move(days=1)
    screened(supple)
    assert not supple.today().restrictions.forbid_all
    assert supple.today().restrictions.leave("knee-twist")


@pytest.mark.parametrize("behind", BEHIND)
def test_the_order_shows_that_a_clock_was_behind_where_supple_was_ended_before_it_was_put_right(
    supple: Supple, clock: TravellingClock, behind: timedelta
) -> None:
    """Nobody saw it leap, but the stop was kept after what was said on a later day."""
    check_in(supple, Said(day=clock.today(), discomfort=3, self_adjusts=None, note=None))
    clock.move(days=3)
    supple.note_self_adjust()
    clock.moment -= behind
    stopped(supple, started(supple, screened(supple)), "sharp_pain")
    clock.moment += behind + timedelta(minutes=5)
    assert supple.today().restrictions.forbid_all
    screened(supple)
    assert not supple.today().restrictions.leave("knee-twist")
    clock.move(days=1)
    screened(supple)
    assert supple.today().restrictions.leave("knee-twist")
    stopped(supple, started(supple, screened(supple)), "sharp_pain")
    assert supple.journal_habit().outcome == "pause"  # twice in 14 days


def test_the_first_week_is_not_over_because_a_clock_was_behind(
    supple: Supple, clock: TravellingClock
) -> None:
    started(supple, screened(supple))
    clock.leap(timedelta(days=1000), since=timedelta(hours=2))
    assert supple.judge(supple.progress(answers(supple, age_65_plus=True))).outcome == "gentle"
    clock.move(days=7)
    assert supple.judge(supple.progress(answers(supple, age_65_plus=True))).outcome == "allow"


def test_what_was_kept_before_the_machine_was_started_is_as_old_as_it_says(
    supple: Supple, clock: TravellingClock
) -> None:
    stopped(supple, started(supple, screened(supple)), "worse_or_new")
    clock.move(days=2)
    clock.leap(timedelta(days=2), since=timedelta(days=1))
    assert not supple.today().restrictions.forbid_all


def test_a_clock_put_forward_by_mistake_and_back_again_has_not_moved(
    supple: Supple, clock: TravellingClock
) -> None:
    stopped(supple, started(supple, screened(supple)), "worse_or_new")
    clock.leap(timedelta(days=3), since=timedelta(days=1))
    assert supple.today().restrictions.forbid_all
    clock.leap(timedelta(days=-3), since=timedelta(days=4))
    clock.move(days=1)
    assert not supple.today().restrictions.forbid_all


def test_a_stop_that_arrives_late_closes_the_day_on_which_it_arrives(
    supple: Supple, clock: TravellingClock
) -> None:
    session = started(supple, screened(supple))
    at = clock.now()
    clock.move(days=5)
    stopped(supple, session, "worse_or_new", at=at)
    assert supple.today().restrictions.forbid_all
    clock.move(days=1)
    assert not supple.today().restrictions.forbid_all


def test_locked_until_answered_anew_means_after_the_stop_also_across_zones(
    supple: Supple, clock: TravellingClock
) -> None:
    """Answers of the 30th in Auckland came before a stop of the 29th in Honolulu: they lift nothing."""
    clock.moment, clock.offset_minutes = datetime(2026, 11, 29, 20, tzinfo=UTC), 13 * 60
    session = started(supple, screened(supple))
    clock.offset_minutes = -10 * 60
    clock.move(minutes=5)
    stopped(supple, session, "sharp_pain")
    clock.move(days=3)
    assert not supple.today().restrictions.leave("knee-twist")
    screened(supple)
    assert supple.today().restrictions.leave("knee-twist")


def test_answers_age_from_the_first_of_them(supple: Supple, clock: TravellingClock) -> None:
    first = clock.now()
    clock.move(hours=1, minutes=59)
    progress = supple.progress(answers(supple))
    entry = supple.finish(progress, "allow", first_answer_at=first)
    supple.make_plan(wish(entry))
    assert not supple.took_too_long(first)
    clock.move(minutes=2)
    assert supple.took_too_long(first)
    with pytest.raises(NotPossibleError, match="too old"):
        supple.make_plan(wish(entry))


@pytest.mark.parametrize("year", [1969, 2200, 9999])
def test_a_clock_beyond_all_calendars_is_told_in_a_sentence(
    people: People, clock: TravellingClock, year: int
) -> None:
    clock.moment = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(SuppleError, match=f"{year}-06-01.*Set the clock of this computer"):
        people.chosen(None).note_self_adjust()


@dataclass
class Machine:
    """Its clock is `ahead` of the time that has passed."""

    passed: timedelta = timedelta(minutes=40)
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return START + self.passed + self.ahead


START = datetime(2026, 11, 29, 20, tzinfo=UTC)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr("supple.app.clock._since_start", lambda: machine.passed)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: machine.now())
    return machine


def test_the_clock_of_this_machine_notices_when_it_is_moved(machine: Machine) -> None:
    """Not when time passes, nor when it is put right by a moment."""
    clock = SystemClock()
    assert clock.leaps() == ()
    machine.passed += timedelta(hours=9)
    machine.ahead = timedelta(seconds=100)
    assert clock.leaps() == ()
    machine.ahead = timedelta(days=1)
    first = Leap(since=START, until=START + machine.passed, by=timedelta(days=1))
    assert clock.leaps() == (first,)
    assert clock.leaps() == (first,)
    machine.ahead = timedelta(hours=-1)
    assert clock.leaps()[1].by == timedelta(hours=-25)


def test_a_zone_that_no_place_has_is_told_in_a_sentence_and_keeps_no_stop_away(
    supple: Supple, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole day ahead of UTC and more, which is more than a calendar of Python's can tell."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "NIL-30")
        clock = SystemClock()
        assert clock.utc_offset_minutes() >= 24 * 60
        assert clock.today() - datetime.now(UTC).date() >= timedelta(days=1)
        with pytest.raises(SuppleError, match=r"hours from UTC.*Set the time zone"):
            stamp(clock, supple.knowledge)
        assert nearest_stamp(clock, supple.knowledge)["utc_offset_minutes"] == MOST_OFFSET_MINUTES
    time.tzset()
