"""validation/<id>.toml: what a paper measured, under which load, and how near the simulated spine must come.

Nothing in these files was used to set a parameter of the spine. Moments in N·m, angles in degrees; bending
forward, bending to the left and turning to the left are positive, upper vertebra against the lower one.
"""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Words

SPINE = (*(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)), "S1")
"""The bodies of the simulated spine, head to foot."""

SEGMENTS = tuple(f"{upper}-{lower.removeprefix(upper[0])}" for upper, lower in pairwise(SPINE))
"""The motion segments between them: T1-2 to L5-S1."""

VertebraName = Annotated[str, Field(pattern=f"^({'|'.join(SPINE)})$")]
SegmentName = Annotated[str, Field(pattern=f"^({'|'.join(SEGMENTS)})$")]
Plane = Literal["flexion", "lateral", "axial"]
Ligament = Literal["all", "pll", "lf", "isl", "ssl"]
Size = Annotated[float, Field(ge=-100, le=100)]


class Turn(Frozen):
    """Moments on a vertebra, or the angles that it is brought to. An axis that is left out is free."""

    at: VertebraName
    flexion: Size | None = None
    lateral: Size | None = None
    axial: Size | None = None

    @model_validator(mode="after")
    def _turns(self) -> "Turn":
        if self.flexion is None and self.lateral is None and self.axial is None:
            raise ValueError("give at least one of flexion, lateral and axial")
        return self


class Load(Frozen):
    """A bare load case with the keys of `supple spine --load FILE`."""

    upper: VertebraName = Field(alias="from")
    lower: VertebraName = Field(alias="to")
    fixed: tuple[VertebraName, ...] = Field(min_length=1)
    moments_nm: tuple[Turn, ...] = ()
    rotations_deg: tuple[Turn, ...] = ()
    rib_cage: Literal["whole", "no_front", "none"] = "none"
    gravity: bool = False

    @model_validator(mode="after")
    def _within(self) -> "Load":
        top, bottom = SPINE.index(self.upper), SPINE.index(self.lower)
        if top >= bottom:
            raise ValueError(f"{self.upper} does not lie above {self.lower}")
        turned = [turn.at for turn in (*self.moments_nm, *self.rotations_deg)]
        if not turned:
            raise ValueError("give moments_nm or rotations_deg")
        for vertebra in (*self.fixed, *turned):
            if vertebra not in SPINE[top : bottom + 1]:
                raise ValueError(f"{vertebra} does not lie between {self.upper} and {self.lower}")
        return self

    def as_file(self) -> dict[str, object]:
        """What the file given to `--load` would say."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Rotation(Frozen):
    """How far one vertebra turned against another; with two loads, from the second to the first."""

    unit: ClassVar = "deg"
    loads: ClassVar = range(1, 3)
    kind: Literal["rotation"]
    plane: Plane
    upper: VertebraName
    lower: VertebraName


class Stiffness(Frozen):
    """Change of the moment over change of the rotation, from the second load to the first."""

    unit: ClassVar = "N·m/deg"
    loads: ClassVar = range(2, 3)
    kind: Literal["stiffness"]
    plane: Plane
    upper: VertebraName
    lower: VertebraName


class LigamentForce(Frozen):
    """Tension of some ligaments of a segment together."""

    unit: ClassVar = "N"
    loads: ClassVar = range(1, 2)
    kind: Literal["ligament_force"]
    segment: SegmentName
    ligaments: tuple[Ligament, ...] = Field(min_length=1)


class LigamentMoment(Frozen):
    """Moment of some ligaments together about the centre of the segment's disc, against the movement."""

    unit: ClassVar = "N·m"
    loads: ClassVar = range(1, 2)
    kind: Literal["ligament_moment"]
    segment: SegmentName
    plane: Plane
    ligaments: tuple[Ligament, ...] = Field(min_length=1)


class LigamentShare(Frozen):
    """Tension of one ligament over that of some together."""

    unit: ClassVar = "share"
    loads: ClassVar = range(1, 2)
    kind: Literal["ligament_share"]
    segment: SegmentName
    of: Ligament
    among: tuple[Ligament, ...] = Field(min_length=1)


class DiscMoment(Frozen):
    """Moment of the disc alone, against the movement."""

    unit: ClassVar = "N·m"
    loads: ClassVar = range(1, 2)
    kind: Literal["disc_moment"]
    segment: SegmentName
    plane: Plane


class FacetTorqueShare(Frozen):
    """The part of an axial torque through a segment that its facets carry."""

    unit: ClassVar = "share"
    loads: ClassVar = range(1, 2)
    kind: Literal["facet_torque_share"]
    segment: SegmentName


class CapsuleStrain(Frozen):
    """The larger of the two capsules' strains."""

    unit: ClassVar = "share"
    loads: ClassVar = range(1, 2)
    kind: Literal["capsule_strain"]
    segment: SegmentName


class CapsuleStrainRatio(Frozen):
    """The larger capsule strain under the first load, over the largest under all the others."""

    unit: ClassVar = "ratio"
    loads: ClassVar = range(2, 10)
    kind: Literal["capsule_strain_ratio"]
    segment: SegmentName


Measure = (
    Rotation
    | Stiffness
    | LigamentForce
    | LigamentMoment
    | LigamentShare
    | DiscMoment
    | FacetTorqueShare
    | CapsuleStrain
    | CapsuleStrainRatio
)


class Check(Frozen):
    """One published number, and the load under which the simulated spine is compared with it."""

    id: Key
    what: Words
    load: tuple[Key, ...] = Field(
        description="names of the file's loads, in the order that the measure wants"
    )
    measure: Annotated[Measure, Field(discriminator="kind")]
    value: float | None = Field(default=None, description="left out where the paper gives only a range")
    unit: Words
    low: float
    high: float
    band: Literal["paper_sd", "paper_range", "ours"] = Field(description="where low and high come from")
    because: str = Field(default="", description="why that band, where it is ours; and what does not match")

    @model_validator(mode="after")
    def _comparable(self) -> "Check":
        if self.unit != self.measure.unit:
            raise ValueError(f"{self.measure.kind} is in {self.measure.unit}, not in {self.unit}")
        if len(self.load) not in self.measure.loads:
            allowed = " or ".join(str(count) for count in self.measure.loads)
            raise ValueError(f"{self.measure.kind} takes {allowed} loads, not {len(self.load)}")
        if not self.low < self.high:
            raise ValueError(f"low {self.low} is not below high {self.high}")
        if self.value is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value} lies outside low {self.low} to high {self.high}")
        if self.band == "ours" and not self.because:
            raise ValueError("a band of ours needs because")
        return self


class Validation(Dated):
    """The published numbers of one source that the frozen spine is held against."""

    title: Words
    load: dict[Key, Load] = Field(min_length=1)
    check: tuple[Check, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> "Validation":
        ids = [check.id for check in self.check]
        if twice := sorted({key for key in ids if ids.count(key) > 1}):
            raise ValueError(f"two checks are called {', '.join(twice)}")
        named = {key for check in self.check for key in check.load}
        if odd := sorted(named ^ self.load.keys()):
            raise ValueError(f"loads and their names in the checks differ: {', '.join(odd)}")
        return self

    def loads_of(self, check: Check) -> tuple[Load, ...]:
        """The load cases of one of its checks, in the order that the measure wants."""
        return tuple(self.load[key] for key in check.load)
