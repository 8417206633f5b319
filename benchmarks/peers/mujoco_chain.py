"""A chain's equilibrium by MuJoCo alone: its own springs, tendons, contact pairs and implicit integrator.

The integrator `discrete` solves (M + h^2 K) for a step of h seconds. With a step so long that inertia hardly
counts, each of its steps is one of Newton's method for statics, in C, and contact is solved for as it goes.
What it cannot say is said as near as it can: three hinges for the turn, a joint's cubic and one-sided cubics
as tendons of one joint; a ramp as a tendon with a dead band and no rounding; a facet's plane as a plate and
balls, whose softness is the engine's own and no measured one.
"""

import mujoco
import numpy as np

from benchmarks.peers.chain import Answer, Array, Chain, FacetPoint
from benchmarks.peers.mujoco_tree import Engine, Joined, add_bodies, quaternion

STEP_S = 0.2
MOST_STEPS = 200
STILL = 3e-6  # m or rad, of one step: 0.0002 degrees
TOLERANCE = 1e-14  # of its solver: with its usual one the steps never come to rest
LOOSE = 100.0  # a length or turn that is never reached
BALL_M, PLATE_M, PLATE_HALF_M = 0.002, 0.01, 0.02
# As stiff as the engine's contacts get while its steps still come to rest.
CONTACT = {"condim": 1, "solref": [1e-3, 1.0], "solimp": [0.99, 0.999, 1e-4, 0.5, 2.0]}


class ContactChain:
    """A chain in MuJoCo: at every disc three slides and three hinges along the lower body's axes."""

    def __init__(self, chain: Chain) -> None:
        spec = mujoco.MjSpec()
        spec.option.integrator = mujoco.mjtIntegrator.mjINT_DISCRETE
        spec.option.timestep = STEP_S
        spec.option.tolerance = TOLERANCE
        for joined in add_bodies(spec, chain):
            _add_segment(joined)
        touches = any(one.facets for one in chain.segments)
        # With contact and many tendons its Newton solver took 150 ms a step, conjugate gradients 1 ms.
        spec.option.solver = mujoco.mjtSolver.mjSOL_CG if touches else mujoco.mjtSolver.mjSOL_NEWTON
        self.model: Engine = spec.compile()
        self.data: Engine = mujoco.MjData(self.model)

    def solve(self, moment: Array) -> Answer:
        """From rest until a step moves nothing, under a dead moment (N m, the world) on the uppermost."""
        model, data = self.model, self.data
        mujoco.mj_resetData(model, data)
        data.xfrc_applied[-1, 3:] = moment
        steps, moved = 0, np.inf
        while moved > STILL and steps < MOST_STEPS:
            before = data.qpos.copy()
            mujoco.mj_step(model, data)
            data.qvel[:] = 0
            moved, steps = float(np.abs(data.qpos - before).max()), steps + 1
        residual = float(np.abs(data.qfrc_smooth + data.qfrc_constraint).max())
        mujoco.mj_kinematics(model, data)
        return Answer(
            origins=data.xpos[2:].copy(),
            rotations=data.xmat[2:].reshape(-1, 3, 3).copy(),
            rounds=steps,
            residual_n=residual,
        )


def _add_segment(joined: Joined) -> None:
    one = joined.one
    _add_joints(joined)
    for ligament in one.ligaments:
        for start, slope in ligament.ramps:
            tendon = joined.add_line(ligament.lower, ligament.upper)
            tendon.stiffness = [slope, 0, 0]
            tendon.springlength = [0, ligament.length_m + start]
    for index, facet in enumerate(one.facets):
        _add_contact(joined, facet, f"{one.name} {index}")


def _add_joints(joined: Joined) -> None:
    one, upper = joined.one, joined.upper
    slide, hinge = mujoco.mjtJoint.mjJNT_SLIDE, mujoco.mjtJoint.mjJNT_HINGE
    for axis, stiffness in zip(joined.axes, one.translation_n_m, strict=True):
        upper.add_joint(type=slide, axis=axis, pos=joined.disc, stiffness=[stiffness, 0, 0])
    for number in (2, 0, 1):  # bending forward comes first in the body's chain of turns
        name, sides = f"{one.name} turn {number}", one.k3[:, number]
        even = sides[0] == sides[1]
        stiffness = [one.k1[number], 0, sides[0] if even else 0]
        upper.add_joint(name=name, type=hinge, axis=joined.axes[number], pos=joined.disc, stiffness=stiffness)
        for k3, dead_band in zip(sides, ([0, LOOSE], [-LOOSE, 0]), strict=True):
            if not even:
                joined.spec.add_tendon(stiffness=[0, 0, k3], springlength=dead_band).wrap_joint(name, 1.0)


def _add_contact(joined: Joined, facet: FacetPoint, name: str) -> None:
    """A ball of the upper body, and a plate of the lower that it meets after the clearance."""
    normal = facet.normal
    aside = np.cross(normal, np.eye(3)[np.argmin(np.abs(normal))])
    aside /= np.linalg.norm(aside)
    axes = np.column_stack([aside, np.cross(normal, aside), normal])
    alone = {"contype": 0, "conaffinity": 0, "mass": 0}
    joined.lower.add_geom(
        name=f"{name} plate",
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=[PLATE_HALF_M, PLATE_HALF_M, PLATE_M],
        pos=joined.in_lower(facet.point - (facet.clearance_m + PLATE_M) * normal),
        quat=quaternion(joined.below[1].T @ axes),
        **alone,
    )
    joined.upper.add_geom(
        name=f"{name} ball",
        type=mujoco.mjtGeom.mjGEOM_SPHERE,
        size=[BALL_M, 0, 0],
        pos=joined.in_upper(facet.point + BALL_M * normal),
        **alone,
    )
    joined.spec.add_pair(geomname1=f"{name} plate", geomname2=f"{name} ball", **CONTACT)
