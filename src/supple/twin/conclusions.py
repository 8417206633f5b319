"""What may be said of a simulated movement, and of how many people it is true."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.spine.measure import STRAINED
from supple.twin.looking_ahead import Outlook

LUMBAR = "L"  # how joints of the lower back begin, and the one above them
JUNCTION = "T12-L1"


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A sentence, the share of people for whom it is true, and whether that is enough to say it."""

    say: str
    holds_for: float
    holds: bool


def _lower(one: Outlook) -> NDArray[np.bool_]:
    """Which joints belong to the lower back, (joints,)."""
    return np.array([name.startswith(LUMBAR) or name == JUNCTION for name in one.joints])


def _true_of(one: Outlook) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Sentences and for whom they are true, (people,), at the peak."""
    words, number = one.facts.words, {name: each.value for name, each in one.facts.twin.number.items()}
    lower, turn = _lower(one), np.linalg.norm(one.measured.turn[:, one.peak], axis=-1)
    whole = np.maximum(turn.sum(axis=1), 1e-9)
    if lower.any() and not lower.all():
        yield words.most_lower, turn[:, lower].sum(axis=1) > whole / 2
        yield words.most_upper, turn[:, ~lower].sum(axis=1) > whole / 2
        gap = one.measured.gap[:, one.peak]
        above = gap[:, ~lower].max(axis=(1, 2))
        left, right = gap[:, lower, 0].max(axis=1), gap[:, lower, 1].max(axis=1)
        yield words.opens.format(side="left"), (left > right) & (left > above)
        yield words.opens.format(side="right"), (right > left) & (right > above)
        yield words.opens_upper, above > np.maximum(left, right)
    alone = turn.max(axis=1) / whole
    yield words.shared.format(share=round(100 * number["alone_share"])), alone < number["alone_share"]
    worst = one.strain_of_limit.max(axis=(1, 2, 3))
    within = words.within.format(share=round(100 * number["reported_share"]))
    yield within, worst < number["reported_share"]


def conclusions(one: Outlook) -> tuple[Conclusion, ...]:
    """What is true of anybody here, most certain first. Nothing where no equilibrium was found."""
    if not one.converged:
        return ()
    enough = one.facts.twin.number["holds_for"].value
    found = [(say, float(np.mean(true))) for say, true in _true_of(one)]
    found.sort(key=lambda pair: -pair[1])
    return tuple(
        Conclusion(say=say, holds_for=share, holds=share >= enough) for say, share in found if share > 0
    )


def warnings(one: Outlook) -> tuple[str, ...]:
    """What would be too much: tissue, hands or moment past what is set, for one person in ten or more."""
    return tuple(_warnings(one))


def _warnings(one: Outlook) -> Iterator[str]:
    words, set_share = one.facts.words, one.facts.twin.number["reported_share"].value
    worst = np.percentile(one.strain_of_limit.max(axis=1), 90, axis=0)  # of people: (joints, tissues)
    for number, tissue in enumerate(STRAINED):
        joint = int(np.argmax(worst[:, number]))
        if worst[joint, number] >= set_share:
            percent = round(100 * worst[joint, number])
            yield words.past_limit.format(tissue=_name(one, tissue), level=one.joints[joint], percent=percent)
    if one.movement is None:
        return
    load = one.movement.technique.load
    hand_n = one.effort.hand_n
    if load.hand is not None and hand_n is not None and hand_n > load.hand.force.high:
        yield words.past_ceiling.format(newtons=f"{hand_n:g}", most=f"{load.hand.force.high:g}")
    moment = np.percentile(np.abs(one.found.reaction[:, :, 0, 4]).max(axis=1), 90)
    if moment > load.axial_ceiling.value:
        yield words.past_moment.format(newtons=round(moment), most=f"{load.axial_ceiling.value:g}")


def _name(one: Outlook, tissue: str) -> str:
    """A tissue in words, with its side where it has one."""
    kind, _, side = tissue.partition("_")
    name = next(ligament.name for ligament in one.facts.tissue.ligament if ligament.id == kind)
    return f"{side} {name}" if side else name
