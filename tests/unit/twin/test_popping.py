"""From the spine to its facets: where gaps open a pop is likelier, always with a band, and never a goal."""

from collections.abc import Callable

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.joint import JointFacts, read_joint
from supple.spine.names import JOINTS
from supple.spine.people import Person
from supple.twin.chances import MOST_PEOPLE, chances_as_json, chances_of, say
from supple.twin.looking_ahead import Outlook
from supple.twin.popping import Chances, chances

LEFT, RIGHT = 0, 1


@pytest.fixture(scope="module")
def joints() -> JointFacts:
    return read_joint()


@pytest.fixture(scope="module")
def twist(joints: JointFacts) -> Chances:
    return chances_of("knee-twist", side="left", people=40, facts=joints)


def test_every_chance_is_a_share_inside_its_band(twist: Chances) -> None:
    assert twist.low.shape == twist.median.shape == twist.high.shape == (len(JOINTS), 2)
    assert (twist.low >= 0).all()
    assert (twist.low <= twist.median).all()
    assert (twist.median <= twist.high).all()
    assert (twist.high <= 1).all()
    assert (twist.high > 0).all(), "from some people nobody can tell that it never happens"
    low, median, high = twist.any_facet
    assert twist.median.max() <= median
    assert low < median < high


def test_it_pops_where_facets_open(twist: Chances) -> None:
    """A twist to the left opens the left side; what stays shut stays quiet."""
    opened = np.median(twist.of.measured.gap.max(axis=1), axis=0)
    assert twist.median[:, LEFT].max() > 0.1
    assert (twist.median[opened < 1e-4] < 0.05).all()
    shut, wide = (twist.median[some].mean() for some in (opened < 2e-4, opened > 5e-4))
    assert shut < wide


def test_the_other_side_mirrors_it(joints: JointFacts, twist: Chances) -> None:
    other = chances_of("knee-twist", side="right", people=40, facts=joints)
    assert other.median[:, RIGHT].sum() == pytest.approx(twist.median[:, LEFT].sum(), abs=0.6)
    assert other.median[:, RIGHT].sum() > other.median[:, LEFT].sum()


def test_where_nothing_opens_nothing_pops(joints: JointFacts, look: Callable[..., Outlook]) -> None:
    found = chances(look("arm-sweep"), joints, chance=np.random.default_rng(1))
    assert not found.median.any()
    (none, no_goal) = say(found, joints)
    assert "hardly any facet is expected to pop" in none
    assert no_goal == joints.words.no_goal


def test_more_people_make_a_narrower_band(joints: JointFacts) -> None:
    few, many = (chances_of("arm-sweep", people=people, facts=joints) for people in (20, 60))
    assert few.people == 20
    assert (few.high > many.high).all()


def test_the_json_goes_from_the_head_down(joints: JointFacts, twist: Chances) -> None:
    data = chances_as_json(twist, joints)
    assert list(data) == ["people", "say", "any_facet", "levels"]
    assert [level["level"] for level in data["levels"]] == list(reversed(JOINTS))
    for level in data["levels"]:
        for side in ("left", "right"):
            assert list(level[side]) == ["low", "median", "high"]
    lowest = data["levels"][-1]["left"]
    assert lowest["median"] == pytest.approx(twist.median[0, LEFT], abs=1e-4)
    assert "likely too high" in data["say"]
    assert joints.words.no_goal in data["say"]


def test_a_seed_tells_the_same_and_a_body_makes_a_difference(joints: JointFacts, twist: Chances) -> None:
    same = chances_of("knee-twist", side="left", people=40, facts=joints)
    assert np.array_equal(same.median, twist.median)
    tall = chances_of("knee-twist", side="left", people=40, facts=joints, person=Person(height_m=2.0))
    assert not np.array_equal(tall.median, twist.median)


def test_progress_goes_on_to_the_end_over_all_of_it(joints: JointFacts) -> None:
    told: list[tuple[int, int]] = []
    chances_of("arm-sweep", people=20, facts=joints, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (3 * 20 * 34, 3 * 20 * 34)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("people", [0, 1, 19, MOST_PEOPLE + 1])
def test_so_few_or_many_people_are_refused(people: int) -> None:
    with pytest.raises(SuppleError, match=f"No chance can be told from {people} people"):
        chances_of("arm-sweep", people=people)


def test_a_technique_or_side_that_is_not_there_is_refused() -> None:
    with pytest.raises(SuppleError, match="headstand"):
        chances_of("headstand")
    with pytest.raises(SuppleError, match="side"):
        chances_of("arm-sweep", side="left")
