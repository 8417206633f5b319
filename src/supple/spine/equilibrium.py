"""The pose of least energy for every person and frame, found by the kernel on all cores."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from supple.base.arrays import pointer
from supple.base.cores import in_parts
from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.library import kernel_load, library
from supple.spine.load import Load


class Outcome(IntEnum):
    """How a search for an equilibrium ended."""

    CONVERGED = 0
    TOO_MANY_STEPS = 1
    NO_WAY_DOWN = 2
    NOT_A_NUMBER = 3


SAY = {
    Outcome.CONVERGED: "Every force is in balance.",
    Outcome.TOO_MANY_STEPS: "No equilibrium was found: this may be more than a spine bears.",
    Outcome.NO_WAY_DOWN: "No equilibrium was found: under this load the spine gives way.",
    Outcome.NOT_A_NUMBER: "No equilibrium was found: the load is beyond what numbers can follow.",
}


@dataclass(frozen=True, kw_only=True)
class Equilibria:
    """Found poses (people, frames, bodies) and reports (people, frames).

    reaction (people, frames, bodies, 6): force and moment that whatever holds a held body gives it, N and
    N m, along the world's axes and about the body's centre.
    """

    spines: Spines
    load: Load
    pose: np.ndarray
    reaction: np.ndarray
    report: np.ndarray

    @property
    def converged(self) -> np.ndarray:
        """Which searches ended in balance, (people, frames)."""
        return np.asarray(self.report["outcome"] == Outcome.CONVERGED)


def solve(
    spines: Spines,
    load: Load,
    *,
    start: np.ndarray | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Equilibria:
    """The equilibrium of every person in every frame, each frame from the one before.

    `start` is the pose to begin with, (people, bodies) of layout.POSE, or None for rest.
    """
    count, frames = len(spines), load.frames
    rest = spines.rest[:, load.bodies]
    pose = np.zeros((count, frames, rest.shape[1]), dtype=layout.POSE)
    pose[:, 0] = rest if start is None else start
    base = spines.rest[:, None, load.lowest] if load.base is None else load.base
    reaction = np.zeros((*pose.shape, 6))
    report = np.zeros((count, frames), dtype=layout.REPORT)
    held = np.array([float(b in load.held_bodies) for b in range(load.lowest, load.highest + 1)])

    def some(part: slice) -> None:
        segments = np.ascontiguousarray(spines.segments[part, load.joints])
        outside = [_acting(array, load, part) for array in (load.push, load.drive, load.support, load.grip)]
        loads = kernel_load(*outside)
        before = (pointer(array) for array in (segments, held, _given(base, part, frames)))
        after = (pointer(array[part]) for array in (pose, reaction, report))
        shape = (part.stop - part.start, frames, pose.shape[2])
        library().spine_sequences(*shape, *before, ctypes.byref(loads), *after)

    in_parts(count, some, workers=workers, progress=progress)
    return Equilibria(spines=spines, load=load, pose=pose, reaction=reaction, report=report)


def _given(array: np.ndarray, part: slice, frames: int) -> np.ndarray:
    """An array by person and frame, in full and in a row, for some people."""
    own = array[part] if len(array) > 1 else array
    people = part.stop - part.start
    return np.ascontiguousarray(np.broadcast_to(own, (people, frames, *array.shape[2:])))


def _acting(array: np.ndarray, load: Load, part: slice) -> np.ndarray:
    """What acts on some people, with bodies counted from the lowest that takes part."""
    found = _given(array, part, load.frames).copy()
    found["body"] -= load.lowest
    return found
