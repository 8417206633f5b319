"""What an equilibrium means at every joint: turns, gaps, slides, strains and forces, from rest."""

from dataclasses import dataclass

import numpy as np

from supple.knowledge.spine import SpineFacts
from supple.spine import layout, place
from supple.spine.build import Spines
from supple.spine.equilibrium import Equilibria
from supple.spine.names import SIDES
from supple.spine.people import Array

STRAINED = ("capsule_left", "capsule_right", "all", "pll", "lf", "isl", "ssl")


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Every joint that took part, (people, frames, joints, ...), upper body relative to lower.

    turn is the rotation vector from rest in the lower's axes, radians: flexion, bend to the left, turn to the
    left. gap and slide of the left and right facet are from rest, metres. strain and tension are those of what
    STRAINED names: strain of the free length, below 0 where it is loose, and newtons.
    """

    turn: Array  # (..., 3)
    gap: Array  # (..., 2)
    slide: Array  # (..., 2)
    strain: Array  # (..., 7)
    tension: Array  # (..., 7)
    facet_force: Array  # (..., 2), N


def relative(found: Equilibria) -> tuple[Array, Array]:
    """Place (..., 3) and axes (..., 3, 3) of every upper body in its lower's axes."""
    centre, axes = found.pose["centre"], found.pose["axes"]
    apart = centre[:, :, 1:] - centre[:, :, :-1]
    lower = axes[:, :, :-1]
    return place.turned_back(lower, apart), np.swapaxes(lower, -1, -2) @ axes[:, :, 1:]


def levels(found: Equilibria, *, rest: Equilibria | None = None) -> Levels:
    """All measures of all joints, from where they stand in `rest`, a single frame, or else unloaded."""
    shift, axes = relative(found)
    segments = found.spines.segments[:, None, found.load.joints]
    apart = _facets_apart(found.spines, found.load.joints, shift, axes)
    began = segments["rest"]
    if rest is not None:
        rest_shift, began = relative(rest)
        apart = apart - _facets_apart(rest.spines, rest.load.joints, rest_shift, began)
    turn = place.rotation_vectors(axes @ np.swapaxes(began, -1, -2))
    normal = found.spines.facets.normal_in_lower[:, None, found.load.joints]
    gap = np.sum(apart * normal, axis=-1)
    strain, tension = _fibres(segments, shift, axes)
    return Levels(
        turn=np.stack([-turn[..., 2], -turn[..., 0], turn[..., 1]], axis=-1),
        gap=gap,
        slide=np.linalg.norm(apart - gap[..., None] * normal, axis=-1),
        strain=strain,
        tension=tension,
        facet_force=_facet_forces(segments, shift, axes),
    )


def _facets_apart(spines: Spines, part: slice, shift: Array, axes: Array) -> Array:
    """The middle of every upper facet from that of the lower, in the lower's axes, (..., 2, 3)."""
    upper, lower = spines.facets.in_upper[:, None, part], spines.facets.in_lower[:, None, part]
    return np.asarray(shift[..., None, :] + place.turned(axes[..., None, :, :], upper) - lower)


def ramp(x: Array, width: Array) -> Array:
    """Force of the kernel's one-sided spring of unit stiffness."""
    inside = np.clip(x + width, 0.0, 2 * width)
    return np.asarray(np.where(x >= width, x, inside**2 / (4 * width)))


def _fibres(segments: np.ndarray, shift: Array, axes: Array) -> tuple[Array, Array]:
    """Strain and tension by STRAINED: the longest of a ligament's bundles, and the sum of their pulls."""
    fibre = segments["fibre"]
    ends = shift[..., None, :] + place.turned(axes[..., None, :, :], fibre["upper"]) - fibre["lower"]
    longer = np.linalg.norm(ends, axis=-1) - fibre["slack"]
    strain = longer / fibre["slack"]
    pull = np.sum(
        fibre["slope"] * ramp(longer[..., None] - fibre["knee"], fibre["width"][..., None]), axis=-1
    )
    bundles = [[n for n, name in enumerate(layout.FIBRE_NAMES) if name == wanted] for wanted in STRAINED]
    return (
        np.stack([strain[..., which].max(axis=-1) for which in bundles], axis=-1),
        np.stack([pull[..., which].sum(axis=-1) for which in bundles], axis=-1),
    )


def _facet_forces(segments: np.ndarray, shift: Array, axes: Array) -> Array:
    """What the cartilage of either side bears, N, (..., 2)."""
    facet = segments["facet"]
    apart = shift[..., None, :] + place.turned(axes[..., None, :, :], facet["upper"]) - facet["lower"]
    closed = -np.sum(apart * facet["normal"], axis=-1) - facet["clearance"]
    force = facet["stiffness"] * ramp(closed, facet["width"])
    return np.asarray(force.reshape(*force.shape[:-1], len(SIDES), -1).sum(axis=-1))


def limits(facts: SpineFacts) -> Array:
    """The strain of what STRAINED names beyond which it stays changed, (7,)."""
    share = facts.tissue.number["sub_failure_share"].value
    failure = {ligament.id: ligament.failure_strain.value for ligament in facts.tissue.ligament}
    return np.array([share * failure[name.split("_", maxsplit=1)[0]] for name in STRAINED])


def strain_of_limit(measured: Levels, facts: SpineFacts) -> Array:
    """Strains as a share of their limit; nil where loose, (..., 7)."""
    return np.maximum(measured.strain, 0.0) / limits(facts)
