"""Random joints: as the tables draw them, and far beyond what any joint is.

Used by a test and by benchmarks/random_joints.py.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator

from supple.joint import layout
from supple.joint.answer import measures
from supple.joint.course import Pops, pops
from supple.joint.traits import Joints, many
from supple.knowledge.joint import KINDS
from tests.laws.joints import facts

BEYOND = "beyond"
DECADES = 1.0  # either way that anything may be off, beyond
OUTCOMES = {
    layout.QUIET: "no nucleus gave way",
    layout.POPPED: "a nucleus gave way",
    layout.TOO_MANY_STEPS: "not solved: too many steps",
    layout.STEP_TOO_SMALL: "not solved: no step is small enough",
}
# Numbers that every other hangs on, or that are no matter of more or less.
KEPT = {"radius", "area", "polytropic", "polytropic_volume", "gas_constant_kelvin", "thinning_exponent"}


@dataclass(kw_only=True)
class Tally:
    """How many joints came to what, and the seeds of those that were not solved."""

    came_to: Counter[str] = field(default_factory=Counter)
    unsolved: list[int] = field(default_factory=list)

    def add(self, seed: int, found: Pops) -> None:
        """Count joints. Raises ValueError for a number that is none, or an outcome that says nothing."""
        outcomes = found.end["outcome"].astype(int)
        for outcome in outcomes:
            if int(outcome) not in OUTCOMES:
                raise ValueError(f"seed {seed}: the outcome {outcome} says nothing")
            self.came_to[OUTCOMES[int(outcome)]] += 1
        if not found.solved.all():
            self.unsolved.append(seed)
        check(seed, found)


def check(seed: int, found: Pops) -> None:
    """Every number of a solved joint is one, and none is where it cannot be. Raises ValueError."""
    good, born = found.solved, found.born
    for name in layout.POP.names or ():
        if not np.isfinite(found.end[name][good]).all():
            raise ValueError(f"seed {seed}: {name} is no number")
    sounded = born & (found.heard.peak_pa != 0)  # a bubble may be gone before it has moved
    for name, values in measures(found).items():
        if name != "ready_again_min" and not np.isfinite(values[sounded]).all():
            raise ValueError(f"seed {seed}: {name} is no number")
    shares = (found.gas_share[born], found.co2_share[born])
    if any(((share < 0) | (share > 1)).any() for share in shares):
        raise ValueError(f"seed {seed}: a share lies outside 0 to 1")
    if (found.ready_s[born] < 0).any() or (found.end["widest_gap"][good] <= 0).any():
        raise ValueError(f"seed {seed}: a time or a gap below 0")


def joints_of(kind: str, seed: int, count: int) -> Joints:
    """Joints of a kind as the tables draw them, or beyond: everything up to ten times more or less."""
    chance = np.random.default_rng(seed)
    if kind != BEYOND:
        return many(facts(), kind, count=count, chance=chance)
    joints = many(facts(), KINDS[seed % len(KINDS)], count=count, chance=chance)
    made = joints.made.copy()
    for name in sorted(set(made.dtype.names or ()) - KEPT):
        made[name] *= _off(chance, made[name].shape)
    made["rest_pressure"] = np.clip(made["rest_pressure"], made["vapour_pressure"] + 1e3, 3e5)
    force = joints.pull.force_n * _off(chance, (count, 1))
    slope = joints.pull.slope_n_s
    time = joints.pull.time_s * _off(chance, (count, 1))
    return replace(joints, made=made, pull=replace(joints.pull, time_s=time, force_n=force, slope_n_s=slope))


def solved(kind: str, seed: int, count: int) -> Pops:
    """What they came to, followed to the end."""
    return pops(joints_of(kind, seed, count), facts())


def _off(chance: Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.asarray(10 ** chance.uniform(-DECADES, DECADES, shape))
