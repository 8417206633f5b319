"""What every entry of the journal has, and the texts and scores that entries are made of."""

from datetime import UTC, date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Score = Annotated[int, Field(ge=0, le=10)]
# No control characters: a NUL cannot be kept by every database, the others only spoil pages and tables.
ShortText = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
OwnWords = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class EntryBase(BaseModel):
    """What every entry has. `at` is UTC; the offset gives back the person's own day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    at: AwareDatetime
    utc_offset_minutes: int = Field(ge=-16 * 60, le=16 * 60)
    rules_version: ShortText


def local_day(entry: EntryBase) -> date:
    """The person's own calendar day on which the entry was made."""
    return (entry.at.astimezone(UTC) + timedelta(minutes=entry.utc_offset_minutes)).date()
