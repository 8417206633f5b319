"""Chances that facets pop in a technique, asked for by its name, and as JSON."""

from typing import Any

import numpy as np

from supple.base.errors import SuppleError
from supple.body.posture import Side
from supple.joint.traits import FEWEST_FOR_A_SHARE
from supple.knowledge.joint import JointFacts, read_joint
from supple.spine.people import Person
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
    return chances(one, facts or read_joint(), chance=chance, progress=progress)


def chances_as_json(found: Chances, facts: JointFacts) -> Json:
    """What `supple pop TECHNIQUE --json` prints: levels from the head down, shares with their band."""
    order = range(len(found.joints) - 1, -1, -1)
    return {
        "say": " ".join(say(found, facts)),
        "any_facet": dict(zip(BAND, map(_share, found.any_facet), strict=True)),
        "levels": [
            {
                "level": found.joints[joint],
                **{name: _band(found, joint, side) for side, name in enumerate(("left", "right"))},
            }
            for joint in order
        ],
    }


def say(found: Chances, facts: JointFacts) -> list[str]:
    """The likeliest facet with its band, and that none of it is a goal."""
    joint, side = np.unravel_index(int(found.median.argmax()), found.median.shape)
    low, median, high = (100 * values[joint, side] for values in (found.low, found.median, found.high))
    words = facts.words
    if found.high.max() < WORTH_SAYING:
        return [words.chance_none, words.no_goal]
    told = words.chance.format(
        joint=found.joints[joint],
        side=("left", "right")[side],
        median=f"{median:.0f}",
        low=f"{low:.0f}",
        high=f"{high:.0f}",
    )
    return [told, words.no_goal]


def _band(found: Chances, joint: int, side: int) -> Json:
    return {name: _share(getattr(found, name)[joint, side]) for name in BAND}


def _share(value: float) -> float:
    return round(float(value), 4)
