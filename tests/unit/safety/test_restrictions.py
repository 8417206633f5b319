"""What stops leave behind, day by day."""

from datetime import date, timedelta

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome
from supple.safety.clearance import Clearance
from supple.safety.restrictions import History, StopFact, counts_as_stop, restrictions
from supple.safety.screening import screen
from tests.laws.random_answers import clean

DAY = date(2026, 11, 23)


def later(
    knowledge: Knowledge,
    event: str,
    *,
    days: int,
    technique: str | None = "arm-sweep",
    refused_today: bool = False,
) -> Clearance:
    history = History(
        stops=(StopFact(event=event, technique=technique, day=DAY),),
        block_b_answered_on=DAY + timedelta(days=days),
        refused_today=refused_today,
        to_be_answered=False,
    )
    tight = restrictions(history, knowledge, today=DAY + timedelta(days=days))
    return screen(clean(knowledge), knowledge, first_week=False, restrictions=tight)


def test_a_rise_of_pain_leaves_the_sweep_only_on_the_next_day(knowledge: Knowledge) -> None:
    """Nothing more on the day itself, the arm sweep on the next, all again on the third."""
    assert later(knowledge, "pain_rise", days=0).techniques == ()
    assert later(knowledge, "pain_rise", days=1).techniques == ("arm-sweep",)
    assert len(later(knowledge, "pain_rise", days=2).techniques) == 4


def test_dizziness_ends_the_day_only(knowledge: Knowledge) -> None:
    """Not today, with a title of its own that sends nobody to book an appointment."""
    same_day = later(knowledge, "dizzy_breathless", days=0)
    assert same_day.outcome is Outcome.REFER
    assert same_day.title == knowledge.policy.not_today_title
    assert same_day.urgency is None
    assert later(knowledge, "dizzy_breathless", days=1).outcome is Outcome.ALLOW


def test_a_lock_without_a_technique_locks_nothing(knowledge: Knowledge) -> None:
    """Sharp pain while lying down: the day ends, and no technique is to blame."""
    assert len(later(knowledge, "sharp_pain", days=1, technique=None).techniques) == 4


def test_when_every_technique_is_locked_it_refers(knowledge: Knowledge) -> None:
    """Four sharp pains in four techniques leave nothing, and nothing left is a referral."""
    stops = tuple(StopFact(event="sharp_pain", technique=key, day=DAY) for key in knowledge.techniques)
    history = History(stops=stops, block_b_answered_on=DAY, refused_today=False, to_be_answered=False)
    tight = restrictions(history, knowledge, today=DAY + timedelta(days=1))
    clearance = screen(clean(knowledge), knowledge, first_week=False, restrictions=tight)
    assert clearance.outcome is Outcome.REFER
    assert clearance.who


def test_two_stops_that_forbid_the_same_are_told_in_one_sentence(knowledge: Knowledge) -> None:
    """With the sources of both, wherever it is told; what each of them locks stays apart."""
    events = (("numb_tingling", "arm-sweep"), ("sharp_pain", "knee-twist"), ("sharp_pain", "figure-four"))
    stops = tuple(StopFact(event=event, technique=key, day=DAY) for event, key in events)
    history = History(stops=stops, block_b_answered_on=DAY, refused_today=False, to_be_answered=False)
    tight = restrictions(history, knowledge, today=DAY)
    said = [part.say for part in tight.parts]
    assert said.count(knowledge.policy.not_today["no_more_today"]) == 1
    assert (
        len(said)
        == len(set(said))
        == 1 + sum(knowledge.stops[event].then.lock_technique for event, _ in events)
    )
    assert {*tight.parts[0].sources} == {key for event, _ in events for key in knowledge.stops[event].cites}
    assert not any(tight.leave(key) for key in knowledge.techniques)


def test_what_counts_as_a_stop(knowledge: Knowledge) -> None:
    """A stop without a word counts; "nothing bad" and a painless pop do not."""
    assert counts_as_stop(None, knowledge)
    assert counts_as_stop("sharp_pain", knowledge)
    assert not counts_as_stop("nothing_bad", knowledge)
    assert not counts_as_stop("painless_pop", knowledge)


def test_what_was_refused_today_stays_refused_today(knowledge: Knowledge) -> None:
    """Answering again cannot turn a refusal into a session on the same day."""
    again = later(knowledge, "painless_pop", days=0, refused_today=True)
    assert again.outcome is Outcome.REFER
    assert again.techniques == ()
    assert [one.rule for one in again.reasons] == ["refused_today"]
