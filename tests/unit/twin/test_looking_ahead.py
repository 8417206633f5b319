"""The one call: who, what, and what is said where no balance is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.spine.equilibrium import SAY, Outcome
from supple.spine.measure import strain_of_limit
from supple.spine.names import JOINTS
from supple.spine.people import Person
from supple.twin.bare import Bare, Turn
from supple.twin.crowd import Crowd
from supple.twin.looking_ahead import FRAMES_OF_MANY, Outlook, outlook_of_load

Techniques = dict[str, Technique]
Ordinary = Callable[[str], Outlook]
Look = Callable[..., Outlook]


def crowd(count: int, seed: int = 1) -> Crowd:
    return Crowd(count=count, chance=np.random.default_rng(seed))


@pytest.mark.parametrize("name", ["arm-sweep", "knee-twist", "figure-four", "towel-extension"])
def test_every_technique_is_looked_at_over_its_time(ordinary: Ordinary, name: str) -> None:
    one = ordinary(name)
    assert one.converged
    assert one.why_not() == ""
    assert one.people == 1
    assert one.joints == JOINTS
    assert one.measured.turn.shape == (1, len(one.t_s), 17, 3)
    assert one.strain_of_limit.shape == (1, len(one.t_s), 17, 7)
    assert np.array_equal(one.strain_of_limit, strain_of_limit(one.measured, one.facts))
    assert one.movement is not None
    assert one.t_s[one.peak] == one.movement.t_s[one.movement.furthest]
    assert 0 < one.peak < len(one.t_s)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"side": "left", "name": "arm-sweep"}, "has no sides"),
        ({"level": "T2", "name": "towel-extension"}, "cannot be done at 'T2'"),
        ({"crowd": crowd(0), "name": "knee-twist"}, "0 people cannot be simulated"),
    ],
)
def test_what_cannot_be_is_refused(look: Look, asked: dict[str, Any], problem: str) -> None:
    with pytest.raises(SuppleError, match=problem):
        look(**asked)


def test_a_crowd_of_one_is_somebody_like_the_person(look: Look, ordinary: Ordinary) -> None:
    """Drawn all the same: not the person, and shown in as many frames as a crowd is."""
    one, drawn = ordinary("knee-twist"), look("knee-twist", crowd=crowd(1))
    assert drawn.people == 1
    assert len(drawn.t_s) <= FRAMES_OF_MANY + 4 < len(one.t_s)
    apart = np.degrees(np.abs(drawn.measured.turn[0, drawn.peak] - one.measured.turn[0, one.peak])).max()
    assert 0.05 < apart < 5


def test_a_crowd_lies_around_its_person(look: Look, ordinary: Ordinary) -> None:
    """Its median near, the person between the tenth and the ninetieth of a hundred in nearly every turn."""
    one, many = ordinary("knee-twist"), look("knee-twist", crowd=crowd(200))
    mine = np.linalg.norm(one.measured.turn[0, one.peak], axis=-1)
    low, middle, high = np.percentile(
        np.linalg.norm(many.measured.turn[:, many.peak], axis=-1), (10, 50, 90), axis=0
    )
    assert ((low < mine) & (mine < high)).mean() > 0.9
    assert np.abs(middle.sum() / mine.sum() - 1) < 0.1
    assert (high > 1.1 * low).all()


def turned(one: Outlook) -> float:
    return float(np.linalg.norm(one.measured.turn[0, one.peak], axis=-1).sum())


def test_a_person_is_listened_to(look: Look, ordinary: Ordinary) -> None:
    """Somebody stiffer turns less where gravity turns them; an arched back of somebody heavy arches more."""
    usual = ordinary("arm-sweep")
    assert turned(look("arm-sweep", person=Person(flexibility=0.5))) < turned(usual)
    assert turned(look("arm-sweep", person=Person(flexibility=2))) > turned(usual)
    assert look("arm-sweep", person=Person(sex="female")).strain_of_limit.max() != usual.strain_of_limit.max()
    old = look("arm-sweep", person=Person(age=90))
    assert turned(old) < turned(usual)


def test_small_range_side_and_level_are_listened_to(look: Look) -> None:
    assert look("towel-extension", level="T5").movement.level == "T5"  # type: ignore[union-attr]
    assert look("knee-twist", side="right").movement.side == "right"  # type: ignore[union-attr]
    whole, small = look("knee-twist"), look("knee-twist", gentle=True)
    assert (
        np.abs(small.measured.turn[0, small.peak, :, 2]).sum()
        < np.abs(whole.measured.turn[0, whole.peak, :, 2]).sum()
    )


def test_progress_comes_to_its_end(look: Look) -> None:
    told: list[tuple[int, int]] = []
    look("arm-sweep", crowd=crowd(40), progress=lambda *done: told.append(done))
    assert told
    assert told[-1] == (40, 40)


def test_a_bare_load_is_counted_from_the_unloaded_spine(facts: SpineFacts, anatomy: Anatomy) -> None:
    nothing = outlook_of_load(Bare(), facts, anatomy)
    assert np.abs(nothing.measured.turn).max() < 1e-9
    assert nothing.peak == 0
    assert nothing.t_s.tolist() == [0]
    assert nothing.movement is None
    left = outlook_of_load(Bare(moments_nm=(Turn(at="T1", axial=4),)), facts, anatomy)
    assert (left.measured.turn[0, 0, :, 2] > 0).all()


def test_with_gravity_it_is_counted_from_lying_flat(facts: SpineFacts, anatomy: Anatomy) -> None:
    nothing = outlook_of_load(Bare(gravity=True), facts, anatomy)
    assert np.abs(nothing.measured.turn).max() < 1e-6
    assert nothing.found.load.support.shape[2] > 17
    left = outlook_of_load(Bare(moments_nm=(Turn(at="T1", axial=4),), gravity=True), facts, anatomy)
    free = outlook_of_load(Bare(moments_nm=(Turn(at="T1", axial=4),)), facts, anatomy)
    turns = [one.measured.turn[0, 0, :, 2].sum() for one in (left, free)]
    assert 0 < turns[0] < turns[1], "the floor holds back"


def test_a_piece_names_its_own_joints(facts: SpineFacts, anatomy: Anatomy) -> None:
    bare = Bare(upper="L3", lower="L5", fixed=("L5",), moments_nm=(Turn(at="L3", flexion=5),))
    one = outlook_of_load(bare, facts, anatomy, crowd=crowd(3))
    assert one.joints == ("L4-5", "L3-4")
    assert one.people == 3
    assert (one.measured.turn[..., 0] > 0).all()


def failed(one: Outlook, outcome: Outcome, *whom: int) -> Outlook:
    """The same outlook, with these people's last search ended so."""
    report = one.found.report.copy()
    report["outcome"][list(whom), -1] = outcome
    return replace(one, found=replace(one.found, report=report))


