"""What an equilibrium means at every joint: turns, gaps, slides, strains and forces, from rest."""

from dataclasses import dataclass

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array, pointer
from supple.base.cores import in_parts
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.equilibrium import Equilibria
from supple.spine.library import library

STRAINED = ("capsule_left", "capsule_right", "all", "pll", "lf", "isl", "ssl")
_BUNDLES = [[n for n, name in enumerate(layout.FIBRE_NAMES) if name == wanted] for wanted in STRAINED]


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Every joint that took part, (people, frames, joints, ...), upper body relative to lower.

    turn is the rotation vector from rest in the lower's axes, radians: flexion, bend to the left, turn to the
    left. gap and slide of the left and right facet are from rest, metres. strain and tension are those of
    what STRAINED names: strain of the free length, below 0 where it is loose, and newtons.
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
    return rotation.turned_back(lower, apart), np.swapaxes(lower, -1, -2) @ axes[:, :, 1:]


def levels(found: Equilibria, *, rest: Equilibria | None = None) -> Levels:
    """All measures of all joints, from where they stand in `rest`, a single frame, or else unloaded."""
    segments = np.ascontiguousarray(found.spines.segments[:, found.load.joints])
    began = segments["rest"] if rest is None else relative(rest)[1][:, 0]
    measured = _measured(found.pose, segments, began)
    apart = measured["apart"]
    if rest is not None:
        apart = apart - _measured(rest.pose, segments, began)["apart"]
    normal = found.spines.facets.normal_in_lower[:, None, found.load.joints]
    gap = np.sum(apart * normal, axis=-1)
    turn = measured["turn"]
    return Levels(
        turn=np.stack([-turn[..., 2], -turn[..., 0], turn[..., 1]], axis=-1),
        gap=gap,
        slide=np.linalg.norm(apart - gap[..., None] * normal, axis=-1),
        strain=np.stack([measured["strain"][..., which].max(axis=-1) for which in _BUNDLES], axis=-1),
        tension=np.stack([measured["tension"][..., which].sum(axis=-1) for which in _BUNDLES], axis=-1),
        facet_force=measured["facet_force"],
    )


def _measured(pose: np.ndarray, segments: np.ndarray, began: Array) -> np.ndarray:
    """The kernel's measures, (people, frames, joints) of layout.MEASURED, turns counted from `began`."""
    people, frames, bodies = pose.shape
    found = np.empty((people, frames, bodies - 1), dtype=layout.MEASURED)
    pose, began = np.ascontiguousarray(pose), np.ascontiguousarray(began)

    def some(part: slice) -> None:
        given = (pointer(array[part]) for array in (segments, pose, began, found))
        library().spine_measures(part.stop - part.start, frames, bodies, *given)

    in_parts(people, some)
    return found


def limits(facts: SpineFacts) -> Array:
    """The strain of what STRAINED names beyond which it stays changed, (7,)."""
    share = facts.tissue.number["sub_failure_share"].value
    failure = {ligament.id: ligament.failure_strain.value for ligament in facts.tissue.ligament}
    return np.array([share * failure[name.split("_", maxsplit=1)[0]] for name in STRAINED])


def strain_of_limit(measured: Levels, facts: SpineFacts) -> Array:
    """Strains as a share of their limit; nil where loose, (..., 7)."""
    return np.maximum(measured.strain, 0.0) / limits(facts)
