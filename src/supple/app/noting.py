"""What people note beside sessions: check-ins, activities, their reason, reminders, and corrections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Literal, TypeVar
from uuid import UUID

from pydantic import ValidationError

from supple.app.refusals import NotFoundError, NotPossibleError, NotUnderstoodError
from supple.app.service import Stamp, Supple
from supple.base.unicode import is_visible, name_as_written, text_as_written
from supple.journal.activities import activities
from supple.journal.checking_in import Asks, asks
from supple.journal.current import current, may_supersede
from supple.journal.entry import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    Entry,
    NextDay,
    PersonNamed,
    Reason,
    Reminders,
    WeeklyChange,
    Withdrawn,
)
from supple.journal.entry_base import END_DAY

Made = TypeVar("Made")
LONGEST_SNOOZE = timedelta(days=31)
LAST_DAY = END_DAY - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A check-in as it was filled in. None: not said, which is no data."""

    day: date
    discomfort: int | None
    self_adjusts: int | None
    note: str | None
    settled: bool | None = None
    change: Literal["better", "same", "worse"] | None = None
    scores: Mapping[UUID, int] = field(default_factory=dict)


def ask(supple: Supple, day: date | None = None) -> Asks:
    """What the check-in of a day shows; today's without one. Raises NotUnderstoodError for a day to come."""
    today = supple.clock.today()
    chosen = today if day is None else day
    if chosen > today:
        raise NotUnderstoodError(f"{chosen} is still to come", fix="Choose today or a day before")
    return asks(supple.reading(), day=chosen, today=today)


def check_in(supple: Supple, said: Said) -> None:
    """Keep what is new in a check-in, all of it or nothing; what was said before is superseded, not changed.

    Raises NotUnderstoodError for a day to come, an unknown activity, or nothing said at all.
    """
    asked = ask(supple, said.day)
    made = [*_day(supple, asked, said), *_session(supple, asked, said), *_week(supple, asked, said)]
    made += _scores(supple, asked, said)
    if not made and asked.said is None:
        raise NotUnderstoodError("Nothing was chosen", fix="Answer what you like, then keep it")
    supple.store.add(made)


def _day(supple: Supple, asked: Asks, said: Said) -> list[Entry]:
    old = asked.said
    if (said.discomfort, said.self_adjusts, said.note) == (
        (None, None, None) if old is None else (old.discomfort, old.self_adjusts, old.note)
    ):
        return []
    return [
        _made(
            lambda: CheckIn(
                **supple.stamp(),
                day=said.day,
                discomfort=said.discomfort,
                self_adjusts=said.self_adjusts,
                note=said.note,
                supersedes=None if old is None else old.id,
            )
        )
    ]


def _session(supple: Supple, asked: Asks, said: Said) -> list[Entry]:
    old = asked.settled
    if asked.session is None or said.settled is None or (old is not None and old.settled == said.settled):
        return []
    return [
        NextDay(
            **supple.stamp(),
            session_id=asked.session.session_id,
            settled=said.settled,
            supersedes=None if old is None else old.id,
        )
    ]


def _week(supple: Supple, asked: Asks, said: Said) -> list[Entry]:
    old = asked.change
    change = said.change
    if not asked.week or change is None or (old is not None and old.change == change):
        return []
    return [
        _made(
            lambda: WeeklyChange(
                **supple.stamp(),
                day=said.day,
                change=change,
                supersedes=None if old is None else old.id,
            )
        )
    ]


def _scores(supple: Supple, asked: Asks, said: Said) -> list[Entry]:
    known = {one.id: dict(one.scores) for one in asked.activities}
    for activity_id in said.scores:
        if activity_id not in known:
            raise NotUnderstoodError(f"There is no activity {activity_id}", fix="Load the page again")
    return [
        _made(partial(ActivityRated, **supple.stamp(), activity_id=activity_id, day=said.day, score=score))
        for activity_id, score in said.scores.items()
        if known[activity_id].get(said.day) != score
    ]


def name_activity(supple: Supple, name: str) -> None:
    """Note an activity that the person wants back. Raises NotPossibleError beyond the most there may be."""
    most = int(supple.knowledge.tracking.most_activities.value)
    known = activities(current(supple.reading()))
    if len(known) >= most:
        raise NotPossibleError(f"There are {most} activities already", fix="Take one off the list first")
    if name in [own_words(one.name) for one in known]:
        return
    supple.store.add([_made(lambda: ActivityNamed(**supple.stamp(), name=name))])


def say_reason(supple: Supple, text: str) -> None:
    """Keep what brought the person here, in their own words."""
    supple.store.add([_made(lambda: Reason(**supple.stamp(), text=text))])


def name_person(supple: Supple, name: str) -> None:
    """Keep whose journal this is. Raises NotUnderstoodError for what is no name."""
    supple.store.add([person_named(supple.stamp(), name)])


def person_named(stamp: Stamp, name: str) -> PersonNamed:
    """The entry that says whose journal it is. Raises NotUnderstoodError for what is no name."""
    kept = own_name(name)
    if kept is None:
        raise NotUnderstoodError(f"{name!r} is no name", fix="Write one with letters")
    return _made(lambda: PersonNamed(**stamp, name=kept))


def withdraw(supple: Supple, entry_id: UUID) -> None:
    """Say that a note was a mistake.

    Raises NotFoundError, and NotPossibleError for what cannot be taken back.
    """
    standing = current(supple.reading())
    old = next((one for one in standing if one.id == entry_id), None)
    if old is None:
        raise NotFoundError("There is no such note any more", fix="Load the page again")
    new = Withdrawn(**supple.stamp(), supersedes=entry_id)
    if not may_supersede(new, old):
        raise NotPossibleError(
            "Answers, sessions and stops stay as they were said", fix="Only notes of a day can be taken back"
        )
    supple.store.add([new])


def remind(supple: Supple, *, on: bool, snooze: timedelta | None = None) -> None:
    """Turn the reminder on the first page on or off, or put it off for a while."""
    stamp = supple.stamp()
    until = None
    if snooze is not None:
        until = min(supple.clock.today() + min(snooze, LONGEST_SNOOZE), LAST_DAY)
    supple.store.add([Reminders(**stamp, on=on, snoozed_until=until)])


def own_words(text: str) -> str | None:
    """Text as it is kept: composed, without control characters. None where nothing is left to be seen."""
    kept = "\n".join(line.strip() for line in text_as_written(text).split("\n")).strip()
    return kept if is_visible(kept) else None


def own_name(text: str) -> str | None:
    """A name as it is kept, and as names are compared. None where nothing of it would be seen."""
    kept = name_as_written(text)
    return kept if is_visible(kept) else None


def _made(make: Callable[[], Made]) -> Made:
    """An entry, or NotUnderstoodError where a text is too long or a number out of range."""
    try:
        return make()
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        raise NotUnderstoodError(
            f"{place}: {first['msg']}", fix="Shorten or correct it, then try again"
        ) from None
