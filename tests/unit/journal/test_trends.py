"""Trends say what was noted, and never what was not."""

from datetime import timedelta
from uuid import UUID, uuid4

from supple.journal.entry import AfterEntry, BoutDone, Entry
from supple.journal.trends import trends
from supple.knowledge.collection import Knowledge
from tests.unit.journal.test_checking_in import A_DAY, began
from tests.unit.journal.test_current import DAY, adjust, base, check_in


def after(session: UUID, *, stiffness: int, discomfort: int) -> AfterEntry:
    return AfterEntry(
        **dict(base(days=0.01)),
        session_id=session,
        stiffness=stiffness,
        discomfort=discomfort,
        mobility="same",
    )


def test_an_empty_journal_has_no_numbers(knowledge: Knowledge) -> None:
    seen = trends([], knowledge, first=DAY, last=DAY + 6 * A_DAY)
    assert (seen.days, seen.band, seen.self_adjusts, seen.practice, seen.changes) == ((), None, None, (), ())
    assert (seen.length, seen.days_without_score, seen.days_without_self_adjusts) == (7, 7, 7)


def test_a_day_shows_its_first_stiffness_and_the_check_ins_discomfort(knowledge: Knowledge) -> None:
    entries: list[Entry] = [began(), began(days=0.05).model_copy(update={"stiffness": 9}), check_in()]
    (day,) = trends(entries, knowledge, first=DAY, last=DAY).days
    assert (day.stiffness, day.discomfort, day.self_adjusts) == (4, 3, None)


def test_days_without_a_note_about_pops_are_not_counted_as_none(knowledge: Knowledge) -> None:
    entries: list[Entry] = [
        check_in(adjusts=0),
        check_in(day=DAY + A_DAY, adjusts=None),
        *(adjust(days=2 + hours / 24) for hours in range(3)),
    ]
    seen = trends(entries, knowledge, first=DAY, last=DAY + 4 * A_DAY)
    assert seen.self_adjusts is not None
    assert (seen.self_adjusts.median, seen.self_adjusts.most, seen.self_adjusts.days) == (1.5, 3, 2)
    assert seen.days_without_self_adjusts == 3


def test_the_band_lies_around_the_first_discomfort_ever_and_ends_at_the_scale(knowledge: Knowledge) -> None:
    entries: list[Entry] = [check_in(discomfort=1), check_in(day=DAY + A_DAY, discomfort=8)]
    assert trends(entries, knowledge, first=DAY + A_DAY, last=DAY + A_DAY).band == (0, 3)


def test_the_last_days_alone_are_the_same_days(knowledge: Knowledge) -> None:
    entries: list[Entry] = [check_in(day=DAY + n * A_DAY, discomfort=n, adjusts=n) for n in range(6)]
    whole = trends(entries, knowledge, first=DAY, last=DAY + 5 * A_DAY)
    cut = whole.last_days(2)
    alone = trends(entries, knowledge, first=DAY + 4 * A_DAY, last=DAY + 5 * A_DAY)
    assert (cut.first, cut.days, cut.self_adjusts, cut.band) == (
        alone.first,
        alone.days,
        alone.self_adjusts,
        alone.band,
    )
    assert whole.last_days(60) == whole


def test_before_and_after_are_medians_of_sessions_that_have_both(knowledge: Knowledge) -> None:
    entries: list[Entry] = []
    for number, (stiffness, discomfort) in enumerate(((3, 2), (1, 2), (2, 9))):
        session = uuid4()
        entries.append(began(session=session).model_copy(update={"discomfort": None if number == 2 else 2.0}))
        entries.append(after(session, stiffness=stiffness, discomfort=discomfort))
    entries.append(began())
    stiff, sore = trends(entries, knowledge, first=DAY, last=DAY).changes
    assert (stiff.name, stiff.before, stiff.after, stiff.sessions) == ("Stiffness", 4, 2, 3)
    assert (sore.name, sore.before, sore.after, sore.sessions) == ("Discomfort", 2, 2, 2)


def test_minutes_add_up_by_side_in_the_order_of_a_session(knowledge: Knowledge) -> None:
    def bout(technique: str, side: str | None, seconds: float) -> BoutDone:
        return BoutDone.model_validate(
            {
                **dict(base()),
                "session_id": uuid4(),
                "technique": technique,
                "side": side,
                "level": None,
                "seconds": seconds,
            }
        )

    known = list(knowledge.techniques)
    entries: list[Entry] = [
        bout("retired", None, 5),
        bout(known[-1], None, 7),
        bout(known[0], "left", 10),
        bout(known[0], "right", 12),
        bout(known[0], "left", 10.5),
    ]
    seen = trends(entries, knowledge, first=DAY, last=DAY + timedelta(days=1))
    assert [one.technique for one in seen.practice] == [known[0], known[-1], "retired"]
    assert (seen.practice[0].left_s, seen.practice[0].right_s, seen.practice[0].both_s) == (20.5, 12, None)
