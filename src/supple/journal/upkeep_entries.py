"""Entries about the journal itself: what befell it, and what the person said of that."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from supple.journal.entry_base import WHOLE, EntryBase, YesNo


class JournalRepaired(EntryBase):
    """The journal was damaged and put together anew. `lost`: how many entries are gone; None: not known."""

    kind: Literal["journal_repaired"] = "journal_repaired"
    recovered: Annotated[int, Field(ge=0), WHOLE]
    lost: Annotated[int, Field(ge=0), WHOLE] | None


class DamageAnswered(EntryBase):
    """Whether a stop because something was wrong may be among what a repair could not bring back."""

    kind: Literal["damage_answered"] = "damage_answered"
    damage_id: UUID = Field(description="the repair that was asked about")
    stopped_for_something_wrong: YesNo | Literal["unsure"]


class ClockSetBack(EntryBase):
    """This machine's clock is behind the last moment kept: all before counts as of now at the latest."""

    kind: Literal["clock_set_back"] = "clock_set_back"


class ClockPutRight(EntryBase):
    """The clock was wrong when it was set back, and is right again: what it bounded counts as before."""

    kind: Literal["clock_put_right"] = "clock_put_right"
