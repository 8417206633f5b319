"""From the spine to its facets: as a technique opens them, how likely does one pop? Never a goal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from supple.base.arrays import Array
from supple.base.chance import Chance
from supple.joint.course import pops
from supple.joint.pull import Pull, through
from supple.joint.traits import SAME_IN_ALL, TENTH, Joints, many
from supple.knowledge.joint import JointFacts
from supple.twin.conclusions import is_lower
from supple.twin.looking_ahead import Outlook

Progress = Callable[[int, int], None]
SETTLES_S = 1.0  # in which a gap comes back to rest after the last frame
FOLLOWED_S = 30.0  # after it: long enough to tell whether a cavity outlasts the movement


@dataclass(frozen=True, kw_only=True)
class Chances:
    """Shares of people in whom a facet pops, (joints, 2 sides), lowest joint first.

    The median is with the likely nuclei; low and high are with small and large ones, which calibration leaves
    open, and widened by what so many people can tell: eight of ten such bands hold the share. `any_facet` is
    of people in whom at least one does, as (low, median, high).
    """

    of: Outlook
    low: Array
    median: Array
    high: Array
    any_facet: tuple[float, float, float]

    @property
    def people(self) -> int:
        """Of how many the shares are."""
        return int(self.of.balanced.sum())


def chances(
    one: Outlook,
    facts: JointFacts,
    *,
    chance: Chance,
    size: float = 1.0,
    progress: Progress | None = None,
) -> Chances:
    """How likely each facet pops while an outlook's movement opens and closes it.

    The gap that the spine finds has no film in it: it is where the capsule lets the pull come to. So the
    film is pulled with what the capsule bears at that gap. `size` is that of `joint.traits.many`.

    Raises:
        SuppleError: a kernel that was not built, or a size that no person has.

    """
    gap = one.measured.gap[one.balanced]
    facets = {
        kind: np.array([is_lower(joint) == lower for joint in one.joints])
        for kind, lower in (("lumbar", True), ("thoracic", False))
    }
    led = {}
    for kind, these in facets.items():
        opened = gap[:, :, these].transpose(0, 2, 3, 1).reshape(-1, gap.shape[1])
        drawn = many(facts, kind, count=len(opened), chance=chance, size=size)
        led[kind] = replace(drawn, pull=_pull(drawn, one.t_s, opened))
    scale = facts.shared.number[SAME_IN_ALL]
    scales = (scale.low, scale.value, scale.high)
    work = len(scales) * sum(map(len, led.values()))

    def told(before: int) -> Progress | None:
        return None if progress is None else lambda done, _: progress(before + done, work)

    shares, done = [], 0
    for nuclei in scales:
        popped = np.zeros((len(gap), *gap.shape[2:]), bool)
        for kind, these in facets.items():
            joints = led[kind].with_nuclei(nuclei / scale.value)
            until = one.t_s[-1] + SETTLES_S + FOLLOWED_S
            found = pops(joints, facts, follow_s=until, recovery=False, progress=told(done))
            popped[:, these] = found.popped.reshape(len(gap), these.sum(), 2)
            done += len(joints)
        shares.append(popped)
    each = np.sort([popped.mean(axis=0) for popped in shares], axis=0)
    low, median, high = np.sort([popped.any(axis=(1, 2)).mean() for popped in shares])
    people = len(gap)
    return Chances(
        of=one,
        low=_bound(each[0], people, -1),
        median=each[1],
        high=_bound(each[2], people, 1),
        any_facet=(
            float(_bound(low, people, -1)), float(median), float(_bound(high, people, 1)),
        ),
    )  # fmt: skip


def _bound(share: Array, people: int, side: int) -> Array:
    """Where a share of all people lies at the lowest or the highest, by so many of them (Wilson)."""
    spread = TENTH**2 / people
    middle = (share + spread / 2) / (1 + spread)
    reach = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return np.asarray(np.clip(middle + side * reach, 0, 1))


def _pull(joints: Joints, time_s: Array, gap_m: Array) -> Pull:
    """What the capsule bears at gaps (n, frames), from rest before the first frame to rest after the last."""
    time_s, kept = np.unique(time_s, return_index=True)  # phases share the frame where they meet
    gap_m = gap_m[:, kept]
    part = gap_m / joints.made["capsule_reach"][:, None]
    force = joints.made["capsule_stiffness"][:, None] * gap_m * (1 + part**2)
    nothing = np.zeros((len(gap_m), 1))
    times = np.concatenate([time_s, [time_s[-1] + SETTLES_S]])
    ramped = np.concatenate([force, nothing], axis=1)
    if np.any(ramped[:, 0] != 0):
        times, ramped = np.concatenate([[0.0], times + SETTLES_S]), np.concatenate([nothing, ramped], axis=1)
    return through(np.broadcast_to(times, ramped.shape).copy(), ramped)
