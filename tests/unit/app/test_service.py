"""Use-cases from the first question to the journal, and every reason to refuse a session."""

from uuid import UUID, uuid4

import pytest

from supple.app.plans import PlanWish
from supple.app.refusals import NotFoundError, NotPossibleError, NotUnderstoodError
from supple.app.service import Supple
from supple.journal.entry import AfterEntry, BoutDone, ScreeningEntry, SessionStarted, StopEntry
from supple.knowledge.schema.habit import HabitOutcome
from supple.knowledge.schema.question import Block
from tests.unit.conftest import HandClock


def answers(supple: Supple, **other: bool | str | float) -> dict[str, object]:
    """No to everything and no pain, but for what is given."""
    plain: dict[str, object] = {
        key: False if question.answer == "yes_no" else 0.0
        for key, question in supple.knowledge.questions.items()
        if question.asked_if is None
    }
    return {**plain, **other}


def screened(supple: Supple, **other: bool | str | float) -> ScreeningEntry:
    progress = supple.progress(answers(supple, **other), all_anew=True)
    return supple.finish(progress, supple.judge(progress).outcome.value)


def wish(screening: ScreeningEntry | UUID, *, level: str | None = None, region: str = "all") -> PlanWish:
    return PlanWish(
        id=uuid4(),
        screening_id=screening if isinstance(screening, UUID) else screening.id,
        region="lower" if region == "lower" else "all",
        minutes=8,
        level=level,
        stiffness=4,
    )


def stamp(supple: Supple) -> dict[str, object]:
    return dict(supple.stamp())


def started(supple: Supple, screening: ScreeningEntry, *, discomfort: float = 0) -> SessionStarted:
    entry = SessionStarted.model_validate(
        {
            **stamp(supple),
            "session_id": uuid4(),
            "screening_id": screening.id,
            "region": "all",
            "minutes": 8,
            "techniques": ["knee-twist"],
            "stiffness": 4,
            "discomfort": discomfort,
        }
    )
    supple.add([entry])
    return entry


def stopped(supple: Supple, session: SessionStarted, event: str | None, **more: object) -> StopEntry:
    entry = StopEntry.model_validate(
        {
            **stamp(supple),
            "session_id": session.session_id,
            "stop_id": uuid4(),
            "event": event,
            "technique": "knee-twist",
            "side": "left",
            "level": None,
            "segment_ms": 1000,
            "session_ms": 20_000,
            **more,
        }
    )
    supple.add([entry])
    return entry


def refused(supple: Supple, wanted: PlanWish) -> str:
    with pytest.raises(NotPossibleError) as caught:
        supple.make_plan(wanted)
    return caught.value.problem


def test_a_fresh_whole_screening_leads_to_a_plan(supple: Supple) -> None:
    wanted = wish(screened(supple, pain_now=2), level="T6")
    plan = supple.make_plan(wanted)
    assert plan.id == str(wanted.id)
    assert [step.technique for step in plan.steps] == list(supple.knowledge.techniques)
    assert plan.before is not None
    assert (plan.before.stiffness, plan.before.discomfort) == (4, 2.0)


def test_the_emergency_number_of_the_plan_is_that_of_the_place(supple: Supple) -> None:
    supple.choose_place("north_america")
    assert supple.make_plan(wish(screened(supple))).emergency.number == "911"


def test_no_plan_from_an_unknown_screening(supple: Supple) -> None:
    with pytest.raises(NotFoundError):
        supple.make_plan(wish(uuid4()))


def test_no_plan_from_an_unfinished_screening(supple: Supple) -> None:
    entry = supple.finish(supple.progress({"pain_now": 0}), "refer")
    assert "not all answered" in refused(supple, wish(entry))


def test_no_plan_from_an_old_screening(supple: Supple, clock: HandClock) -> None:
    entry = screened(supple)
    good_for = supple.knowledge.policy.screening_good_for.as_timedelta()
    clock.moment += good_for
    supple.make_plan(wish(entry))
    clock.move(seconds=1)
    assert "too old" in refused(supple, wish(entry))


def test_no_plan_from_a_screening_of_the_future(supple: Supple, clock: HandClock) -> None:
    entry = screened(supple)
    clock.move(seconds=-3)
    assert "too old" in refused(supple, wish(entry))


