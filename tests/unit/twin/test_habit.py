"""A habit of twisting, over months: every assumption does what it says, and without it nothing happens."""

from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.names import JOINTS
from supple.spine.people import Person
from supple.twin.crowd import Crowd
from supple.twin.habit import MOST_MONTHS, Assumptions, Months, assumed, over_months, uneven

LOOSE, STIFF = JOINTS.index("T9-10"), JOINTS.index("L1-2")


@cache
def lived(*, months: int = 4, then: int = 4, even: bool = False, **changed: float) -> Months:
    facts = read_spine()
    person = Person() if even else uneven(facts)
    return over_months(facts, person, assumed(facts, **changed), months=months, then=then)


def difference(months: Months) -> np.ndarray:
    """How many times as much the loose joint turns as the stiff one, week by week."""
    return np.asarray(months.turn[:, LOOSE] / months.turn[:, STIFF])


def left(months: Months) -> np.ndarray:
    """Stiffness of every joint over that at the start, in the last week of the habit."""
    return np.asarray(months.stiffness[last_of_habit(months)])


def last_of_habit(months: Months) -> int:
    return int(np.searchsorted(months.day, months.ends_on, side="right")) - 1


def test_the_table_says_which_levels_are_stiff_and_loose(facts: SpineFacts) -> None:
    person = uneven(facts)
    assert person.level_stiffness["T9-10"] == 0.6
    assert person.level_stiffness["L1-2"] == 2.5
    assert person.level_stiffness["T3-4"] == 1
    tall = uneven(facts, Person(height_m=1.9))
    assert tall.height_m == 1.9
    assert tall.level_stiffness == person.level_stiffness


def test_loose_levels_take_more_than_their_share_and_stiff_ones_less() -> None:
    """Against the same spine with all levels as stiff as usual."""
    own, usual = lived(months=0, then=0).share[0], lived(months=0, then=0, even=True).share[0]
    facts = read_spine()
    for joint, stiffness in uneven(facts).level_stiffness.items():
        number = JOINTS.index(joint)
        if stiffness < 1:
            assert own[number] > 1.2 * usual[number]
        if stiffness > 1:
            assert own[number] < 0.8 * usual[number]
    assert own.sum() == pytest.approx(1)


def test_the_difference_grows_with_the_habit_and_recovers_without() -> None:
    found = lived()
    last = last_of_habit(found)
    ratio = difference(found)
    assert (np.diff(ratio[: last + 1]) > 0).all()
    assert ratio[last] > 1.2 * ratio[0]
    assert (np.diff(ratio[last + 1 :]) < 0).all()
    assert ratio[-1] - ratio[0] < 0.25 * (ratio[last] - ratio[0])
    assert (found.stiffness[last] < 1).all()
    assert (found.stiffness[-1] > found.stiffness[last]).all()


def test_who_does_not_twist_changes_nothing() -> None:
    for found in (lived(adjusts_a_day=0), lived(loosening=0), lived(months=0)):
        assert (found.stiffness == 1).all()
        assert np.allclose(found.turn, found.turn[0])
        assert np.allclose(found.share, found.share[0])


def test_a_spine_as_stiff_everywhere_loosens_less_unevenly() -> None:
    even = lived(even=True)
    assert np.ptp(left(even)) < np.ptp(left(lived()))


def test_weeks_are_counted_from_the_start_to_the_end() -> None:
    found = lived(months=2, then=1)
    assert found.day.tolist() == list(range(0, 91, 7))
    assert found.ends_on == 60
    assert found.turn.shape == found.share.shape == found.stiffness.shape == (13, 17)
    assert np.allclose(found.share.sum(axis=1), 1)
    assert np.allclose(found.turn.sum(axis=1), found.turn[0].sum(), rtol=0.03), "T1 turns as far every week"
    assert lived(months=0, then=0).day.tolist() == [0]


def test_a_month_is_thirty_days_of_twisting() -> None:
    """Not thirty-five, for all that a step is a week: where hardly anything recovers, 30/7 of one week."""
    week = lived(months=1, then=1, recovery_days=10_000.0, loosening=1e-5)
    lost = -np.log(week.stiffness)
    assert lost[-1] / lost[1] == pytest.approx(np.full(17, 30 / 7), rel=0.01)


@pytest.mark.parametrize(
    ("name", "less", "more"),
    [
        ("adjusts_a_day", 1, 6),
        ("adjust_turn", 20, 45),
        ("loosening", 0.001, 0.006),
        ("recovery_days", 20, 200),
    ],
)
def test_more_of_it_loosens_more(name: str, less: float, more: float) -> None:
    found = [lived(**{name: value}) for value in (less, more)]
    assert (left(found[1]) < left(found[0])).all()
    assert (left(found[0]) < 1).all()


def test_a_joint_that_ends_later_loosens_less() -> None:
    """The same twist takes it less near to its end."""
    found = [left(lived(end_moment=value)) for value in (7.5, 12.0, 20.0)]
    assert (found[0] <= found[1]).all()
    assert (found[1] <= found[2]).all()
    assert found[0].mean() < found[1].mean() - 0.01 < found[2].mean() - 0.02


