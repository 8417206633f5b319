"""What is still to be said of stops is asked first, once for all, and closes until it is said."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.app.service import Supple
from supple.app.stop_answers import (
    StopAnswer,
    YesNoUnsure,
    answer_damage,
    answer_stops,
    damage_to_ask_about,
    stop_question,
)
from supple.journal.entry import JournalRepaired, StopEntry
from tests.unit.app.test_service import answers, screened, started, stopped
from tests.unit.conftest import HandClock


def outcome(supple: Supple) -> str:
    """What today's answers, all of them no, lead to."""
    return supple.judge(supple.progress(answers(supple))).outcome.value


def asked(supple: Supple) -> tuple[UUID, ...]:
    question = stop_question(supple)
    return () if question is None else tuple(stop.stop_id for stop in question.stops)


def say(supple: Supple, event: str, stop_ids: Sequence[UUID] | None = None) -> None:
    ids = asked(supple) if stop_ids is None else tuple(stop_ids)
    answer_stops(supple, ids, StopAnswer(event=event, follow_up={}))


def test_a_stop_without_a_reason_closes_until_it_is_said_also_days_later(
    supple: Supple, clock: HandClock
) -> None:
    stopped(supple, started(supple, screened(supple)), None)
    assert outcome(supple) == "refer"
    clock.move(days=3)
    assert supple.today().restrictions.forbid_all
    say(supple, "nothing_bad")
    assert stop_question(supple) is None
    assert outcome(supple) == "allow"


@pytest.mark.parametrize("event", ["worse_or_new", "dizzy_breathless", "sharp_pain"])
def test_a_late_answer_counts_at_once(supple: Supple, clock: HandClock, event: str) -> None:
    """Said two days later, it closes the day on which it is said."""
    stopped(supple, started(supple, screened(supple)), None)
    clock.move(days=2)
    say(supple, event)
    assert outcome(supple) == "refer"
    clock.move(days=1)
    assert not supple.today().restrictions.forbid_all
    assert supple.today().restrictions.leave("knee-twist") == (event != "sharp_pain")


def test_one_answer_for_all_open_stops_counts_once(supple: Supple, clock: HandClock) -> None:
    """Five stops of an older journal, one answer: one sharp pain, which pauses nothing by itself."""
    for _ in range(5):
        stopped(supple, started(supple, screened(supple)), None)
        clock.move(hours=3)
    assert len(asked(supple)) == 5
    say(supple, "sharp_pain")
    assert asked(supple) == ()
    clock.move(days=1)
    assert supple.today().habit.findings == ()


def test_numbness_said_late_pauses_as_if_it_had_been_said_at_once(supple: Supple, clock: HandClock) -> None:
    stopped(supple, started(supple, screened(supple)), None)
    clock.move(days=1)
    say(supple, "numb_tingling")
    clock.move(days=30)
    assert [finding.code for finding in supple.today().habit.findings] == ["H8"]


def test_what_was_answered_cannot_be_answered_again_here(supple: Supple) -> None:
    entry = stopped(supple, started(supple, screened(supple)), None)
    say(supple, "sharp_pain")
    for event in ("nothing_bad", "sharp_pain"):
        with pytest.raises(NotPossibleError, match="answered already"):
            say(supple, event, [entry.stop_id])
    with pytest.raises(NotPossibleError, match="answered already"):
        say(supple, "numb_tingling", [uuid4()])
    with pytest.raises(NotUnderstoodError, match="no answer 'pain_rise'"):
        say(supple, "pain_rise", [entry.stop_id])


WORSE: dict[str, dict[str, Any]] = {
    "another event": {"event": "sharp_pain"},
    "numbness": {"event": "numb_tingling"},
    "a sign": {"event": "numb_tingling", "follow_up": {"numb_between_legs": True}},
    "perhaps a sign": {"event": "numb_tingling", "follow_up": {"numb_between_legs": "unsure"}},
    "a high number": {"event": "worse_or_new", "pain_now": 9.0},
}


@pytest.mark.parametrize("first", ["nothing_bad", "in the session"])
@pytest.mark.parametrize("worse", WORSE)
def test_a_worse_answer_from_another_page_is_kept_as_well(
    supple: Supple, clock: HandClock, first: str, worse: str
) -> None:
    """Two pages show the question. The milder answer came first, or was not meant."""
    session = started(supple, screened(supple))
    entry = stopped(supple, session, None)
    if first == "in the session":
        stopped(supple, session, "nothing_bad", stop_id=entry.stop_id)
    else:
        say(supple, first)
    assert outcome(supple) == "allow"
    answer = StopAnswer(**{"follow_up": {}, **WORSE[worse]})
    answer_stops(supple, (entry.stop_id,), answer)
    assert outcome(supple) == "refer"
    kept = supple.store.entries()
    with pytest.raises(NotPossibleError, match="answered already"):
        answer_stops(supple, (entry.stop_id,), answer)
    assert supple.store.entries() == kept
    clock.move(days=1)
    paused = [finding.code for finding in supple.today().habit.findings]
    assert paused == (["H8"] if "numb" in answer.event else [])


