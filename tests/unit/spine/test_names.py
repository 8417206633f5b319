"""Bodies and joints by name, from the sacrum up."""

import pytest

from supple.base.errors import SuppleError
from supple.spine.names import BODIES, JOINTS, body_number, joint_number


def test_eighteen_bodies_and_seventeen_joints_between_them() -> None:
    assert len(BODIES) == 18
    assert len(JOINTS) == 17
    assert (BODIES[0], BODIES[5], BODIES[6], BODIES[-1]) == ("S1", "L1", "T12", "T1")
    assert (JOINTS[0], JOINTS[1], JOINTS[5], JOINTS[-1]) == ("L5-S1", "L4-5", "T12-L1", "T1-2")


def test_a_name_has_its_place() -> None:
    assert [body_number(name) for name in BODIES] == list(range(18))
    assert [joint_number(name) for name in JOINTS] == list(range(17))


@pytest.mark.parametrize("name", ["C7", "l5", "", "L4-5"])
def test_what_the_spine_has_not_is_refused(name: str) -> None:
    with pytest.raises(SuppleError, match=f"no level '{name}' in this spine"):
        body_number(name)


def test_a_joint_is_named_from_above() -> None:
    with pytest.raises(SuppleError, match="no joint 'L5-4' in this spine"):
        joint_number("L5-4")
