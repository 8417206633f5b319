"""techniques/<id>.toml, [load]: what a technique puts on the spine besides weight, floor and towel."""

from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Frozen, Key, Quantity


class HandForce(Frozen):
    """How hard hands pull while they have this hold; `high` is the ceiling. What it does to the pelvis."""

    hold: Literal["outer_thigh", "clasp", "head"]
    force: Quantity = Field(description="of each hand, N, along the palm's line to its shoulder")
    lever: Quantity | None = Field(default=None, description="moment on the pelvis for each newton, m")
    plane: Literal["axial", "flexion"] | None = Field(default=None, description="that moment's plane")

    @model_validator(mode="after")
    def _lever_in_a_plane(self) -> "HandForce":
        if (self.lever is None) != (self.plane is None):
            raise ValueError("lever and plane belong together")
        return self


class ArmPull(Frozen):
    """Arching moment of muscles that raised arms stretch, growing between two elevations."""

    moment: Quantity
    from_deg: Quantity
    full_deg: Quantity


class TowelRoll(Frozen):
    """How far along the back the towel has rolled where this pose is reached."""

    pose: Key
    way: Quantity


class TechniqueLoad(Frozen):
    """What the technique puts on the spine besides weight, floor and towel, for the simulation."""

    goes_furthest: Key = Field(description="the phase in which the spine is moved furthest")
    also: tuple[Key, ...] = Field(default=(), description="phases simulated after those of the bout")
    axial_ceiling: Quantity = Field(description="turning moment at the sacrum that is never suggested, N m")
    period: Quantity = Field(description="in which the moved part would swing, s: what a fast pace means")
    hand: HandForce | None = None
    arm_pull: ArmPull | None = None
    roll: TowelRoll | None = None
