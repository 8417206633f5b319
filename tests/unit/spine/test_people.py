"""Whose spine it is: what is refused, and what is drawn around somebody."""

from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.names import AXES, JOINTS, joint_number
from supple.spine.people import People, Person, aged, many, one, usual_stiffness


@pytest.fixture(scope="module")
def facts() -> SpineFacts:
    return read_spine()


@pytest.fixture(scope="module")
def crowd(facts: SpineFacts) -> People:
    return many(Person(height_m=1.60, mass_kg=60), facts, count=4000, chance=np.random.default_rng(2))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"height_m": 17.5}, "height_m is 17.5, which is no grown person's. Give 1.2 to 2.2 metres"),
        ({"mass_kg": -75.0}, "mass_kg is -75.0, which is no grown person's. Give 30 to 200 kilograms"),
        ({"mass_kg": float("nan")}, "mass_kg is nan"),
        ({"age": 4.0}, "age is 4.0, which is no grown person's. Give 18 to 100 years"),
        ({"flexibility": 0.0}, "flexibility is 0.0"),
        ({"sex": "x"}, "sex is 'x'. Give female or male, or leave it out"),
        ({"level_stiffness": {"L3-L4": 1.0}}, "no joint 'L3-L4' in this spine. Name one of L5-S1, L4-5,"),
        ({"level_stiffness": {"L3-4": 0.0}}, "The stiffness of L3-4 is 0.0 times the usual. Give 0.05 to 20"),
        ({"level_stiffness": {"L3-4": float("inf")}}, "The stiffness of L3-4 is inf times"),
    ],
)
def test_a_body_that_cannot_be_is_refused(given: dict[str, Any], words: str) -> None:
    """In a sentence with the value and what to give."""
    with pytest.raises(SuppleError) as refused:
        Person(**given)
    assert words in str(refused.value)


def test_the_ends_of_what_a_body_can_be_are_bodies() -> None:
    Person(height_m=1.2, mass_kg=30, age=18, flexibility=0.25, level_stiffness={"T1-2": 0.05})
    Person(height_m=2.2, mass_kg=200, age=100, flexibility=4, level_stiffness={"T1-2": 20})


def test_one_person_is_left_to_no_chance(facts: SpineFacts) -> None:
    person = one(Person(height_m=1.925, mass_kg=80), facts)
    assert len(person) == 1
    assert person.size[0] == pytest.approx(1.1)
    assert person.mass_kg[0] == 80
    assert (person.stiffness == 1).all()
    assert (person.clearance == 1).all()
    assert not person.facet_turn.any()
    assert not person.facet_out.any()


def test_flexibility_sex_and_levels_multiply(facts: SpineFacts) -> None:
    women = facts.people.number["stiffness_of_women"].value
    person = Person(flexibility=2.0, sex="female", level_stiffness={"L4-5": 3.0})
    stiffness = usual_stiffness(person, facts)
    assert stiffness[joint_number("L4-5")] == pytest.approx(1.5 * women)
    assert np.delete(stiffness, joint_number("L4-5")) == pytest.approx(0.5 * women)
    assert usual_stiffness(Person(sex="male"), facts) == pytest.approx(1.0)


def test_years_stiffen_from_the_usual_age_on(facts: SpineFacts) -> None:
    """As much a year as the table states for each way of turning, and not at all before."""
    number = {name: quantity.value for name, quantity in facts.people.number.items()}
    assert (aged(Person(), facts) == 1).all()
    assert (aged(Person(age=number["usual_age"] - 20), facts) == 1).all()
    older = aged(Person(age=number["usual_age"] + 30), facts)
    for axis, name in enumerate(AXES):
        lost = number["turning_lost_a_year" if name == "axial" else "bending_lost_a_year"]
        assert 1 / older[axis] == pytest.approx((1 - lost) ** 30)


def test_the_same_seed_draws_the_same_people(facts: SpineFacts) -> None:
    one_time, again, another = (
        many(Person(), facts, count=5, chance=np.random.default_rng(seed)) for seed in (7, 7, 8)
    )
    for name in ("size", "mass_kg", "stiffness", "facet_turn", "facet_out", "clearance"):
        assert np.array_equal(getattr(one_time, name), getattr(again, name)), name
        assert not np.array_equal(getattr(one_time, name), getattr(another, name)), name


def test_people_spread_as_the_table_states(facts: SpineFacts, crowd: People) -> None:
    """Standard deviations of 4,000, within what chance does to them, and no drift of the middle."""
    spread = {name: quantity.value for name, quantity in facts.people.number.items()}
    stiff = np.log(crowd.stiffness)
    assert crowd.size.mean() == pytest.approx(1.60 / 1.75, rel=0.002)
    assert np.std(crowd.size) / crowd.size.mean() == pytest.approx(spread["size_spread"], rel=0.06)
    assert np.median(crowd.mass_kg) == pytest.approx(60, rel=0.01)
    assert np.std(np.log(crowd.mass_kg)) == pytest.approx(spread["mass_spread"], rel=0.06)
    between = stiff.mean(axis=1)
    within = stiff - between[:, None]
    levels = spread["stiffness_between_levels"]
    assert np.std(within) == pytest.approx(levels * np.sqrt(1 - 1 / len(JOINTS)), rel=0.02)
    together = np.hypot(spread["stiffness_between_people"], levels / np.sqrt(len(JOINTS)))
    assert np.std(between) == pytest.approx(together, rel=0.06)
    assert np.std(stiff) == pytest.approx(0.40, rel=0.05)
    assert abs(np.median(stiff)) < 0.02
    assert np.degrees(np.std(crowd.facet_turn)) == pytest.approx(spread["facet_angle_spread"], rel=0.02)
    assert 1000 * np.std(crowd.facet_out) == pytest.approx(spread["facet_out_spread"], rel=0.02)
    assert np.std(np.log(crowd.clearance)) == pytest.approx(spread["clearance_spread"], rel=0.02)


def test_sides_and_levels_are_drawn_each_alone(crowd: People) -> None:
    left, right = crowd.facet_turn[:, 3, 0], crowd.facet_turn[:, 3, 1]
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.06
    assert abs(np.corrcoef(left, crowd.facet_turn[:, 4, 0])[0, 1]) < 0.06


def test_nobody_is_much_bigger_than_their_height_says(crowd: People) -> None:
    """Draws are cut at two and a half standard deviations."""
    assert np.abs(crowd.size / (1.60 / 1.75) - 1).max() <= 0.05 + 1e-12


def test_no_people_are_no_answer(facts: SpineFacts) -> None:
    with pytest.raises(SuppleError, match=r"0 people cannot be simulated. Ask for one or more"):
        many(Person(), facts, count=0, chance=np.random.default_rng(0))
