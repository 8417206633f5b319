"""techniques/<id>.toml: every step, side, dose, breath cue, feel, cap and pose of one technique.

Words may use {side}, {other} (left, right), {Side}, {Other} (capital), {level}, {landmark} and {hold}.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Grade, Key, Quantity, Words
from supple.knowledge.schema.technique_load import TechniqueLoad


class Region(StrEnum):
    """Which part of the back a technique is for."""

    LOWER = "lower"
    UPPER = "upper"


class Breath(Frozen):
    """One breath cue inside a phase; the cues come in turn, from the first again, until it ends."""

    phase: Literal["in", "out", "free"]
    seconds: float = Field(gt=0)


class Phase(Frozen):
    """A stretch of time with one instruction. `kind` decides where the plan may stretch or repeat it.

    get_ready: before every bout. move: fixed. hold: lasts the hold dose. sweep: repeated as often as
    the repeats dose says. rest: announces what comes next.
    """

    id: Key
    kind: Literal["set_up", "get_ready", "move", "hold", "sweep", "rest"]
    seconds: Quantity
    title: Words = Field(description='the large state word, such as "Hold"')
    show: Words = Field(description="one sentence, read from two metres")
    say: Words = Field(description="what is spoken at its start; complete without seeing anything")
    breath: tuple[Breath, ...] = Field(min_length=1)
    pose_from: Key
    pose_to: Key
    pose_through: tuple[Key, ...] = ()


class Dose(Frozen):
    """How much; each quantity's `high` is the cap and its `low` the least that makes sense."""

    hold: Quantity | None = Field(default=None, description="seconds in the held pose")
    repeats: Quantity = Field(description="bouts a side, levels, or sweeps: see repeats_are")
    repeats_are: Literal["a_side", "levels", "sweeps"]
    cap_say: Words = Field(description="why there is a cap, for whoever asks for more")


class Level(Frozen):
    """A place for the towel, with a landmark that a person can feel for."""

    id: str = Field(pattern=r"^T([4-9]|10)$")
    landmark: Words
    cites: tuple[Key, ...]
    grade: Grade


class Mistake(Frozen):
    """What goes wrong, and the gentle correction."""

    sign: Words
    say: Words


class Technique(Dated):
    """One technique, whole."""

    name: Words
    short: Words
    region: Region
    order: int
    aim: Words
    feel: Words
    not_feel: Words
    needs: tuple[Words, ...] = ()
    sides: bool = Field(description="true: left and right in turn, equal time")
    side_is: str = Field(default="", description="what the named side means, such as the bent knee")
    dose: Dose
    set_up: tuple[Phase, ...] = Field(description="once, before the first bout")
    bout: tuple[Phase, ...] = Field(description="one side, level or set; begins with get_ready")
    between: tuple[Phase, ...] = Field(description="from one bout to the next")
    finish: tuple[Phase, ...] = Field(description="once, after the last bout")
    gentle_poses: dict[Key, Key] = Field(default={}, description="pose replaced when the range is small")
    gentle_words: dict[Key, Words] = Field(
        default={}, description="phase id -> words spoken instead, small range"
    )
    gentle_show: dict[Key, Words] = Field(
        default={}, description="phase id -> sentence shown instead, small range"
    )
    load: TechniqueLoad
    level: tuple[Level, ...] = ()
    default_level: str = ""
    mistake: tuple[Mistake, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Technique":
        if not self.bout or self.bout[0].kind != "get_ready":
            raise ValueError("bout must begin with a get_ready phase")
        if any(p.kind == "hold" for p in self.bout) != (self.dose.hold is not None):
            raise ValueError("a hold phase and dose.hold belong together")
        if bool(self.level) != (self.dose.repeats_are == "levels"):
            raise ValueError("level tables and repeats_are = 'levels' belong together")
        if self.level and self.default_level not in {place.id for place in self.level}:
            raise ValueError(f"default_level {self.default_level!r} is not one of the levels")
        phases = {phase.id for phase in self.phases}
        for name in (self.load.goes_furthest, *self.load.also):
            if name not in phases:
                raise ValueError(f"load names the phase {name!r}, which is not one of its phases")
        if self.sides != (self.dose.repeats_are == "a_side"):
            raise ValueError("sides = true and repeats_are = 'a_side' belong together")
        return self

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases, in the order of a session."""
        return self.set_up + self.bout + self.between + self.finish
