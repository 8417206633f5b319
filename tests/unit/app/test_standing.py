"""What a session that is taken up again hears of what was said meanwhile."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from supple.app.noting import Said, check_in
from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.app.standing import Begun, refuse_ended, refuse_going_on, standing
from supple.app.stop_answers import StopAnswer, answer_stops
from supple.journal.entry import SessionStarted
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
    there, nowhere = standing(supple, stop.stop_id), standing(supple, uuid4())
    assert (there.answered, there.kept) == (False, True)
    assert (nowhere.answered, nowhere.kept) == (False, False)


def test_the_number_is_that_of_the_place_chosen_last(supple: Supple) -> None:
    supple.choose_place("uk_ireland")
    assert standing(supple, None).emergency.number == "999"
    supple.choose_place("north_america")
    assert standing(supple, None).emergency.number == "911"


def begun(supple: Supple) -> Begun:
    """A session that was planned and has started."""
    screening = screened(supple)
    plan = supple.make_plan(wish(screening))
    started(supple, screening)
    return Begun(plan=plan, screening=screening)


def test_the_last_session_of_a_day_may_be_paused_and_gone_on_with(supple: Supple, clock: HandClock) -> None:
    """That there were enough for today forbids the next one."""
    for _ in range(2):
        started(supple, screened(supple))
        clock.move(minutes=20)
    session = begun(supple)
    assert supple.today().restrictions.forbid_all
    assert not standing(supple, None).closed
    refuse_going_on(supple, session)
    with pytest.raises(NotPossibleError, match="sessions for today"):
        supple.make_plan(wish(screened(supple)))


def test_what_was_noted_of_a_session_itself_leaves_it_going_on(supple: Supple) -> None:
    session = begun(supple)
    refuse_going_on(supple, session)
    ours = next(entry for entry in supple.reading() if isinstance(entry, SessionStarted))
    stopped(supple, ours, "nothing_bad")
    refuse_going_on(supple, session)


def numb(supple: Supple) -> None:
    stopped(supple, started(supple, screened(supple)), "numb_tingling")


def pressed(supple: Supple) -> None:
    stopped(supple, started(supple, screened(supple)), None)


def popped(supple: Supple) -> None:
    """So often that only the gentle movements are left."""
    check_in(supple, Said(day=supple.clock.today(), discomfort=None, self_adjusts=6, note=None))


CLOSING = [
    (numb, "stopped earlier today"),
    (pressed, "why you stopped"),
    (screened, "newer answers"),
    (lambda supple: screened(supple, numb_between_legs=True), "said not to move"),
    (popped, "five or more pops"),
]


@pytest.mark.parametrize(("say", "words"), CLOSING)
def test_what_was_said_meanwhile_ends_it(supple: Supple, say: Callable[[Supple], object], words: str) -> None:
    session = begun(supple)
    say(supple)
    with pytest.raises(NotPossibleError, match=words):
        refuse_ended(supple, session)
    with pytest.raises(NotPossibleError, match=words):
        refuse_going_on(supple, session)


@pytest.mark.parametrize("hours", [-26.0, -0.001, 2.9])
def test_a_clock_that_was_moved_asks_anew_but_ends_nothing_that_plays(
    supple: Supple, clock: HandClock, hours: float
) -> None:
    session = begun(supple)
    clock.move(hours=hours)
    refuse_ended(supple, session)
    with pytest.raises(NotPossibleError, match="too old to go on"):
        refuse_going_on(supple, session)