def test_a_sign_said_after_its_event_counts(supple: Supple) -> None:
    entry = stopped(supple, started(supple, screened(supple)), None)
    say(supple, "numb_tingling")
    before = len(supple.store.entries())
    sign = StopAnswer(event="numb_tingling", follow_up={"numb_between_legs": True})
    answer_stops(supple, (entry.stop_id,), sign)
    assert len(supple.store.entries()) == before + 1


@pytest.mark.parametrize(("lost", "asks"), [(0, False), (1, True), (None, True)])
def test_damage_that_may_have_lost_a_stop_closes_until_it_is_answered(
    supple: Supple, lost: int | None, asks: bool
) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=9, lost=lost)])
    assert (damage_to_ask_about(supple) is not None) == asks
    assert supple.today().restrictions.forbid_all == asks


@pytest.mark.parametrize("stopped_for_something", [True, False, "unsure"])
def test_no_opens_at_once_and_all_else_is_a_stop_to_be_explained(
    supple: Supple, stopped_for_something: YesNoUnsure
) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=9, lost=2)])
    damage_id = damage_to_ask_about(supple)
    assert damage_id is not None
    answer_damage(supple, damage_id, stopped=stopped_for_something)
    with pytest.raises(NotPossibleError):
        answer_damage(supple, damage_id, stopped=False)
    assert supple.today().restrictions.forbid_all == (stopped_for_something is not False)
    assert len(asked(supple)) == (stopped_for_something is not False)
    if asked(supple):
        say(supple, "nothing_bad")
    assert not supple.today().restrictions.forbid_all


@pytest.mark.parametrize("second", [True, "unsure"])
def test_a_no_on_one_page_does_not_outweigh_what_another_says_of_the_damage(
    supple: Supple, second: YesNoUnsure
) -> None:
    supple.store.add([JournalRepaired(**supple.stamp(), recovered=9, lost=2)])
    damage_id = damage_to_ask_about(supple)
    assert damage_id is not None
    answer_damage(supple, damage_id, stopped=False)
    answer_damage(supple, damage_id, stopped=second)
    assert supple.today().restrictions.forbid_all
    assert len(asked(supple)) == 1
    with pytest.raises(NotPossibleError):
        answer_damage(supple, damage_id, stopped=second)
    with pytest.raises(NotPossibleError):
        answer_damage(supple, uuid4(), stopped=second)


def test_a_second_answer_within_ten_seconds_takes_the_place_of_the_first(
    supple: Supple, clock: HandClock
) -> None:
    session = started(supple, screened(supple))
    first = stopped(supple, session, "numb_tingling")
    clock.move(seconds=9)
    again = {"stop_id": first.stop_id, "supersedes": first.id}
    stopped(supple, session, "nothing_bad", **again)
    assert outcome(supple) == "allow"
    assert supple.today().habit.findings == ()


@pytest.mark.parametrize("seconds", [16, -1, 60 * 60 * 24])
def test_later_than_that_both_answers_count(supple: Supple, clock: HandClock, seconds: int) -> None:
    session = started(supple, screened(supple))
    first = stopped(supple, session, "numb_tingling")
    clock.move(seconds=seconds)
    stopped(supple, session, "nothing_bad", stop_id=first.stop_id, supersedes=first.id)
    assert [finding.code for finding in supple.today().habit.findings] == ["H8"]


def test_what_is_added_to_the_same_answer_later_is_one_answer(supple: Supple, clock: HandClock) -> None:
    """The event at once, the signs and the number whenever they are said."""
    session = started(supple, screened(supple))
    first = stopped(supple, session, "sharp_pain")
    clock.move(minutes=5)
    more = {"stop_id": first.stop_id, "supersedes": first.id, "follow_up": {"both_legs_new": False}}
    stopped(supple, session, "sharp_pain", **more)
    clock.move(days=1)
    assert supple.today().habit.findings == ()


@pytest.mark.parametrize("said", [{"pain_now": 9}, {"follow_up": {"both_legs_new": "unsure"}}])
def test_nothing_added_later_takes_a_sign_or_a_number_away(
    supple: Supple, clock: HandClock, said: dict[str, object]
) -> None:
    session = started(supple, screened(supple))
    first = stopped(supple, session, "worse_or_new", **said)
    before = supple.today()
    clock.move(minutes=5)
    stopped(supple, session, "worse_or_new", stop_id=first.stop_id, supersedes=first.id, pain_now=0)
    assert supple.today().restrictions.parts == before.restrictions.parts


def test_the_stop_itself_cannot_be_replaced(supple: Supple, clock: HandClock) -> None:
    session = started(supple, screened(supple))
    pressed = stopped(supple, session, None)
    clock.move(seconds=1)
    stopped(supple, session, None, stop_id=uuid4(), supersedes=pressed.id)
    kept = [entry for entry in supple.reading() if isinstance(entry, StopEntry)]
    assert len(asked(supple)) == len(kept) == 2
