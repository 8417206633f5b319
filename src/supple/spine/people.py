"""Whose spine it is: one person, or many drawn around one with the spread that the tables state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from supple.base.arrays import Array
from supple.base.chance import Chance
from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts
from supple.spine.names import JOINTS, joint_number

Sex = Literal["female", "male"]
# What a body can be; outside of it the model says nothing.
RANGES = {
    "height_m": (1.2, 2.2, "metres"),
    "mass_kg": (30.0, 200.0, "kilograms"),
    "age": (18.0, 100.0, "years"),
    "flexibility": (0.25, 4.0, "times that of most people"),
}
LEVEL_STIFFNESS = (0.05, 20.0)


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person. `flexibility` 1: turns as far as most. `level_stiffness` by joint, 1: as stiff as most."""

    height_m: float = 1.75
    mass_kg: float = 75.0
    sex: Sex | None = None
    age: float | None = None
    flexibility: float = 1.0
    level_stiffness: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises SuppleError for a body that cannot be, naming the value and what can."""
        for name, (low, high, unit) in RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise SuppleError(
                    f"{name} is {value}, which is no grown person's", fix=f"Give {low:g} to {high:g} {unit}"
                )
        if self.sex not in {None, "female", "male"}:
            raise SuppleError(f"sex is {self.sex!r}", fix="Give female or male, or leave it out")
        for joint, value in self.level_stiffness.items():
            joint_number(joint)
            if not LEVEL_STIFFNESS[0] <= value <= LEVEL_STIFFNESS[1]:
                raise SuppleError(
                    f"The stiffness of {joint} is {value} times the usual",
                    fix=f"Give {LEVEL_STIFFNESS[0]:g} to {LEVEL_STIFFNESS[1]:g}",
                )


@dataclass(frozen=True, kw_only=True)
class People:
    """n people as arrays: size is height over 1.75 m; stiffness and facets are by joint, lowest first."""

    size: Array  # (n,)
    mass_kg: Array  # (n,)
    stiffness: Array  # (n, 17), times the usual
    aged: Array  # (3,), times the usual, of turning about each axis
    facet_turn: Array  # (n, 17, 2), radians added to the angle to the sagittal plane, left and right
    facet_out: Array  # (n, 17), metres added to the half width
    clearance: Array  # (n, 17), times the usual

    def __len__(self) -> int:
        return len(self.size)


REFERENCE_HEIGHT_M = 1.75


def usual_stiffness(person: Person, facts: SpineFacts) -> Array:
    """Stiffness of every joint of somebody like this, times the usual, (17,)."""
    number = {name: quantity.value for name, quantity in facts.people.number.items()}
    factor = 1 / person.flexibility
    if person.sex == "female":
        factor *= number["stiffness_of_women"]
    level = np.ones(len(JOINTS))
    for joint, value in person.level_stiffness.items():
        level[joint_number(joint)] = value
    return factor * level


def aged(person: Person, facts: SpineFacts) -> Array:
    """What age does to the stiffness against side bend, turning and flexion, times the usual, (3,)."""
    number = facts.people.number
    years = 0.0 if person.age is None else person.age - number["usual_age"].value
    lost = [number[f"{kind}_lost_a_year"].value for kind in ("bending", "turning", "bending")]
    return np.array([(1 - share) ** -max(years, 0.0) for share in lost])


def one(person: Person, facts: SpineFacts) -> People:
    """This person, with nothing left to chance."""
    return People(
        size=np.array([person.height_m / REFERENCE_HEIGHT_M]),
        mass_kg=np.array([person.mass_kg]),
        stiffness=usual_stiffness(person, facts)[None],
        aged=aged(person, facts),
        facet_turn=np.zeros((1, len(JOINTS), 2)),
        facet_out=np.zeros((1, len(JOINTS))),
        clearance=np.ones((1, len(JOINTS))),
    )


def many(person: Person, facts: SpineFacts, *, count: int, chance: Chance) -> People:
    """`count` people like this one: what cannot be seen from outside is drawn, and size and mass a little."""
    if count < 1:
        raise SuppleError(f"{count} people cannot be simulated", fix="Ask for one or more")
    spread = {name: quantity.value for name, quantity in facts.people.number.items()}
    joints = len(JOINTS)

    def lognormal(sigma: float, *shape: int) -> Array:
        return np.exp(sigma * chance.standard_normal(shape))

    size = 1 + spread["size_spread"] * np.clip(chance.standard_normal(count), -2.5, 2.5)
    return People(
        size=person.height_m / REFERENCE_HEIGHT_M * size,
        mass_kg=person.mass_kg * lognormal(spread["mass_spread"], count),
        stiffness=usual_stiffness(person, facts)
        * lognormal(spread["stiffness_between_people"], count, 1)
        * lognormal(spread["stiffness_between_levels"], count, joints),
        aged=aged(person, facts),
        facet_turn=np.radians(spread["facet_angle_spread"]) * chance.standard_normal((count, joints, 2)),
        facet_out=spread["facet_out_spread"] / 1000 * chance.standard_normal((count, joints)),
        clearance=lognormal(spread["clearance_spread"], count, joints),
    )
