"""What holds for every technique and whoever does it: of balance, of symmetry, and of more and less."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from supple.spine.equilibrium import SAY, Equilibria, Outcome, solve
from supple.spine.load import Load
from supple.spine.measure import levels
from supple.spine.names import BODIES, JOINTS
from supple.spine.people import LEVEL_STIFFNESS, RANGES, REFERENCE_HEIGHT_M, People, Person, many, one
from supple.twin.crowd import Crowd
from supple.twin.effort import Effort, led_further
from supple.twin.looking_ahead import Outlook, outlook
from tests.laws.lain import (
    CASES,
    SIDED,
    WHOLE,
    Case,
    Done,
    alike,
    anatomy,
    done,
    heads,
    in_full,
    techniques,
    towels,
)
from tests.laws.outside import borne, left_over, moments_through
from tests.laws.random_spines import extreme_people, facts

PEOPLE = 60
LUMBAR = slice(0, 5)  # L5-S1 to L1-2
THORACIC = slice(5, 17)  # T12-L1 to T1-2
SWAPPED = [1, 0, 2, 3, 4, 5, 6]


@cache
def anybody() -> People:
    """People over all that a body can be."""
    return extreme_people(np.random.default_rng(7), PEOPLE)


def at_the_ends() -> People:
    """Every end of height, mass and flexibility with every other, and a few levels at the end of stiffness.

    Somebody of 1.2 m and 200 kg on a spine four times as loose as most is nobody, and allowed all the same.
    """
    height, mass, flexibility = (RANGES[name][:2] for name in ("height_m", "mass_kg", "flexibility"))
    ends = np.array([(h, m, f) for h in height for m in mass for f in flexibility])
    odd = np.where(np.arange(17) % 4 == 0, np.array(LEVEL_STIFFNESS)[np.arange(8) % 2, None], 1.0)
    return replace(
        alike(8), size=ends[:, 0] / REFERENCE_HEIGHT_M, mass_kg=ends[:, 1], stiffness=odd / ends[:, 2:]
    )


@cache
def by_anybody(case: Case) -> Done:
    return done(case, anybody(), sex="female" if case.side == "left" else None)


@cache
def by_somebody(case: Case) -> Done:
    return done(case, one(Person(), facts()))


def looked_ahead(
    name: str, *, effort: Effort | None = None, side: str | None = None, seed: int | None = None
) -> Outlook:
    crowd = None if seed is None else Crowd(count=5, chance=np.random.default_rng(seed))
    return outlook(
        techniques()[name], facts(), anatomy(), effort=effort, side=side, crowd=crowd,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everybody_finds_balance(case: Case) -> None:
    """Small and tall, light and heavy, stiff and loose, at rest and in every frame."""
    here = by_anybody(case)
    assert here.rest.converged.all()
    assert here.found.converged.all()
    assert np.isfinite(here.found.pose["centre"]).all()


def test_those_at_the_ends_find_balance_too() -> None:
    """All but perhaps the one of 1.2 m and 200 kg on a loose spine, who is told that it gives way."""
    people = at_the_ends()
    nobody = (
        (people.size * REFERENCE_HEIGHT_M < 1.21) & (people.mass_kg == 200) & (people.stiffness[:, 1] < 1)
    )
    assert nobody.sum() == 1
    searches = [done(case, people).found for case in CASES]
    assert all(found.converged[~nobody].all() for found in searches)
    failed = [found.report["outcome"][~found.converged] for found in searches]
    assert sum(map(len, failed)) <= 0.005 * sum(found.converged.size for found in searches)
    assert {Outcome(int(one)) for one in np.concatenate(failed)} <= set(SAY) - {Outcome.CONVERGED}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everything_outside_is_in_balance(case: Case) -> None:
    """Reaction of the sacrum with weights, supports and grips, each worked out anew: 1e-6 N and N m."""
    here = by_anybody(case)
    for found in (here.rest, here.found):
        force, moment = left_over(in_full(found))
        assert np.abs(force).max() < 1e-6
        assert np.abs(moment).max() < 1e-6


@pytest.mark.parametrize("case", CASES, ids=str)
def test_floor_towel_head_and_sacrum_bear_the_weight(case: Case) -> None:
    """As much as trunk, head and arms weigh by the tables, less what lies on the floor or on a leg by a hand.

    Hands that hold the thigh pull the shoulders up or down besides. None of the supports pulls.
    """
    here = by_anybody(case)
    found = in_full(here.found)
    support, up = found.load.support, borne(found)[..., 0]
    assert up.min() >= 0
    towel, head = towels(support), heads(support)
    parts = [np.where(which, up, 0).sum(axis=-1) for which in (towel, head, ~towel & ~head)]
    sacrum = found.reaction[:, :, 0, 0]
    weight = -found.load.push["force"][:, :, :17, 0].sum(axis=-1)
    hands = found.load.push["force"][:, :, 17:, 0].sum(axis=-1)
    assert np.abs(sum(parts) + sacrum + hands - weight).max() < 1e-6
    least, most = weighs(case)
    share = weight / (9.81 * anybody().mass_kg[:, None])
    assert (share >= least - 1e-9).all()
    assert (share <= most + 1e-9).all()
    assert (parts[0].max() > 50) == (case.level is not None)


def weighs(case: Case) -> tuple[float, float]:
    """Share of the body's mass on the spine: without any of the arms' and with all of it."""
    sex = "women" if case.side == "left" else "men"
    number = {name: quantity.value for name, quantity in facts().lying.number.items()}
    trunk = number[f"upper_trunk_of_{sex}"] + number[f"middle_trunk_of_{sex}"]
    trunk += number["lower_trunk_on_spine"] * number[f"lower_trunk_of_{sex}"]
    arms = 2 * sum(number[f"{part}_of_{sex}"] for part in ("upper_arm", "forearm", "hand"))
    least = trunk + number[f"head_of_{sex}"]
    return least, least + arms


@pytest.mark.parametrize("case", CASES, ids=str)
def test_somebody_at_rest_counts_as_nothing(case: Case) -> None:
    """Turns, gaps and slides are from lying flat, whatever lying flat does to the spine."""
    rest = by_anybody(case).rest
    lying, unloaded = levels(rest, rest=rest), levels(rest)
    for name in ("turn", "gap", "slide"):
        assert np.abs(getattr(lying, name)).max() < 1e-12
        assert np.abs(getattr(unloaded, name)).max() > 1e-5
    assert np.array_equal(lying.strain, unloaded.strain)


@pytest.mark.parametrize("gentle", [False, True])
@pytest.mark.parametrize("name", SIDED)
def test_the_right_side_is_the_mirror_image_of_the_left(name: str, gentle: bool) -> None:
    """In every frame, for people who are lopsided, with these mirrored as well."""
    people = many(Person(), facts(), count=8, chance=np.random.default_rng(3))
    other = replace(people, facet_turn=people.facet_turn[..., ::-1])
    here = done(Case(technique=name, side="left", gentle=gentle), people, frames=30).measured
    there = done(Case(technique=name, side="right", gentle=gentle), other, frames=30).measured
    assert np.abs(here.turn).max() > np.radians(1)
    for mine, mirror, within in (
        (here.turn, there.turn * [1, -1, -1], 1e-6),
        (here.gap, there.gap[..., ::-1], 1e-8),
        (here.slide, there.slide[..., ::-1], 1e-8),
        (here.strain, there.strain[..., SWAPPED], 1e-6),
        (here.tension, there.tension[..., SWAPPED], 1e-2),
        (here.facet_force, there.facet_force[..., ::-1], 1e-2),
    ):
        assert np.abs(mine - mirror).max() < within


@pytest.mark.parametrize(
    ("name", "effort"),
    [
        ("knee-twist", Effort(hand_n=30)),
        ("knee-twist", Effort(pace=1.5)),
        ("figure-four", Effort(hand_n=55)),
        ("figure-four", Effort(pace=10)),
    ],
)
def test_too_much_to_one_side_is_too_much_to_the_other(name: str, effort: Effort) -> None:
    left, right = (looked_ahead(name, effort=effort, side=side) for side in ("left", "right"))
    assert np.abs(left.measured.turn - right.measured.turn * [1, -1, -1]).max() < 1e-5
    assert np.abs(left.strain_of_limit - right.strain_of_limit[..., SWAPPED]).max() < 1e-5
    usual = looked_ahead(name, side="left")
    assert np.abs(left.measured.turn - usual.measured.turn).max() > np.radians(0.1)


@pytest.mark.parametrize("case", [case for case in CASES if case.side is None], ids=str)
def test_what_knows_no_side_turns_nobody_to_one(case: Case) -> None:
    """Somebody who is alike on both sides stays so, and the lopsided stay nearly so, on a towel too."""
    assert np.abs(by_somebody(case).measured.turn[..., 1:]).max() < 1e-9
    people = many(Person(), facts(), count=60, chance=np.random.default_rng(3))
    to_a_side = done(case, people).measured.turn[..., 1:].sum(axis=2)
    assert np.abs(to_a_side).max() < np.radians(1)


@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_the_small_range_goes_no_further(case: Case) -> None:
    """Less far where the technique has a small range; on the towel the range is the towel's."""
    whole, small = (by_anybody(replace(case, gentle=gentle)).turned.sum(axis=1) for gentle in (False, True))
    if techniques()[case.technique].gentle_poses:
        assert (small < whole).mean() >= 0.9
        assert np.median(small / whole) < 0.9
    else:
        assert np.abs(small - whole).max() < 1e-6


