"""What must hold of every plan, whoever it is for."""

from random import Random
from typing import get_args

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answers
from supple.safety.screening import screen
from supple.session.model import Before, Plan
from supple.session.plan import RegionWish, RoutineRequest, TechniqueRequest, plan_routine, plan_technique
from tests.laws.plans import ANSWERED_AT, PLAN_ID, routine
from tests.laws.random_answers import random_answers

LEVELS = (None, "T4", "T5", "T6", "T7", "T8", "T9", "T10")


def check_times(plan: Plan) -> None:
    """Segments lie end to end; cues and breaths lie inside theirs, in order."""
    at = 0
    for number, segment in enumerate(plan.segments):
        assert segment.index == number
        assert segment.start_ms == at < segment.end_ms
        at = segment.end_ms
        times = [cue.at_ms for cue in segment.cues]
        assert times == sorted(times)
        assert all(segment.start_ms <= time < segment.end_ms for time in times)
        edges = [edge for breath in segment.breaths for edge in (breath.start_ms, breath.end_ms)]
        assert edges == sorted(edges)
        assert edges[0] == segment.start_ms
        assert edges[-1] == segment.end_ms
        assert segment.resume_at <= number < segment.skip_to
    assert at == plan.total_ms


def check_doses(plan: Plan, knowledge: Knowledge) -> None:
    """No hold, repeat, level or sweep beyond its cap; both sides the same."""
    for step in plan.steps:
        dose = knowledge.techniques[step.technique].dose
        mine = [segment for segment in plan.segments if segment.technique == step.technique]
        held = {
            side: sum(one.end_ms - one.start_ms for one in mine if one.kind == "hold" and one.side == side)
            for side in ("left", "right")
        }
        assert held["left"] == held["right"]
        for one in mine:
            if one.kind == "hold" and dose.hold:
                assert one.end_ms - one.start_ms <= dose.hold.high * 1000
        counted = {
            "a_side": len([one for one in mine if one.kind == "hold" and one.side == "left"]),
            "levels": len({one.level for one in mine if one.kind == "hold"}),
            "sweeps": len([one for one in mine if one.kind == "sweep"]),
        }[dose.repeats_are]
        assert counted == step.repeats <= dose.repeats.high


def check_flow(plan: Plan) -> None:
    """It begins lying down and ends getting up, and every hold or sweep was made ready for."""
    assert plan.segments[0].kind == "get_down"
    assert plan.segments[-1].kind == "get_up"
    for segment in plan.segments:
        if segment.kind in ("hold", "sweep"):
            assert plan.segments[segment.resume_at].kind == "get_ready"
        if segment.kind == "hold":
            ready = plan.segments[segment.resume_at]
            assert 5_000 <= ready.end_ms - ready.start_ms <= 60_000
            assert segment.cues[0].at_ms == segment.start_ms


def test_random_plans_keep_all_laws(knowledge: Knowledge) -> None:
    """Random people and wishes: a plan keeps every law, and is refused where nothing is allowed."""
    chance = Random(12)
    made = 0
    for _ in range(1_500):
        answers = Answers(given=random_answers(knowledge, chance))
        clearance = screen(answers, knowledge, first_week=chance.choice((True, False)))
        request = RoutineRequest(
            id=PLAN_ID,
            region=chance.choice(get_args(RegionWish)),
            minutes=chance.choice((5, 8, 12)),
            level=chance.choice(LEVELS),
            place_id=knowledge.emergency.default_place,
            before=Before(
                stiffness=chance.randint(0, 10), discomfort=answers.number(knowledge.questions["pain_now"])
            ),
            answered_at=ANSWERED_AT,
        )
        for_region = [
            key
            for key in clearance.techniques
            if request.region in ("all", knowledge.techniques[key].region.value)
        ]
        if not for_region:
            with pytest.raises(SuppleError):
                plan_routine(clearance, knowledge, request)
            continue
        plan = plan_routine(clearance, knowledge, request)
        made += 1
        assert {step.technique for step in plan.steps} <= set(for_region)
        assert all(step.gentle == (step.technique in clearance.small_range) for step in plan.steps)
        assert plan.total_ms <= request.minutes * 60_000 * 1.1 or len(plan.steps) == 1
        check_times(plan)
        check_doses(plan, knowledge)
        check_flow(plan)
    assert made > 200


@pytest.mark.parametrize("minutes", [5, 8, 12])
@pytest.mark.parametrize("region", ["lower", "upper", "all"])
def test_a_routine_is_about_as_long_as_was_asked(region: RegionWish, minutes: int) -> None:
    """With everything allowed, the length is within a quarter of what was asked, or all caps are reached."""
    plan = routine(region, minutes)
    longest = routine(region, 60)
    assert plan.total_ms <= minutes * 66_000
    assert plan.total_ms >= min(minutes * 45_000, longest.total_ms)


def test_asking_beyond_a_cap_gives_the_cap_and_says_why(knowledge: Knowledge) -> None:
    """For every technique, any larger dose is cut to the cap, with the reason."""
    clearance = screen(
        Answers(given={**dict.fromkeys(knowledge.questions, False), "pain_now": 0.0}),
        knowledge,
        first_week=False,
    )
    for technique in knowledge.techniques.values():
        wish = TechniqueRequest(
            id=PLAN_ID,
            technique=technique.id,
            hold_s=9_000.0 if technique.dose.hold else None,
            repeats=500,
            level=None,
            place_id=knowledge.emergency.default_place,
            before=None,
            answered_at=ANSWERED_AT,
        )
        plan = plan_technique(clearance, knowledge, wish)
        assert plan.steps[0].repeats == technique.dose.repeats.high
        assert plan.steps[0].hold_s == (technique.dose.hold.high if technique.dose.hold else None)
        assert {note.what for note in plan.caps} == (
            {"hold_s", "repeats"} if technique.dose.hold else {"repeats"}
        )
        assert all(note.why for note in plan.caps)
        check_doses(plan, knowledge)
