"""What every part of a motion segment bears: disc, rib cage, each ligament and capsule, each facet.

The laws are those of kernel/segment.c, written a second time by part; a test holds their sum to the kernel's.
"""

from dataclasses import dataclass

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.build import build
from supple.spine.equilibrium import Equilibria
from supple.spine.measure import STRAINED, relative
from supple.spine.names import SIDES

FACETS = tuple(f"facet_{side}" for side in SIDES)
PARTS = ("disc", "cage", *STRAINED, *FACETS)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What holds each part as it is: force (N) and moment (N m) that must act on the upper body for it.

    Both (people, frames, joints, 11, 3), by PARTS, in the lower body's axes; moments about the disc's centre
    as it stands in the lower body. Over all parts they add up to what passes through the segment.
    """

    force: Array
    moment: Array

    def moment_of(self, *names: str) -> Array:
        """The moment of some parts together, (people, frames, joints, 3)."""
        return np.asarray(self.moment[..., [PARTS.index(name) for name in names], :].sum(axis=-2))


def parts(found: Equilibria, facts: SpineFacts) -> Parts:
    """What every part of every joint bears. `facts` are those that the spines were built from."""
    shift, axes = relative(found)
    segments = found.spines.segments[:, None, found.load.joints]
    bare = build(facts, found.spines.people, rib_cage="none").segments[:, None, found.load.joints]
    pulls = _moments_too(segments, shift, axes, *_fibres(segments, shift, axes))
    presses = _moments_too(segments, shift, axes, *_facets(segments, shift, axes))
    of_disc = _shift(segments, shift, axes)
    turn = rest_turn(segments, axes)
    disc, whole = (_turn(each, turn) for each in (bare, segments))
    nothing = np.zeros_like(whole)
    force, moment = [of_disc[0], nothing], [of_disc[1] + disc, whole - disc]
    for name in STRAINED:
        bundles = [number for number, one in enumerate(layout.FIBRE_NAMES) if one == name]
        force.append(pulls[0][..., bundles, :].sum(axis=-2))
        moment.append(pulls[1][..., bundles, :].sum(axis=-2))
    for side in np.split(np.arange(layout.FACET_POINTS), len(SIDES)):
        force.append(presses[0][..., side, :].sum(axis=-2))
        moment.append(presses[1][..., side, :].sum(axis=-2))
    return Parts(force=np.stack(force, axis=-2), moment=np.stack(moment, axis=-2))


def rest_turn(segments: np.ndarray, axes: Array) -> Array:
    """Rotation vector of the upper body from rest in the lower's axes, radians, (..., 3)."""
    return rotation.rotation_vectors(axes @ np.swapaxes(segments["rest"], -1, -2))


def _turn(segments: np.ndarray, turn: Array) -> Array:
    """Moment of the law of turning, which acts on twice the vector part of the turn's quaternion."""
    half = np.linalg.norm(turn, axis=-1, keepdims=True) / 2
    vector = turn / 2 * np.sinc(half / np.pi)
    phi = 2 * vector
    law = sum(_law(segments["turning"][..., number], phi) for number in range(len(layout.TURNINGS)))
    return np.asarray(np.cos(half) * law + np.cross(vector, law))


def _law(turning: np.ndarray, phi: Array) -> Array:
    """Moment about each axis: linear and cubic up to the end, straight on beyond it."""
    cubic, end = (
        np.where(phi > 0, turning[name][..., 1], turning[name][..., 0]) for name in ("cubic", "end")
    )
    within = np.clip(phi, -end, end)
    stiffness = turning["linear"] + 3 * cubic * within**2
    return np.asarray(within * (turning["linear"] + cubic * within**2) + stiffness * (phi - within))


def _shift(segments: np.ndarray, shift: Array, axes: Array) -> tuple[Array, Array]:
    """Force and moment of the springs that hold the disc's centre of the upper body to the lower's."""
    apart = shift + rotation.turned(axes, segments["disc_upper"]) - segments["disc_lower"]
    force = segments["shift"] * apart
    return force, np.cross(apart, force)


def _ends(part: np.ndarray, shift: Array, axes: Array) -> Array:
    """Where the upper ends of bundles or facet points are, in the lower body's axes, (..., n, 3)."""
    return np.asarray(shift[..., None, :] + rotation.turned(axes[..., None, :, :], part["upper"]))


def ramp(x: Array, width: Array) -> Array:
    """Force of the kernel's one-sided spring of unit stiffness."""
    inside = np.clip(x + width, 0.0, 2 * width)
    return np.asarray(np.where(x >= width, x, inside**2 / (4 * width)))


def _fibres(segments: np.ndarray, shift: Array, axes: Array) -> tuple[np.ndarray, Array]:
    """The bundles, and the force that each needs, (..., 10, 3)."""
    fibre = segments["fibre"]
    along = _ends(fibre, shift, axes) - fibre["lower"]
    length = np.linalg.norm(along, axis=-1)
    longer = (length - fibre["slack"])[..., None] - fibre["knee"]
    tension = np.sum(fibre["slope"] * ramp(longer, fibre["width"][..., None]), axis=-1)
    return fibre, along * (tension / length)[..., None]


def _facets(segments: np.ndarray, shift: Array, axes: Array) -> tuple[np.ndarray, Array]:
    """The facets' points, and the force that each needs, (..., 8, 3)."""
    facet = segments["facet"]
    apart = _ends(facet, shift, axes) - facet["lower"]
    closed = -np.sum(apart * facet["normal"], axis=-1) - facet["clearance"]
    press = facet["stiffness"] * ramp(closed, facet["width"])
    return facet, -press[..., None] * facet["normal"]


def _moments_too(
    segments: np.ndarray, shift: Array, axes: Array, part: np.ndarray, force: Array
) -> tuple[Array, Array]:
    """The forces, and their moments about the disc's centre."""
    arm = _ends(part, shift, axes) - segments["disc_lower"][..., None, :]
    return force, np.cross(arm, force)
