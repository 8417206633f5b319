"""What was noted by mistake is kept and counts no more; what closes something cannot be taken back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from supple.journal.current import current, may_supersede, superseded_by
from supple.journal.days import stated_day
from supple.journal.diary import diary
from supple.journal.entry import (
    ActivityNamed,
    CheckIn,
    Entry,
    NextDay,
    ReviewConfirmed,
    SelfAdjust,
    StopEntry,
    WeeklyChange,
    Withdrawn,
)
from supple.journal.entry_base import EntryBase
from supple.journal.habit.from_entries import day_facts, facts_of
from supple.knowledge.collection import Knowledge

START = datetime(2026, 5, 4, 20, tzinfo=UTC)
DAY = date(2026, 5, 4)


def base(*, days: float = 0, offset: int = 60) -> EntryBase:
    return EntryBase(
        id=uuid4(), at=START + timedelta(days=days), utc_offset_minutes=offset, rules_version="1"
    )


def check_in(
    *,
    days: float = 0,
    day: date = DAY,
    discomfort: int | None = 3,
    adjusts: int | None = None,
    of: UUID | None = None,
) -> CheckIn:
    return CheckIn(
        **dict(base(days=days)),
        day=day,
        discomfort=discomfort,
        self_adjusts=adjusts,
        note=None,
        supersedes=of,
    )


def adjust(*, days: float = 0) -> SelfAdjust:
    return SelfAdjust(**dict(base(days=days)))


def withdrawn(of: Entry, *, days: float = 0.1) -> Withdrawn:
    return Withdrawn(**dict(base(days=days)), supersedes=of.id)


def stop() -> StopEntry:
    return StopEntry(
        **dict(base()),
        session_id=uuid4(),
        stop_id=uuid4(),
        event="numb_tingling",
        technique=None,
        side=None,
        level=None,
        segment_ms=0,
        session_ms=0,
    )


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    old = check_in(discomfort=9)
    new = check_in(days=1, discomfort=2, of=old.id)
    assert current([old, new]) == [new]
    assert superseded_by([old, new]) == {old.id: new}
    (fact,) = day_facts(current([old, new]))
    assert (fact.day, fact.discomfort) == (DAY, 2)


def test_a_correction_of_a_correction_leaves_the_last_word() -> None:
    first = check_in(discomfort=9)
    second = check_in(discomfort=8, of=first.id)
    third = check_in(discomfort=7, of=second.id)
    assert current([first, second, third]) == [third]


def test_a_correction_that_comes_before_what_it_corrects_still_counts() -> None:
    """A clock that was set back does not bring a mistake back."""
    old = check_in(days=1, discomfort=9)
    new = check_in(days=0, discomfort=2, of=old.id)
    assert current([new, old]) == [new]


def test_a_withdrawn_note_leaves_nothing() -> None:
    note = adjust()
    assert current([note, withdrawn(note)]) == []


@pytest.mark.parametrize("kind", ["stop", "review"])
def test_what_opens_or_closes_something_cannot_be_taken_back(kind: str, knowledge: Knowledge) -> None:
    old: Entry = stop() if kind == "stop" else ReviewConfirmed(**dict(base()))
    assert old in current([old, withdrawn(old)])
    if kind == "stop":
        assert facts_of([old, withdrawn(old)], knowledge).stops


def test_only_the_same_kind_corrects() -> None:
    week = WeeklyChange(**dict(base()), day=DAY, change="worse")
    settled = NextDay(**dict(base()), session_id=uuid4(), settled=False)
    for old in (week, settled, adjust(), stop()):
        wrong = check_in(of=old.id)
        assert not may_supersede(wrong, old)
        assert old in current([old, wrong])


def test_an_entry_cannot_supersede_itself_or_what_is_not_there() -> None:
    lonely = check_in(of=uuid4())
    assert current([lonely]) == [lonely]
    own = UUID(int=5)
    itself = lonely.model_copy(update={"id": own, "supersedes": own})
    assert current([itself]) == [itself]


def test_activities_can_be_taken_off_the_list() -> None:
    activity = ActivityNamed(**dict(base()), name="Swim")
    assert current([activity, withdrawn(activity)]) == []


def test_an_entry_is_about_the_day_it_names() -> None:
    late = check_in(days=3, day=DAY)
    assert stated_day(late) == DAY
    assert stated_day(adjust(days=3)) == date(2026, 5, 7)


def test_a_days_pops_are_those_said_in_all_and_those_noted_later() -> None:
    before, later = adjust(days=-0.1), adjust(days=0.05)
    said = check_in(adjusts=3)
    (fact,) = day_facts([before, said, later])
    assert fact.self_adjusts == 4


def test_a_days_pops_are_never_fewer_than_were_noted() -> None:
    notes = [adjust(days=-0.1 + minutes / 300) for minutes in range(4)]
    (fact,) = day_facts([*notes, check_in(adjusts=1)])
    assert fact.self_adjusts == 4
    (fact,) = day_facts([*notes, check_in(adjusts=None)])
    assert fact.self_adjusts == 4


def test_a_check_in_without_numbers_is_no_data() -> None:
    assert day_facts([check_in(discomfort=None)]) == ()


def test_of_several_check_ins_the_highest_counts_and_of_several_weeks_the_worst() -> None:
    weeks = [WeeklyChange(**dict(base()), day=DAY, change=change) for change in ("better", "worse", "same")]
    (fact,) = day_facts([check_in(discomfort=2), check_in(discomfort=6), check_in(discomfort=4), *weeks])
    assert (fact.discomfort, fact.change) == (6, "worse")


def test_a_correction_after_a_review_still_belongs_to_its_own_day(knowledge: Knowledge) -> None:
    old = check_in(discomfort=9)
    review = ReviewConfirmed(**dict(base(days=2)))
    corrected = check_in(days=3, discomfort=8, of=old.id)
    facts = facts_of([old, review, corrected], knowledge)
    assert [one.discomfort for one in facts.days] == [8]
    assert facts.since_review is not None
    assert facts.since_review.days == ()


def test_the_diary_shows_a_day_as_it_was_corrected() -> None:
    old = check_in(discomfort=9, adjusts=2)
    new = check_in(days=1, discomfort=2, adjusts=1, of=old.id)
    (day,) = diary([old, new])
    assert day.day == DAY
    assert day.check_in == new


def test_two_answers_to_one_stop_that_name_each_other_are_not_both_gone() -> None:
    first = stop()
    second = first.model_copy(update={"id": uuid4(), "supersedes": first.id})
    first = first.model_copy(update={"supersedes": second.id})
    assert superseded_by([first, second]) == {first.id: second}
    assert current([first, second]) == [second]