def test_no_joint_becomes_looser_than_the_loosest() -> None:
    for bound in (0.9, 0.7):
        found = lived(loosest=bound, adjusts_a_day=50)
        assert left(found).min() == pytest.approx(bound)
        assert found.stiffness.min() >= bound - 1e-12


def test_recovery_brings_back_two_thirds_in_its_time() -> None:
    """exp(-1) of what was lost is left after recovery_days, whatever was lost."""
    found = lived(months=2, then=6, recovery_days=70.0)
    last = int(np.searchsorted(found.day, found.ends_on))
    lost = np.log(found.stiffness)
    assert np.allclose(lost[last + 10] / lost[last], np.exp(-1))


def test_unknown_assumptions_stay_as_in_the_table(facts: SpineFacts) -> None:
    usual = assumed(facts)
    assert assumed(facts, adjusts_a_day=None) == usual
    assert assumed(facts, adjusts_a_day=7.0).adjusts_a_day == 7
    for field in fields(Assumptions):
        assert getattr(usual, field.name) == facts.twin.number[field.name].value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("adjusts_a_day", -1), ("adjusts_a_day", 101), ("adjust_turn", 0), ("adjust_turn", 91),
        ("end_moment", 0.5), ("end_moment", 31), ("loosening", -0.001), ("loosening", 0.2),
        ("recovery_days", 0), ("recovery_days", 10_001), ("loosest", 0.01), ("loosest", 1.1),
        ("loosest", float("nan")),
    ],
)  # fmt: skip
def test_assumptions_that_cannot_be_are_refused(facts: SpineFacts, name: str, value: float) -> None:
    with pytest.raises(SuppleError) as caught:
        assumed(facts, **{name: value})
    assert caught.value.problem == f"{name} cannot be {value}"
    assert caught.value.fix.startswith("Give ")


@pytest.mark.parametrize("name", ["months", "then"])
@pytest.mark.parametrize("value", [-1, MOST_MONTHS + 1])
def test_times_that_cannot_be_are_refused(facts: SpineFacts, name: str, value: int) -> None:
    asked: dict[str, Any] = {name: value}
    with pytest.raises(SuppleError, match=f"{name} cannot be {value}"):
        over_months(facts, Person(), assumed(facts), **asked)


def test_the_loosest_joint_that_a_person_can_have_may_loosen_too(facts: SpineFacts) -> None:
    """Below what a person can be asked about: it is the habit's doing, and no error."""
    person = Person(level_stiffness={"L4-5": 0.05})
    found = over_months(facts, person, assumed(facts), months=3, then=0)
    assert found.stiffness[-1, JOINTS.index("L4-5")] < 1


def test_a_spine_that_folds_in_a_twist_is_said_to(facts: SpineFacts) -> None:
    person = Person(height_m=1.2, flexibility=4.0, level_stiffness=dict.fromkeys(JOINTS, 0.05))
    far = assumed(facts, adjust_turn=90.0, end_moment=30.0)
    with pytest.raises(SuppleError, match="finds no equilibrium in a twist"):
        over_months(facts, person, far, months=1, then=0)


def test_what_it_has_done_shows_in_the_first_week_without() -> None:
    found = lived(months=2, then=1)
    assert found.day[found.last_week] == 63
    assert lived(months=0, then=0).last_week == 0


def test_progress_goes_on(facts: SpineFacts) -> None:
    told: list[tuple[int, int]] = []
    over_months(facts, Person(), assumed(facts), months=1, then=0, progress=lambda *done: told.append(done))
    assert told == [(0, 30), (7, 30), (14, 30), (21, 30), (28, 30)]


def test_many_people_have_a_habit_each(facts: SpineFacts) -> None:
    """Drawn like the person: another spine each, the same seed the same people, and medians of them."""

    def drawn(seed: int) -> Months:
        crowd = Crowd(count=40, chance=np.random.default_rng(seed))
        return over_months(facts, uneven(facts), assumed(facts), months=2, then=2, crowd=crowd)

    found, again, others = drawn(1), drawn(1), drawn(2)
    assert found.people == 40
    assert np.array_equal(found.turn_of, again.turn_of)
    assert not np.allclose(found.turn_of, others.turn_of)
    assert np.ptp(found.share_of[0, :, LOOSE]) > 0.02
    ratio = found.turn_of[:, :, LOOSE] / found.turn_of[:, :, STIFF]
    end = found.last_week
    assert np.mean(ratio[0] > 1) > 0.9, "looser levels take more in nearly everybody"
    assert np.mean(ratio[end] > ratio[0]) > 0.9, "and more with the habit"
    assert np.mean(ratio[-1] < ratio[end]) > 0.9, "and less again without"
    assert found.share[0, LOOSE] == pytest.approx(lived().share[0, LOOSE], rel=0.25)


def test_who_folds_is_left_out_of_a_crowd(facts: SpineFacts) -> None:
    soft = Person(height_m=1.2, flexibility=4.0, level_stiffness=dict.fromkeys(JOINTS, 0.1))
    far = assumed(facts, adjust_turn=90.0, end_moment=3.0)
    crowd = Crowd(count=60, chance=np.random.default_rng(5))
    found = over_months(facts, soft, far, months=0, then=0, crowd=crowd)
    assert 1 <= found.people < 60
    assert np.isfinite(found.turn_of).all()