def test_no_second_session_from_one_screening(supple: Supple) -> None:
    entry = screened(supple)
    started(supple, entry)
    assert "already led to a session" in refused(supple, wish(entry))


def test_no_plan_once_there_are_newer_answers(supple: Supple, clock: HandClock) -> None:
    entry = screened(supple)
    clock.move(minutes=1)
    screened(supple, herniated_disc=True)
    assert "newer answers" in refused(supple, wish(entry))


def test_no_plan_after_a_stop_that_came_later_than_the_answers(supple: Supple, clock: HandClock) -> None:
    first = screened(supple)
    session = started(supple, first)
    clock.move(minutes=1)
    second = screened(supple)
    clock.move(minutes=1)
    stopped(supple, session, None)
    assert "stopped after these answers" in refused(supple, wish(second))


@pytest.mark.parametrize("answer", ["herniated_disc", "both_legs_new"])
def test_no_plan_where_screening_refers(supple: Supple, answer: str) -> None:
    assert refused(supple, wish(screened(supple, **{answer: True})))


def test_no_plan_for_a_level_that_does_not_exist(supple: Supple) -> None:
    assert "L4" in refused(supple, wish(screened(supple), level="L4"))


def test_a_gentle_day_has_only_the_gentle_set(supple: Supple) -> None:
    plan = supple.make_plan(wish(screened(supple, pain_now=5)))
    assert {step.technique for step in plan.steps} <= set(supple.knowledge.policy.gentle_techniques)


def test_not_more_than_the_sessions_of_a_day(supple: Supple, clock: HandClock) -> None:
    for _ in range(3):
        assert supple.judge(supple.progress(answers(supple))).techniques
        started(supple, screened(supple))
        clock.move(minutes=20)
    fourth = supple.judge(supple.progress(answers(supple)))
    assert fourth.techniques == ()
    assert fourth.title == supple.knowledge.policy.not_today_title
    clock.move(days=1)
    assert supple.judge(supple.progress(answers(supple))).techniques


def test_five_pops_in_a_day_leave_the_gentle_set_with_advice_for_a_week(
    supple: Supple, clock: HandClock
) -> None:
    for _ in range(5):
        clock.move(minutes=3)
        supple.note_self_adjust()
    advised = supple.judge(supple.progress(answers(supple)))
    assert advised.outcome == "gentle_advice"
    assert set(advised.techniques) == set(supple.knowledge.policy.gentle_techniques)
    assert advised.who
    assert [one.rule for one in advised.reasons] == ["H3"]
    assert supple.today().habit.waits_for_review
    clock.move(days=7)
    assert supple.judge(supple.progress(answers(supple))).outcome == "allow"


def test_two_pops_in_a_day_are_explained_and_take_nothing_away(supple: Supple, clock: HandClock) -> None:
    assert supple.note_self_adjust()
    assert not supple.note_self_adjust()
    assert supple.journal_by_days().habit.findings == ()
    clock.move(minutes=3)
    assert supple.note_self_adjust()
    assert [one.code for one in supple.journal_by_days().habit.findings] == ["H1"]
    assert supple.judge(supple.progress(answers(supple))).outcome == "allow"
    assert supple.judge(supple.progress(answers(supple))).reasons == ()


def test_a_persisting_three_is_told_on_day_14_and_sessions_go_on(supple: Supple, clock: HandClock) -> None:
    for days in (0, 4, 4, 4):
        clock.move(days=days)
        assert supple.today().habit.findings == ()
        screened(supple, pain_now=3)
    clock.move(days=1)
    entry = screened(supple, pain_now=3)
    _, clearance = supple.screening(entry.id)
    assert clearance.outcome == "allow"
    assert set(clearance.techniques) == set(supple.knowledge.techniques)
    assert [one.rule for one in clearance.reasons] == ["H4"]
    assert clearance.who
    supple.confirm_review()
    assert supple.today().habit.findings == ()


def test_discomfort_that_rises_at_two_check_ins_pauses_until_reviewed(
    supple: Supple, clock: HandClock
) -> None:
    for pain in (0, 2, 3):
        screened(supple, pain_now=pain)
        clock.move(days=2)
    screened(supple, pain_now=0)
    assert supple.today().habit.outcome is HabitOutcome.PAUSE
    assert "worse" in refused(supple, wish(screened(supple)))
    supple.confirm_review()
    clock.move(days=1)
    assert supple.make_plan(wish(screened(supple))).steps


