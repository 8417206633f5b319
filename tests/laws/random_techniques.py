"""Random techniques done by random people, hurried, and with hands that pull harder than they should.

Used by a test and by benchmarks/random_spines.py.
"""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from supple.spine.build import build
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.people import Person
from supple.twin.effort import LEAST_PACE, Effort, led_further
from supple.twin.lying import lie, lying_load
from supple.twin.movement import Movement, movement
from supple.twin.subject import Subject
from supple.twin.weights import holding
from tests.laws.lain import CASES, anatomy, techniques
from tests.laws.random_spines import extreme_people, facts

TIMES_THE_CEILING = 1.5  # how hard hands pull at the most
TIMES_AS_FAST = 5.0  # more, and arms of heavy people come down on the loosest spines with twice their weight
AS_ASKED = 0.5  # of all bouts, hands and pace are as the technique asks


def technique_searches(chance: Generator, count: int) -> tuple[Equilibria, ...]:
    """A technique by so many people: at rest, the movement, and the same done with more or with less."""
    case = CASES[int(chance.integers(len(CASES)))]
    moving = movement(
        techniques()[case.technique], anatomy(), side=case.side, level=case.level, gentle=case.gentle,
        most_frames=int(chance.integers(6, 25)),
    )  # fmt: skip
    effort = any_effort(chance, moving)
    spines = build(facts(), extreme_people(chance, count))
    person = Person(sex=(None, "female", "male")[int(chance.integers(3))])
    subject = Subject(person=person, facts=facts(), table=anatomy().table)
    load = lying_load(moving, spines, subject, hand_n=effort.hand_n)
    rest, found = lie(load, spines, moving, subject)
    further = led_further(effort, moving, found)
    if further is None:
        return rest, found
    return rest, found, solve(spines, further, start=found.pose[:, 0])


def any_effort(chance: Generator, moving: Movement) -> Effort:
    """As asked, or any pace, and any force of hands that hold something when it goes furthest."""
    if chance.random() < AS_ASKED:
        return Effort()
    effort = Effort(pace=float(np.exp(chance.uniform(np.log(LEAST_PACE), np.log(TIMES_AS_FAST)))))
    hand = moving.technique.load.hand
    if hand is None or not holding(moving, hand)[:, moving.furthest].any():
        return effort
    return replace(effort, hand_n=float(chance.uniform(0, TIMES_THE_CEILING * hand.force.high)))
