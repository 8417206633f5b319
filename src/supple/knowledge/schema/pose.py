"""poses/<id>.toml and tables/body.toml: how the drawn body is built, and how it lies.

Angles in degrees, small shifts in millimetres, lengths of the body in metres. World axes: X up from the
floor, Y to the head, Z to the person's right; the pelvis lies along them when somebody lies flat.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Quantity, Words

Degrees = Annotated[float, Field(ge=-180, le=180)]
Millimetres = Annotated[float, Field(ge=-1000, le=1000)]
Metres = Annotated[float, Field(ge=-2, le=2)]
Share = Annotated[float, Field(ge=0, le=1)]
LevelName = Annotated[str, Field(pattern=r"^(T([1-9]|1[0-2])|L[1-5])$")]
Point = tuple[Metres, Metres, Metres]


class PelvisPose(Frozen):
    """turn + = front to the left, tilt + = posterior, hitch + = left side headward; mean lift of the hips."""

    turn: Degrees = 0
    tilt: Degrees = 0
    hitch: Degrees = 0
    lift: Millimetres = 0


class SidePose(Frozen):
    """One leg and one arm. hip: flexion, abduction, external rotation. shoulder: plane, elevation, twist.

    girdle: shoulder centre moved up, forward (mm). hand: what the hand is on; `free` leaves it to the angles.
    """

    hip: tuple[Degrees, Degrees, Degrees]
    knee: Degrees
    ankle: Degrees
    shoulder: tuple[Degrees, Degrees, Degrees]
    elbow: Degrees
    girdle: tuple[Millimetres, Millimetres] = (0, 0)
    hand: Literal["free", "floor", "outer_thigh", "clasp_own", "clasp_across", "head"] = "free"
    hand_height: Metres = Field(default=0.03, description="of the wrist, where the hand is on the floor")
    hand_way: tuple[Point, ...] = Field(default=(), max_length=1, description="world point the palm passes")


class SpinePose(Frozen):
    """Whole-region angles, shared out by the body table: axial and lateral + = left; lumbar flexion +."""

    axial: Degrees = 0
    lateral: Degrees = 0
    flexion: Degrees = 0
    extension: Degrees = Field(default=0, description="thoracic, spread round the chosen level")


class HeadPose(Frozen):
    """Pitch of the face against the horizontal (chin tucked = minus) and height of the back of the head."""

    pitch: Degrees = -8
    height: Millimetres = 0
    neck: Degrees | None = Field(
        default=None, description="low neck extension, where the head is not laid down"
    )


class AtLevel(Frozen):
    """What is different where the towel lies at this level; levels between are interpolated."""

    level: LevelName
    tilt: Degrees
    hip: Degrees
    elevation: Degrees
    pitch: Degrees
    height: Millimetres
    extension: Degrees


class Pose(Dated):
    """One key pose, for the left side of a technique; the right side is its mirror image."""

    words: Words = Field(description="how the body lies, completing 'A person ...' in a text alternative")
    pelvis: PelvisPose
    left: SidePose
    right: SidePose
    spine: SpinePose
    head: HeadPose
    back: Literal["floor", "towel", "free"] = Field(description="what the rib cage is laid on")
    on_breath_out: bool = Field(default=False, description="moving into it waits for the first breath out")
    arms_after: Share = Field(default=0, description="share of the way in that the legs go alone")
    towel_laid: bool = Field(default=False, description="the rolled towel is in its place")
    passing: dict[Key, Key] = Field(default={}, description="coming from this pose, pass through that one")
    at_level: tuple[AtLevel, ...] = ()


class Vertebra(Frozen):
    """One row of the spine, lengths in metres. The joint meant is the one below the vertebra."""

    level: Annotated[str, Field(pattern=r"^([TC]([1-9]|1[0-2])|L[1-5])$")]
    height: Metres
    depth: Metres
    width: Metres
    disc: Metres
    wedge: Degrees = Field(description="standing, + = lordosis")
    axial: Share = Field(description="share of a turn of the whole spine")
    lateral: Share = Field(description="share of a side bend of the whole spine")
    flexion: Share = Field(description="share of a lumbar flexion")
    spinous: Metres = Field(description="length of the spinous process")
    slant: Degrees = Field(description="of the spinous process, footward from straight back")
    behind: Metres = Field(description="centre to the skin of the back")
    front: Metres = Field(description="centre to the skin of the front")
    half_width: Metres = Field(description="of the trunk or neck at this level")


class Ring(Frozen):
    """A cross section of a limb at a share of its length: skin in front, behind, outside and inside."""

    at: Annotated[float, Field(ge=-1, le=2)]
    front: Metres
    back: Metres
    outer: Metres
    inner: Metres


class Slice(Frozen):
    """A cross section at a place along an axis: skin from low to high (signed), and half the width."""

    at: Metres
    low: Metres
    high: Metres
    half: Metres


class Ball(Frozen):
    """A rounded place; `of` names the segment, and z is positive outward."""

    of: Literal["pelvis", "shoulder", "knee", "elbow", "ankle", "wrist"]
    centre: Point = (0, 0, 0)
    radius: Metres


class Limit(Frozen):
    """A joint limit that poses are clamped to."""

    joint: Literal[
        "hip_flexion", "hip_abduction", "hip_rotation", "knee", "elbow", "shoulder_elevation", "ankle"
    ]
    low: Quantity
    high: Quantity


class BodyTable(Dated):
    """The drawn body of 1.75 m: segment lengths, spine, skin and joint limits."""

    lengths: dict[Key, Quantity]
    limit: tuple[Limit, ...]
    vertebra: tuple[Vertebra, ...] = Field(description="L5 up to C1")
    spine_cites: tuple[Key, ...]
    thigh: tuple[Ring, ...]
    shank: tuple[Ring, ...]
    upper_arm: tuple[Ring, ...]
    forearm: tuple[Ring, ...]
    pelvis: tuple[Slice, ...] = Field(description="along Y, footward first")
    foot: tuple[Slice, ...] = Field(description="along the foot, heel first; low is the sole")
    hand: tuple[Slice, ...] = Field(description="from the wrist outward; low is the back of the hand")
    thumb: tuple[Slice, ...] = Field(description="the same, beside the hand")
    head: tuple[Slice, ...] = Field(description="along Y, crown first; low is the back of the head")
    hairline: tuple[tuple[Metres, Metres], ...] = Field(description="along Y: the hair lies behind this x")
    ball: tuple[Ball, ...]

    @model_validator(mode="after")
    def _whole_spine(self) -> "BodyTable":
        names = [row.level for row in self.vertebra]
        wanted = [f"L{n}" for n in range(5, 0, -1)] + [f"T{n}" for n in range(12, 0, -1)]
        wanted += [f"C{n}" for n in range(7, 0, -1)]
        if names != wanted:
            raise ValueError(f"vertebra rows must run L5 to C1 in order, not {', '.join(names)}")
        return self
