"""The bodies of a chain in MuJoCo, and straight lines between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import mujoco
import numpy as np

from benchmarks.peers.chain import Array, Chain, Segment

# Statics ask for no mass; the engine does.
MASS_KG, INERTIA_KG_M2 = 0.5, 1e-3
# The engine tells no types.
Engine: TypeAlias = Any


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A segment's two bodies in the engine, and where each is at rest: origin and rotation."""

    spec: Engine
    lower: Engine
    upper: Engine
    one: Segment
    below: tuple[Array, Array]

    @property
    def disc(self) -> Array:
        """The disc's centre in the upper body."""
        return self.in_upper(self.one.disc)

    @property
    def axes(self) -> Array:
        """The lower body's axes in the upper body's at rest, as rows."""
        return np.asarray(self.below[1].T @ self.one.rotation)

    def in_lower(self, point: Array) -> Array:
        """A point of the world at rest, in the lower body."""
        return np.asarray(self.below[1].T @ (point - self.below[0]))

    def in_upper(self, point: Array) -> Array:
        """A point of the world at rest, in the upper body."""
        return np.asarray(self.one.rotation.T @ (point - self.one.origin))

    def add_line(self, start: Array, end: Array) -> Engine:
        """A tendon from a point of the lower body to one of the upper, both in the world at rest."""
        number = len(self.spec.sites)
        names = f"line {number} from", f"line {number} to"
        self.lower.add_site(name=names[0], pos=self.in_lower(start))
        self.upper.add_site(name=names[1], pos=self.in_upper(end))
        tendon = self.spec.add_tendon()
        tendon.wrap_site(names[0])
        tendon.wrap_site(names[1])
        return tendon


def add_bodies(spec: Engine, chain: Chain) -> Iterator[Joined]:
    """Every segment from the lowest up, in a tree on the world."""
    spec.option.gravity = [0, 0, 0]
    spec.compiler.degree = False
    lower = spec.worldbody.add_body(pos=chain.base_origin, quat=quaternion(chain.base_rotation))
    for number, one in enumerate(chain.segments):
        origin, rotation = chain.pose_below(number)
        upper = lower.add_body(
            name=one.name,
            pos=rotation.T @ (one.origin - origin),
            quat=quaternion(rotation.T @ one.rotation),
            mass=MASS_KG,
            ipos=[0, 0, 0],
            inertia=[INERTIA_KG_M2] * 3,
            explicitinertial=True,
        )
        yield Joined(spec=spec, lower=lower, upper=upper, one=one, below=(origin, rotation))
        lower = upper


def quaternion(rotation: Array) -> Array:
    """Scalar part first."""
    made = np.zeros(4)
    mujoco.mju_mat2Quat(made, np.ascontiguousarray(rotation).ravel())
    return made