def test_who_finds_no_balance_is_told_why(look: Look, ordinary: Ordinary) -> None:
    for outcome in (Outcome.TOO_MANY_STEPS, Outcome.NO_WAY_DOWN, Outcome.NOT_A_NUMBER):
        one = failed(ordinary("arm-sweep"), outcome, 0)
        assert not one.converged
        assert one.why_not() == SAY[outcome]
    many = failed(look("arm-sweep", crowd=crowd(4)), Outcome.NO_WAY_DOWN, 1, 3)
    assert many.why_not() == SAY[Outcome.NO_WAY_DOWN] + " So it is for 50.0% of these people."


def test_who_finds_no_balance_at_rest_has_none_to_count_from(look: Look) -> None:
    many = look("arm-sweep", crowd=crowd(4))
    assert many.rest is not None
    report = many.rest.report.copy()
    report["outcome"][2] = Outcome.NO_WAY_DOWN
    one = replace(many, rest=replace(many.rest, report=report))
    assert one.balanced.tolist() == [True, True, False, True]
    assert one.why_not() == SAY[Outcome.NO_WAY_DOWN] + " So it is for 25.0% of these people."


def test_bands_are_of_those_in_balance(look: Look) -> None:
    """And of everybody where nobody is: then no band is worth a thing, and it is said."""
    many = look("arm-sweep", crowd=crowd(4))
    some = failed(many, Outcome.NO_WAY_DOWN, 1, 3)
    assert some.balanced.tolist() == [True, False, True, False]
    assert np.array_equal(some.of_balanced(many.strain_of_limit), many.strain_of_limit[[0, 2]])
    nobody = failed(many, Outcome.NO_WAY_DOWN, 0, 1, 2, 3)
    assert np.array_equal(nobody.of_balanced(many.strain_of_limit), many.strain_of_limit)