def test_block_a_alone_on_the_next_day_and_everything_after_two_weeks(
    supple: Supple, clock: HandClock
) -> None:
    assert supple.progress({}).due == frozenset(Block)
    screened(supple, age_65_plus=True)
    clock.move(days=1)
    progress = supple.progress({})
    assert progress.due == {Block.A}
    assert progress.carried["age_65_plus"] is True
    assert not {"pain_now", "both_legs_new"} & progress.carried.keys()
    clock.move(days=13)
    assert supple.progress({}).due == frozenset(Block)


def test_everything_again_after_a_stop(supple: Supple, clock: HandClock) -> None:
    session = started(supple, screened(supple))
    clock.move(minutes=2)
    stopped(supple, session, "painless_pop")
    assert supple.progress({}).due == {Block.A}
    stopped(supple, session, None)
    assert supple.progress({}).due == frozenset(Block)


def test_numbness_pauses_until_a_professional_has_looked(supple: Supple, clock: HandClock) -> None:
    session = started(supple, screened(supple))
    stopped(supple, session, "numb_tingling")
    clock.move(days=3)
    assert supple.today().habit.outcome is HabitOutcome.PAUSE
    assert "professional" in refused(supple, wish(screened(supple)))
    supple.confirm_review()
    assert supple.today().habit.findings == ()
    clock.move(minutes=1)
    assert supple.make_plan(wish(screened(supple))).steps


def test_a_yes_to_a_follow_up_question_is_an_emergency_sign(supple: Supple, clock: HandClock) -> None:
    session = started(supple, screened(supple))
    stopped(supple, session, "worse_or_new", follow_up={"both_legs_new": "unsure"})
    clock.move(minutes=1)
    assert not supple.judge(supple.progress(answers(supple))).techniques


def test_pain_that_rose_in_the_session_counts_although_nobody_said_so(
    supple: Supple, clock: HandClock
) -> None:
    session = started(supple, screened(supple), discomfort=1)
    after = {"session_id": session.session_id, "stiffness": 3, "discomfort": 4, "mobility": "same"}
    supple.add([AfterEntry.model_validate({**stamp(supple), **after})])
    assert supple.progress({}).due == frozenset(Block)
    clock.move(days=1)
    assert supple.judge(supple.progress(answers(supple))).techniques == ("arm-sweep",)


def test_sharp_pain_locks_the_technique_until_a_later_day(supple: Supple, clock: HandClock) -> None:
    session = started(supple, screened(supple))
    stopped(supple, session, "sharp_pain")
    clock.move(days=1)
    again = screened(supple)
    assert "knee-twist" in {step.technique for step in supple.make_plan(wish(again)).steps}


def test_the_first_week_ends_seven_days_after_the_first_session(supple: Supple, clock: HandClock) -> None:
    started(supple, screened(supple))
    clock.move(days=6)
    assert supple.judge(supple.progress(answers(supple, age_65_plus=True))).outcome == "gentle"
    clock.move(days=1)
    assert supple.judge(supple.progress(answers(supple, age_65_plus=True))).outcome == "allow"


def test_names_that_nobody_knows_are_refused_at_the_door(supple: Supple) -> None:
    session = started(supple, screened(supple))
    stopped(supple, session, "ouch")  # a stop is never turned away
    assert supple.today().restrictions.forbid_all
    bout = {"session_id": uuid4(), "technique": "headstand", "side": None, "level": None, "seconds": 3}
    with pytest.raises(NotUnderstoodError, match="headstand"):
        supple.add([BoutDone.model_validate({**stamp(supple), **bout})])
    with pytest.raises(NotUnderstoodError, match="no question"):
        supple.add([screened(supple).model_copy(update={"id": uuid4(), "answers": {"mood": True}})])
    with pytest.raises(NotUnderstoodError, match="no place"):
        supple.choose_place("moon")


def test_an_id_with_other_content_is_a_conflict(supple: Supple) -> None:
    entry = started(supple, screened(supple))
    supple.add([entry])
    with pytest.raises(NotPossibleError, match="already belongs"):
        supple.add([entry.model_copy(update={"minutes": 12})])
