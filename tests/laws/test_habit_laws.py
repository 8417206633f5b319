"""What must hold of the habit watch whatever was noted and whatever rules are written."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from supple.journal.habit.facts import DayFact, EventFact, HabitFacts, SessionFact
from supple.knowledge.collection import Knowledge
from tests.laws.random_days import TODAY, judged, random_facts, random_review

# Watching lines makes so many histories five times as slow; the unit tests cover them.
pytestmark = pytest.mark.no_cover

HISTORIES = 6_000
LASTING = {"H4", "H5", "H6", "H7", "H8"}


def later_check_ins(facts: HabitFacts, reviewed_on: date | None) -> list[int]:
    """Places of the days whose discomfort may rise: all from the first check-in that counts, but for it.

    What is a rise or a lack of change is told from the first check-in, so that one has to stay.
    """
    counted = [day for day, _ in facts.check_ins if reviewed_on is None or day >= reviewed_on]
    first = counted[0] if counted else TODAY
    return [place for place, one in enumerate(facts.days) if one.day > first]


def with_day(facts: HabitFacts, place: int, day: DayFact) -> HabitFacts:
    return replace(facts, days=(*facts.days[:place], day, *facts.days[place + 1 :]))


def test_more_self_adjusts_are_never_milder(knowledge: Knowledge) -> None:
    """One or more pops on any day, noted or not before, never loosen anything."""
    chance = Random(31)
    seen: Counter[str] = Counter()
    for _ in range(HISTORIES):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        place = chance.randrange(len(facts.days))
        day = facts.days[place]
        more = replace(day, self_adjusts=(day.self_adjusts or 0) + chance.randint(1, 4))
        before = judged(facts, knowledge, reviewed_on=seen_on)
        after = judged(with_day(facts, place, more), knowledge, reviewed_on=seen_on)
        assert after.is_no_milder_than(before), (day, facts, before, after)
        seen.update(after.rules)
    codes = {rule.code for rule in knowledge.habits.values()}
    assert all(seen[code] > HISTORIES // 200 for code in codes), f"some rule was hardly met: {seen}"


def test_more_discomfort_is_never_milder(knowledge: Knowledge) -> None:
    """A higher number at any check-in after the first never loosens anything."""
    chance = Random(32)
    stricter = 0
    for _ in range(HISTORIES):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        places = later_check_ins(facts, seen_on)
        if not places:
            continue
        place = chance.choice(places)
        day = facts.days[place]
        if day.discomfort is None:
            continue
        more = replace(day, discomfort=min(10.0, day.discomfort + chance.randint(1, 5)))
        before = judged(facts, knowledge, reviewed_on=seen_on)
        after = judged(with_day(facts, place, more), knowledge, reviewed_on=seen_on)
        assert after.is_no_milder_than(before), (day, facts, before, after)
        stricter += after != before
    assert stricter > HISTORIES // 100


def test_no_data_is_never_milder_than_zero(knowledge: Knowledge) -> None:
    """A gap is no recovery: leaving a day out says at least as much as a zero there."""
    chance = Random(33)
    different = 0
    for _ in range(HISTORIES):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        places = later_check_ins(facts, seen_on)
        if not places:
            continue
        place = chance.choice(places)
        nothing = DayFact(day=facts.days[place].day)
        gap = judged(with_day(facts, place, nothing), knowledge, reviewed_on=seen_on)
        zero = replace(nothing, self_adjusts=0, discomfort=0.0)
        with_zero = judged(with_day(facts, place, zero), knowledge, reviewed_on=seen_on)
        assert gap.is_no_milder_than(with_zero), (place, facts)
        different += gap != with_zero
    assert different > HISTORIES // 100


def test_days_without_entries_end_nothing_that_lasts(knowledge: Knowledge) -> None:
    """However long nobody notes anything, what persists, worsens or pauses stays as it was."""
    chance = Random(34)
    for _ in range(HISTORIES):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        now = judged(facts, knowledge, reviewed_on=seen_on).rules & LASTING
        later = judged(
            facts, knowledge, reviewed_on=seen_on, today=TODAY + timedelta(days=chance.randint(1, 400))
        ).rules
        assert now <= later, facts


def test_one_more_stop_or_bad_session_is_never_milder(knowledge: Knowledge) -> None:
    """A stop, a session that did not settle, or a "worse" more never loosens anything."""
    chance = Random(35)
    for _ in range(HISTORIES):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        day = chance.choice(facts.days).day
        stop = EventFact(day=day, event=chance.choice(list(knowledge.stops)))
        session = SessionFact(day=day, settled=False, after_urge=True)
        place = chance.randrange(len(facts.days))
        more = chance.choice(
            (
                replace(facts, stops=tuple(sorted((*facts.stops, stop), key=lambda one: one.day))),
                replace(facts, sessions=tuple(sorted((*facts.sessions, session), key=lambda one: one.day))),
                with_day(facts, place, replace(facts.days[place], change="worse")),
            )
        )
        assert judged(more, knowledge, reviewed_on=seen_on).is_no_milder_than(
            judged(facts, knowledge, reviewed_on=seen_on)
        ), (facts, more)


def test_adding_a_rule_never_loosens(knowledge: Knowledge) -> None:
    """Whichever rules there are, one more only adds."""
    chance = Random(36)
    for _ in range(HISTORIES // 3):
        facts = random_facts(knowledge, chance)
        seen_on = random_review(facts, chance)
        keys = chance.sample(list(knowledge.habits), chance.randint(1, len(knowledge.habits)))
        fewer = replace(knowledge, habits={key: knowledge.habits[key] for key in keys[:-1]})
        more = replace(knowledge, habits={key: knowledge.habits[key] for key in keys})
        assert judged(facts, more, reviewed_on=seen_on).is_no_milder_than(
            judged(facts, fewer, reviewed_on=seen_on)
        )


def test_a_review_ends_what_was_before_it(knowledge: Knowledge) -> None:
    """The day after a review on which nothing was noted, nothing of before pauses or advises."""
    chance = Random(37)
    for _ in range(HISTORIES // 3):
        facts = random_facts(knowledge, chance)
        tomorrow = TODAY + timedelta(days=1)
        rules = judged(facts, knowledge, reviewed_on=tomorrow, today=tomorrow).rules
        assert not rules & {*LASTING, "H2", "H3"}
