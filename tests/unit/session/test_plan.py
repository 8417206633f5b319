"""Plans for single wishes, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answer, Answers
from supple.safety.screening import screen
from supple.session.dose import dose
from supple.session.endings import emergency_page
from supple.session.model import Before, Plan
from supple.session.plan import RoutineRequest, TechniqueRequest, plan_routine, plan_technique
from tests.laws.plans import ANSWERED_AT, PLAN_ID, routine
from tests.laws.random_answers import clean


def wish(
    technique: str, *, hold_s: float | None = None, repeats: int | None = None, level: str | None = None
) -> TechniqueRequest:
    return TechniqueRequest(
        id=PLAN_ID,
        technique=technique,
        hold_s=hold_s,
        repeats=repeats,
        level=level,
        place_id="europe",
        before=None,
        answered_at=ANSWERED_AT,
    )


def plan_for(knowledge: Knowledge, request: TechniqueRequest, **answers: Answer) -> Plan:
    clearance = screen(clean(knowledge, **answers), knowledge, first_week=False)
    return plan_technique(clearance, knowledge, replace(request, place_id=knowledge.emergency.default_place))


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (wish("back-crack"), "no technique 'back-crack'"),
        (wish("knee-twist", hold_s=0.0), "above 0"),
        (wish("knee-twist", hold_s=-3.0), "above 0"),
        (wish("knee-twist", hold_s=float("nan")), "above 0"),
        (wish("knee-twist", hold_s=0.2), "too short"),
        (wish("knee-twist", repeats=0), "above 0"),
        (wish("arm-sweep", hold_s=10.0), "nothing is held"),
        (wish("arm-sweep", level="T7"), "no levels"),
        (wish("towel-extension", level="L3"), "no level 'L3'"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    knowledge: Knowledge, request_: TechniqueRequest, words: str
) -> None:
    """One sentence each, with what would be right."""
    with pytest.raises(SuppleError, match=words):
        plan_for(knowledge, request_)


def test_less_than_the_usual_dose_is_fine(knowledge: Knowledge) -> None:
    """A shorter hold and fewer repeats are given as asked, without a note."""
    plan = plan_for(knowledge, wish("figure-four", hold_s=10.0, repeats=1))
    assert plan.caps == ()
    assert [one.end_ms - one.start_ms for one in plan.segments if one.kind == "hold"] == [10_000, 10_000]


def test_a_technique_that_is_not_cleared_is_refused_with_the_reason(knowledge: Knowledge) -> None:
    """Twist while gentle, anything while referred."""
    with pytest.raises(SuppleError, match="Possible today: figure-four, arm-sweep"):
        plan_for(knowledge, wish("knee-twist"), blood_thinners=True)
    with pytest.raises(SuppleError, match="No session today"):
        plan_for(knowledge, wish("arm-sweep"), herniated_disc=True)


def test_a_region_with_nothing_left_is_refused(knowledge: Knowledge) -> None:
    """With only the arm sweep left there is nothing for the lower back."""
    with pytest.raises(SuppleError, match="region 'lower'"):
        routine("lower", 8, osteopenia=True)
    clearance = screen(Answers(given={}), knowledge, first_week=False)
    request = RoutineRequest(
        id=PLAN_ID, region="all", minutes=5, level=None, place_id="x", before=None, answered_at=ANSWERED_AT
    )
    with pytest.raises(SuppleError, match="No session today"):
        plan_routine(clearance, knowledge, request)


def test_answers_given_in_time_are_good_to_the_end_of_the_session(knowledge: Knowledge) -> None:
    """As long as screening is good, and the session's own length."""
    plan = routine()
    good_for = knowledge.policy.screening_good_for.as_timedelta()
    assert plan.good_until == ANSWERED_AT + good_for + timedelta(milliseconds=plan.total_ms)


def test_an_unknown_place_is_refused(knowledge: Knowledge) -> None:
    """The emergency number is never guessed."""
    with pytest.raises(SuppleError, match="no place 'moon'"):
        emergency_page(knowledge, "moon")
    page = emergency_page(knowledge, knowledge.emergency.default_place)
    assert page.number == "112"


def test_numbers_of_pain_lead_where_the_rule_says() -> None:
    """Before 1: a rise begins at 3; at 6 it is one whatever was before."""
    plan = routine(pain_now=1.0)
    worse = next(one for one in plan.stop_choices if one.ask_pain)
    assert worse.pain_leads_to == ("worse_or_new",) * 3 + ("pain_rise",) * 8
    assert plan.after_pain == (None,) * 3 + ("pain_rise",) * 8
    assert plan.before == Before(stiffness=4, discomfort=1.0)


def test_on_a_bed_the_plan_says_so(knowledge: Knowledge) -> None:
    """Nobody who cannot get up from the floor is sent there."""
    plan = routine("all", 5, floor_or_lying_trouble=True)
    assert plan.place == "bed"
    lying_down = [one.show for one in plan.segments if one.kind == "get_down"]
    assert lying_down == [phase.show for phase in knowledge.words.bed_get_down]


def test_a_dose_below_one_repeat_is_refused(knowledge: Knowledge) -> None:
    """Half a repeat is none."""
    with pytest.raises(SuppleError, match="1 or more"):
        dose(knowledge.techniques["knee-twist"], hold_s=None, repeats=0.5, level=None, gentle=False)  # type: ignore[arg-type]


def test_one_level_is_named_in_the_step() -> None:
    """The chosen level, or the usual one."""
    steps = {one.technique: one for one in routine("upper", 12, "T5").steps}
    assert steps["towel-extension"].level == "T5"
    assert steps["arm-sweep"].level is None
    assert {one.technique: one.level for one in routine("upper", 12).steps}["towel-extension"] == "T7"


def test_when_nothing_is_short_enough_the_shortest_is_given() -> None:
    """One minute fits no technique: the shortest routine comes, and nothing is cut below its dose."""
    plan = routine("lower", 1)
    assert [one.technique for one in plan.steps] == ["knee-twist"]
    assert plan.steps[0].repeats == 1
