"""What is said is true, of as many as is said, and nothing is said that is not."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from supple.knowledge.spine import SpineFacts
from supple.spine.equilibrium import Outcome
from supple.spine.measure import STRAINED
from supple.spine.names import JOINTS
from supple.twin.conclusions import conclusions, in_words, warnings
from supple.twin.crowd import Crowd
from supple.twin.effort import Effort
from supple.twin.looking_ahead import Outlook

PEOPLE = 10
LOWER = slice(0, 6)  # L5-S1 to T12-L1
Made = Callable[..., Outlook]


@pytest.fixture(scope="module")
def made(look: Callable[..., Outlook]) -> Made:
    """Ten people's outlook with what is measured replaced: degrees, millimetres and shares of the limit.

    All of them turn one degree at every joint and open nothing, unless it is said otherwise.
    """
    ten = look("knee-twist", crowd=Crowd(count=PEOPLE, chance=np.random.default_rng(1)))

    def found(
        turn: np.ndarray | float = 1.0, gap: np.ndarray | float = 0.0, strain: np.ndarray | float = 0.1
    ) -> Outlook:
        measured, shape = ten.measured, ten.measured.turn.shape
        turns, gaps = np.zeros(shape), np.zeros((*shape[:3], 2))
        turns[..., 2] = np.radians(np.broadcast_to(turn, (PEOPLE, 17)))[:, None]
        gaps[:] = np.broadcast_to(np.asarray(gap) / 1000, (PEOPLE, 17, 2))[:, None]
        strains = np.broadcast_to(strain, ten.strain_of_limit.shape).copy()
        reaction = ten.found.reaction.copy()
        reaction[..., 4] = 0
        return replace(
            ten,
            measured=replace(measured, turn=turns, gap=gaps),
            strain_of_limit=strains,
            found=replace(ten.found, reaction=reaction),
        )

    return found


def said(one: Outlook) -> dict[str, float]:
    """Sentences that hold, with their share."""
    return {sentence.say: sentence.holds_for for sentence in conclusions(one) if sentence.holds}


def joints(**degrees: float) -> np.ndarray:
    """One number for each joint, 1 where nothing is said; keys as L4_5."""
    found = np.ones(17)
    for name, value in degrees.items():
        found[JOINTS.index(name.replace("_", "-"))] = value
    return found


def test_most_movement_is_where_it_is(made: Made, facts: SpineFacts) -> None:
    """Six joints of the lower back, eleven above: even turns are mostly above."""
    lower, upper = facts.words.most_lower, facts.words.most_upper
    assert upper in said(made())
    assert lower not in said(made())
    low = np.where(np.arange(17) < 6, 3.0, 1.0)
    assert lower in said(made(turn=low))
    assert upper not in said(made(turn=low))


def test_the_joint_above_the_lumbar_spine_counts_with_it(made: Made, facts: SpineFacts) -> None:
    assert facts.words.most_lower in said(made(turn=joints(T12_L1=20)))
    assert facts.words.most_upper in said(made(turn=joints(T11_12=20)))


def test_who_does_not_move_is_told_nothing_of_movement(made: Made, facts: SpineFacts) -> None:
    words = facts.words
    found = said(made(turn=0.001))
    assert not found.keys() & {words.most_lower, words.most_upper, words.shared.format(share=25)}


@pytest.mark.parametrize(("turn", "shared"), [(5.0, True), (5.4, False)])
def test_shared_is_where_no_joint_takes_a_quarter(
    made: Made, facts: SpineFacts, turn: float, shared: bool
) -> None:
    """16 joints of a degree: one of 5.33 degrees has a quarter."""
    assert (facts.words.shared.format(share=25) in said(made(turn=joints(T5_6=turn)))) is shared


@pytest.mark.parametrize(
    ("joint", "side", "sentence"),
    [
        ("L4-5", 0, "on the left"),
        ("L4-5", 1, "on the right"),
        ("T12-L1", 0, "on the left"),
        ("T11-12", 0, "mid and upper back"),
        ("T1-2", 1, "mid and upper back"),
    ],
)
def test_facets_open_most_where_they_do(made: Made, joint: str, side: int, sentence: str) -> None:
    gap = np.zeros((17, 2))
    gap[:, :] = 0.2
    gap[JOINTS.index(joint), side] = 0.9
    found = [say for say in said(made(gap=gap)) if "facet" in say]
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize("gap", [0.0, -0.5, 0.005])
def test_facets_that_open_nowhere_are_not_said_to(made: Made, gap: float) -> None:
    values = np.full((17, 2), gap)
    values[0, 0] += 0.001
    assert not [say for say in said(made(gap=values)) if "facet joints that open" in say]


def test_both_sides_alike_are_neither_left_nor_right(made: Made) -> None:
    gap = np.zeros((17, 2))
    gap[LOWER] = 0.9
    assert not [say for say in said(made(gap=gap)) if "facet joints that open" in say]


@pytest.mark.parametrize(("who", "holds"), [(10, True), (9, True), (8, False), (1, False), (0, False)])
def test_what_holds_for_nine_of_ten_is_said(made: Made, facts: SpineFacts, who: int, holds: bool) -> None:
    """Whatever is true of anybody is listed with its share, most certain first."""
    low, even = np.where(np.arange(17) < 6, 3.0, 1.0), np.ones(17)
    one = made(turn=np.array([low] * who + [even] * (PEOPLE - who)))
    listed = {sentence.say: sentence for sentence in conclusions(one)}
    shares = [sentence.holds_for for sentence in conclusions(one)]
    assert shares == sorted(shares, reverse=True)
    assert (facts.words.most_lower in said(one)) is holds
    assert (facts.words.most_lower in listed) is (who > 0)
    if who:
        assert listed[facts.words.most_lower].holds_for == pytest.approx(who / PEOPLE)


def test_who_found_no_balance_is_no_witness(made: Made) -> None:
    """Two of ten without: what holds for the other eight holds for eight of ten, and is not said."""
    one = made()
    report = one.found.report.copy()
    report["outcome"][:2, 0] = Outcome.NO_WAY_DOWN
    some = replace(one, found=replace(one.found, report=report))
    assert max(sentence.holds_for for sentence in conclusions(some)) == pytest.approx(0.8)
    assert said(some) == {}
    report = one.found.report.copy()
    report["outcome"][:, 0] = Outcome.NO_WAY_DOWN
    nobody = replace(one, found=replace(one.found, report=report), strain_of_limit=one.strain_of_limit + 5)
    assert conclusions(nobody) == ()
    assert warnings(nobody) == ()


def test_a_piece_of_spine_is_not_split_into_lower_and_upper(made: Made, facts: SpineFacts) -> None:
    one = made()
    piece = replace(
        one,
        joints=JOINTS[:3],
        measured=replace(one.measured, turn=one.measured.turn[:, :, :3], gap=one.measured.gap[:, :, :3]),
        strain_of_limit=one.strain_of_limit[:, :, :3],
    )
    words = facts.words
    found = {sentence.say for sentence in conclusions(piece)}
    assert not found & {words.most_lower, words.most_upper, words.opens_upper}
    assert words.within.format(share=80) in found


def strained(joint: str, tissue: str, share: float, who: int = PEOPLE) -> np.ndarray:
    """That tissue of so many people comes so far in the third frame; all else a tenth of the way."""
    found = np.full((PEOPLE, 1, 17, 7), 0.1).repeat(14, axis=1)
    found[:who, 2, JOINTS.index(joint), STRAINED.index(tissue)] = share
    return found


@pytest.mark.parametrize(("share", "warned"), [(0.79, False), (0.81, True), (1.5, True)])
def test_a_warning_comes_past_the_set_share_and_never_before(made: Made, share: float, warned: bool) -> None:
    """In whichever frame; then nobody is told that all stayed within."""
    one = made(strain=strained("L4-5", "capsule_left", share))
    assert bool(warnings(one)) is warned
    assert any("No ligament" in say for say in said(one)) is not warned
    if warned:
        assert len(warnings(one)) == 1
        assert "left facet joint capsule at L4-5" in warnings(one)[0]
        assert f"{round(100 * share)} in a hundred" in warnings(one)[0]


@pytest.mark.parametrize(("who", "warned"), [(0, False), (1, False), (2, True), (10, True)])
def test_one_in_ten_is_enough_to_warn(made: Made, who: int, warned: bool) -> None:
    """The ninetieth percentile of ten lies just below the second highest."""
    assert bool(warnings(made(strain=strained("T7-8", "isl", 1.0, who)))) is warned


def test_what_is_worst_is_named_first(made: Made) -> None:
    strain = np.maximum(strained("L4-5", "pll", 0.9), strained("T3-4", "ssl", 1.4))
    found = warnings(made(strain=strain))
    assert "supraspinous ligament at T3-4" in found[0]
    assert "posterior longitudinal ligament at L4-5" in found[1]
    assert len(found) == 2


def test_hands_past_their_ceiling_are_warned_of(made: Made) -> None:
    """40 N in the twist; at it nothing is said."""
    one = made()
    for newtons, warned in ((None, False), (0.0, False), (40.0, False), (41.0, True), (200.0, True)):
        found = warnings(replace(one, effort=Effort(hand_n=newtons)))
        assert bool(found) is warned
        if warned:
            assert f"{newtons:g} N" in found[0]
            assert "40 N" in found[0]


@pytest.mark.parametrize(("moment", "warned"), [(19.9, False), (20.1, True), (-20.1, True)])
def test_a_turning_moment_past_its_ceiling_is_warned_of(made: Made, moment: float, warned: bool) -> None:
    """To either side, in any frame."""
    one = made()
    reaction = one.found.reaction.copy()
    reaction[:, 3, 0, 4] = moment
    found = warnings(replace(one, found=replace(one.found, reaction=reaction)))
    assert bool(found) is warned
    assert all("turning moment at the sacrum" in say for say in found)


def test_a_bare_load_has_no_ceilings_of_a_technique(made: Made) -> None:
    one = made()
    reaction = one.found.reaction.copy()
    reaction[:, 3, 0, 4] = 100.0
    bare = replace(one, found=replace(one.found, reaction=reaction), movement=None)
    assert warnings(bare) == ()


@pytest.mark.parametrize(
    ("tissue", "name"),
    [
        ("capsule_left", "left facet joint capsule"),
        ("capsule_right", "right facet joint capsule"),
        ("all", "anterior longitudinal ligament"),
        ("lf", "ligamentum flavum"),
    ],
)
def test_tissue_is_named_in_words(facts: SpineFacts, tissue: str, name: str) -> None:
    assert in_words(tissue, facts) == name


def test_every_tissue_has_a_name(facts: SpineFacts) -> None:
    assert len({in_words(tissue, facts) for tissue in STRAINED}) == len(STRAINED)


def test_as_guided_no_technique_is_warned_of(ordinary: Callable[[str], Outlook]) -> None:
    """An ordinary person who does what is asked comes past nothing."""
    for name in ("arm-sweep", "knee-twist", "figure-four", "towel-extension"):
        assert warnings(ordinary(name)) == ()
        assert conclusions(ordinary(name))
