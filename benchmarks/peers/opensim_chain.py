"""A chain's equilibrium in OpenSim: Newton's method on its inverse dynamics, in the fewest calls we found.

OpenSim has no solver for statics of such a chain. Its inverse dynamics at rest say what is out of balance. In
joint coordinates what holds a segment depends on its own six alone, so that six calls, each with a coordinate
of every segment moved a little, give the whole stiffness: not one call for each of all coordinates.

The disc is an expression-based bushing. Ligaments and facets are expression-based forces between two points,
which took a third of the time of Blankevoort ligaments; OpenSim has no facet.
"""

from typing import Any, TypeAlias

import numpy as np
import opensim

from benchmarks.peers.chain import Answer, Array, Chain, FacetPoint, Ligament, Segment

FAR_M = 100.0
MOST_ROUNDS = 100
GOOD_ENOUGH = 1e-5  # N and N m
FAST_ENOUGH = 0.3  # of what was out of balance may be left after a round, or the stiffness is worked out anew
MOST_TURN = 0.25  # rad, of one round
MOVED = 1e-7  # rad or m, for differences
DOF = 6
# The engine tells no types.
Engine: TypeAlias = Any
MASS_KG, INERTIA_KG_M2 = 0.5, 1e-3


class StaticChain:
    """A chain in OpenSim."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._model = opensim.Model()
        self._model.setGravity(opensim.Vec3(0))
        self._bodies: list[Engine] = []
        for number, one in enumerate(chain.segments):
            self._add_body(number, one)
            self._add_disc(number, one)
            for ligament in one.ligaments:
                self._add_ligament(number, ligament)
            for facet in one.facets:
                self._add_facet(number, facet)
        self._state = self._model.initSystem()
        self._inverse = opensim.InverseDynamicsSolver(self._model)
        self._still = opensim.Vector(self._state.getNU(), 0.0)
        self._matter = self._model.getMatterSubsystem()
        self._uppermost = self._bodies[-1].getMobilizedBodyIndex()

    def solve(self, moment: Array, *, good_enough: float = GOOD_ENOUGH) -> Answer:
        """From rest to balance under a dead moment (N m, the world) on the uppermost body."""
        place, stiffness = np.zeros((len(self.chain.segments), DOF)), None
        rounds, before = 0, np.inf
        while True:
            inside = self._inside(place)
            force = inside + self._outside(moment)
            residual = float(np.abs(force).max())
            if residual < good_enough or rounds == MOST_ROUNDS:
                break
            if stiffness is None or residual > FAST_ENOUGH * before:
                stiffness = self._stiffness(place, inside)
            step = np.linalg.solve(stiffness, force[..., None])[..., 0]
            place += step / max(1.0, np.abs(step[:, :3]).max() / MOST_TURN)
            rounds, before = rounds + 1, residual
        poses = [body.getTransformInGround(self._state) for body in self._bodies]
        return Answer(
            origins=np.array([pose.p().to_numpy() for pose in poses]),
            rotations=np.array([_matrix(pose.R()) for pose in poses]),
            rounds=rounds,
            residual_n=residual,
        )

    def _stiffness(self, place: Array, inside: Array) -> Array:
        """Of each segment, (n, 6, 6): all of them by one call for each of their six coordinates."""
        found = np.empty((*place.shape, DOF))
        for joint in range(DOF):
            moved = place.copy()
            moved[:, joint] += MOVED
            found[..., joint] = (inside - self._inside(moved)) / MOVED
        return found

    def _outside(self, moment: Array) -> Array:
        """What the load does at each joint, (n, 6), where the chain is now."""
        jacobian = opensim.Matrix()
        self._matter.calcFrameJacobian(self._state, self._uppermost, opensim.Vec3(0), jacobian)
        return np.asarray(moment @ jacobian.to_numpy()[:3]).reshape(-1, DOF)

    def _inside(self, place: Array) -> Array:
        """What springs do at each joint, (n, 6), with the chain in a place, (n, 6)."""
        self._state.setQ(opensim.Vector.createFromMat(place.ravel()))
        needed = self._inverse.solve(self._state, self._still)
        return -np.asarray(needed.to_numpy()).reshape(-1, DOF)

    def _add_body(self, number: int, one: Segment) -> None:
        """Turns about the disc's centre and shifts of it, along the lower body's axes."""
        inertia = opensim.Inertia(INERTIA_KG_M2, INERTIA_KG_M2, INERTIA_KG_M2)
        body = opensim.Body(one.name, MASS_KG, opensim.Vec3(0), inertia)
        axes = opensim.SpatialTransform()
        for index in range(DOF):
            names = opensim.ArrayStr()
            names.append(f"{one.name}_{index}")
            axes.updTransformAxis(index).setCoordinateNames(names)
            axes.updTransformAxis(index).setFunction(self._given(opensim.LinearFunction(1.0, 0.0)))
        self._model.addBody(body)
        self._bodies.append(body)
        joint = opensim.CustomJoint(f"{one.name}_joint", *self._frames(number, one), axes)
        self._model.addJoint(joint)

    def _add_disc(self, number: int, one: Segment) -> None:
        disc = opensim.ExpressionBasedBushingForce(f"{one.name}_disc", *self._frames(number, one))
        for axis, stiffness in zip("xyz", one.translation_n_m, strict=True):
            getattr(disc, f"setF{axis}Expression")(f"{stiffness}*delta_{axis}")
        for axis, k1, below, above in zip("xyz", one.k1, *one.k3, strict=True):
            t = f"theta_{axis}"
            getattr(disc, f"setM{axis}Expression")(f"{k1}*{t}+({below}+{above - below}*step({t}))*{t}^3")
        self._model.addForce(disc)

    def _add_ligament(self, number: int, ligament: Ligament) -> None:
        law = "+".join(
            ramp_law(f"(d-{ligament.length_m + start:.17g})", slope, ligament.width_m)
            for start, slope in ligament.ramps
        )
        self._add_line(number, ligament.lower, ligament.upper, law)

    def _add_facet(self, number: int, facet: FacetPoint) -> None:
        """A plane is so far the same as a ball about a point far behind it."""
        law = ramp_law(f"({FAR_M - facet.clearance_m:.17g}-d)", facet.stiffness_n_m, facet.width_m)
        self._add_line(number, facet.point - FAR_M * facet.normal, facet.point, f"-{law}")

    def _add_line(self, number: int, start: Array, end: Array, law: str) -> None:
        """A pull by the distance d between a point of the lower body and one of the upper."""
        lower, below, upper, above = self._line(number, start, end)
        made = opensim.ExpressionBasedPointToPointForce(
            lower.getAbsolutePathString(), below, upper.getAbsolutePathString(), above, law
        )
        made.setName(f"line_{self._model.getForceSet().getSize()}")
        self._model.addForce(made)

    @staticmethod
    def _given(function: Engine) -> Engine:
        """A function that the engine frees, and Python must not."""
        function.thisown = False
        return function

    def _pose(self, number: int) -> tuple[Any, Array, Array]:
        """Body, origin and rotation at rest, with the ground for the base that does not move."""
        if number < 0:
            return self._model.getGround(), np.zeros(3), np.eye(3)
        one = self.chain.segments[number]
        return self._bodies[number], one.origin, one.rotation

    def _line(self, number: int, start: Array, end: Array) -> tuple[Engine, Engine, Engine, Engine]:
        """Lower body and point, upper body and point."""
        lower, origin, rotation = self._pose(number - 1)
        upper, above, turned = self._pose(number)
        return lower, self._vec3(rotation.T @ (start - origin)), upper, self._vec3(turned.T @ (end - above))

    def _frames(self, number: int, one: Segment) -> tuple[Engine, ...]:
        """The disc's centre with the lower body's axes, in the lower body and in the upper."""
        axes = self.chain.pose_below(number)[1]
        lower, start, upper, end = self._line(number, one.disc, one.disc)
        turned = [self._vec3(_body_fixed_xyz(self._pose(k)[2].T @ axes)) for k in (number - 1, number)]
        return lower, start, turned[0], upper, end, turned[1]

    def _vec3(self, of: Array) -> Engine:
        return opensim.Vec3(*(float(one) for one in of))


def ramp_law(past: str, slope: float, width: float) -> str:
    """A slope times what is above 0 of `past`, rounded over `width` either side, as an expression."""
    inside = f"min(max({past}+{width:.17g},0),{2 * width:.17g})"
    return f"{slope:.17g}*({inside}^2/{4 * width:.17g}+max({past}-{width:.17g},0))"


def _body_fixed_xyz(rotation: Array) -> Array:
    """Angles whose turns about x, then the new y, then the new z give a rotation."""
    return np.array(
        [
            np.arctan2(-rotation[1, 2], rotation[2, 2]),
            np.arcsin(np.clip(rotation[0, 2], -1, 1)),
            np.arctan2(-rotation[0, 1], rotation[0, 0]),
        ]
    )


def _matrix(rotation: Engine) -> list[list[float]]:
    return [[rotation.get(row, column) for column in range(3)] for row in range(3)]
