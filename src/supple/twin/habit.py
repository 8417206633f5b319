"""Self-adjusting over months: a twist goes where it is easiest, and what is moved so often may loosen.

That it loosens, how fast and how it recovers are assumptions (grade E): nobody has measured it over months
in people. All of them are arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from supple.base.arrays import Array
from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts
from supple.spine.build import build
from supple.spine.equilibrium import solve
from supple.spine.measure import levels
from supple.spine.names import BODIES, JOINTS
from supple.spine.people import People, Person, one
from supple.twin.bare import Bare, Turn, bare_load
from supple.twin.crowd import Crowd, people_of

DAYS_A_STEP = 7
DAYS_A_MONTH = 30
MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """How often, how far, and what it does. Numbers as in tables/twin.toml."""

    adjusts_a_day: float
    adjust_turn: float  # degrees of T1 against the sacrum
    end_moment: float  # N m at which a joint is at the end of its range
    loosening: float  # of a joint's stiffness, lost to one adjustment to the end of its range
    recovery_days: float
    loosest: float

    def __post_init__(self) -> None:
        """Raises SuppleError for what cannot be."""
        allowed = {
            "adjusts_a_day": (0, 100),
            "adjust_turn": (1, 90),
            "end_moment": (1, 30),
            "loosening": (0, 0.1),
            "recovery_days": (1, 10_000),
            "loosest": (0.05, 1),
        }
        for name, (low, high) in allowed.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise SuppleError(f"{name} cannot be {value}", fix=f"Give {low:g} to {high:g}")


def assumed(facts: SpineFacts, **changed: float | None) -> Assumptions:
    """The table's assumptions, some of them changed; None leaves one as it is."""
    names = Assumptions.__dataclass_fields__
    table = {name: facts.twin.number[name].value for name in names}
    return Assumptions(**table | {name: value for name, value in changed.items() if value is not None})


def uneven(facts: SpineFacts, person: Person | None = None) -> Person:
    """The person with the table's stiff and loose levels."""
    column = facts.twin.of("uneven")
    stiffness = {joint: column[level] for joint, level in zip(JOINTS, BODIES[1:], strict=True)}
    return replace(person or Person(), level_stiffness=stiffness)


@dataclass(frozen=True, kw_only=True)
class Months:
    """Week by week, day (weeks,), for every person and every joint, lowest first, (weeks, people, 17).

    stiffness_of is a share of what it was at the start, turn_of is in degrees of the same twist. The habit
    ends on the day `ends_on`.
    """

    assumptions: Assumptions
    day: Array
    stiffness_of: Array
    turn_of: Array
    ends_on: int

    @property
    def people(self) -> int:
        """How many people this is about."""
        return int(self.turn_of.shape[1])

    @property
    def share_of(self) -> Array:
        """What each joint takes of the whole twist, (weeks, people, 17)."""
        return np.asarray(self.turn_of / self.turn_of.sum(axis=2, keepdims=True))

    @property
    def stiffness(self) -> Array:
        """The median of people, (weeks, 17)."""
        return np.median(self.stiffness_of, axis=1)

    @property
    def share(self) -> Array:
        """The median of people, (weeks, 17)."""
        return np.median(self.share_of, axis=1)

    @property
    def turn(self) -> Array:
        """The median of people, (weeks, 17)."""
        return np.median(self.turn_of, axis=1)

    @property
    def last_week(self) -> int:
        """Place of the first week without the habit: what it has done shows most there."""
        return int(np.argmax(self.day >= min(self.ends_on, self.day[-1])))


def over_months(
    facts: SpineFacts,
    person: Person,
    assumptions: Assumptions,
    *,
    months: int = 6,
    then: int = 6,
    crowd: Crowd | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Months:
    """The habit for some months, then as many without it as `then` says; of a crowd like the person, if any.

    People of a crowd who find no equilibrium in some week are left out. `progress` is called with how many
    days are done, of how many.

    Raises SuppleError for a time that cannot be simulated, or where nobody finds an equilibrium.
    """
    for name, value in (("months", months), ("then", then)):
        if not 0 <= value <= MOST_MONTHS:
            raise SuppleError(f"{name} cannot be {value}", fix=f"Give 0 to {MOST_MONTHS}")
    even = one(replace(person, level_stiffness={}), facts)
    # The tissue's end, however stiff the joint is.
    reach, balanced = _turns(facts, even, moment=assumptions.end_moment)
    people = people_of(person, facts, crowd)
    balanced = np.repeat(balanced, len(people))
    ends_on = months * DAYS_A_MONTH
    whole = ends_on + then * DAYS_A_MONTH
    lost = np.zeros_like(people.stiffness)  # logarithm of the stiffness over that at the start
    rows = []
    for day in range(0, whole + 1, DAYS_A_STEP):
        loosened = replace(people, stiffness=people.stiffness * np.exp(lost))
        turn, found = _turns(facts, loosened, degrees=assumptions.adjust_turn)
        balanced &= found
        rows.append((day, np.exp(lost), turn))
        if progress is not None:
            progress(day, whole)
        adjusts = assumptions.adjusts_a_day * np.clip(ends_on - day, 0, DAYS_A_STEP)
        taken = np.minimum(turn / reach, 1.0) ** 2
        kept = lost * np.exp(-DAYS_A_STEP / assumptions.recovery_days)
        lost = np.maximum(kept - adjusts * assumptions.loosening * taken, np.log(assumptions.loosest))
    if not balanced.any():
        raise SuppleError(
            "This spine finds no equilibrium in a twist", fix="Give stiffnesses nearer to the usual"
        )
    days, stiffness, turns = (np.array(column) for column in zip(*rows, strict=True))
    return Months(
        assumptions=assumptions,
        day=days,
        stiffness_of=stiffness[:, balanced],
        turn_of=np.degrees(turns[:, balanced]),
        ends_on=ends_on,
    )


def _turns(
    facts: SpineFacts, people: People, *, degrees: float | None = None, moment: float | None = None
) -> tuple[Array, NDArray[np.bool_]]:
    """How far every joint turns about the long axis in a twist of T1 against the sacrum, (people, 17).

    In radians; and who is in balance, (people,).
    """
    twist = Turn(at="T1", axial=moment if degrees is None else degrees)
    bare = Bare(moments_nm=(twist,)) if degrees is None else Bare(rotations_deg=(twist,))
    spines = build(facts, people)
    found = solve(spines, bare_load(bare, spines))
    return np.abs(levels(found).turn[:, 0, :, 2]), found.converged[:, 0]