@pytest.mark.parametrize("name", techniques())
def test_a_stiffer_level_turns_less_and_a_looser_one_more(name: str) -> None:
    """Every level in turn, with all the others as they were."""
    times = np.array([2.5, 0.5])
    people = alike(1 + 2 * len(JOINTS))
    for which, factor in enumerate(times):
        rows = 1 + which * len(JOINTS) + np.arange(len(JOINTS))
        people.stiffness[rows, np.arange(len(JOINTS))] *= factor
    turned = done(Case(technique=name), people).turned
    own = turned[1:].reshape(2, len(JOINTS), len(JOINTS))[:, np.arange(17), np.arange(17)] / turned[0]
    enough = turned[0] > np.radians(0.05)
    assert enough.sum() >= 16
    assert (own[0] < 0.9)[enough].all()
    assert (own[1] > 1.1)[enough].all()


@pytest.mark.parametrize(
    ("name", "usual", "forces"),
    [("knee-twist", 1, (0, 15, 40, 70, 100)), ("figure-four", 2, (0, 30, 48, 60, 80, 100))],
)
def test_harder_hands_strain_no_less(name: str, usual: int, forces: tuple[float, ...]) -> None:
    """From the force that the technique asks for on, of anybody met; of an ordinary person from nothing on.

    Where hands pull less, what is strained most in somebody lopsided may be strained a little more.
    """
    people = many(Person(), facts(), count=12, chance=np.random.default_rng(5))
    crowd, ordinary = (
        np.array([pulled(name, who, force) for force in forces]) for who in (people, one(Person(), facts()))
    )
    assert (np.diff(crowd[usual:], axis=0) > 0).all()
    assert (np.diff(crowd[: usual + 1], axis=0) > -0.05 * crowd[:usual]).all()
    assert (np.diff(ordinary, axis=0) > -1e-6).all()


