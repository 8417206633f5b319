"""Notes beside sessions: kept whole, corrected by a newer entry, and refused with the fix."""

from datetime import timedelta
from uuid import uuid4

import pytest

from supple.app.noting import (
    Said,
    ask,
    check_in,
    name_activity,
    name_person,
    own_words,
    remind,
    say_reason,
    withdraw,
)
from supple.app.people import name_in
from supple.app.refusals import NotFoundError, NotPossibleError, NotUnderstoodError
from supple.app.service import Supple
from supple.journal.current import current
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Entry,
    NextDay,
    Reminders,
    SessionStarted,
    WeeklyChange,
    Withdrawn,
)
from tests.unit.app.test_service import screened, started, stopped
from tests.unit.conftest import HandClock


def said(supple: Supple, **more: object) -> Said:
    fields: dict[str, object] = {
        "day": supple.clock.today(),
        "discomfort": 3,
        "self_adjusts": 1,
        "note": "long drive",
        **more,
    }
    return Said(**fields)  # type: ignore[arg-type]  # the cases name the fields


def kinds(supple: Supple) -> list[str]:
    return [one.kind for one in supple.store.entries()]


def test_a_check_in_is_kept_once_however_often_it_is_sent(supple: Supple) -> None:
    check_in(supple, said(supple))
    check_in(supple, said(supple))
    assert kinds(supple) == ["check_in"]


def test_what_is_changed_supersedes_and_both_are_kept(supple: Supple, clock: HandClock) -> None:
    check_in(supple, said(supple))
    clock.move(minutes=5)
    check_in(supple, said(supple, discomfort=5))
    old, new = supple.store.entries()
    assert isinstance(new, CheckIn)
    assert new.supersedes == old.id
    assert current([old, new]) == [new]
    shown = ask(supple).said
    assert shown == new


def test_a_past_day_can_be_noted_and_a_coming_one_cannot(supple: Supple) -> None:
    check_in(supple, said(supple, day=supple.clock.today() - timedelta(days=3)))
    with pytest.raises(NotUnderstoodError, match="still to come"):
        check_in(supple, said(supple, day=supple.clock.today() + timedelta(days=1)))


def test_nothing_chosen_is_said_and_keeps_nothing(supple: Supple) -> None:
    with pytest.raises(NotUnderstoodError, match="Nothing was chosen"):
        check_in(supple, said(supple, discomfort=None, self_adjusts=None, note=None))
    assert supple.store.entries() == []


def test_everything_of_a_check_in_is_kept_or_nothing(supple: Supple) -> None:
    with pytest.raises(NotUnderstoodError, match="no activity"):
        check_in(supple, said(supple, scores={uuid4(): 3}))
    assert supple.store.entries() == []


def test_the_weekly_answers_come_with_it_once_they_are_due(supple: Supple, clock: HandClock) -> None:
    name_activity(supple, "Swim")
    (activity,) = supple.store.entries()
    check_in(supple, said(supple, change="better", scores={activity.id: 2}))
    assert "weekly_change" not in kinds(supple)
    clock.move(days=7)
    check_in(supple, said(supple, change="worse", scores={activity.id: 4}))
    assert "weekly_change" in kinds(supple)
    clock.move(minutes=1)
    check_in(supple, said(supple, change="same", scores={activity.id: 4}))
    standing = current(supple.store.entries())
    assert [one.change for one in standing if isinstance(one, WeeklyChange)] == ["same"]
    assert [one.scores for one in ask(supple).activities] == [
        ((supple.clock.today() - timedelta(days=7), 2), (supple.clock.today(), 4))
    ]


def test_the_day_after_a_session_feeds_the_rule_about_settling(supple: Supple, clock: HandClock) -> None:
    for _ in range(2):
        supple.add([started(supple, screened(supple, pain_now=2.0))])
        clock.move(days=1)
        check_in(supple, said(supple, settled=False))
    assert sum(isinstance(one, NextDay) for one in supple.store.entries()) == 2
    assert "H7" in [one.code for one in supple.journal_habit().findings]
    check_in(supple, said(supple, settled=True))
    assert "H7" not in [one.code for one in supple.journal_habit().findings]


