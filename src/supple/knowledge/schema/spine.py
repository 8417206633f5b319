"""tables/spine_*.toml: what the simulated spine is made of, level by level, with sources, ranges and grades.

A row's level is the vertebra it belongs to, or the vertebra above the joint it belongs to.
"""

from typing import Annotated

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Grade, Key, Quantity, Words
from supple.knowledge.schema.pose import LevelName

Positive = Annotated[float, Field(gt=0)]


class Column(Frozen):
    """One quantity along the spine; every value is good to plus or minus `within`, in the same unit."""

    id: Key
    what: Words
    unit: Words
    within: float = Field(ge=0)
    cites: tuple[Key, ...] = ()
    grade: Grade
    note: str = ""
    values: dict[LevelName, float]

    @model_validator(mode="after")
    def _sourced(self) -> "Column":
        if self.grade is not Grade.ASSUMED and not self.cites:
            raise ValueError(f"column {self.id!r} has grade {self.grade.value} and needs a key in cites")
        return self


class LevelTable(Dated):
    """Columns by level, and single numbers."""

    column: tuple[Column, ...] = ()
    number: dict[Key, Quantity] = Field(default={})

    def of(self, name: str) -> dict[str, float]:
        """The column of that name, by level. Raises KeyError for a column that nobody wrote."""
        return {column.id: column.values for column in self.column}[name]


class Ligament(Frozen):
    """A ligament of the reference segment; stiffness from strain 0, from the first break and the second."""

    id: Key
    name: Words
    length: Quantity
    stiffness: tuple[Quantity, Quantity, Quantity]
    breaks: tuple[Quantity, Quantity]
    width: Positive = Field(description="half the strain over which a new stiffness sets in")
    failure_strain: Quantity
    note: str = ""

    @model_validator(mode="after")
    def _stiffens(self) -> "Ligament":
        slopes = [part.value for part in self.stiffness]
        starts = [self.width, *(part.value for part in self.breaks)]
        if slopes != sorted(slopes) or starts != sorted(starts):
            raise ValueError(f"ligament {self.id!r} must grow stiffer from break to break")
        return self


class TissueTable(LevelTable):
    """Ligaments, and single numbers of disc, facet and capsule."""

    ligament: tuple[Ligament, ...]
