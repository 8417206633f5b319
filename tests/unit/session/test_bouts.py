"""Sides in turn, levels round the chosen one, sweeps in one set."""

import pytest

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.session.bouts import Dosed, bouts_of, levels_from, pieces_of


def dosed(
    knowledge: Knowledge, technique: str, repeats: int, *, level: str | None = None, gentle: bool = False
) -> Dosed:
    one = knowledge.techniques[technique]
    return Dosed(
        technique=one,
        repeats=repeats,
        hold_s=one.dose.hold.value if one.dose.hold else None,
        level=level,
        gentle=gentle,
    )


@pytest.mark.parametrize(
    ("chosen", "levels"),
    [
        ("T7", ("T7", "T9", "T5")),
        ("T4", ("T4", "T6", "T5")),
        ("T5", ("T5", "T7", "T4")),
        ("T10", ("T10", "T8", "T9")),
        ("T9", ("T9", "T7", "T8")),
    ],
)
def test_levels_are_two_apart_and_stay_inside(
    knowledge: Knowledge, chosen: str, levels: tuple[str, ...]
) -> None:
    """Two below, two above, and at the ends the next one inside."""
    towel = knowledge.techniques["towel-extension"]
    assert levels_from(chosen, towel, 3) == levels
    assert levels_from(chosen, towel, 1) == levels[:1]


@pytest.mark.parametrize("level", ["T3", "T11", "L1", "C7", ""])
def test_the_neck_and_the_low_back_are_never_a_level(knowledge: Knowledge, level: str) -> None:
    """T4 to T10 and nothing else."""
    with pytest.raises(SuppleError, match="T4, T5"):
        levels_from(level, knowledge.techniques["towel-extension"], 1)


def test_sides_come_in_turn(knowledge: Knowledge) -> None:
    """Left, right, left, right."""
    assert [one.side for one in bouts_of(dosed(knowledge, "knee-twist", 2))] == [
        "left",
        "right",
        "left",
        "right",
    ]


def test_the_right_side_is_the_left_one_with_the_words_swapped(knowledge: Knowledge) -> None:
    """Every sentence of a side names the right side where the left one names the left."""
    pieces = pieces_of(dosed(knowledge, "knee-twist", 1), step=1, first_group=0)

    def swapped(text: str) -> str:
        swaps = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
        return " ".join(swaps.get(word.strip(",.;:"), word.strip(",.;:")) for word in text.split())

    left = [
        piece.spoken
        for piece in pieces
        if piece.side == "left" and piece.bout == 1 and piece.kind != "set_up"
    ]
    right = [
        piece.spoken for piece in pieces if piece.side == "right" and piece.kind not in ("switch", "set_up")
    ]
    plain = [" ".join(word.strip(",.;:") for word in text.split()) for text in left]
    assert [swapped(text) for text in right][: len(plain)] == plain
    assert any("left" in text.lower() for text in left)


def test_gentle_words_replace_the_ordinary_ones(knowledge: Knowledge) -> None:
    """At small range the figure-four keeps the foot on the floor, in words and in the drawing."""
    plain = pieces_of(dosed(knowledge, "figure-four", 1), step=1, first_group=0)
    gentle = pieces_of(dosed(knowledge, "figure-four", 1, gentle=True), step=1, first_group=0)
    assert [piece.spoken for piece in plain] != [piece.spoken for piece in gentle]
    assert all("gentle=true" in piece.drawing for piece in gentle)
    assert all("gentle=false" in piece.drawing for piece in plain)


def test_sweeps_are_counted(knowledge: Knowledge) -> None:
    """Each sweep says which one it is; only the first one explains."""
    sweeps = [
        piece
        for piece in pieces_of(dosed(knowledge, "arm-sweep", 7), step=1, first_group=0)
        if piece.kind == "sweep"
    ]
    assert len(sweeps) == 7
    assert sweeps[2].title is not None
    assert "3 of 7" in sweeps[2].title
    assert sweeps[0].spoken
    assert sweeps[1].spoken == ""
