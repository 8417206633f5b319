"""How far joints turn to one side in specimens: what discs and rib cage are calibrated to."""

import numpy as np

from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine.names import BODIES

DIRECTIONS = ("flexion", "extension", "lateral", "axial")
# Directions by axis, in order of a negative and a positive turn about it.
WAYS = {
    "lateral": ("lateral", "lateral"),
    "axial": ("axial", "axial"),
    "flexion": ("flexion", "extension"),
}


def ranges(facts: SpineFacts, cage: str) -> dict[str, Array]:
    """The range of every joint by direction, radians, (17,): `whole` rib cage, or `bare`, without ribs.

    Where there are no ribs, both are the same.
    """
    found = {}
    for way in DIRECTIONS:
        whole, own = facts.motion.of(f"whole_{way}"), facts.motion.of(f"{cage}_{way}")
        found[way] = np.radians([own.get(level, whole[level]) for level in BODIES[1:]])
    return found
