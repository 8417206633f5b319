"""The frozen joints beside published numbers: the model's median of many joints for every one of theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.joint.answer import BAND, measures
from supple.joint.course import Pops, Progress, pops
from supple.joint.pull import force_at
from supple.joint.traits import SAME_IN_ALL, many
from supple.knowledge.joint import JointFacts
from supple.knowledge.schema.joint_validation import JointCheck, JointValidation

SEED = 2026
FACETS_OF_A_THRUST = 5  # L1-2 to L5-S1 on the side that opens
THRUST_FOLLOWED_S = 30.0  # long enough to tell whether a cavity outlasts the pull


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A published number beside the model's share, or its 10th, 50th and 90th percentile."""

    validation: JointValidation
    check: JointCheck
    value: float
    spread: tuple[float, float] | None

    @property
    def within(self) -> bool:
        """Whether the model's number lies between the published low and high."""
        return self.check.low <= self.value <= self.check.high


def compare(
    facts: JointFacts, files: Iterable[JointValidation], *, count: int, progress: Progress | None = None
) -> Iterator[Compared]:
    """Every check of these files, on `count` joints of its kind, or on as many people under a thrust.

    Raises SuppleError where the kernel was not built.
    """
    ensembles: dict[str, Pops] = {}
    for file in files:
        for check in file.check:
            if check.measure == "thrust_share":
                value = thrust_share(facts, people=count, progress=progress)
                yield Compared(validation=file, check=check, value=value, spread=None)
                continue
            if check.joint not in ensembles:
                chance = np.random.default_rng(SEED)  # noqa: TID251 - the same joints whenever it is asked
                drawn = many(facts, check.joint, count=count, chance=chance)
                ensembles[check.joint] = pops(drawn, facts, progress=progress)
            yield _compared(file, check, ensembles[check.joint])


def thrust_share(
    facts: JointFacts, *, people: int, nuclei: float | None = None, progress: Progress | None = None
) -> float:
    """Of people under a side-posture thrust, in how many at least one of the five facets that open pops.

    Each facet has a pull and a film of its own; the same people for every scale of `nuclei`, which is the
    calibrated one if None.
    """
    chance = np.random.default_rng(SEED)  # noqa: TID251 - the same people whenever it is asked
    joints = many(facts, "lumbar", count=people * FACETS_OF_A_THRUST, chance=chance)
    if nuclei is not None:
        joints = joints.with_nuclei(nuclei / facts.shared.number[SAME_IN_ALL].value)
    found = pops(joints, facts, follow_s=THRUST_FOLLOWED_S, recovery=False, progress=progress)
    return float(found.popped.reshape(people, FACETS_OF_A_THRUST).any(axis=1).mean())


def _compared(file: JointValidation, check: JointCheck, found: Pops) -> Compared:
    if check.measure == "popped_share":
        share = float(found.popped.sum() / found.solved.sum())
        return Compared(validation=file, check=check, value=share, spread=None)
    low, median, high = np.percentile(_of_popped(check, found), BAND, method="inverted_cdf")
    return Compared(validation=file, check=check, value=float(median), spread=(float(low), float(high)))


def _of_popped(check: JointCheck, found: Pops) -> Array:
    """A measure in its unit, of the joints that popped."""
    if check.measure == "pull_at_pop_n":
        return np.asarray(force_at(found.joints.pull, found.end["pop_time"])[found.popped])
    return np.asarray(measures(found)[check.measure][found.popped])
