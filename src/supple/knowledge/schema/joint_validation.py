"""validation_joint/<id>.toml: what was published about pops, and what the frozen model is held against.

Only a check that says `calibrated` was used to set a number of the model.
"""

from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Words

Measure = Literal[
    "popped_share",
    "pull_at_pop_n",
    "gas_share_of_joint_volume",
    "co2_share_of_gas",
    "ready_again_min",
    "level_db",
    "largest_bubble_after_sound_ms",
    "thrust_share",
]


class JointCheck(Frozen):
    """One published number of a kind of joint, and how near the median of many joints must come."""

    id: Key
    what: Words
    joint: Literal["lumbar", "thoracic", "knuckle"]
    measure: Measure
    value: float
    low: float
    high: float
    unit: Words
    calibrated: bool = False
    because: Words = Field(description="why that band, and what does not match")
    cites: tuple[Key, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ordered(self) -> "JointCheck":
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value} lies outside low {self.low} to high {self.high}")
        return self


class JointValidation(Dated):
    """Published numbers about joints that pop."""

    title: Words
    check: tuple[JointCheck, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> "JointValidation":
        ids = [check.id for check in self.check]
        if twice := sorted({key for key in ids if ids.count(key) > 1}):
            raise ValueError(f"two checks are called {', '.join(twice)}")
        return self