def pulled(name: str, people: People, hand_n: float) -> np.ndarray:
    """The worst strain of each with hands that pull so hard."""
    here = done(Case(technique=name), people, hand_n=hand_n)
    further = led_further(Effort(hand_n=hand_n), here.movement, here.found)
    if further is None:
        return here.worst
    return replace(here, found=solve(here.found.spines, further, start=here.found.pose[:, 0])).worst


@pytest.mark.parametrize("name", ["knee-twist", "figure-four"])
def test_to_hurry_strains_no_less(name: str) -> None:
    """And to go slower than guided changes nothing: muscles brake the guided pace already."""
    worst = [
        looked_ahead(name, effort=Effort(pace=pace)).strain_of_limit.max() for pace in (1, 1.5, 2, 8, 50)
    ]
    assert (np.diff(worst) > -1e-6).all()
    assert worst[-1] > worst[0]
    slow, usual = looked_ahead(name, effort=Effort(pace=0.3)), looked_ahead(name)
    assert np.array_equal(slow.measured.turn, usual.measured.turn)


@pytest.mark.parametrize("level", ["T5", "T6", "T7", "T8", "T9"])
def test_the_arching_moment_is_greatest_near_the_towel(level: str) -> None:
    """Within two levels of it. The turn is not: softer ends, T1-2 and L1-2, arch as far as stiff ribs do."""
    here = by_somebody(Case(technique="towel-extension", level=level))
    arching = moments_through(in_full(here.found))[0, here.peak, :, 2]
    place = int(np.argmax(arching)) + 0.5
    assert arching.max() > 5
    assert abs(place - BODIES.index(level)) <= 2


def test_arching_moves_down_the_back_with_the_towel() -> None:
    """The middle of all thoracic arching, for whoever lies on it, from T4 to T10 level by level."""
    people = many(Person(), facts(), count=30, chance=np.random.default_rng(9))
    middles = []
    for level in ("T4", "T5", "T6", "T7", "T8", "T9", "T10"):
        here = done(Case(technique="towel-extension", level=level), people)
        arched = np.maximum(-here.measured.turn[:, here.peak, THORACIC, 0], 0)
        middles.append((arched * np.arange(12)).sum(axis=1) / arched.sum(axis=1))
    assert (np.diff(middles, axis=0) < 0).mean() > 0.98
    assert np.mean(middles[0] - middles[-1]) > 3


