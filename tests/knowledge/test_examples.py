"""Every worked example in the knowledge files, run. A red one is evidence: change the rule, not it."""

from datetime import date, timedelta

import pytest

from supple.journal.habit.facts import DayFact, EventFact, HabitFacts, SessionFact, reviewed
from supple.journal.habit.watch import judge as judge_habit
from supple.journal.habit.watch import watch
from supple.knowledge.loader import load
from supple.knowledge.schema.habit import HabitExample, HabitOutcome
from supple.knowledge.schema.rule import Outcome, RuleExample, asks_about
from supple.knowledge.schema.stop import StopExample
from supple.safety.answers import parse_answers
from supple.safety.conditions import holds
from supple.safety.restrictions import History, StopFact, locked, restrictions, stop_of
from supple.safety.screening import judge

KNOWLEDGE = load()
RULE_EXAMPLES = [(rule.id, example) for rule in KNOWLEDGE.rules.values() for example in rule.example]
STOP_EXAMPLES = [(stop.id, example) for stop in KNOWLEDGE.stops.values() for example in stop.example]
HABIT_EXAMPLES = [(rule.id, example) for rule in KNOWLEDGE.habits.values() for example in rule.example]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule_id", "example"), RULE_EXAMPLES, ids=[f"{key}: {one.name}" for key, one in RULE_EXAMPLES]
)
def test_rule_example(rule_id: str, example: RuleExample) -> None:
    """The rule alone gives the outcome that its example says."""
    rule = KNOWLEDGE.rules[rule_id]
    answers = parse_answers(example.answers, KNOWLEDGE)
    found = judge(rule, answers, KNOWLEDGE, first_week=example.first_week)
    worst = max((one.outcome for one in found), key=lambda one: one.strictness, default=None)
    open_still = any(
        holds(case.when, answers=answers, questions=KNOWLEDGE.questions, first_week=example.first_week)
        is None
        and not asks_about(case.when) <= set(answers.given)
        for case in rule.case
    )
    got = worst.value if worst else "unanswered" if open_still else Outcome.ALLOW.value
    assert got == example.expect


@pytest.mark.parametrize(
    ("habit_id", "example"), HABIT_EXAMPLES, ids=[f"{key}: {one.name}" for key, one in HABIT_EXAMPLES]
)
def test_habit_example(habit_id: str, example: HabitExample) -> None:
    """The rule alone makes of the days what its example says, and names days that counted."""
    found = judge_habit(KNOWLEDGE.habits[habit_id], facts_of_example(example), KNOWLEDGE, today=TODAY)
    assert (found.outcome.value if found else "quiet") == example.expect
    if found:
        assert found.days
        assert found.sources
        assert "{" not in found.say


def facts_of_example(example: HabitExample) -> HabitFacts:
    """An example's facts; what happened before the day of the review was looked at."""

    def day(ago: int) -> date:
        return TODAY - timedelta(days=ago)

    facts = HabitFacts(
        days=tuple(
            DayFact(
                day=day(one.ago),
                self_adjusts=one.self_adjusts,
                discomfort=one.discomfort,
                change=one.change,
            )
            for one in example.days
        ),
        sessions=tuple(
            SessionFact(day=day(one.ago), settled=one.settled, after_urge=one.after_urge)
            for one in example.sessions
        ),
        stops=tuple(EventFact(day=day(one.ago), event=one.event) for one in example.stops),
    )
    return facts if example.reviewed_ago is None else reviewed(facts, day(example.reviewed_ago))


@pytest.mark.parametrize(
    ("stop_id", "example"), STOP_EXAMPLES, ids=[f"{key}: {one.name}" for key, one in STOP_EXAMPLES]
)
def test_stop_example(stop_id: str, example: StopExample) -> None:
    """The event leaves behind what the example says, on the same day."""
    assert stop_id in KNOWLEDGE.stops
    event = None if example.event == "unanswered" else example.event
    facts = (StopFact(event=event, technique=example.technique, day=TODAY),)
    history = History(stops=facts, block_b_answered_on=TODAY, refused_today=False, to_be_answered=False)
    tight = restrictions(history, KNOWLEDGE, today=TODAY)
    everything = set(KNOWLEDGE.techniques)
    stop = KNOWLEDGE.stops.get(example.event)
    assert set(locked(history, KNOWLEDGE, today=TODAY)) == set(example.locked)
    assert all(tight.leave(key) for key in everything - set(example.locked)) != example.no_more_today
    assert tight.forbid_all == example.no_more_today
    habit = watch(
        HabitFacts(stops=(EventFact(day=TODAY, event=stop_of(event, KNOWLEDGE).id),)),
        KNOWLEDGE,
        today=TODAY,
    )
    assert (habit.outcome is HabitOutcome.PAUSE) == example.paused
    assert bool(stop and stop.then.emergency) == example.emergency


def test_every_instruction_can_be_spoken_in_its_time() -> None:
    """At 150 words a minute each phase's words end before the phase does."""
    for technique in KNOWLEDGE.techniques.values():
        for phase in technique.phases:
            seconds = (
                technique.dose.hold.low
                if phase.kind == "hold" and technique.dose.hold
                else phase.seconds.value
            )
            assert len(phase.say.split()) / 2.5 <= seconds, (
                f"{technique.id}, {phase.id}: {len(phase.say.split())} words in {seconds} s"
            )
    words = KNOWLEDGE.words
    for phase in (*words.get_down, *words.bed_get_down, words.change, *words.get_up):
        assert len(phase.say.split()) / 2.5 <= phase.seconds.value, phase.id


def test_no_forbidden_word_is_said() -> None:
    """What people read never promises a cure, names a finding, or praises a pop."""
    forbidden = (
        "treats",
        "relieves",
        "prevents",
        "realign",
        "adjusts your",
        "safe pop",
        "diagnos",
        "clinically proven",
        "harder",
        "deeper",
        "well done",
        "great job",
        "physiotherapy is not",
    )
    said = [case.say for rule in KNOWLEDGE.rules.values() for case in rule.case]
    said += [unsure.say for rule in KNOWLEDGE.rules.values() for unsure in rule.unsure]
    said += [case.say for rule in KNOWLEDGE.habits.values() for case in rule.case]
    said += [
        text
        for stop in KNOWLEDGE.stops.values()
        for text in (stop.label, stop.note, stop.then.title, *stop.then.say)
    ]
    said += [
        text
        for one in KNOWLEDGE.techniques.values()
        for phase in one.phases
        for text in (phase.say, phase.show)
    ]
    for text in said:
        assert not [word for word in forbidden if word in text.lower()], text


def test_emergency_never_names_a_condition() -> None:
    """Neither the reasons of block A nor the titles of their sources that people see name one."""
    named = ("cauda", "equina", "stroke", "dissection", "aneurysm", "compression", "metasta")
    for rule in KNOWLEDGE.rules.values():
        if any(case.outcome is Outcome.EMERGENCY for case in rule.case):
            texts = [case.say for case in rule.case]
            texts += [
                KNOWLEDGE.sources[key].public_title or KNOWLEDGE.sources[key].title for key in rule.cites
            ]
            assert not [text for text in texts for word in named if word in text.lower()], (rule.id, texts)
