"""Who lies there: the person or people, and the tables that say what such a body is like."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from supple.base.arrays import Array
from supple.base.chance import Chance
from supple.knowledge.schema.common import Quantity
from supple.knowledge.schema.pose import BodyTable
from supple.knowledge.spine import SpineFacts
from supple.spine.people import Person

# What differs from one to the other besides the spine: what they lie on, and how they do the movement.
VARIED = (
    "back_stiffness",
    "head_stiffness",
    "towel_stiffness",
    "grip_stiffness",
    "friction",
    "rib_aside",
    "reach",
    "hand",
    "arm_pull",
)
WIDEST = 1.645  # standard deviations at which `low` and `high` lie: nine in ten are between them


def drawn_ways(count: int, chance: Chance) -> dict[str, Array]:
    """How far each of so many people is from the usual in everything that varies, (count,) by name."""
    return {name: chance.standard_normal(count) for name in VARIED}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person, or people like them, with the spine's facts and the drawn body's table.

    ways holds standard deviations (people,) by what VARIED names; nothing for one person.
    """

    person: Person
    facts: SpineFacts
    table: BodyTable
    ways: Mapping[str, Array] = field(default_factory=dict)

    def lying(self, name: str) -> float:
        """A number of tables/lying.toml, in its own unit."""
        return self.facts.lying.number[name].value

    def each(self, name: str) -> Array:
        """The same number for each of these people, (people,) or (1,)."""
        return self.varied(name, self.facts.lying.number[name])

    def varied(self, name: str, quantity: Quantity) -> Array:
        """A quantity for each of these people: its value in the middle, `low` and `high` at the ends."""
        way = np.clip(self.ways.get(name, np.zeros(1)) / WIDEST, -1.0, 1.0)
        down, up = quantity.value - quantity.low, quantity.high - quantity.value
        return np.asarray(quantity.value + np.where(way < 0, way * down, way * up))
