"""Names along the spine, from the sacrum up: the order of every array in this room."""

from itertools import pairwise

from supple.base.errors import SuppleError

BODIES = ("S1", *(f"L{n}" for n in range(5, 0, -1)), *(f"T{n}" for n in range(12, 0, -1)))


def _joint(lower: str, upper: str) -> str:
    return f"{upper}-{lower}" if upper[0] != lower[0] else f"{upper}-{lower[1:]}"


JOINTS = tuple(_joint(lower, upper) for lower, upper in pairwise(BODIES))
SIDES = ("left", "right")
AXES = ("lateral", "axial", "flexion")  # about X forward, Y to the head, Z to the right


def body_number(name: str) -> int:
    """Place of a vertebra among BODIES. Raises SuppleError for one that the spine has not."""
    if name not in BODIES:
        raise SuppleError(f"There is no level {name!r} in this spine", fix=f"Name one of {', '.join(BODIES)}")
    return BODIES.index(name)


def joint_number(name: str) -> int:
    """Place of a joint among JOINTS, named as L4-5. Raises SuppleError for one that the spine has not."""
    if name not in JOINTS:
        raise SuppleError(f"There is no joint {name!r} in this spine", fix=f"Name one of {', '.join(JOINTS)}")
    return JOINTS.index(name)
