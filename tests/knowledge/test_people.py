"""Ten invented people and what the rules require of screening, of a session and of the habit watch."""

from datetime import date, timedelta

import pytest

from supple.journal.habit.effect import restrictions_of
from supple.journal.habit.facts import DayFact, EventFact, HabitFacts
from supple.journal.habit.watch import HabitNote, watch
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import HabitOutcome
from supple.knowledge.schema.rule import Outcome, Urgency
from supple.safety.answers import Answer, Answers
from supple.safety.clearance import Clearance
from supple.safety.restrictions import History, StopFact, restrictions
from supple.safety.screening import screen
from supple.session.model import StopChoice
from tests.laws.plans import routine
from tests.laws.random_answers import clean

ALL_FOUR = {"knee-twist", "figure-four", "towel-extension", "arm-sweep"}
DAY = date(2026, 11, 23)
NAMED = ("you have a slipped disc caused", "your diagnosis", "cauda equina")


def judged(knowledge: Knowledge, **answers: Answer) -> Clearance:
    clearance = screen(clean(knowledge, **answers), knowledge, first_week=False)
    for reason in clearance.reasons:
        assert reason.say
        assert reason.sources
        assert not [name for name in NAMED if name in reason.say.lower()]
    return clearance


def after_stop(
    knowledge: Knowledge, event: str, technique: str, *, days_later: int, answered_again: bool
) -> Clearance:
    """Screening some days after a stop, all answered no."""
    today = DAY + timedelta(days=days_later)
    fact = StopFact(event=event, technique=technique, day=DAY)
    answered_on = today if answered_again else DAY
    history = History(
        stops=(fact,), block_b_answered_on=answered_on, refused_today=False, to_be_answered=False
    )
    tight = restrictions(history, knowledge, today=today).with_more(
        restrictions_of(habit(knowledge, today, stops=(EventFact(day=DAY, event=event),)), knowledge)
    )
    return screen(clean(knowledge), knowledge, first_week=False, restrictions=tight)


def habit(
    knowledge: Knowledge,
    today: date,
    *,
    days: tuple[DayFact, ...] = (),
    stops: tuple[EventFact, ...] = (),
) -> HabitNote:
    """What the habit watch says; every word of it with a source, and none that names a cause."""
    note = watch(HabitFacts(days=days, stops=stops), knowledge, today=today)
    for one in note.findings:
        assert one.sources
        assert not [name for name in NAMED if name in one.say.lower()]
    return note


def choice_of(event: str) -> StopChoice:
    return next(one for one in routine().stop_choices if one.event == event)


def test_o1_clean_office_worker_may_do_all_four(knowledge: Knowledge) -> None:
    """A painless pop changes nothing: nothing is locked, nothing asked, nobody praised."""
    clearance = judged(knowledge, pain_now=1.0)
    assert clearance.outcome is Outcome.ALLOW
    assert set(clearance.techniques) == ALL_FOUR
    assert {step.technique for step in routine("all", 12).steps} == ALL_FOUR
    pop = knowledge.stops["painless_pop"]
    assert pop.then.session == "goes_on"
    after = after_stop(knowledge, "painless_pop", "knee-twist", days_later=0, answered_again=False)
    assert set(after.techniques) == ALL_FOUR
    pops = (1, 0, 1, 1, 0, 1, 1)
    week = tuple(DayFact(day=DAY + timedelta(days=n), self_adjusts=times) for n, times in enumerate(pops))
    assert habit(knowledge, DAY + timedelta(days=6), days=week).findings == ()


def test_o2_known_disc_is_referred(knowledge: Knowledge) -> None:
    """An old herniation without symptoms still goes to a professional first."""
    clearance = judged(knowledge, herniated_disc=True, pain_now=1.0)
    assert clearance.outcome is Outcome.REFER
    assert clearance.techniques == ()


def test_o3_severe_osteoporosis_is_referred_and_encouraged(knowledge: Knowledge) -> None:
    """No technique, a professional, and the word that supervised exercise is a good thing."""
    clearance = judged(knowledge, severe_osteoporosis=True, age_65_plus=True, pain_now=2.0)
    assert clearance.outcome is Outcome.REFER
    assert "supervised" in clearance.reasons[0].say.lower()
    assert "do not exercise" not in clearance.reasons[0].say.lower()