def test_coming_for_the_urge_again_and_again_is_noted_by_its_rule(supple: Supple, clock: HandClock) -> None:
    for _ in range(5):
        progress = supple.progress({"pain_now": 1.0})
        screening = supple.finish(progress, "allow", after_urge=True)
        supple.add([started(supple, screening)])
        clock.move(days=1)
    assert any(isinstance(one, SessionStarted) for one in supple.store.entries())
    assert "H10" in [one.code for one in supple.journal_habit().findings]


def test_there_are_at_most_three_activities_and_each_once(supple: Supple) -> None:
    for name in ("Swim", "Swim", "Lift", "Sit"):
        name_activity(supple, name)
    assert [one.name for one in ask(supple).activities] == ["Swim", "Lift", "Sit"]
    with pytest.raises(NotPossibleError, match="3 activities"):
        name_activity(supple, "Run")
    withdraw(supple, ask(supple).activities[0].id)
    name_activity(supple, "Run")
    assert [one.name for one in ask(supple).activities] == ["Lift", "Sit", "Run"]


def test_a_mistaken_note_is_taken_back_and_a_stop_is_not(supple: Supple) -> None:
    supple.note_self_adjust()
    (note,) = supple.store.entries()
    withdraw(supple, note.id)
    assert ask(supple).noted == ()
    with pytest.raises(NotFoundError):
        withdraw(supple, note.id)
    screening = screened(supple, pain_now=1.0)
    begun = started(supple, screening)
    stop = stopped(supple, begun, "numb_tingling")
    supple.add([begun, stop])
    with pytest.raises(NotPossibleError, match="stay as they were said"):
        withdraw(supple, stop.id)


def test_the_reason_and_the_name_can_be_put_anew(supple: Supple) -> None:
    say_reason(supple, "stiff")
    say_reason(supple, "still stiff")
    name_person(supple, "Anna")
    assert ask(supple).reason == "still stiff"
    assert name_in(supple) == "Anna"


def test_text_that_is_too_long_is_said_and_not_cut(supple: Supple) -> None:
    for note in (say_reason, name_activity, name_person):
        with pytest.raises(NotUnderstoodError, match="at most"):
            note(supple, "x" * 501)
    assert supple.store.entries() == []


def test_reminders_are_put_off_for_as_long_as_asked_and_a_month_at_most(supple: Supple) -> None:
    remind(supple, on=True, snooze=timedelta(days=400))
    (entry,) = supple.store.entries()
    assert isinstance(entry, Reminders)
    assert entry.snoozed_until == supple.clock.today() + timedelta(days=31)
    assert not supple.today().reminds
    remind(supple, on=True)
    assert supple.today().reminds


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  stiff \r\n neck\x00 ", "stiff\nneck"),
        ("\u200d👩\u200d👧 ok", "\u200d👩\u200d👧 ok"),
        (" \t\n ", None),
        ("a\x1bb\ud800", "a b"),
    ],
)
def test_own_words_lose_what_is_not_written_and_nothing_else(typed: str, kept: str | None) -> None:
    assert own_words(typed) == kept


@pytest.mark.parametrize("target", ["nothing", "stop", "other kind"])
def test_a_correction_from_outside_must_fit_what_it_corrects(supple: Supple, target: str) -> None:
    begun = started(supple, screened(supple, pain_now=1.0))
    stop = stopped(supple, begun, "sharp_pain")
    supple.add([begun, stop])
    supple.note_self_adjust()
    note = supple.store.entries(kinds=["self_adjust"])[0]
    wrong: dict[str, Entry] = {
        "nothing": Withdrawn(**supple.stamp(), supersedes=uuid4()),
        "stop": Withdrawn(**supple.stamp(), supersedes=stop.id),
        "other kind": CheckIn(
            **supple.stamp(),
            day=supple.clock.today(),
            discomfort=1,
            self_adjusts=0,
            note=None,
            supersedes=note.id,
        ),
    }
    before = len(supple.store.entries())
    with pytest.raises(NotPossibleError, match="cannot supersede"):
        supple.add([wrong[target]])
    assert len(supple.store.entries()) == before


def test_a_score_from_outside_needs_its_activity(supple: Supple) -> None:
    lost = ActivityRated(**supple.stamp(), activity_id=uuid4(), day=supple.clock.today(), score=3)
    with pytest.raises(NotPossibleError, match="no activity"):
        supple.add([lost])
    activity = ActivityNamed(**supple.stamp(), name="Swim")
    supple.add([activity, lost.model_copy(update={"activity_id": activity.id})])
    assert len(supple.store.entries()) == 2
