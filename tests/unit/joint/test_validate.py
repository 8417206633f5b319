"""A published number is compared with the median of many joints, a share with the share of all."""

from typing import Any

import numpy as np
import pytest

from supple.joint.answer import measures
from supple.joint.course import pops
from supple.joint.pull import force_at
from supple.joint.traits import many
from supple.joint.validate import SEED, Compared, compare, thrust_share
from supple.knowledge.joint import JointFacts, read_joint
from supple.knowledge.schema.joint_validation import JointValidation

COUNT = 40


@pytest.fixture(scope="module")
def facts() -> JointFacts:
    return read_joint()


def file(measure: str, **changed: Any) -> JointValidation:
    check = {
        "id": "one", "what": "It.", "joint": "knuckle", "measure": measure, "value": 1, "low": 0, "high": 2,
        "unit": "-", "because": "an example", "cites": ["kawchuk-2015"], **changed,
    }  # fmt: skip
    return JointValidation.model_validate(
        {
            "id": "example", "title": "Example", "reviewed_on": "2026-11-26", "review_by": "2028-11-26",
            "cites": ["kawchuk-2015"], "grade": "E", "check": [check],
        }
    )  # fmt: skip


def only(facts: JointFacts, measure: str, **changed: Any) -> Compared:
    (one,) = compare(facts, [file(measure, **changed)], count=COUNT)
    return one


def test_each_measure_is_that_of_the_same_joints(facts: JointFacts) -> None:
    joints = many(facts, "knuckle", count=COUNT, chance=np.random.default_rng(SEED))
    found = pops(joints, facts)
    assert only(facts, "popped_share").value == pytest.approx(found.popped.mean())
    assert only(facts, "popped_share").spread is None
    loud = measures(found)["level_db"][found.popped]
    level = only(facts, "level_db")
    assert level.value in loud
    assert (loud <= level.value).mean() == pytest.approx(0.5, abs=0.05)
    assert level.spread is not None
    assert level.spread[0] < level.value < level.spread[1]
    pulls = force_at(joints.pull, found.end["pop_time"])[found.popped]
    assert only(facts, "pull_at_pop_n").value in pulls


def test_within_is_between_low_and_high(facts: JointFacts) -> None:
    assert only(facts, "popped_share", low=0, value=0.5, high=1).within
    assert not only(facts, "popped_share", low=0, value=0, high=0).within


def test_a_thrust_pops_one_of_five_more_often_than_one_alone(facts: JointFacts) -> None:
    at_least_one = only(facts, "thrust_share", joint="lumbar")
    assert at_least_one.value == thrust_share(facts, people=COUNT)
    assert at_least_one.value > only(facts, "popped_share", joint="lumbar").value


def test_larger_nuclei_pop_more_often(facts: JointFacts) -> None:
    small, usual = (thrust_share(facts, people=100, nuclei=nuclei) for nuclei in (0.1, 1.0))
    assert small < usual