def test_o4_numb_between_the_legs_is_an_emergency_at_once(knowledge: Knowledge) -> None:
    """Even with nothing else answered."""
    first_screen_only = Answers(given={"numb_between_legs": True, "bladder_bowel_change": True})
    clearance = screen(first_screen_only, knowledge, first_week=True)
    assert clearance.outcome is Outcome.EMERGENCY
    assert clearance.reasons[0].outcome is Outcome.EMERGENCY
    assert judged(knowledge, numb_between_legs=True).outcome is Outcome.EMERGENCY


def test_o5_tingling_stops_and_pauses(knowledge: Knowledge) -> None:
    """The session ends, the four signs are asked, it is no emergency by itself, and sessions wait."""
    choice = choice_of("numb_tingling")
    assert choice.leads_to == "ends"
    assert not choice.emergency
    assert [one.id for one in choice.ask] == [
        "numb_between_legs",
        "bladder_bowel_change",
        "both_legs_new",
        "leg_weakness_unsteady",
    ]
    later = after_stop(knowledge, "numb_tingling", "figure-four", days_later=30, answered_again=True)
    assert later.outcome is Outcome.REFER
    assert later.techniques == ()
    assert later.who
    note = habit(knowledge, DAY, stops=(EventFact(day=DAY, event="numb_tingling"),))
    assert note.outcome is HabitOutcome.PAUSE
    assert any("numb between the legs" in line for line in choice.say)


def test_o6_six_pops_a_day_is_gentle_with_advice(knowledge: Knowledge) -> None:
    """No twist, no towel, and advice to see somebody."""
    clearance = judged(knowledge, pops_several_times_a_day=True, pain_now=2.0)
    assert clearance.outcome is Outcome.GENTLE_ADVICE
    assert set(clearance.techniques) <= {"arm-sweep", "figure-four"}
    assert clearance.techniques
    assert clearance.who
    days = tuple(DayFact(day=DAY - timedelta(days=ago), self_adjusts=6) for ago in reversed(range(21)))
    note = habit(knowledge, DAY, days=days)
    assert note.outcome is HabitOutcome.ADVICE
    left = restrictions_of(note, knowledge)
    assert {key for key in ALL_FOUR if left.leave(key)} == {"arm-sweep", "figure-four"}
    assert all("may" in one.say for one in note.findings)
    assert not [
        word for one in note.findings for word in ("your fault", "should not have", "bad") if word in one.say
    ]


def test_o7_recent_surgery_goes_to_the_surgical_team(knowledge: Knowledge) -> None:
    """Not to rest: to the team's own plan."""
    clearance = judged(knowledge, recent_back_surgery=True, pain_now=1.0)
    assert clearance.outcome is Outcome.REFER
    assert "surgical team" in (clearance.who or "")
    assert "rest" not in clearance.reasons[0].say.lower().split()


def test_o8_pregnant_beyond_16_weeks_says_why(knowledge: Knowledge) -> None:
    """No lying flat, and the reason."""
    clearance = judged(knowledge, pregnant_over_16_weeks=True, pain_now=2.0)
    assert clearance.outcome is Outcome.REFER
    assert "midwife" in (clearance.who or "")
    assert "back" in clearance.reasons[0].say.lower()


def test_o9_steady_pain_of_three_is_told_on_day_14(knowledge: Knowledge) -> None:
    """Sessions may go on; on day 14, not before, the advice comes, and nobody is told to be improving."""
    scores = {1: 3.0, 4: 3.0, 7: 3.0, 10: 2.0, 13: 3.0, 14: 3.0}
    days = tuple(DayFact(day=DAY + timedelta(days=n - 1), discomfort=one) for n, one in scores.items())
    assert habit(knowledge, DAY + timedelta(days=12), days=days[:-1]).findings == ()
    note = habit(knowledge, DAY + timedelta(days=13), days=days)
    assert [(one.code, one.outcome) for one in note.findings] == [("H4", HabitOutcome.ADVICE)]
    assert "improv" not in note.findings[0].say
    assert all(restrictions_of(note, knowledge).leave(key) for key in ALL_FOUR)
    for pain in (3.0, 3.0, 2.0, 3.0):
        assert judged(knowledge, pain_now=pain).outcome is Outcome.ALLOW


