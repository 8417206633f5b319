"""What all knowledge files share: frozen, closed to unknown keys, dated, sourced and graded."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from supple.base.errors import SuppleError

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Words = Annotated[str, Field(min_length=1)]

_UNITS_OF_TIME = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


class Frozen(BaseModel):
    """A value: never changed after it was read, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Grade(StrEnum):
    """How well a number or rule is supported."""

    LIVING = "A"
    SPECIMEN = "B"
    MODELLED = "C"
    EXPERT = "D"
    ASSUMED = "E"


class Quantity(Frozen):
    """A number that came from somewhere: value, unit, plausible band, sources and grade."""

    value: float
    unit: Words
    low: float
    high: float
    cites: tuple[Key, ...] = ()
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _ordered_and_sourced(self) -> "Quantity":
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value} lies outside low {self.low} to high {self.high}")
        if self.grade is not Grade.ASSUMED and not self.cites:
            raise ValueError(f"grade {self.grade.value} needs at least one key in cites")
        return self

    def as_timedelta(self) -> timedelta:
        """The quantity as a length of time. Raises SuppleError for a unit that is none."""
        if self.unit not in _UNITS_OF_TIME:
            known = ", ".join(_UNITS_OF_TIME)
            raise SuppleError(f"{self.unit!r} is not a unit of time", fix=f"Use one of {known}")
        return self.value * _UNITS_OF_TIME[self.unit]


class Dated(Frozen):
    """A file that somebody looked at on a day, and has to look at again by another."""

    id: Key
    reviewed_on: date
    review_by: date
    cites: tuple[Key, ...]
    grade: Grade

    @model_validator(mode="after")
    def _review_after_reading(self) -> "Dated":
        if self.review_by <= self.reviewed_on:
            raise ValueError(f"review_by {self.review_by} is not after reviewed_on {self.reviewed_on}")
        return self


def cited(value: object) -> Iterator[str]:
    """Every source key that a value of a knowledge file names, itself or anywhere inside."""
    if isinstance(value, Frozen):
        yield from getattr(value, "cites", ())
        for name in type(value).model_fields:
            yield from cited(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from cited(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from cited(part)