@pytest.mark.parametrize("level", ["T4", "T5", "T6", "T7", "T8", "T9", "T10"])
def test_arching_is_shared_by_several_levels(level: str) -> None:
    """No thoracic joint takes more than two fifths of it, of an ordinary person and of nine in ten."""
    people = many(Person(), facts(), count=60, chance=np.random.default_rng(9))
    for who, enough in ((one(Person(), facts()), 1.0), (people, 0.9)):
        here = done(Case(technique="towel-extension", level=level), who)
        arched = np.maximum(-here.measured.turn[:, here.peak, THORACIC, 0], 0)
        assert np.mean(arched.max(axis=1) / arched.sum(axis=1) < 0.4) >= enough


@pytest.mark.parametrize(("side", "sign", "own"), [("left", 1, 0), ("right", -1, 1)])
def test_the_twist_turns_the_upper_back_against_the_pelvis(side: str, sign: int, own: int) -> None:
    """The left knee takes the pelvis to the right: what is above is turned left, and left facets open."""
    people = many(Person(), facts(), count=60, chance=np.random.default_rng(2))
    here = done(Case(technique="knee-twist", side=side), people)  # type: ignore[arg-type]
    turn, gap = here.measured.turn[:, here.peak], here.measured.gap[:, here.peak, LUMBAR]
    assert (sign * turn[:, :12, 2] > np.radians(0.2)).all()
    assert (sign * np.degrees(turn[..., 2].sum(axis=1)) > 15).all()
    assert (gap[..., own] > 1e-4).all()
    assert (gap[..., 1 - own] < gap[..., own]).all()


@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_the_peak_is_the_same_however_many_frames_are_shown(case: Case) -> None:
    """To 0.05 degrees and 0.02 mm, at the same time."""
    people = many(Person(), facts(), count=5, chance=np.random.default_rng(4))
    few, all_of_them = done(case, people), done(case, people, frames=None)
    assert few.movement.frames < all_of_them.movement.frames
    moments = [here.movement.t_s[here.movement.furthest] for here in (few, all_of_them)]
    assert moments[0] == moments[1]
    apart = [
        np.abs(
            getattr(few.measured, name)[:, few.peak]
            - getattr(all_of_them.measured, name)[:, all_of_them.peak]
        )
        for name in ("turn", "gap", "slide")
    ]
    for one_apart, within in zip(apart, (np.radians(0.05), 2e-5, 2e-5), strict=True):
        assert one_apart.max() < within


def test_the_same_seed_draws_the_same_people() -> None:
    """And another seed others."""
    first, again, other = (looked_ahead("knee-twist", seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.found.pose, again.found.pose)
    assert np.array_equal(first.strain_of_limit, again.strain_of_limit)
    assert np.abs(first.measured.turn - other.measured.turn)[:, first.peak].max() > np.radians(0.1)


@pytest.mark.parametrize("size", [0.8, 0.9, 1.1, 1.2])
def test_a_twist_is_as_large_in_a_small_body(size: float) -> None:
    """Mass with the square of the height leaves angles nearly as they were; gaps grow as the height does."""
    usual = by_somebody(Case(technique="knee-twist"))
    person = Person(height_m=1.75 * size, mass_kg=75 * size**2)
    other = done(Case(technique="knee-twist"), one(person, facts()))
    for name, grown, within in (("turn", 1.0, 0.1), ("gap", size, 0.05)):
        was, now = (getattr(here.measured, name)[0, here.peak] for here in (usual, other))
        assert np.abs(now / grown - was).max() < within * np.abs(was).max(), name


def test_the_sacrum_goes_where_it_is_led() -> None:
    """To the last bit, and everything else stands still with it once nothing moves any more."""
    here = by_anybody(Case(technique="knee-twist", side="left"))
    base: Equilibria = here.found
    assert np.array_equal(base.pose["axes"][:, :, 0], base.load.led["axes"])
    again = solve(base.spines, base.load.part(slice(here.peak, here.peak + 1)), start=base.pose[:, here.peak])
    assert isinstance(again.load, Load)
    apart = np.abs(again.pose["centre"][:, 0] - base.pose["centre"][:, here.peak])
    assert apart.max() < 1e-9
