"""The same people and loads seen otherwise: in a mirror, or with the whole world moved."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from supple.spine.build import build
from tests.laws.random_spines import Drawn, facts

Array = NDArray[np.float64]
FLIP = np.array([1.0, 1.0, -1.0])  # of what points somewhere; left and right change places
FLIP_TURN = -FLIP  # of what turns


def mirrored(case: Drawn) -> Drawn:
    """Left for right, in the people and in what acts on them."""
    people = case.spines.people
    other = replace(people, facet_turn=people.facet_turn[..., ::-1])
    push, drive, support, grip = (
        array.copy() for array in (case.load.push, case.load.drive, case.load.support, case.load.grip)
    )
    for array, names in (
        (push, ("point", "force")),
        (support, ("point", "normal", "across")),
        (grip, ("point", "anchor", "normal")),
    ):
        for name in names:
            array[name] *= FLIP
    drive["from"] = FLIP[:, None] * drive["from"] * FLIP
    drive["moment"] *= FLIP_TURN
    drive["aimed"] *= FLIP_TURN
    return Drawn(
        spines=build(facts(), other, rib_cage=case.spines.rib_cage),
        load=case.load.having(push=push, drive=drive, support=support, grip=grip),
    )


def moved_world(case: Drawn, turn: Array, shift: Array) -> Drawn:
    """Every body at rest and all that acts turned by `turn` (3, 3) and then shifted by `shift` (3,)."""
    rest = case.spines.rest.copy()
    rest["centre"] = rest["centre"] @ turn.T + shift
    rest["axes"] = turn @ rest["axes"]
    push, drive, support, grip = (
        array.copy() for array in (case.load.push, case.load.drive, case.load.support, case.load.grip)
    )
    for array, names in (
        (push, ("force",)),
        (drive, ("moment", "aimed")),
        (support, ("normal", "across")),
        (grip, ("anchor", "normal")),
    ):
        for name in names:
            array[name] = array[name] @ turn.T
    drive["from"] = turn @ drive["from"]
    support["height"] += support["normal"] @ shift
    support["middle"] += support["across"] @ shift
    grip["anchor"] += shift
    return Drawn(
        spines=replace(case.spines, rest=rest),
        load=case.load.having(push=push, drive=drive, support=support, grip=grip),
    )


def turned_as_a_whole(case: Drawn) -> Drawn:
    """The same, with every hold on a turn about all axes: such a hold has no axes of its own."""
    drive = case.load.drive.copy()
    drive["stiffness"] = drive["stiffness"].max(axis=-1, keepdims=True)
    return replace(case, load=case.load.having(drive=drive))