def test_o10_sharp_pain_locks_the_technique_until_a_later_day(knowledge: Knowledge) -> None:
    """Stopped at once; the towel is back only after screening on a later day."""
    assert choice_of("sharp_pain").leads_to == "ends"
    same_day = after_stop(knowledge, "sharp_pain", "towel-extension", days_later=0, answered_again=True)
    assert "towel-extension" not in same_day.techniques
    unasked = after_stop(knowledge, "sharp_pain", "towel-extension", days_later=1, answered_again=False)
    assert "towel-extension" not in unasked.techniques
    assert "knee-twist" in unasked.techniques
    next_day = after_stop(knowledge, "sharp_pain", "towel-extension", days_later=1, answered_again=True)
    assert set(next_day.techniques) == ALL_FOUR
    assert habit(knowledge, DAY, stops=(EventFact(day=DAY, event="sharp_pain"),)).findings == ()


@pytest.mark.parametrize(
    ("answers", "outcome", "techniques", "urgency"),
    [
        ({"pain_now": 6.0}, Outcome.REFER, set(), Urgency.ROUTINE),
        ({"pain_now": 5.0}, Outcome.GENTLE, {"figure-four", "arm-sweep"}, None),
        ({"infection_signs": True}, Outcome.REFER, set(), Urgency.SAME_DAY),
        ({"infection_signs": True, "herniated_disc": True}, Outcome.REFER, set(), Urgency.SAME_DAY),
        ({"weight_loss_night_pain": True}, Outcome.REFER, set(), Urgency.URGENT),
        ({"osteopenia": True}, Outcome.GENTLE, {"arm-sweep"}, None),
        (
            {"hypermobile": True, "blood_thinners": True},
            Outcome.GENTLE_ADVICE,
            {"arm-sweep"},
            Urgency.ROUTINE,
        ),
        ({"blood_thinners": True}, Outcome.GENTLE, {"figure-four", "arm-sweep"}, None),
        ({"hip_replacement": True}, Outcome.GENTLE, {"arm-sweep"}, None),
        ({"wants_neck": True}, Outcome.ALLOW, ALL_FOUR, None),
        ({"chest_pain_tearing": "unsure"}, Outcome.EMERGENCY, set(), None),
        ({"spinal_stenosis": "unsure"}, Outcome.REFER, set(), Urgency.ROUTINE),
        (
            {"pain_over_6_weeks_unseen": "unsure"},
            Outcome.GENTLE_ADVICE,
            {"figure-four", "arm-sweep"},
            Urgency.ROUTINE,
        ),
    ],
)
def test_rows_of_the_table(
    knowledge: Knowledge,
    answers: dict[str, Answer],
    outcome: Outcome,
    techniques: set[str],
    urgency: Urgency | None,
) -> None:
    """Single rows and their combinations: the worst wins, gentle sets intersect."""
    clearance = judged(knowledge, **answers)
    assert clearance.outcome is outcome
    assert set(clearance.techniques) == techniques
    assert clearance.urgency is urgency


def test_inflammatory_criteria_are_counted_not_guessed(knowledge: Knowledge) -> None:
    """Gate and three of nine advise; two and any number of unsure ones do not."""
    nine = [one.id for one in knowledge.questions.values() if one.asked_if]
    assert len(nine) == 9
    three = judged(knowledge, inflammatory_gate=True, **dict.fromkeys(nine[:3], True))
    assert three.outcome is Outcome.GENTLE_ADVICE
    some: dict[str, Answer] = {**dict.fromkeys(nine[:2], True), **dict.fromkeys(nine[2:], "unsure")}
    two = judged(knowledge, inflammatory_gate=True, **some)
    assert two.outcome is Outcome.ALLOW
    four = judged(knowledge, inflammatory_gate=True, **dict.fromkeys(nine[:4], True))
    assert four.reasons[0].say != three.reasons[0].say


def test_first_week_matters_to_the_over_65s_only(knowledge: Knowledge) -> None:
    """Gentle in the first week, and where nobody knows which week it is."""
    old = clean(knowledge, age_65_plus=True)
    assert screen(old, knowledge, first_week=True).outcome is Outcome.GENTLE
    assert screen(old, knowledge, first_week=None).outcome is Outcome.GENTLE
    assert screen(old, knowledge, first_week=False).outcome is Outcome.ALLOW
    assert screen(clean(knowledge), knowledge, first_week=True).outcome is Outcome.ALLOW
