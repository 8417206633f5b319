"""The shortest way to a pop: name a kind of joint, and the tables are found by it."""

import numpy as np

from supple.base.errors import SuppleError
from supple.joint.answer import Shown, show
from supple.joint.course import Pops, Progress, pops
from supple.joint.traits import many, usual
from supple.knowledge.joint import JointFacts, read_joint

MOST_JOINTS = 100_000


def one_pop(
    kind: str, *, size: float = 1.0, seed: int | None = None, facts: JointFacts | None = None
) -> Shown:
    """Pull one joint apart, and follow it until it could pop again.

    Args:
        kind: lumbar, thoracic or knuckle.
        size: length over that of the person whom the tables stand for, 1.75 m tall.
        seed: draws a joint from the spread that the tables state; the usual one if None.
        facts: the joint's tables, if they were read before.

    Raises:
        SuppleError: a kind or size that cannot be, or a kernel that was not built.

    """
    known = facts or read_joint()
    if seed is None:
        return show(usual(known, kind, size=size), known)
    return show(many(known, kind, count=1, chance=_chance(seed), size=size), known)


def many_pops(
    kind: str,
    *,
    count: int,
    size: float = 1.0,
    seed: int = 0,
    facts: JointFacts | None = None,
    progress: Progress | None = None,
) -> Pops:
    """Pull many different joints of a kind. Arguments and errors as for `one_pop`; up to 100,000 of them."""
    if count > MOST_JOINTS:
        raise SuppleError(f"{count} joints are too many at once", fix=f"Ask for {MOST_JOINTS} or fewer")
    known = facts or read_joint()
    return pops(many(known, kind, count=count, chance=_chance(seed), size=size), known, progress=progress)


def _chance(seed: int) -> np.random.Generator:  # noqa: TID251 - a seed was asked for, so here it begins
    if seed < 0:
        raise SuppleError(f"The seed {seed} is below 0", fix="Give 0 or more")
    return np.random.default_rng(seed)  # noqa: TID251 - the same
