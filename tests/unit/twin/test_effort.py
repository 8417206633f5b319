"""Hands and pace other than asked for: what can be given, and how much further it takes the pelvis."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.twin.effort import SUDDEN, Effort, led_further, suddenness
from supple.twin.looking_ahead import Outlook, outlook
from supple.twin.movement import Movement

Techniques = dict[str, Technique]
Ordinary = Callable[[str], Outlook]
Look = Callable[..., Outlook]


def _movement(one: Outlook) -> Movement:
    assert one.movement is not None
    return one.movement


def _turned(one: Outlook) -> float:
    return float(np.degrees(np.linalg.norm(one.measured.turn[0, one.peak], axis=-1)).sum())


def _base_turn(one: Outlook, axis: str) -> float:
    """How far the sacrum is turned at the peak from where it is at rest, degrees about Y or Z."""
    base = one.found.load.led["axes"][0, one.peak]
    return float(
        np.degrees(np.arctan2(*{"Y": (base[2, 0], base[0, 0]), "Z": (base[0, 1], base[1, 1])}[axis]))
    )


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"hand_n": -1}, "A hand cannot pull with -1 N"),
        ({"hand_n": 1001}, "A hand cannot pull with 1001 N"),
        ({"hand_n": float("nan")}, "A hand cannot pull with nan N"),
        ({"pace": 0}, "A pace of 0 times cannot be"),
        ({"pace": -2}, "A pace of -2 times cannot be"),
        ({"pace": 51}, "A pace of 51 times cannot be"),
        ({"pace": float("nan")}, "A pace of nan times cannot be"),
    ],
)
def test_what_no_hand_does_is_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(SuppleError) as caught:
        Effort(**given)
    assert problem in caught.value.problem
    assert caught.value.fix.startswith("Give ")


@pytest.mark.parametrize("given", [{"hand_n": 0}, {"hand_n": 1000}, {"pace": 0.1}, {"pace": 50}, {}])
def test_the_ends_of_what_can_be_are_taken(given: dict[str, Any]) -> None:
    assert Effort(**given) == Effort(**given)


@pytest.mark.parametrize("name", ["arm-sweep", "knee-twist", "figure-four", "towel-extension"])
def test_suddenness_grows_from_nothing_to_twice(ordinary: Ordinary, name: str) -> None:
    """The guided pace and slower ones add nothing; no pace adds more than all of it again."""
    moving = _movement(ordinary(name))
    found = [suddenness(moving, pace) for pace in (0.1, 1, 1.5, 3, 10, 50)]
    assert found[:2] == [1, 1]
    assert (np.diff(found) >= 0).all()
    assert found[2] > 1
    assert found[-1] <= SUDDEN
    period = moving.technique.load.period.value
    assert suddenness(moving, 1.5) == pytest.approx(1 + period * 0.5 / (np.pi * moving.moving_s))


@pytest.mark.parametrize("name", ["arm-sweep", "knee-twist", "figure-four", "towel-extension"])
@pytest.mark.parametrize("effort", [Effort(), Effort(pace=0.5)])
def test_as_asked_for_is_no_further(ordinary: Ordinary, name: str, effort: Effort) -> None:
    one = ordinary(name)
    assert led_further(effort, _movement(one), one.found) is None


def test_the_force_asked_for_is_no_further(ordinary: Ordinary) -> None:
    for name, newtons in (("knee-twist", 15), ("figure-four", 48)):
        one = ordinary(name)
        assert led_further(Effort(hand_n=newtons), _movement(one), one.found) is None


@pytest.mark.parametrize(("name", "gentle"), [("arm-sweep", False), ("figure-four", True)])
def test_hands_that_hold_nothing_cannot_pull(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy, name: str, gentle: bool
) -> None:
    """Nobody clasps the thigh where the foot stays down."""
    with pytest.raises(SuppleError, match=f"No hand pulls in {name}"):
        outlook(techniques[name], facts, anatomy, gentle=gentle, effort=Effort(hand_n=10))


@pytest.mark.parametrize(("name", "axis", "usual"), [("knee-twist", "Y", 15), ("figure-four", "Z", 48)])
def test_hands_take_the_pelvis_further_and_let_it_back(
    look: Look, ordinary: Ordinary, name: str, axis: str, usual: int
) -> None:
    """In the plane of the technique; with nothing in the hands no further back than it lay."""
    asked = ordinary(name)
    less, more = (look(name, effort=Effort(hand_n=newtons)) for newtons in (0, usual + 20))
    turns = np.array([_base_turn(one, axis) for one in (less, asked, more)])
    steps = np.diff(turns * np.sign(turns[2] - turns[1]))
    assert (steps > 0.1).all()
    assert steps[0] < (36 if axis == "Y" else 10)


def test_hands_move_the_moment_by_force_times_lever(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy
) -> None:
    """Twelve newtons more of each hand in the figure four: that times its lever at the sacrum."""
    technique = techniques["figure-four"]
    hand = technique.load.hand
    assert hand is not None
    assert hand.lever is not None
    one = outlook(technique, facts, anatomy, effort=Effort(hand_n=60))
    moment = one.found.reaction[0, one.peak, 0, 5]
    usual = outlook(technique, facts, anatomy).found.reaction[0, one.peak, 0, 5]
    assert moment - usual == pytest.approx((60 - hand.force.value) * hand.lever.value, rel=0.15)


def test_beyond_its_greatest_moment_nobody_is_led(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy
) -> None:
    """Where the trunk rolls over, a pull stops: it turns no further for twice the pull."""
    far, farther = (
        outlook(techniques["knee-twist"], facts, anatomy, effort=Effort(pace=pace)) for pace in (10, 50)
    )
    assert _base_turn(far, "Y") == pytest.approx(_base_turn(farther, "Y"), abs=0.01)
    assert far.converged
    assert farther.converged


@pytest.mark.parametrize("name", ["arm-sweep", "towel-extension"])
def test_where_no_hand_leads_haste_makes_everything_heavier(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy, ordinary: Ordinary, name: str
) -> None:
    usual, hurried = ordinary(name), outlook(techniques[name], facts, anatomy, effort=Effort(pace=4))
    more = suddenness(_movement(usual), 4)
    assert more > 1.1
    assert np.allclose(hurried.found.load.push["force"], more * usual.found.load.push["force"])
    assert np.array_equal(hurried.found.load.led, usual.found.load.led)
    assert hurried.strain_of_limit.max() > usual.strain_of_limit.max()


def test_a_pull_at_the_head_bends_it_forward(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy, ordinary: Ordinary
) -> None:
    """T1 is turned the other way than by lying back, and the sacrum stays where it is led."""
    usual = ordinary("towel-extension")
    pulled = outlook(techniques["towel-extension"], facts, anatomy, effort=Effort(hand_n=20))
    assert pulled.measured.turn[0, pulled.peak, -1, 0] > usual.measured.turn[0, usual.peak, -1, 0]
    assert np.array_equal(pulled.found.load.led, usual.found.load.led)


def test_too_much_goes_further_the_longer_it_lasts(
    techniques: Techniques, facts: SpineFacts, anatomy: Anatomy, ordinary: Ordinary
) -> None:
    """It comes with the movement: nothing before, all of it while it is held."""
    usual = ordinary("knee-twist")
    more = outlook(techniques["knee-twist"], facts, anatomy, effort=Effort(hand_n=40))
    apart = [
        np.abs(more.found.load.led["axes"][0, frame] - usual.found.load.led["axes"][0, frame]).max()
        for frame in (0, usual.peak // 2, usual.peak)
    ]
    assert apart[0] == 0
    assert apart[2] > 0.03
    assert apart[2] >= apart[1]
    assert _turned(more) > _turned(usual) + 3
