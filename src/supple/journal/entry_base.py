"""What every entry of the journal has, and the texts and scores that entries are made of."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

A_DAY_MS = 86_400_000
# Far from where calendars end, so that no time zone leads out of them.
FIRST_MOMENT, END_MOMENT = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
# A little more than any place on earth.
MOST_OFFSET_MINUTES = 16 * 60
FIRST_DAY, END_DAY = FIRST_MOMENT.date(), END_MOMENT.date()

Moment = Annotated[AwareDatetime, Field(ge=FIRST_MOMENT, lt=END_MOMENT)]
Day = Annotated[date, Field(ge=FIRST_DAY, lt=END_DAY)]


def _whole(value: object) -> object:
    """A number is no yes and a text no number: nothing is read as what it does not say."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("Input should be a whole number")  # noqa: TRY004 - what pydantic asks for
    return value


# After the bounds, so that the description of the API keeps them.
WHOLE = BeforeValidator(_whole)
YesNo = StrictBool
Score = Annotated[int, Field(ge=0, le=10), WHOLE]
Milliseconds = Annotated[int, Field(ge=0, le=A_DAY_MS), WHOLE]
# No control characters: a NUL cannot be kept by every database, the others only spoil pages and tables.
ShortText = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
OwnWords = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class EntryBase(BaseModel):
    """What every entry has. `at` is UTC; the offset gives back the person's own day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    at: Moment
    utc_offset_minutes: Annotated[int, Field(ge=-MOST_OFFSET_MINUTES, le=MOST_OFFSET_MINUTES), WHOLE]
    rules_version: ShortText

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """From outside the kind has to be named; only in Python each class knows its own."""
        described = handler(schema)
        fields = handler.resolve_ref_schema(described)
        if "kind" in fields.get("properties", {}):
            fields["required"] = [*fields.get("required", []), "kind"]
        return described


def local_day(entry: EntryBase) -> date:
    """The person's own calendar day on which the entry was made."""
    ahead = timedelta(minutes=entry.utc_offset_minutes) - (entry.at.utcoffset() or timedelta())
    return (entry.at + ahead).date()
