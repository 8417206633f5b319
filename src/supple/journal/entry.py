"""The journal's entries: append only, each with an id made by whoever wrote it."""

from datetime import UTC, date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

Score = Annotated[int, Field(ge=0, le=10)]
ShortText = Annotated[str, Field(max_length=80)]


class EntryBase(BaseModel):
    """What every entry has. `at` is UTC; the offset gives back the person's own day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    at: AwareDatetime
    utc_offset_minutes: int = Field(ge=-16 * 60, le=16 * 60)
    rules_version: ShortText


class ScreeningEntry(EntryBase):
    """Answers given to screening, and the outcome at that time."""

    kind: Literal["screening"] = "screening"
    answers: dict[ShortText, bool | Literal["unsure"] | float] = Field(max_length=200)
    asked: tuple[ShortText, ...] = Field(
        max_length=200, description="ids asked this time; the rest was carried over"
    )
    outcome: ShortText


class SessionStarted(EntryBase):
    """A session began."""

    kind: Literal["session_started"] = "session_started"
    session_id: UUID
    screening_id: UUID
    region: ShortText
    minutes: int = Field(ge=0, le=120)
    techniques: tuple[ShortText, ...] = Field(max_length=20)
    stiffness: Score | None
    discomfort: float | None = Field(ge=0, le=10)


class BoutDone(EntryBase):
    """One side, level or set of a technique was held or swept."""

    kind: Literal["bout_done"] = "bout_done"
    session_id: UUID
    technique: ShortText
    side: Literal["left", "right"] | None
    level: ShortText | None
    seconds: float = Field(ge=0, le=3600)


class StopEntry(EntryBase):
    """The session was stopped. `event` is what the person said happened; null until said."""

    kind: Literal["stop"] = "stop"
    session_id: UUID
    stop_id: UUID = Field(description="same for the stop and its later answer")
    event: ShortText | None
    technique: ShortText | None
    side: Literal["left", "right"] | None
    level: ShortText | None
    segment_ms: int = Field(ge=0, description="how far into the segment")
    session_ms: int = Field(ge=0, description="how far into the session")
    pain_now: float | None = Field(default=None, ge=0, le=10)
    follow_up: dict[ShortText, bool | Literal["unsure"]] = Field(default={}, max_length=20)


class PopNoted(EntryBase):
    """A pop in a session, because the person wanted it noted. Never counted as good or bad."""

    kind: Literal["pop_noted"] = "pop_noted"
    session_id: UUID
    technique: ShortText | None


class SessionEnded(EntryBase):
    """A session came to its end, or was left."""

    kind: Literal["session_ended"] = "session_ended"
    session_id: UUID
    completed: bool
    played_ms: int = Field(ge=0)


class AfterEntry(EntryBase):
    """How it felt afterwards."""

    kind: Literal["after"] = "after"
    session_id: UUID
    stiffness: Score
    discomfort: Score
    mobility: Literal["harder", "bit_harder", "same", "bit_easier", "easier"]


class SelfAdjust(EntryBase):
    """The person popped their own back: a neutral note."""

    kind: Literal["self_adjust"] = "self_adjust"


class ReviewConfirmed(EntryBase):
    """The person says that a professional has looked at it."""

    kind: Literal["review_confirmed"] = "review_confirmed"


class PlaceChosen(EntryBase):
    """Where the person lives, for the emergency number; and that the boundaries were read."""

    kind: Literal["place_chosen"] = "place_chosen"
    place: ShortText


Entry = Annotated[
    ScreeningEntry
    | SessionStarted
    | BoutDone
    | StopEntry
    | PopNoted
    | SessionEnded
    | AfterEntry
    | SelfAdjust
    | ReviewConfirmed
    | PlaceChosen,
    Field(discriminator="kind"),
]

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def local_day(entry: EntryBase) -> date:
    """The person's own calendar day on which the entry was made."""
    return (entry.at.astimezone(UTC) + timedelta(minutes=entry.utc_offset_minutes)).date()
