"""What a check-in asks, and when the first page may remind of it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from supple.journal.activities import activities
from supple.journal.checking_in import asks, reminds
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    Entry,
    NextDay,
    PlaceChosen,
    Reason,
    Reminders,
    SessionStarted,
    WeeklyChange,
)
from tests.unit.journal.test_current import DAY, adjust, base, check_in, withdrawn

A_DAY = timedelta(days=1)


def began(*, days: float = 0, session: UUID | None = None) -> SessionStarted:
    return SessionStarted(
        **dict(base(days=days)),
        session_id=session or uuid4(),
        screening_id=uuid4(),
        region="all",
        minutes=8,
        techniques=(),
        stiffness=4,
        discomfort=2,
    )


def weekly(*, days: float) -> WeeklyChange:
    return WeeklyChange(**dict(base(days=days)), day=DAY + timedelta(days=int(days)), change="same")


def test_an_empty_journal_is_asked_about_the_day_and_no_more() -> None:
    asked = asks([], day=DAY, today=DAY)
    assert (asked.said, asked.noted, asked.session, asked.week, asked.activities) == (
        None,
        (),
        None,
        False,
        (),
    )


def test_what_was_said_and_noted_is_shown_again() -> None:
    said, note, mistake = check_in(), adjust(), adjust()
    asked = asks([said, note, mistake, withdrawn(mistake)], day=DAY, today=DAY + A_DAY)
    assert asked.said == said
    assert asked.noted == (note,)


@pytest.mark.parametrize(("days", "due"), [(0, False), (6, False), (7, True), (30, True)])
def test_the_week_is_asked_once_seven_days_have_passed(days: int, due: bool) -> None:
    began_here = PlaceChosen(**dict(base()), place="uk_ireland")
    today = DAY + timedelta(days=days)
    assert asks([began_here], day=today, today=today).week is due
    answered: list[Entry] = [began_here, weekly(days=0)]
    # On the day of the answer it stays, so that it can be corrected.
    assert asks(answered, day=today, today=today).week is (due or days == 0)


def test_the_week_is_asked_of_today_only() -> None:
    began_here = PlaceChosen(**dict(base()), place="uk_ireland")
    assert not asks([began_here], day=DAY + 8 * A_DAY, today=DAY + 9 * A_DAY).week


@pytest.mark.parametrize(("days", "asked_about"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_session_is_asked_about_from_the_next_day_on_while_it_is_remembered(
    days: int, asked_about: bool
) -> None:
    today = DAY + timedelta(days=days)
    assert (asks([began()], day=today, today=today).session is not None) is asked_about


def test_a_session_is_not_asked_about_again_the_day_after_the_answer() -> None:
    session = began()
    settled = NextDay(**dict(base(days=1)), session_id=session.session_id, settled=True)
    entries: list[Entry] = [session, settled]
    same_day = asks(entries, day=DAY + A_DAY, today=DAY + A_DAY)
    assert same_day.session == session
    assert same_day.settled == settled
    assert asks(entries, day=DAY + 2 * A_DAY, today=DAY + 2 * A_DAY).session is None


def test_the_newest_reason_counts() -> None:
    reasons = [Reason(**dict(base(days=n)), text=f"reason {n}") for n in range(2)]
    assert asks(reasons, day=DAY, today=DAY).reason == "reason 1"


def test_a_day_has_one_score_for_each_activity_the_last_one_said() -> None:
    swim = ActivityNamed(**dict(base()), name="Swim")

    def rated(day: date, score: int) -> ActivityRated:
        return ActivityRated(**dict(base()), activity_id=swim.id, day=day, score=score)

    scored = [rated(DAY, 3), rated(DAY, 4), rated(DAY - A_DAY, 1)]
    (found,) = activities([swim, *scored])
    assert found.scores == ((DAY - A_DAY, 1), (DAY, 4))


def reminder(*, on: bool = True, until: date | None = None) -> Reminders:
    return Reminders(**dict(base()), on=on, snoozed_until=until)


def test_nobody_is_reminded_who_did_not_ask() -> None:
    assert not reminds([], today=DAY)
    assert not reminds([reminder(), reminder(on=False)], today=DAY)


def test_a_reminder_waits_until_it_was_put_off_and_goes_with_the_check_in() -> None:
    assert reminds([reminder()], today=DAY)
    put_off = [reminder(until=DAY + 2 * A_DAY)]
    assert not reminds(put_off, today=DAY + A_DAY)
    assert reminds(put_off, today=DAY + 2 * A_DAY)
    said = check_in()
    assert not reminds([reminder(), said], today=DAY)
    assert reminds([reminder(), said, withdrawn(said)], today=DAY)
