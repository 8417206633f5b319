"""Whose joint it is: medians, spread, size; and what no joint is."""

from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.joint.traits import FURTHEST, MOST_THINNING, drawn, many, usual
from supple.knowledge.joint import KINDS, JointFacts, read_joint
from supple.knowledge.schema.joint import Prior

PRIOR = Prior.model_validate({"value": 4, "unit": "m", "low": 1, "high": 8, "grade": "E"})


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


def lot(facts: JointFacts, **asked: Any) -> np.ndarray:
    return many(facts, "lumbar", count=4000, chance=np.random.default_rng(1), **asked).made


def test_low_and_high_are_the_tenth_and_the_ninetieth_percentile() -> None:
    found = drawn(PRIOR, np.random.default_rng(2).standard_normal(200_000))
    assert np.percentile(found, [10, 50, 90]) == pytest.approx([1, 4, 8], rel=0.02)
    assert (found > 0).all()


def test_a_draw_goes_no_further_than_a_stated_number_of_deviations() -> None:
    ends = drawn(PRIOR, np.array([-FURTHEST, -100.0, FURTHEST, 100.0]))
    assert ends[0] == ends[1] < 1
    assert ends[2] == ends[3] > 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_joint_has_the_median_of_everything(facts: JointFacts, kind: str) -> None:
    made, numbers = usual(facts, kind).made[0], facts.numbers(kind)
    assert made["area"] == numbers["face_area_m2"].value
    assert made["viscosity_at_rest"] == numbers["viscosity_at_rest_pa_s"].value
    scale = numbers["nuclei_scale"].value
    assert made["contact_nucleus"] == pytest.approx(scale * numbers["contact_nucleus_m"].value)
    assert made["polytropic"] == 1
    for name in set(made.dtype.names) - {"polytropic_volume"}:  # which only another exponent needs
        assert np.isfinite(made[name]).all(), name
        assert (made[name] > 0).all(), name


def test_a_seed_draws_the_same_and_another_does_not(facts: JointFacts) -> None:
    one, same = (lot(facts) for _ in range(2))
    assert np.array_equal(one, same)
    other = many(facts, "lumbar", count=4000, chance=np.random.default_rng(2)).made
    assert not np.array_equal(one, other)


def test_no_fluid_thins_so_much_that_it_never_flows_evenly(facts: JointFacts) -> None:
    made = lot(facts)
    assert made["thinning_exponent"].max() == MOST_THINNING
    assert (made["thinning_exponent"] < MOST_THINNING).mean() > 0.9


def test_one_scale_for_the_nuclei_of_all(facts: JointFacts) -> None:
    one = many(facts, "lumbar", count=100, chance=np.random.default_rng(1))
    twice = one.with_nuclei(2.0)
    for nucleus in ("stable_nucleus", "contact_nucleus"):
        assert twice.made[nucleus] == pytest.approx(2 * one.made[nucleus])
    assert np.array_equal(one.made["area"], twice.made["area"])
    assert twice.pull is one.pull


def test_a_larger_person_has_larger_joints(facts: JointFacts) -> None:
    one, large = usual(facts, "lumbar"), usual(facts, "lumbar", size=1.2)
    assert large.made["area"] == pytest.approx(1.2**2 * one.made["area"])
    assert large.made["fluid_volume"] == pytest.approx(1.2**3 * one.made["fluid_volume"])
    assert large.made["mass"] == pytest.approx(1.2**3 * one.made["mass"])
    assert large.depth_m == pytest.approx(1.2 * one.depth_m)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "elbow"}, "no joint called 'elbow'.*lumbar, thoracic, knuckle"),
        ({"size": 0.4}, r"0.4 times the usual length.*0.6 to 1.4"),
        ({"size": float("nan")}, "nan times"),
        ({"count": 0}, "0 joints cannot be simulated"),
    ],
)
def test_what_no_joint_is_is_refused(facts: JointFacts, asked: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"kind": "lumbar", "count": 1, "chance": np.random.default_rng(0), **asked}
    with pytest.raises(SuppleError, match=words):
        many(facts, given.pop("kind"), **given)
