"""Entries about sessions: what was answered before, what was done, what happened, how it felt after."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from supple.journal.entry_base import WHOLE, EntryBase, Milliseconds, Moment, Score, ShortText, YesNo

FollowUp = dict[ShortText, YesNo | Literal["unsure"]]


class ScreeningEntry(EntryBase):
    """Answers given to screening, and the outcome at that time."""

    kind: Literal["screening"] = "screening"
    answers: dict[ShortText, YesNo | Literal["unsure"] | float] = Field(max_length=200)
    asked: tuple[ShortText, ...] = Field(
        max_length=200, description="ids asked this time; the rest was carried over"
    )
    outcome: ShortText
    after_urge: YesNo | None = Field(
        default=None, description="whether the wish to pop the back brought them; null where nobody said"
    )
    first_answer_at: Moment | None = Field(
        default=None, description="when the first answer was given; `at` is the last; null in older entries"
    )


class SessionStarted(EntryBase):
    """A session began."""

    kind: Literal["session_started"] = "session_started"
    session_id: UUID
    screening_id: UUID
    region: ShortText
    minutes: Annotated[int, Field(ge=0, le=120), WHOLE]
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
    segment_ms: Milliseconds = Field(description="how far into the segment")
    session_ms: Milliseconds = Field(description="how far into the session")
    pain_now: float | None = Field(default=None, ge=0, le=10)
    follow_up: FollowUp = Field(default={}, max_length=20)
    supersedes: UUID | None = Field(
        default=None, description="the earlier answer to the same stop that this one takes the place of"
    )


class StopAnswered(EntryBase):
    """What happened at one or several stops, said later than in their sessions: one answer for all."""

    kind: Literal["stop_answered"] = "stop_answered"
    stop_ids: tuple[UUID, ...] = Field(min_length=1, max_length=1000)
    event: ShortText
    pain_now: float | None = Field(default=None, ge=0, le=10)
    follow_up: FollowUp = Field(default={}, max_length=20)


class UnreadStop(EntryBase):
    """A stop that arrived in a form that cannot be read: kept as it came; its cause is not known.

    `at` is the moment of its arrival; its stop id is its own id.
    """

    kind: Literal["unread_stop"] = "unread_stop"
    raw: str = Field(max_length=20_000, description="what arrived, as JSON; cut where it is longer")


class PopNoted(EntryBase):
    """A pop in a session, because the person wanted it noted. Never counted as good or bad."""

    kind: Literal["pop_noted"] = "pop_noted"
    session_id: UUID
    technique: ShortText | None


class SessionEnded(EntryBase):
    """A session came to its end, or was left."""

    kind: Literal["session_ended"] = "session_ended"
    session_id: UUID
    completed: YesNo
    played_ms: Milliseconds


class AfterEntry(EntryBase):
    """How it felt afterwards."""

    kind: Literal["after"] = "after"
    session_id: UUID
    stiffness: Score
    discomfort: Score
    mobility: Literal["harder", "bit_harder", "same", "bit_easier", "easier"]
