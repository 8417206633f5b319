"""A technique as the drawn body does it: moments in time, with where limbs, head and towel are."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from supple.base.errors import SuppleError
from supple.base.rotation import Array
from supple.body.motion import Poses, phase_postures, stations
from supple.body.posture import Postures, Side, joined, minimum_jerk, mirror
from supple.body.skeleton import Skeleton, skeleton
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Phase, Technique

RESTING = "flat"  # the pose of somebody who lies at rest


@dataclass(frozen=True, kw_only=True)
class Posed:
    """Some moments of the drawn body; how far the towel has rolled along the back, (frames,), metres."""

    postures: Postures
    bones: Skeleton
    roll: Array

    @property
    def frames(self) -> int:
        """How many moments."""
        return len(self.roll)

    @property
    def level(self) -> str:
        """Where the towel lies, if any does."""
        return self.postures.level


@dataclass(frozen=True, kw_only=True)
class Movement(Posed):
    """One bout of a technique, at times t_s (frames,) from its start.

    The first frame is before its start: lying flat, the rest that everything is counted from. `furthest` is
    the frame in which the spine is moved furthest, and moving_s the time that it takes to get there.
    """

    technique: Technique
    side: Side
    t_s: Array
    furthest: int
    moving_s: float


def lying_flat(anatomy: Anatomy) -> Posed:
    """One moment of the drawn body at rest."""
    postures = Poses(poses=anatomy.poses, table=anatomy.table).laid(RESTING)
    return Posed(postures=postures, bones=skeleton(postures, anatomy.table), roll=np.zeros(1))


def chosen(technique: Technique, *, side: Side | None, level: str | None) -> tuple[Side, str]:
    """Side and towel level to simulate. Raises SuppleError for one that the technique has not."""
    places = [place.id for place in technique.level]
    if level is not None and level not in places:
        fix = f"Name one of {', '.join(places)}" if places else "Leave the level out"
        raise SuppleError(f"{technique.id} cannot be done at {level!r}", fix=fix)
    if side not in {None, "left", "right"}:
        raise SuppleError(f"There is no side {side!r}", fix="Name left or right")
    if side is not None and not technique.sides:
        raise SuppleError(f"{technique.id} has no sides", fix="Leave the side out")
    return side or "left", level or technique.default_level or "T7"


def _phases(technique: Technique) -> list[Phase]:
    named = {phase.id: phase for phase in technique.phases}
    return [*technique.bout, *(named[name] for name in technique.load.also)]


def movement(
    technique: Technique,
    anatomy: Anatomy,
    *,
    side: Side | None = None,
    level: str | None = None,
    gentle: bool = False,
    most_frames: int | None = None,
) -> Movement:
    """One bout on one side or at one level; `most_frames` leaves out moments, fewest where it is short."""
    side, level = chosen(technique, side=side, level=level)
    poses = Poses(poses=anatomy.poses, table=anatomy.table, level=level)
    replaced = technique.gentle_poses if gentle else {}
    parts, times, rolls = [poses.laid(RESTING)], [np.zeros(1)], [np.zeros(1)]
    starts: dict[str, int] = {}
    began = 0.0
    phases = _phases(technique)
    for phase in phases:
        postures = phase_postures(phase, poses, gentle=replaced)
        kept = _kept(len(postures.values), None if most_frames is None else most_frames // len(phases))
        share = kept / max(kept[-1], 1)
        starts[phase.id] = sum(len(time) for time in times)
        parts.append(replace(postures, values=postures.values[kept]))
        times.append(began + share * phase.seconds.value)
        rolls.append(_roll(technique, stations(phase, poses, gentle=replaced), share))
        began += phase.seconds.value
    whole = joined(parts)
    whole = mirror(whole) if side == "right" else whole
    furthest = technique.load.goes_furthest
    number = [phase.id for phase in phases].index(furthest)
    sweeps = phases[number].kind == "sweep"
    way = phases[number] if sweeps else next(p for p in reversed(phases[:number]) if p.kind == "move")
    return Movement(
        technique=technique,
        side=side,
        t_s=np.concatenate(times),
        postures=whole,
        bones=skeleton(whole, anatomy.table),
        roll=np.concatenate(rolls),
        furthest=starts[furthest] + (len(times[number + 1]) // 2 if sweeps else 0),
        moving_s=way.seconds.value / (2 if sweeps else 1),
    )


def _kept(count: int, most: int | None) -> NDArray[np.intp]:
    """Numbers of the first, the last and evenly spaced moments between them; the middle one stays."""
    fewer = count if most is None else min(max(most, 2) | 1, count)
    return np.unique(np.round(np.linspace(0, count - 1, fewer)).astype(np.intp))


def _roll(technique: Technique, names: list[str], share: Array) -> Array:
    """How far the towel has rolled at shares of a way through these poses, metres."""
    rolls = technique.load.roll
    if rolls is None or rolls.pose not in names:
        return np.zeros(len(share))
    place = names.index(rolls.pose) / (len(names) - 1)
    near = 1 - np.abs(share - place) / np.where(share < place, place, 1 - place)
    return minimum_jerk(near) * rolls.way.value / 1000
