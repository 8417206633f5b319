"""The course of joints under a pull, solved in the compiled kernel: each joint with steps of its own."""

from collections.abc import Callable
from ctypes import byref, c_void_p
from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array, pointer
from supple.base.cores import in_parts
from supple.joint.layout import POP, POPPED, QUIET
from supple.joint.library import Plan, library
from supple.joint.pull import Pull
from supple.joint.sound import RATE_HZ, SAMPLES, Heard, heard, joined, near_joint
from supple.joint.traits import Joints
from supple.knowledge.joint import JointFacts

TOLERANCE = 1.2e-5  # relative, of a step; `just bench joint` measures what a whole course then errs by
FOLLOW_S = 24 * 3600.0  # how long a bubble is followed
LOOK_S = 20 * 60.0  # when after a pop it is looked at
MOST_STEPS_KEPT = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Pops:
    """What n joints came to. What follows a bubble is 0 in joints without one."""

    joints: Joints
    facts: JointFacts
    end: np.ndarray  # (n,) of POP
    heard: Heard
    ready_s: Array  # (n,) from the pop to when it could pop again; inf: not while it was followed

    @property
    def solved(self) -> np.ndarray:
        """Which were solved, (n,)."""
        return np.asarray(self.end["outcome"] >= QUIET)

    @property
    def born(self) -> np.ndarray:
        """In which a nucleus gave way, heard or not, (n,)."""
        return np.asarray(self.end["outcome"] == POPPED)

    @property
    def popped(self) -> np.ndarray:
        """In which a nucleus gave way, and the cavity could be heard and outlasted the pull, (n,)."""
        lasted = self.end["end_time"] > self.joints.pull.time_s[:, -1]
        return np.asarray(self.born & lasted & (self.heard.level_db >= self.joints.heard_from_db))

    @property
    def seen(self) -> np.ndarray:
        """In which an image would still show a cavity 20 minutes later, (n,)."""
        return np.asarray(self.end["looked_volume"] >= self.joints.seen_m3)

    @property
    def gas_share(self) -> Array:
        """The cavity before the pull lets go, of all that is then in the joint, (n,)."""
        held = self.end["held_volume"]
        return np.asarray(held / (held + self.joints.made["fluid_volume"]))

    @property
    def co2_share(self) -> Array:
        """Carbon dioxide in the cavity's gas, by moles, before the pull lets go, (n,)."""
        moles = self.end["held_moles"]
        return np.asarray(moles[:, 0] / np.maximum(moles.sum(axis=1), np.finfo(float).tiny))

    @property
    def largest_after_sound_s(self) -> Array:
        """From the loudest sound to the largest cavity; below 0 where that came first, (n,)."""
        return np.asarray(self.end["largest_time"] - self.end["pop_time"] - self.heard.loudest_s)


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One joint in full, at every step of its solution: each array is (steps,) but the last."""

    time_s: Array
    gap_m: Array  # between the faces
    pressure_pa: Array  # absolute; of the film at the middle, or of the bubble there
    bubble_m3: Array
    growth_m3_s: Array
    near_pa: (
        Array  # sound in tissue beside the joint, as `sound.near_joint` has it: (samples,) from the pop on
    )


def pops(
    joints: Joints,
    facts: JointFacts,
    *,
    tolerance: float = TOLERANCE,
    follow_s: float = FOLLOW_S,
    recovery: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Pops:
    """Pull every joint, and follow it until its bubble has gone.

    Args:
        joints: n of them, each with its pull.
        facts: the joint's tables.
        tolerance: of a step, relative.
        follow_s: how long a bubble is followed at most, seconds.
        recovery: also seek when each could pop again; otherwise ready_s is inf.
        workers: threads; as many as there are cores if None.
        progress: called with how many joints are done, of how many.

    Returns:
        What every joint came to; one that was not solved says so in `end["outcome"]`.

    Raises:
        SuppleError: the kernel was not built.

    """
    count, knots = joints.pull.time_s.shape
    end, ready = np.zeros(count, POP), np.full(count, -1.0)
    parts: dict[int, Heard] = {}
    plan = Plan(tolerance, follow_s, LOOK_S)

    def solve(part: slice) -> None:
        made, pull = np.ascontiguousarray(joints.made[part]), joints.pull[part]
        growth = np.zeros((len(made), SAMPLES + 1))
        library().joint_pops(
            len(made),
            pointer(made),
            knots,
            *_addresses(pull),
            byref(plan),
            SAMPLES + 1,
            1 / RATE_HZ,
            pointer(growth),
            pointer(ready[part]) if recovery else None,
            pointer(end[part]),
        )
        parts[part.start] = heard(growth, joints.depth_m[part], joints.path_gain[part], facts).without_wave()

    in_parts(count, solve, workers=workers, progress=progress)
    waited = np.where(ready < 0, np.inf, ready - end["pop_time"])
    sound = joined([parts[first] for first in sorted(parts)])
    return Pops(joints=joints, facts=facts, end=end, heard=sound, ready_s=waited)


def trace(joints: Joints, facts: JointFacts, *, tolerance: float = TOLERANCE) -> tuple[Trace, Heard]:
    """The first of the joints in full, and all that is heard of it. Raises SuppleError as `pops` does."""
    made, pull = np.ascontiguousarray(joints.made[:1]), joints.pull[:1]
    kept, growth, end = np.zeros((5, MOST_STEPS_KEPT)), np.zeros((1, SAMPLES + 1)), np.zeros(1, POP)
    steps = library().joint_course(
        pointer(made),
        pull.time_s.shape[1],
        *_addresses(pull),
        byref(Plan(tolerance, FOLLOW_S, LOOK_S)),
        MOST_STEPS_KEPT,
        pointer(kept),
        SAMPLES + 1,
        1 / RATE_HZ,
        pointer(growth),
        pointer(end),
    )
    time, gap, pressure, bubble, speed = kept[:, :steps]
    found = Trace(
        time_s=time,
        gap_m=gap,
        pressure_pa=pressure,
        bubble_m3=bubble,
        growth_m3_s=speed,
        near_pa=near_joint(growth, facts)[0],
    )
    return found, heard(growth, joints.depth_m[:1], joints.path_gain[:1], facts)


def _addresses(pull: Pull) -> list[c_void_p]:
    arrays = (pull.time_s, pull.force_n, pull.slope_n_s)
    return [pointer(np.ascontiguousarray(one)) for one in arrays]
