"""Techniques done by people anywhere in what a body can be, and what bears them, written anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from supple.body.posture import Side
from supple.knowledge.anatomy import Anatomy, read_anatomy
from supple.knowledge.loader import load as read_knowledge
from supple.knowledge.schema.technique import Technique
from supple.spine.build import Spines, build
from supple.spine.equilibrium import Equilibria
from supple.spine.measure import Levels, levels, strain_of_limit
from supple.spine.people import People, Person, Sex, one
from supple.twin.lying import lie, lying_load
from supple.twin.movement import Movement, movement
from supple.twin.subject import Subject
from tests.laws.random_spines import facts

Array = NDArray[np.float64]


@cache
def anatomy() -> Anatomy:
    """The drawn body, read once."""
    return read_anatomy()


@cache
def techniques() -> dict[str, Technique]:
    """By id, read once."""
    return dict(read_knowledge().techniques)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A technique as it can be done: side or level, the whole range or the small one."""

    technique: str
    side: Side | None = None
    level: str | None = None
    gentle: bool = False

    def __str__(self) -> str:
        """For the name of a test."""
        return "-".join(filter(None, (self.technique, self.side, self.level, "gentle" * self.gentle)))


def _cases() -> Iterator[Case]:
    sides: tuple[Side, Side] = ("left", "right")
    for name, technique in techniques().items():
        levels_of = (*(place.id for place in technique.level),) or (None,)
        for gentle in (False, True):
            for side in sides if technique.sides else (None,):
                for level in levels_of:
                    yield Case(technique=name, side=side, level=level, gentle=gentle)


CASES = tuple(_cases())
WHOLE = tuple(case for case in CASES if not case.gentle)
SIDED = ("knee-twist", "figure-four")


@dataclass(frozen=True, kw_only=True)
class Done:
    """A technique done by some people: at rest, and in every frame of the movement."""

    movement: Movement
    rest: Equilibria
    found: Equilibria

    @property
    def peak(self) -> int:
        """The frame of `found` that goes furthest."""
        return self.movement.furthest - 1

    @property
    def measured(self) -> Levels:
        """From rest."""
        return levels(self.found, rest=self.rest)

    @property
    def turned(self) -> Array:
        """How far each joint has turned at the peak, about whatever axis, radians, (people, 17)."""
        return np.asarray(np.linalg.norm(self.measured.turn[:, self.peak], axis=-1))

    @property
    def worst(self) -> Array:
        """The strain nearest its limit at any time, (people,)."""
        return np.asarray(strain_of_limit(self.measured, facts()).max(axis=(1, 2, 3)))


def done(
    case: Case,
    people: People,
    *,
    frames: int | None = 12,
    sex: Sex | None = None,
    hand_n: float | None = None,
) -> Done:
    """These people do it."""
    moving = movement(
        techniques()[case.technique], anatomy(), side=case.side, level=case.level, gentle=case.gentle,
        most_frames=frames,
    )  # fmt: skip
    spines: Spines = build(facts(), people)
    subject = Subject(person=Person(sex=sex), facts=facts(), table=anatomy().table)
    load = lying_load(moving, spines, subject, hand_n=hand_n)
    rest, found = lie(load, spines, moving, subject)
    return Done(movement=moving, rest=rest, found=found)


def alike(count: int) -> People:
    """So many times the person that everything is calibrated to."""
    person = one(Person(), facts())
    return replace(
        person,
        **{
            name: np.repeat(getattr(person, name), count, axis=0)
            for name in ("size", "mass_kg", "stiffness", "facet_turn", "facet_out", "clearance")
        },
    )


def in_full(found: Equilibria) -> Equilibria:
    """The same, with what all frames share written out for every frame."""
    shape = found.pose.shape[:2]

    def full(acting: np.ndarray) -> np.ndarray:
        return np.broadcast_to(acting, (*shape, acting.shape[2]))

    load = found.load
    return replace(
        found,
        load=load.having(
            push=full(load.push), drive=full(load.drive), support=full(load.support), grip=full(load.grip)
        ),
    )


def towels(support: np.ndarray) -> NDArray[np.bool_]:
    """Which of these supports are a towel, and not a floor."""
    return np.asarray(support["bend"] > 0)


def heads(support: np.ndarray) -> NDArray[np.bool_]:
    """Which bear the head: on T1, further up than its own skin."""
    return np.asarray((support["body"] == 17) & (support["point"][..., 1] > 0.05) & ~towels(support))
