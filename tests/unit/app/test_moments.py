"""Days that are still to come, and things that happen at the very same moment."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.journal.entry import ActivityNamed, ActivityRated, CheckIn, Entry, WeeklyChange
from tests.unit.app.test_service import refused, screened, started, stopped, wish


def about_the_day(supple: Supple, day: date, activity: UUID) -> list[Entry]:
    """One note of each kind that names a day, made now."""
    return [
        CheckIn(**supple.stamp(), day=day, discomfort=1, self_adjusts=None, note=None),
        WeeklyChange(**supple.stamp(), day=day, change="same"),
        ActivityRated(**supple.stamp(), activity_id=activity, day=day, score=5),
    ]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("days", [2, 3, 400])
def test_a_note_of_now_cannot_name_a_day_that_is_still_to_come(supple: Supple, place: int, days: int) -> None:
    """More than what zones can differ by: it would outlast all that is noted until then."""
    activity = ActivityNamed(**supple.stamp(), name="Walking")
    supple.add([activity])
    late = about_the_day(supple, supple.clock.today() + timedelta(days=days), activity.id)[place]
    with pytest.raises(NotPossibleError, match="still to come"):
        supple.add([late])
    assert supple.store.entries() == [activity]


def test_a_note_may_name_the_day_of_another_zone(supple: Supple) -> None:
    activity = ActivityNamed(**supple.stamp(), name="Walking")
    supple.add([activity])
    supple.add(about_the_day(supple, supple.clock.today() + timedelta(days=1), activity.id))
    assert len(supple.store.entries()) == 4


def test_no_plan_after_a_stop_at_the_very_moment_of_the_answers(supple: Supple) -> None:
    """The clock stands still: the stop was kept after the answers, and counts."""
    session = started(supple, screened(supple))
    answers = screened(supple)
    supple.make_plan(wish(answers))
    stop = stopped(supple, session, None)
    assert stop.at == answers.at
    assert "stopped after these answers" in refused(supple, wish(answers))
