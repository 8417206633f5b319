"""How vertebrae stand on each other at rest: sizes, and the disc's centre seen from either body."""

from dataclasses import dataclass

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine.names import BODIES
from supple.spine.people import People


@dataclass(frozen=True, kw_only=True)
class Joints:
    """Every person's joints, lowest first, (people, 17, ...); metres and radians."""

    wedge: Array  # (17,), + = lordosis, as the body lies
    rest: Array  # (people, 17, 3, 3), upper axes in lower axes
    disc_lower: Array  # (people, 17, 3), in the lower body's axes
    disc_upper: Array  # (people, 17, 3), in the upper body's axes

    def in_lower(self, point: Array) -> Array:
        """Points (people, 17, ..., 3) given in the disc's own axes at its centre, in the lower body's."""
        return self._from_disc(point, self.disc_lower, self.wedge / 2)

    def in_upper(self, point: Array) -> Array:
        """The same points in the upper body's axes."""
        return self._from_disc(point, self.disc_upper, -self.wedge / 2)

    def direction_in_lower(self, direction: Array) -> Array:
        """Directions (people, 17, ..., 3) given in the disc's axes, in the lower body's."""
        return rotation.turned_about_z(_spread(self.wedge / 2, direction), direction)

    @staticmethod
    def _from_disc(point: Array, centre: Array, angle: Array) -> Array:
        found = rotation.turned_about_z(_spread(angle, point), point)
        found += centre.reshape(*centre.shape[:2], *([1] * (point.ndim - 3)), 3)
        return found


def _spread(angle: Array, vector: Array) -> Array:
    """Angles (17,) as (17, 1, ...), one for each of the vectors (people, 17, ..., 3)."""
    return angle.reshape(len(angle), *([1] * (vector.ndim - 3)))


def column(facts: SpineFacts, name: str) -> Array:
    """A column of the geometry along the joints, lowest first, (17,), as the table has it."""
    values = facts.geometry.of(name)
    return np.array([values[level] for level in BODIES[1:]])


def metres(facts: SpineFacts, name: str, people: People) -> Array:
    """A column in millimetres as metres of every person, (people, 17)."""
    return people.size[:, None] * column(facts, name) / 1000


def joints(facts: SpineFacts, people: People) -> Joints:
    """The joints of these people, lying relaxed and unloaded."""
    lumbar = np.array([level.startswith("L") for level in BODIES[1:]])
    number = facts.geometry.number
    flatter = np.where(lumbar, number["lying_lumbar_share"].value, number["lying_thoracic_share"].value)
    wedge = np.radians(column(facts, "wedge") * flatter)
    height = metres(facts, "body_height", people)
    below = np.concatenate([np.zeros((len(people), 1)), height[:, :-1]], axis=1)
    half_disc = np.zeros((*height.shape, 3))
    half_disc[..., 1] = metres(facts, "disc_height", people) / 2
    half_body, half_below = np.zeros_like(half_disc), np.zeros_like(half_disc)
    half_body[..., 1], half_below[..., 1] = height / 2, below / 2
    return Joints(
        wedge=wedge,
        rest=np.broadcast_to(rotation.about(2, wedge), (len(people), len(wedge), 3, 3)),
        disc_lower=half_below + rotation.turned_about_z(wedge / 2, half_disc),
        disc_upper=-half_body - rotation.turned_about_z(-wedge / 2, half_disc),
    )
