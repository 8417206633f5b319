"""A bare load, or a person, in a JSON file as `supple spine` takes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from supple.base.errors import SuppleError
from supple.cli.json_file import place_of, read_object
from supple.cli.json_shape import shaped
from supple.spine.people import Person
from supple.twin.bare import Bare, Turn

LOAD_SHAPE = '{"from": "T1", "to": "S1", "fixed": ["S1"], "moments_nm": [{"at": "T1", "axial": 6}]}'
PERSON_SHAPE = '{"height_m": 1.7, "mass_kg": 65, "sex": "female", "age": 40, "level_stiffness": {"L4-5": 2}}'


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class _TurnGiven(_Part):
    at: str
    flexion: float | None = None
    lateral: float | None = None
    axial: float | None = None

    @property
    def turn(self) -> Turn:
        return Turn(at=self.at, flexion=self.flexion, lateral=self.lateral, axial=self.axial)


class _PersonGiven(_Part):
    height_m: float = Person.height_m
    mass_kg: float = Person.mass_kg
    sex: Literal["female", "male"] | None = None
    age: float | None = None
    flexibility: float = Person.flexibility
    level_stiffness: dict[str, float] = {}

    @property
    def person(self) -> Person:
        return Person(**{name: getattr(self, name) for name in type(self).model_fields})


class _LoadGiven(_Part):
    upper: str = Field(default="T1", alias="from")
    lower: str = Field(default="S1", alias="to")
    fixed: list[str] | None = Field(default=None, description="the lowest, where nothing is said")
    moments_nm: list[_TurnGiven] = []
    rotations_deg: list[_TurnGiven] = []
    rib_cage: Literal["whole", "no_front", "none"] = "whole"
    gravity: bool = False
    person: _PersonGiven = _PersonGiven()


@dataclass(frozen=True, kw_only=True)
class LoadFile:
    """A bare load and whose spine it acts on."""

    bare: Bare
    person: Person


def read_load(name: str) -> LoadFile:
    """The load in a file, or in standard input for `-`. Raises SuppleError with place and fix."""
    place = place_of(name)
    given = shaped(_LoadGiven, read_object(name, shape=LOAD_SHAPE), place=place, shape=LOAD_SHAPE)
    with _told_where(place):
        person = given.person.person
        bare = Bare(
            upper=given.upper,
            lower=given.lower,
            fixed=(given.lower,) if given.fixed is None else tuple(given.fixed),
            moments_nm=tuple(one.turn for one in given.moments_nm),
            rotations_deg=tuple(one.turn for one in given.rotations_deg),
            rib_cage=given.rib_cage,
            gravity=given.gravity,
        )
    return LoadFile(bare=bare, person=person)


def read_person(name: str) -> Person:
    """The person in a file, or in standard input for `-`. Raises SuppleError with place and fix."""
    place = place_of(name)
    given = shaped(_PersonGiven, read_object(name, shape=PERSON_SHAPE), place=place, shape=PERSON_SHAPE)
    with _told_where(place):
        return given.person


@contextmanager
def _told_where(place: str) -> Iterator[None]:
    """A fault in what was read, with where it stands."""
    try:
        yield
    except SuppleError as fault:
        raise SuppleError(f"{place}: {fault.problem}", fix=fault.fix) from fault
