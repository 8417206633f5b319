"""From the spine to its facets: as a technique opens them, how likely does one pop? Never a goal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from supple.base.arrays import Array
from supple.base.chance import Chance
from supple.joint.course import pops
from supple.joint.pull import Pull, through
from supple.joint.traits import SAME_IN_ALL, Joints, many
from supple.knowledge.joint import JointFacts
from supple.twin.conclusions import is_lower
from supple.twin.looking_ahead import Outlook

Progress = Callable[[int, int], None]
SETTLES_S = 1.0  # in which a gap comes back to rest after the last frame
FOLLOWED_S = 30.0  # after it: long enough to tell whether a cavity outlasts the movement


@dataclass(frozen=True, kw_only=True)
class Chances:
    """Shares of people in whom a facet pops, (joints, 2 sides), lowest joint first.

    low, median and high are those with small, likely and large nuclei: what calibration leaves open.
    `any_facet` is of people in whom at least one does, for the same three.
    """

    joints: tuple[str, ...]
    low: Array
    median: Array
    high: Array
    any_facet: tuple[float, float, float]


def chances(one: Outlook, facts: JointFacts, *, chance: Chance, progress: Progress | None = None) -> Chances:
    """How likely each facet pops while an outlook's movement opens and closes it.

    The gap that the spine finds has no film in it: it is where the capsule lets the pull come to. So the
    film is pulled with what the capsule bears at that gap.

    Raises:
        SuppleError: a kernel that was not built.

    """
    gap = one.measured.gap[one.balanced]
    people, _, joints, sides = gap.shape
    scale = facts.shared.number[SAME_IN_ALL]
    kinds = np.array(["lumbar" if is_lower(joint) else "thoracic" for joint in one.joints])
    shares = []
    for nuclei in (scale.low, scale.value, scale.high):
        popped = np.zeros((people, joints, sides), bool)
        for kind in ("lumbar", "thoracic"):
            these = np.flatnonzero(kinds == kind)
            opened = gap[:, :, these].transpose(0, 2, 3, 1).reshape(-1, gap.shape[1])
            drawn = many(facts, kind, count=len(opened), chance=chance, nuclei=nuclei)
            led = replace(drawn, pull=_pull(drawn, one.t_s, opened))
            found = pops(
                led, facts, follow_s=one.t_s[-1] + SETTLES_S + FOLLOWED_S, recovery=False, progress=progress
            )
            popped[:, these] = found.popped.reshape(people, len(these), sides)
        shares.append(popped)
    each = [popped.mean(axis=0) for popped in shares]
    ordered = np.sort(np.array(each), axis=0)
    anywhere = sorted(float(popped.any(axis=(1, 2)).mean()) for popped in shares)
    return Chances(
        joints=one.joints,
        low=ordered[0],
        median=ordered[1],
        high=ordered[2],
        any_facet=(anywhere[0], anywhere[1], anywhere[2]),
    )


def _pull(joints: Joints, time_s: Array, gap_m: Array) -> Pull:
    """What the capsule bears at gaps (n, frames), from rest before the first frame to rest after the last."""
    time_s, kept = np.unique(
        time_s, return_index=True
    )  # where one phase ends and the next begins are two frames
    gap_m = gap_m[:, kept]
    part = gap_m / joints.made["capsule_reach"][:, None]
    force = joints.made["capsule_stiffness"][:, None] * gap_m * (1 + part**2)
    nothing = np.zeros((len(gap_m), 1))
    times = np.concatenate([time_s, [time_s[-1] + SETTLES_S]])
    ramped = np.concatenate([force, nothing], axis=1)
    if np.any(ramped[:, 0] != 0):
        times, ramped = np.concatenate([[0.0], times + SETTLES_S]), np.concatenate([nothing, ramped], axis=1)
    return through(np.broadcast_to(times, ramped.shape).copy(), ramped)
