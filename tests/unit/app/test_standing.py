"""What a session that is taken up again hears of what was said meanwhile."""

from uuid import uuid4

import pytest

from supple.app.service import Supple
from supple.app.standing import standing
from supple.app.stop_answers import StopAnswer, answer_stops
from tests.unit.app.test_service import screened, started, stopped, wish
from tests.unit.conftest import HandClock


def test_a_session_that_may_begin_may_go_on_until_answers_refuse_one(
    supple: Supple, clock: HandClock
) -> None:
    screening = screened(supple)
    supple.make_plan(wish(screening))
    started(supple, screening)
    assert not standing(supple, None).closed
    clock.move(minutes=5)
    screened(supple, numb_between_legs=True)
    assert standing(supple, None).closed


@pytest.mark.parametrize(("event", "closed"), [("nothing_bad", False), ("sharp_pain", True)])
def test_a_stop_that_was_answered_outside_of_its_session_is_answered(
    supple: Supple, event: str, *, closed: bool
) -> None:
    stop = stopped(supple, started(supple, screened(supple)), None)
    before = standing(supple, stop.stop_id)
    assert (before.answered, before.closed) == (False, True)
    answer_stops(supple, (stop.stop_id,), StopAnswer(event=event, follow_up={}))
    after = standing(supple, stop.stop_id)
    assert (after.answered, after.closed) == (True, closed)


def test_what_its_own_session_said_of_a_stop_leaves_the_session_to_ask_on(supple: Supple) -> None:
    """A stop whose event is known may still be asked about signs: nobody else has asked them."""
    stop = stopped(supple, started(supple, screened(supple)), "numb_tingling")
    assert not standing(supple, stop.stop_id).answered
    assert not standing(supple, uuid4()).answered


def test_the_number_is_that_of_the_place_chosen_last(supple: Supple) -> None:
    supple.choose_place("uk_ireland")
    assert standing(supple, None).emergency.number == "999"
    supple.choose_place("north_america")
    assert standing(supple, None).emergency.number == "911"
