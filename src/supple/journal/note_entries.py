"""Entries that a person makes beside sessions. What was noted by mistake is superseded, never changed."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from supple.journal.entry_base import WHOLE, Day, EntryBase, Name, OwnWords, Score, ShortText, YesNo

MOST_SELF_ADJUSTS = 99


class SelfAdjust(EntryBase):
    """The person popped their own back: a neutral note."""

    kind: Literal["self_adjust"] = "self_adjust"


class CheckIn(EntryBase):
    """How a day was. `self_adjusts`: how often in all on that day. None is no data, never zero."""

    kind: Literal["check_in"] = "check_in"
    day: Day
    discomfort: Score | None
    self_adjusts: Annotated[int, Field(ge=0, le=MOST_SELF_ADJUSTS), WHOLE] | None
    note: OwnWords | None
    supersedes: UUID | None = None


class WeeklyChange(EntryBase):
    """Whether the back is better, the same or worse than a week ago."""

    kind: Literal["weekly_change"] = "weekly_change"
    day: Day
    change: Literal["better", "same", "worse"]
    supersedes: UUID | None = None


class NextDay(EntryBase):
    """Whether discomfort after a session was back to what it had been within a day."""

    kind: Literal["next_day"] = "next_day"
    session_id: UUID
    settled: YesNo
    supersedes: UUID | None = None


class Reason(EntryBase):
    """What brought the person here, in their own words. The newest counts."""

    kind: Literal["reason"] = "reason"
    text: OwnWords


class ActivityNamed(EntryBase):
    """An activity that the person wants back, for the Patient-Specific Functional Scale."""

    kind: Literal["activity_named"] = "activity_named"
    name: Name


class ActivityRated(EntryBase):
    """How well that activity goes: 0 not at all, 10 as it did before. Source: stratford-1995."""

    kind: Literal["activity_rated"] = "activity_rated"
    activity_id: UUID
    day: Day
    score: Score
    supersedes: UUID | None = None


class Withdrawn(EntryBase):
    """An earlier note was a mistake. It is kept, and counts no more."""

    kind: Literal["withdrawn"] = "withdrawn"
    supersedes: UUID


class ReviewConfirmed(EntryBase):
    """The person says that a professional has looked at it."""

    kind: Literal["review_confirmed"] = "review_confirmed"


class Reminders(EntryBase):
    """Whether the first page may remind of the check-in, and not before which day. The newest counts."""

    kind: Literal["reminders"] = "reminders"
    on: YesNo
    snoozed_until: Day | None


class PersonNamed(EntryBase):
    """Whose journal this is. The newest counts."""

    kind: Literal["person_named"] = "person_named"
    name: Name


class PlaceChosen(EntryBase):
    """Where the person lives, for the emergency number; and that the boundaries were read."""

    kind: Literal["place_chosen"] = "place_chosen"
    place: ShortText
