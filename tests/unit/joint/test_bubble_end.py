"""A bubble counts as gone once it holds half the gas of the largest nucleus that lasts."""

import numpy as np
import pytest

from supple.base.arrays import Array
from supple.joint.course import pops
from supple.joint.traits import many
from supple.knowledge.joint import KINDS, read_joint


def gas_at_rest(made: np.ndarray, radius: Array) -> Array:
    """Gas in a bubble at rest in a joint, mol: the law of Laplace and the law of ideal gases."""
    pressure = made["rest_pressure"] - made["vapour_pressure"] + 2 * made["surface_tension"] / radius
    return np.asarray(pressure * 4 / 3 * np.pi * radius**3 / made["gas_constant_kelvin"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_bubble_is_gone_at_half_the_gas_of_the_largest_nucleus_that_lasts(kind: str) -> None:
    """The step that ends it goes a little further; nobody waits for the last molecule."""
    joints = many(facts := read_joint(), kind, count=40, chance=np.random.default_rng(3))
    end = pops(joints, facts, recovery=False).end
    gone = (end["outcome"] == 1) & (end["left_volume"] > 0) & (end["end_time"] < 24 * 3600)
    assert gone.sum() > 5
    made, left = joints.made[gone], np.cbrt(3 * end["left_volume"][gone] / (4 * np.pi))
    share = gas_at_rest(made, left) / gas_at_rest(made, made["stable_nucleus"])
    assert (share < 0.5).all()
    assert np.median(share) > 0.3
    assert share.max() > 0.45
