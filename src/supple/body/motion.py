"""Phases to moments: key poses settled, ways between them eased, and shared out evenly over a phase."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from supple.base.errors import SuppleError
from supple.base.rotation import Array
from supple.body.posture import Postures, blend, joined, minimum_jerk
from supple.body.settle import lowered, settled
from supple.knowledge.schema.pose import BodyTable, Pose
from supple.knowledge.schema.technique import Phase

FRAMES_A_SECOND = 3.0
FRAMES_A_RADIAN = 6.0
FEWEST_A_LEG, MOST_A_LEG, MOST_FRAMES = 7, 11, 24


@dataclass(frozen=True, kw_only=True)
class Poses:
    """Key poses by name, each laid down once for one towel level."""

    poses: Mapping[str, Pose]
    table: BodyTable
    level: str = "T7"
    _laid: dict[str, Postures] = field(default_factory=dict)

    def pose(self, name: str) -> Pose:
        """The pose as read from its file. Raises SuppleError for a name that has no file."""
        if name not in self.poses:
            raise SuppleError(
                f"There is no pose {name!r}",
                fix=f"Add data/poses/{name}.toml or name one of {', '.join(sorted(self.poses))}",
            )
        return self.poses[name]

    def laid(self, name: str) -> Postures:
        """The pose as one settled moment."""
        if name not in self._laid:
            self._laid[name] = settled(self.pose(name), self.table, level=self.level)
        return self._laid[name]


def still_share(phase: Phase, *, waits: bool) -> float:
    """Share of a phase spent still: a first breath in, where moving waits for the breath out."""
    cues = phase.breath
    if not waits or [cue.phase for cue in cues[:2]] != ["in", "out"]:
        return 0.0
    return min(cues[0].seconds / phase.seconds.value, 0.8)


def stations(phase: Phase, poses: Poses, *, gentle: Mapping[str, str]) -> list[str]:
    """Names of the poses a phase goes through, with those that must be passed on the way."""
    named = [phase.pose_from, *phase.pose_through, phase.pose_to]
    named = [gentle.get(name, name) for name in named]
    found = named[:1]
    for name in named[1:]:
        passing = poses.pose(name).passing.get(found[-1]) or poses.pose(found[-1]).passing.get(name)
        found += [passing, name] if passing and passing != found[-1] else [name]
    return found


def _leg_of_way(first: str, last: str, poses: Poses, progress: Array) -> Postures:
    """One stretch between two poses; arms come after the legs on the way in and go first on the way out."""
    later, sooner = poses.pose(last).arms_after, poses.pose(first).arms_after
    arms = (progress - later) / (1 - later)
    legs = progress
    if later:
        legs = progress / (1 - later / 2)
    if sooner:
        arms = progress / (1 - sooner)
        legs = (progress - sooner / 2) / (1 - sooner / 2)
    return blend(poses.laid(first), poses.laid(last), minimum_jerk(legs), arms=minimum_jerk(arms))


def _along(names: list[str], poses: Poses, progress: Array, *, stopping: bool = True) -> Postures:
    """Postures at shares (moments,) of the whole way, each stretch taking the same time."""
    legs = len(names) - 1
    place = (np.clip(progress, 0.0, 1.0) if stopping else minimum_jerk(progress)) * legs
    number = np.minimum(place.astype(int), legs - 1)
    first = poses.laid(names[0])
    values = np.repeat(first.values, len(place), axis=0)
    for index in range(legs):
        here = number == index
        start, end, share = names[index], names[index + 1], place[here] - index
        if stopping:
            values[here] = _leg_of_way(start, end, poses, share).values
        else:
            values[here] = blend(poses.laid(start), poses.laid(end), share).values
    return replace(first, values=values)


def frame_count(names: list[str], poses: Poses, seconds: float) -> int:
    """How many frames show a way: more where joints turn far, never more than the time needs."""
    turns = [
        float(np.max(np.abs(poses.laid(after).values - poses.laid(before).values)))
        for before, after in pairwise(names)
    ]
    each = min(max(round(max(turns) * FRAMES_A_RADIAN), FEWEST_A_LEG), MOST_A_LEG)
    return int(min(each * len(turns), round(seconds * FRAMES_A_SECOND), MOST_FRAMES)) + 1


def _there_and_back(names: list[str], poses: Poses, seconds: float) -> Postures:
    """Out to the middle pose in half the time and back in the other; back the same way if none is named."""
    if names[0] != names[-1]:
        names = names + names[-2::-1]
    middle = len(names) // 2
    progress = np.linspace(0.0, 1.0, frame_count(names[: middle + 1], poses, seconds / 2))
    there = _along(names[: middle + 1], poses, progress, stopping=False)
    back = _along(names[middle:], poses, progress, stopping=False)
    return joined([there, replace(back, values=back.values[1:])])


def phase_postures(phase: Phase, poses: Poses, *, gentle: Mapping[str, str]) -> Postures:
    """The postures of one phase, evenly spaced in time; a single one where nothing moves."""
    names = stations(phase, poses, gentle=gentle)
    if len(set(names)) == 1:
        return poses.laid(names[0])
    seconds = phase.seconds.value
    if phase.kind == "sweep":
        return _there_and_back(names, poses, seconds)
    waits = any(poses.pose(name).on_breath_out for name in names[1:])
    wait = still_share(phase, waits=waits)
    progress = (np.linspace(0.0, 1.0, frame_count(names, poses, seconds)) - wait) / (1 - wait)
    found = _along(names, poses, progress)
    if any(poses.pose(name).back == "free" for name in names):
        return lowered(found, poses.table)
    return found
