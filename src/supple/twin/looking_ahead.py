"""What a technique, or a bare load, does to the spine: the one call for everybody outside this room."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from supple.base.arrays import Array
from supple.body.posture import Side
from supple.knowledge.anatomy import Anatomy
from supple.knowledge.schema.technique import Technique
from supple.knowledge.spine import SpineFacts
from supple.spine.build import build
from supple.spine.equilibrium import SAY, Equilibria, Outcome, solve
from supple.spine.measure import Levels, levels, strain_of_limit
from supple.spine.names import JOINTS
from supple.spine.people import Person
from supple.twin.bare import Bare, bare_load
from supple.twin.crowd import Crowd, people_of
from supple.twin.effort import Effort, led_further
from supple.twin.lying import drawn, flat_load, lie, lying_load
from supple.twin.movement import Movement, lying_flat, movement
from supple.twin.subject import Subject, drawn_ways

Progress = Callable[[int, int], None]
FRAMES_OF_MANY = 12  # of a movement, when many people do it


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What happens at every joint of these people over time.

    joints names the columns, lowest first. measured has (people, frames, joints, ...) arrays from rest;
    strain_of_limit (people, frames, joints, 7) is in the order of spine.measure.STRAINED. t_s (frames,).
    `peak` is the frame that goes furthest. found is the equilibrium behind it, and rest that of lying flat,
    which it is counted from; None where it is counted from the unloaded spine.
    """

    joints: tuple[str, ...]
    t_s: Array
    peak: int
    measured: Levels
    strain_of_limit: Array
    found: Equilibria
    facts: SpineFacts
    rest: Equilibria | None = None
    movement: Movement | None = None
    effort: Effort = field(default_factory=Effort)

    @property
    def people(self) -> int:
        """How many people this is about."""
        return len(self.found.spines)

    @property
    def outcomes(self) -> Array:
        """How each search ended, rest first where it was searched for, (people, searches)."""
        searches = [self.found] if self.rest is None else [self.rest, self.found]
        return np.concatenate([each.report["outcome"] for each in searches], axis=1)

    @property
    def converged(self) -> bool:
        """Whether every force of everybody was in balance, at rest and in every frame."""
        return bool(np.all(self.balanced))

    @property
    def balanced(self) -> NDArray[np.bool_]:
        """Whose forces were in balance at rest and in every frame, (people,)."""
        return np.asarray(np.all(self.outcomes == Outcome.CONVERGED, axis=1))

    def of_balanced(self, values: Array) -> Array:
        """What (people, ...) values are of those in balance; of everybody, where nobody is."""
        return values[self.balanced] if self.balanced.any() else values

    def why_not(self) -> str:
        """A sentence about the first search that found no equilibrium; empty where all did."""
        if self.converged:
            return ""
        outcome = Outcome(int(self.outcomes[self.outcomes != Outcome.CONVERGED][0]))
        share = np.mean(~self.balanced)
        return SAY[outcome] + (f" So it is for {share:.1%} of these people." if self.people > 1 else "")


def outlook(
    technique: Technique,
    facts: SpineFacts,
    anatomy: Anatomy,
    *,
    person: Person | None = None,
    side: Side | None = None,
    level: str | None = None,
    gentle: bool = False,
    effort: Effort | None = None,
    crowd: Crowd | None = None,
    progress: Progress | None = None,
) -> Outlook:
    """Simulate one bout of a technique for a person, or for many like them.

    Args:
        technique: from `knowledge.loader.load().techniques`.
        facts: from `knowledge.spine.read_spine()`.
        anatomy: from `knowledge.anatomy.read_anatomy()`.
        person: height, mass, sex, age, flexibility, stiffness by joint; somebody of 1.75 m and 75 kg if None.
        side: for techniques with sides, `left` if None.
        level: of the towel, the technique's usual one if None.
        gentle: the small range.
        effort: hands and pace other than the technique asks for: to see what they would do, never to suggest.
        crowd: many people instead of one, drawn with the spread that the tables state.
        progress: called with how many people are done, of how many.

    Raises:
        SuppleError: a side or level that the technique has not, or a person who cannot be.

    """
    person, effort = person or Person(), effort or Effort()
    moving = movement(
        technique, anatomy, side=side, level=level, gentle=gentle,
        most_frames=None if crowd is None else FRAMES_OF_MANY,
    )  # fmt: skip
    spines = build(facts, people_of(person, facts, crowd))
    ways = {} if crowd is None else drawn_ways(crowd.count, crowd.chance)
    subject = Subject(person=person, facts=facts, table=anatomy.table, ways=ways)
    load = lying_load(moving, spines, subject, hand_n=effort.hand_n)
    rest, found = lie(load, spines, moving, subject, progress=progress)
    further = led_further(effort, moving, found)
    if further is not None:
        found = solve(spines, further, start=found.pose[:, 0], progress=progress)
    read = _read(found, facts, rest=rest)
    return replace(read, t_s=moving.t_s[1:], peak=moving.furthest - 1, movement=moving, effort=effort)


def outlook_of_load(
    bare: Bare,
    facts: SpineFacts,
    anatomy: Anatomy,
    *,
    person: Person | None = None,
    crowd: Crowd | None = None,
    progress: Progress | None = None,
) -> Outlook:
    """Simulate a bare load case, counted from the unloaded spine, or with gravity from lying flat.

    Raises SuppleError for a person who cannot be.
    """
    person = person or Person()
    spines = build(facts, people_of(person, facts, crowd), rib_cage=bare.rib_cage)
    load = bare_load(bare, spines)
    if not bare.gravity:
        return _read(solve(spines, load, progress=progress), facts, rest=None)
    flat = lying_flat(anatomy)
    lain = flat_load(flat, spines, Subject(person=person, facts=facts, table=anatomy.table), load)
    rest = solve(spines, lain, start=drawn(flat, spines, 0)[:, load.bodies])
    found = solve(spines, lain.having(drive=load.drive), start=rest.pose[:, 0], progress=progress)
    return _read(found, facts, rest=rest)


def _read(found: Equilibria, facts: SpineFacts, *, rest: Equilibria | None) -> Outlook:
    """The measures of what was found, as of a single frame at time 0."""
    measured = levels(found, rest=rest)
    return Outlook(
        joints=JOINTS[found.load.joints],
        t_s=np.zeros(found.load.frames),
        peak=0,
        measured=measured,
        strain_of_limit=strain_of_limit(measured, facts),
        found=found,
        facts=facts,
        rest=rest,
    )
