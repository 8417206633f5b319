"""Chances that facets pop in a technique, asked for by its name, and as JSON."""

from typing import Any

import numpy as np

from supple.base.errors import SuppleError
from supple.body.posture import Side
from supple.joint.traits import FEWEST_FOR_A_SHARE
from supple.knowledge.joint import JointFacts, read_joint
from supple.spine.people import REFERENCE_HEIGHT_M, Person
from supple.twin.asking import outlook
from supple.twin.popping import Chances, Progress, chances

Json = dict[str, Any]
BAND = ("low", "median", "high")
MOST_PEOPLE = 500  # each has 34 facets, and each facet is solved three times
WORTH_SAYING = 0.01


def chances_of(
    technique: str,
    *,
    side: Side | None = None,
    level: str | None = None,
    gentle: bool = False,
    person: Person | None = None,
    people: int = 100,
    seed: int = 0,
    facts: JointFacts | None = None,
    progress: Progress | None = None,
) -> Chances:
    """How likely each facet pops in a technique, in people like one person.

    Arguments as for `supple.twin.outlook`; `people` are as many as the shares are made of.

    Raises:
        SuppleError: a technique, side, level or number of people that cannot be.

    """
    if not FEWEST_FOR_A_SHARE <= people <= MOST_PEOPLE:
        raise SuppleError(
            f"No chance can be told from {people} people",
            fix=f"Ask for {FEWEST_FOR_A_SHARE} to {MOST_PEOPLE}",
        )
    one = outlook(technique, side=side, level=level, gentle=gentle, person=person, people=people, seed=seed)
    if not one.balanced.any():
        raise SuppleError(one.why_not(), fix="Ask about another body or technique")
    chance = np.random.default_rng(seed)  # noqa: TID251 - a seed was asked for, so here it begins
    size = 1.0 if person is None else person.height_m / REFERENCE_HEIGHT_M
    return chances(one, facts or read_joint(), chance=chance, size=size, progress=progress)


def chances_as_json(found: Chances, facts: JointFacts) -> Json:
    """What `supple pop TECHNIQUE --json` prints: levels from the head down, shares with their band."""
    order = range(len(found.of.joints) - 1, -1, -1)
    return {
        "people": found.people,
        "say": " ".join(say(found, facts)),
        "any_facet": dict(zip(BAND, map(_share, found.any_facet), strict=True)),
        "levels": [
            {
                "level": found.of.joints[joint],
                **{name: _band(found, joint, side) for side, name in enumerate(("left", "right"))},
            }
            for joint in order
        ],
    }


def say(found: Chances, facts: JointFacts) -> list[str]:
    """The likeliest facet and the chance of any, with their bands, and that none of it is a goal."""
    words, highest = facts.words, int(found.median.argmax())
    joint, side = np.unravel_index(highest, found.median.shape)
    band = _in_a_hundred(found.low.flat[highest], found.median.flat[highest], found.high.flat[highest])
    if found.median.max() < WORTH_SAYING:
        most = _in_a_hundred(0, 0, found.high.max())
        return [words.chance_none.format(high=most["high"]), words.no_goal]
    told = words.chance.format(joint=found.of.joints[joint], side=("left", "right")[side], **band)
    return [told, words.chance_any.format(**_in_a_hundred(*found.any_facet)), words.no_goal]


def _in_a_hundred(low: float, median: float, high: float) -> dict[str, str]:
    return dict(zip(BAND, (f"{100 * share:.0f}" for share in (low, median, high)), strict=True))


def _band(found: Chances, joint: int, side: int) -> Json:
    return {name: _share(getattr(found, name)[joint, side]) for name in BAND}


def _share(value: float) -> float:
    return round(float(value), 4)
