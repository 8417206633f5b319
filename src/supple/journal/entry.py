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
    StopAnswered,
    StopEntry,
    UnreadStop,
)
from supple.journal.upkeep_entries import ClockPutRight, ClockSetBack, DamageAnswered, JournalRepaired

__all__ = [
    "ENTRY",
    "ActivityNamed",
    "ActivityRated",
    "AfterEntry",
    "BoutDone",
    "CheckIn",
    "ClockPutRight",
    "ClockSetBack",
    "DamageAnswered",
    "Entry",
    "EntryBase",
    "JournalRepaired",
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
    "StopAnswered",
    "StopEntry",
    "UnreadStop",
    "WeeklyChange",
    "Withdrawn",
    "local_day",
]

Entry = Annotated[
    ScreeningEntry
    | SessionStarted
    | BoutDone
    | StopEntry
    | StopAnswered
    | UnreadStop
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
    | PlaceChosen
    | JournalRepaired
    | DamageAnswered
    | ClockSetBack
    | ClockPutRight,
    Field(discriminator="kind"),
]

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
