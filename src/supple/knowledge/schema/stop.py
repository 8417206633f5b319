"""safety/stops/<id>.toml: what can happen in a session, and what each event leads to."""

from typing import Literal

from pydantic import Field

from supple.knowledge.schema.common import Dated, Frozen, Key, Quantity, Words


class Then(Frozen):
    """What follows an event. Every field is required: nothing about safety is a default."""

    session: Literal["ends", "resumes", "goes_on"]
    no_more_today: bool
    lock_technique: bool = Field(description="until screening is answered again on a later day")
    pause: bool = Field(description="no sessions until the person confirms a professional's review")
    only_through_next_day: tuple[Key, ...] | None = Field(
        default=None, description="techniques left until then"
    )
    emergency: bool
    ask: tuple[Key, ...] = Field(description="yes/no questions asked at once; yes or unsure is an emergency")
    ask_pain: bool = Field(description="asks pain now, 0 to 10; a rise leads to the event `pain_rise`")
    title: Words
    say: tuple[Words, ...] = Field(min_length=1)


class StopExample(Frozen):
    """A worked example, run as a test."""

    name: Words
    event: Key | Literal["unanswered"]
    technique: Key
    locked: tuple[Key, ...]
    no_more_today: bool
    paused: bool
    emergency: bool


class Stop(Dated):
    """One event. `order` is its place among the big answers; 0 keeps it off that screen."""

    code: Words
    order: int = Field(ge=0)
    label: Words
    note: str
    then: Then
    rise: Quantity | None = Field(default=None, description="pain_rise only: by how many points")
    reach: Quantity | None = Field(default=None, description="pain_rise only: at which number")
    example: tuple[StopExample, ...] = Field(min_length=3)
