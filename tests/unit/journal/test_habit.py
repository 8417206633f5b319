"""From a journal's entries to what the habit watch says and leaves."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from supple.journal.entry import Entry, ReviewConfirmed, ScreeningEntry, SelfAdjust, SessionStarted, StopEntry
from supple.journal.habit.effect import restrictions_of
from supple.journal.habit.facts import DayFact, EventFact, HabitFacts, SessionFact
from supple.journal.habit.from_entries import facts_of
from supple.journal.habit.watch import HabitNote, watch
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.habit import HabitOutcome
from supple.knowledge.schema.rule import Outcome

# Half past midnight where the person is, still the day before in UTC.
START = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
FIRST_DAY = date(2026, 5, 5)
SHARED = {"utc_offset_minutes": 120, "rules_version": "1"}


def at(*, days: int = 0, hours: int = 0) -> dict[str, object]:
    return {**SHARED, "id": uuid4(), "at": START + timedelta(days=days, hours=hours)}


def screening(pain: object, *, days: int = 0, hours: int = 0) -> ScreeningEntry:
    answers = {} if pain is None else {"pain_now": pain}
    return ScreeningEntry.model_validate(
        {**at(days=days, hours=hours), "answers": answers, "asked": list(answers), "outcome": "allow"}
    )


def adjust(*, days: int = 0, hours: int = 0) -> SelfAdjust:
    return SelfAdjust.model_validate(at(days=days, hours=hours))


def review(*, days: int = 0, hours: int = 0) -> ReviewConfirmed:
    return ReviewConfirmed.model_validate(at(days=days, hours=hours))


def session(*, days: int = 0) -> SessionStarted:
    about = {"region": "all", "minutes": 5, "techniques": ["knee-twist"], "stiffness": 3, "discomfort": 1}
    return SessionStarted.model_validate(
        {**at(days=days), **about, "session_id": UUID(int=days), "screening_id": uuid4()}
    )


def stop(event: str | None, *, days: int = 0, hours: int = 0) -> StopEntry:
    where = {"technique": "knee-twist", "side": "left", "level": None, "segment_ms": 1, "session_ms": 1}
    return StopEntry.model_validate(
        {**at(days=days, hours=hours), **where, "event": event, "session_id": uuid4(), "stop_id": uuid4()}
    )


def noted(entries: list[Entry], knowledge: Knowledge, *, days: int) -> HabitNote:
    return watch(facts_of(entries, knowledge), knowledge, today=FIRST_DAY + timedelta(days=days))


def test_days_are_the_persons_own_and_gaps_stay_gaps(knowledge: Knowledge) -> None:
    """Counted by the local calendar; the first number of a day is how the day began."""
    entries: list[Entry] = [
        adjust(hours=-1),
        adjust(),
        screening(3.0),
        screening(7.0, hours=2),
        adjust(hours=5),
        screening(None, days=2),
        adjust(days=3),
    ]
    assert facts_of(entries, knowledge).days == (
        DayFact(day=date(2026, 5, 4), self_adjusts=1),
        DayFact(day=FIRST_DAY, self_adjusts=2, discomfort=3.0),
        DayFact(day=date(2026, 5, 8), self_adjusts=1),
    )


def test_what_happened_before_a_review_is_known_to_the_minute(knowledge: Knowledge) -> None:
    """A stop in the morning, the review at noon, a stop in the afternoon: only the last still counts."""
    entries: list[Entry] = [
        session(),
        stop("numb_tingling", hours=1),
        stop(None, hours=2),
        review(hours=3),
        stop("sharp_pain", hours=4),
        session(days=1),
    ]
    facts = facts_of(entries, knowledge)
    assert [one.event for one in facts.stops] == ["numb_tingling", "worse_or_new", "sharp_pain"]
    assert facts.since_review is not None
    assert [one.event for one in facts.since_review.stops] == ["sharp_pain"]
    assert (len(facts.sessions), len(facts.since_review.sessions)) == (2, 1)
    assert noted(entries[:3], knowledge, days=40).outcome is HabitOutcome.PAUSE
    assert noted(entries, knowledge, days=40).findings == ()


def test_a_review_before_the_stop_does_not_open_anything(knowledge: Knowledge) -> None:
    """Nor does one of the same moment."""
    before: list[Entry] = [review(), stop("numb_tingling", hours=1)]
    assert noted(before, knowledge, days=90).outcome is HabitOutcome.PAUSE
    same: list[Entry] = [review(), stop("numb_tingling")]
    assert noted(same, knowledge, days=90).outcome is HabitOutcome.PAUSE


def test_findings_come_strictest_first_with_the_days_that_counted(knowledge: Knowledge) -> None:
    """And each day once, however often it counted."""
    entries: list[Entry] = [
        *(adjust(days=day, hours=n) for day in (0, 2, 4) for n in range(5)),
        stop("numb_tingling", days=4),
    ]
    note = noted(entries, knowledge, days=4)
    assert [one.code for one in note.findings] == ["H8", "H2", "H3", "H1"]
    assert note.outcome is HabitOutcome.PAUSE
    two = next(one for one in note.findings if one.code == "H2")
    assert two.days == (FIRST_DAY, date(2026, 5, 7), date(2026, 5, 9))
    assert "on 3 of the last 7 days" in two.say
    assert note.waits_for_review


def test_what_each_finding_leaves(knowledge: Knowledge) -> None:
    """A pause nothing until reviewed, sessions enough nothing today, advice the gentle set, a nudge all."""
    day = FIRST_DAY
    everything, gentle = set(knowledge.techniques), set(knowledge.policy.gentle_techniques)
    cases: list[tuple[HabitFacts, set[str], list[Outcome]]] = [
        (HabitFacts(stops=(EventFact(day=day, event="numb_tingling"),)), set(), [Outcome.REFER]),
        (HabitFacts(sessions=(SessionFact(day=day),) * 3), set(), [Outcome.REFER]),
        (HabitFacts(days=(DayFact(day=day, self_adjusts=5),)), gentle, [Outcome.GENTLE_ADVICE]),
        (HabitFacts(days=(DayFact(day=day, self_adjusts=2),)), everything, []),
        (HabitFacts(), everything, []),
    ]
    for facts, techniques, outcomes in cases:
        left = restrictions_of(watch(facts, knowledge, today=day), knowledge)
        assert {key for key in everything if left.leave(key)} == techniques
        assert [part.outcome for part in left.parts] == outcomes


def test_only_enough_for_today_waits_for_no_review(knowledge: Knowledge) -> None:
    """Nobody is asked to confirm a review because of three sessions, or of a nudge."""
    sessions = HabitFacts(sessions=(SessionFact(day=FIRST_DAY),) * 3)
    assert not watch(sessions, knowledge, today=FIRST_DAY).waits_for_review
    pops = HabitFacts(days=(DayFact(day=FIRST_DAY, self_adjusts=2),))
    assert not watch(pops, knowledge, today=FIRST_DAY).waits_for_review


def test_an_entry_from_a_clock_that_ran_ahead_is_in_no_week_but_still_pauses(knowledge: Knowledge) -> None:
    """A day after today is not one of the last seven; a warning sign counts whatever its date."""
    entries: list[Entry] = [*(adjust(days=9, hours=n) for n in range(6)), stop("numb_tingling", days=9)]
    assert [one.code for one in noted(entries, knowledge, days=0).findings] == ["H8"]


@pytest.mark.parametrize(("first", "second", "code"), [(4.0, 4.0, "H4"), (4.0, 2.0, None), (0.0, 1.0, None)])
def test_day_14_compares_with_the_first_check_in(
    knowledge: Knowledge, first: float, second: float, code: str | None
) -> None:
    """What was not there at first does not persist."""
    entries: list[Entry] = [screening(first), screening(second, days=13)]
    assert [one.code for one in noted(entries, knowledge, days=13).findings] == ([code] if code else [])
