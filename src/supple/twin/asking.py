"""The shortest way to an outlook: name a technique, or bring a bare load, and the tables are found by it."""

from difflib import get_close_matches

import numpy as np

from supple.base.errors import SuppleError
from supple.body.posture import Side
from supple.knowledge.anatomy import read_anatomy
from supple.knowledge.loader import load
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.people import Person
from supple.twin import looking_ahead
from supple.twin.bare import Bare
from supple.twin.crowd import Crowd
from supple.twin.effort import Effort
from supple.twin.looking_ahead import Outlook, Progress

MOST_PEOPLE = 10_000  # three gigabytes of memory


def outlook(
    technique: str,
    *,
    side: Side | None = None,
    level: str | None = None,
    gentle: bool = False,
    hand_n: float | None = None,
    pace: float = 1.0,
    person: Person | None = None,
    people: int = 1,
    seed: int = 0,
    facts: SpineFacts | None = None,
    progress: Progress | None = None,
) -> Outlook:
    """Simulate one bout of a technique for a person, or for many people like them.

    Args:
        technique: its id, such as `knee-twist`.
        side: `left` or `right`, for techniques with sides; `left` if None.
        level: of the towel, such as `T7`; the technique's usual one if None.
        gentle: the small range.
        hand_n: how hard each hand pulls, newtons; as the technique asks for if None.
        pace: how many times as fast as it is guided. Both only show what too much does.
        person: whose spine; an ordinary one if None.
        people: 1 is the person; more are drawn around the person with the spread that the tables state.
        seed: the same seed draws the same people.
        facts: the spine's tables, if they were read before.
        progress: called with how many people are done, of how many.

    Raises:
        SuppleError: a technique, side, level, force, pace or number of people that cannot be.

    """
    return looking_ahead.outlook(
        _named(technique),
        facts or read_spine(),
        read_anatomy(),
        person=person,
        side=side,
        level=level,
        gentle=gentle,
        effort=Effort(hand_n=hand_n, pace=pace),
        crowd=crowd_of(people, seed),
        progress=progress,
    )


def outlook_of_load(
    bare: Bare,
    *,
    person: Person | None = None,
    people: int = 1,
    seed: int = 0,
    facts: SpineFacts | None = None,
    progress: Progress | None = None,
) -> Outlook:
    """Simulate a bare load case for a person, or for many people like them; arguments as in `outlook`.

    Raises SuppleError for a person or a number of people that cannot be.
    """
    return looking_ahead.outlook_of_load(
        bare,
        facts or read_spine(),
        read_anatomy(),
        person=person,
        crowd=crowd_of(people, seed),
        progress=progress,
    )


def crowd_of(people: int, seed: int) -> Crowd | None:
    """So many people, drawn with this seed; None for the one person. Raises SuppleError."""
    if not 1 <= people <= MOST_PEOPLE:
        raise SuppleError(f"{people} people cannot be simulated", fix=f"Ask for 1 to {MOST_PEOPLE}")
    if seed < 0:
        raise SuppleError(f"{seed} is no seed", fix="Give 0 or a greater whole number")
    # Not chance: the same seed gives the same people.
    return None if people == 1 else Crowd(count=people, chance=np.random.default_rng(seed))  # noqa: TID251


def _named(technique: str) -> Technique:
    known = load().techniques
    if technique in known:
        return known[technique]
    near = get_close_matches(technique, known, n=1)
    fix = f"Did you mean {near[0]!r}" if near else f"Use one of {', '.join(known)}"
    raise SuppleError(f"There is no technique {technique!r}", fix=fix)
