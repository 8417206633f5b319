"""What may be said of a simulated movement, and of how many people it is true."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.knowledge.spine import SpineFacts
from supple.spine.measure import STRAINED
from supple.twin.looking_ahead import Outlook

LUMBAR = "L"  # how joints of the lower back begin, and the one above them
JUNCTION = "T12-L1"
OPENS_AT_ALL = 1e-5  # metres: less than a tenth of what a facet's cartilage gives
MOVES_AT_ALL = np.radians(0.5)  # all joints together: less than anybody would call a movement


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A sentence, the share of people for whom it is true, and whether that is enough to say it."""

    say: str
    holds_for: float
    holds: bool


def is_lower(joint: str) -> bool:
    """Whether a joint belongs to the lower back."""
    return joint.startswith(LUMBAR) or joint == JUNCTION


def _true_of(one: Outlook) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Sentences and for whom they are true, (people,), at the peak."""
    words, number = one.facts.words, {name: each.value for name, each in one.facts.twin.number.items()}
    lower = np.array([is_lower(joint) for joint in one.joints])
    turn = np.linalg.norm(one.measured.turn[:, one.peak], axis=-1)
    whole = turn.sum(axis=1)
    moves = whole > MOVES_AT_ALL
    if lower.any() and not lower.all():
        lumbar = turn[:, lower].sum(axis=1)
        yield words.most_lower, moves & (lumbar > whole / 2)
        yield words.most_upper, moves & (lumbar < whole / 2)
        gap = one.measured.gap[:, one.peak]
        above = gap[:, ~lower].max(axis=(1, 2))
        left, right = gap[:, lower, 0].max(axis=1), gap[:, lower, 1].max(axis=1)
        opens = np.maximum(np.maximum(left, right), above) > OPENS_AT_ALL
        yield words.opens.format(side="left"), opens & (left > right) & (left > above)
        yield words.opens.format(side="right"), opens & (right > left) & (right > above)
        yield words.opens_upper, opens & (above > np.maximum(left, right))
    shared = turn.max(axis=1) < number["alone_share"] * whole
    yield words.shared.format(share=round(100 * number["alone_share"])), moves & shared
    worst = one.strain_of_limit.max(axis=(1, 2, 3))
    within = words.within.format(share=round(100 * number["reported_share"]))
    yield within, worst < number["reported_share"]


def conclusions(one: Outlook) -> tuple[Conclusion, ...]:
    """What is true of anybody here, most certain first; of nobody for whom no equilibrium was found."""
    if not one.balanced.any():
        return ()
    enough = one.facts.twin.number["holds_for"].value
    found = [(say, float(np.mean(true & one.balanced))) for say, true in _true_of(one)]
    found.sort(key=lambda pair: -pair[1])
    return tuple(
        Conclusion(say=say, holds_for=share, holds=share >= enough) for say, share in found if share > 0
    )


def warnings(one: Outlook) -> tuple[str, ...]:
    """What would be too much: tissue, hands or moment past what is set, for one person in ten or more."""
    return tuple(_warnings(one)) if one.balanced.any() else ()


def _warnings(one: Outlook) -> Iterator[str]:
    words, set_share = one.facts.words, one.facts.twin.number["reported_share"].value
    # of one person in ten: (joints, tissues)
    worst = np.percentile(one.of_balanced(one.strain_of_limit).max(axis=1), 90, axis=0)
    said = [
        words.past_limit_each.format(
            tissue=in_words(STRAINED[number], one.facts),
            level=one.joints[int(worst[:, number].argmax())],
            percent=round(100 * float(worst[:, number].max())),
        )
        for number in np.argsort(-worst.max(axis=0))
        if worst[:, number].max() >= set_share
    ]
    if said:
        whom = words.for_one_in_ten if one.people > 1 else ""
        yield words.past_limit.format(whom=whom, worst=said[0])
    if said[1:]:
        yield words.past_limit_too.format(others=", ".join(said[1:]))
    if one.movement is None:
        return
    load = one.movement.technique.load
    hand_n = one.effort.hand_n
    if load.hand is not None and hand_n is not None and hand_n > load.hand.force.high:
        yield words.past_ceiling.format(newtons=f"{hand_n:g}", most=f"{load.hand.force.high:g}")
    turning = one.of_balanced(one.found.reaction)[:, :, 0, 4]
    moment = np.percentile(np.abs(turning).max(axis=1), 90)
    if moment > load.axial_ceiling.value:
        yield words.past_moment.format(newtons=round(moment), most=f"{load.axial_ceiling.value:g}")


def in_words(tissue: str, facts: SpineFacts) -> str:
    """What STRAINED names, in words, with its side where it has one."""
    kind, _, side = tissue.partition("_")
    name = next(ligament.name for ligament in facts.tissue.ligament if ligament.id == kind)
    return f"{side} {name}" if side else name
