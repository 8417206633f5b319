"""From tables and people to what the kernel solves: segments and the resting chain of every person."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.anatomy import Joints, joints
from supple.spine.facets import Facets, facet_points, facets
from supple.spine.fibres import fibres
from supple.spine.names import AXES, BODIES, JOINTS
from supple.spine.people import People
from supple.spine.ranges import WAYS, ranges

RibCage = Literal["whole", "no_front", "none"]


@dataclass(frozen=True, kw_only=True)
class Spines:
    """segments (people, 17) and rest (people, 18) in the kernel's layout, lowest first; facets to read gaps.

    The world is the pelvis lying or standing straight: X forward, Y to the head, Z to the right, origin at
    the middle of the end plate of S1.
    """

    people: People
    segments: np.ndarray
    rest: np.ndarray
    facets: Facets
    rib_cage: RibCage

    def __len__(self) -> int:
        return len(self.segments)


def build(facts: SpineFacts, people: People, *, rib_cage: RibCage = "whole") -> Spines:
    """The spines of these people, at rest and unloaded."""
    shape = joints(facts, people)
    found = facets(facts, people, shape)
    segments = np.zeros((len(people), len(JOINTS)), dtype=layout.SEGMENT)
    segments["disc_lower"], segments["disc_upper"] = shape.disc_lower, shape.disc_upper
    segments["rest"] = shape.rest
    segments["shift"] = _shift(facts, people)
    _fill_turning(segments, facts, people, rib_cage)
    segments["fibre"] = fibres(facts, people, shape, found)
    segments["facet"] = facet_points(facts, people, shape, found)
    segments["middle_lower"], segments["middle_upper"] = found.in_lower, found.in_upper
    return Spines(
        people=people, segments=segments, rest=_stacked(facts, shape), facets=found, rib_cage=rib_cage
    )


def _shift(facts: SpineFacts, people: People) -> Array:
    """Stiffness of the disc's shift along X, Y, Z, N/m, (people, 17, 3); it grows as the size does."""
    shear, axial = (facts.tissue.number[name].value for name in ("disc_shear", "disc_compression"))
    grown = people.stiffness * people.size[:, None]
    return np.asarray(grown[..., None] * np.array([shear, axial, shear]))


def _along(facts: SpineFacts, column: str) -> Array:
    """A column of the discs' table along JOINTS; nil where it says nothing."""
    values = facts.discs.of(column)
    return np.array([values.get(name, 0.0) for name in BODIES[1:]])


def _fill_turning(segments: np.ndarray, facts: SpineFacts, people: People, rib_cage: RibCage) -> None:
    """What bears turning: the disc, and the rib cage beside it. Moments grow as the cube of the size."""
    ends = {"disc": ranges(facts, "bare"), "cage": ranges(facts, "whole")}
    for axis, name in enumerate(AXES):
        grown = people.stiffness * people.size[:, None] ** 3 * people.aged[axis]
        kept = {"disc": 1.0, "cage": _kept(facts, rib_cage, name)}
        for number, part in enumerate(layout.TURNINGS):
            law = segments["turning"][:, :, number]
            law["linear"][:, :, axis] = grown * kept[part] * _along(facts, f"{part}_linear_{name}")
            for side, way in enumerate(WAYS[name]):
                law["cubic"][:, :, axis, side] = grown * kept[part] * _along(facts, f"{part}_cubic_{way}")
                law["end"][:, :, axis, side] = 2 * np.sin(ends[part][way] / 2)


def _kept(facts: SpineFacts, rib_cage: RibCage, axis: str) -> float:
    """What is left of the rib cage's resistance about an axis, 0 to 1."""
    if rib_cage == "no_front":
        return facts.discs.number[f"front_open_{axis}"].value
    return 1.0 if rib_cage == "whole" else 0.0


def _stacked(facts: SpineFacts, shape: Joints) -> np.ndarray:
    """Where every body is at rest, (people, 18), one on the other from the sacrum up."""
    count = len(shape.rest)
    rest = np.zeros((count, len(BODIES)), dtype=layout.POSE)
    rest["axes"][:, 0] = rotation.about(2, -np.radians(facts.geometry.number["sacral_slope"].value))
    for number in range(len(JOINTS)):
        axes, centre = rest["axes"][:, number], rest["centre"][:, number]
        above = axes @ shape.rest[:, number]
        disc = centre + rotation.turned(axes, shape.disc_lower[:, number])
        rest["axes"][:, number + 1] = above
        rest["centre"][:, number + 1] = disc - rotation.turned(above, shape.disc_upper[:, number])
    return rest
