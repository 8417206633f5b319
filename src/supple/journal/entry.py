"""The journal's entries: append only, each with an id made by whoever wrote it."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from supple.journal.entry_base import EntryBase, Score, ShortText, local_day
from supple.journal.note_entries import (
    ActivityNamed,
    ActivityRated,
    CheckIn,
    NextDay,
    PersonNamed,
    PlaceChosen,
    Reason,
    Reminders,
    ReviewConfirmed,
    SelfAdjust,
    WeeklyChange,
    Withdrawn,
)
from supple.journal.session_entries import (
    AfterEntry,
    BoutDone,
    PopNoted,
    ScreeningEntry,
    SessionEnded,
    SessionStarted,
    StopEntry,
)

__all__ = [
    "ENTRY",
    "ActivityNamed",
    "ActivityRated",
    "AfterEntry",
    "BoutDone",
    "CheckIn",
    "Entry",
    "EntryBase",
    "NextDay",
    "PersonNamed",
    "PlaceChosen",
    "PopNoted",
    "Reason",
    "Reminders",
    "ReviewConfirmed",
    "Score",
    "ScreeningEntry",
    "SelfAdjust",
    "SessionEnded",
    "SessionStarted",
    "ShortText",
    "StopEntry",
    "WeeklyChange",
    "Withdrawn",
    "local_day",
]

Entry = Annotated[
    ScreeningEntry
    | SessionStarted
    | BoutDone
    | StopEntry
    | PopNoted
    | SessionEnded
    | AfterEntry
    | SelfAdjust
    | CheckIn
    | WeeklyChange
    | NextDay
    | Reason
    | ActivityNamed
    | ActivityRated
    | Withdrawn
    | ReviewConfirmed
    | Reminders
    | PersonNamed
    | PlaceChosen,
    Field(discriminator="kind"),
]

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
