"""A chain's equilibrium by MuJoCo's kinematics and tendon Jacobians, with Newton's method around them.

MuJoCo works out where every body is, how long every tendon is, and how that changes with the joints; the laws
of force are written here, with numpy. This is the fastest way that we found of asking MuJoCo for a static
answer: in joint coordinates what holds a segment depends on its own six alone, so that the stiffness falls
into blocks of 6 x 6. A facet is a tendon from an anchor far behind its plane, which only pushes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import mujoco
import numpy as np

from benchmarks.peers.chain import Answer, Array, Chain, smooth_ramp
from benchmarks.peers.mujoco_tree import Engine, add_bodies

FAR_M = 100.0
MOST_ROUNDS = 100
GOOD_ENOUGH = 1e-5  # N and N m
MOST_TURN = 0.25  # rad, of one round
DOF = 6
NOTHING = np.zeros(3)


class StaticChain:
    """A chain in MuJoCo: at every disc three slides along the lower body's axes, and a ball."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.model: Engine = _model(chain)
        self.data: Engine = mujoco.MjData(self.model)
        self._discs = _Discs.of(chain)
        self._tendons = _Tendons.of(chain, self.model)

    def solve(self, moment: Array, *, good_enough: float = GOOD_ENOUGH) -> Answer:
        """From rest to balance under a dead moment (N m, the world) on the uppermost body."""
        mujoco.mj_resetData(self.model, self.data)
        rounds = 0
        while True:
            self._place()
            force, stiffness = self.springs()
            force += self._outside(moment)
            residual = float(np.abs(force).max())
            if residual < good_enough or rounds == MOST_ROUNDS:
                break
            step = np.linalg.solve(stiffness, force[..., None])[..., 0]
            step /= max(1.0, np.abs(step[:, 3:]).max() / MOST_TURN)
            mujoco.mj_integratePos(self.model, self.data.qpos, step.ravel(), 1.0)
            rounds += 1
        return self.answer(rounds, residual)

    def answer(self, rounds: int, residual: float) -> Answer:
        """Where its bodies are now."""
        return Answer(
            origins=self.data.xpos[2:].copy(),
            rotations=self.data.xmat[2:].reshape(-1, 3, 3).copy(),
            rounds=rounds,
            residual_n=residual,
        )

    def springs(self) -> tuple[Array, Array]:
        """What springs do at the joints of each segment, (n, 6), and their stiffness, (n, 6, 6), there."""
        many = len(self.chain.segments)
        force, stiffness = np.zeros((many, DOF)), np.zeros((many, DOF, DOF))
        self._discs.add(self.data, force, stiffness)
        self._tendons.add(self.data, force, stiffness)
        return force, stiffness

    def _place(self) -> None:
        """The least that has to be worked out for `springs`."""
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_tendon(self.model, self.data)

    def _outside(self, moment: Array) -> Array:
        loads, body = np.zeros(self.model.nv), self.model.nbody - 1
        mujoco.mj_applyFT(self.model, self.data, NOTHING, moment, self.data.xpos[body], body, loads)
        return loads.reshape(-1, DOF)


@dataclass(frozen=True, kw_only=True)
class _Discs:
    """All discs: shift along, and turn about, the lower body's axes."""

    shift: Array  # (n, 3), N/m
    k1: Array  # (laws, n, 3)
    k3: Array  # (laws, 2, n, 3): negative turns, positive ones
    end: Array  # (laws, 2, n, 3)
    axes: Array  # (n, 3, 3), the upper body's axes at rest in the lower's

    @classmethod
    def of(cls, chain: Chain) -> Self:
        ones = chain.segments
        by_law = list(zip(*(one.turnings for one in ones), strict=True))
        return cls(
            shift=np.array([one.translation_n_m for one in ones]),
            k1=np.array([[law.k1 for law in laws] for laws in by_law]),
            k3=np.array([[[law.k3[side] for law in laws] for side in range(2)] for laws in by_law]),
            end=np.array([[[law.end[side] for law in laws] for side in range(2)] for laws in by_law]),
            axes=np.array([chain.pose_below(k)[1].T @ one.rotation for k, one in enumerate(ones)]),
        )

    def add(self, data: Engine, force: Array, stiffness: Array) -> None:
        """A turn w of the ball, whose quaternion is (s, v), changes t = 2 v by s w + v x w."""
        place = data.qpos.reshape(-1, DOF + 1)
        force[:, :3] -= self.shift * place[:, :3]
        stiffness[:, range(3), range(3)] += self.shift
        scalar, vector = place[:, 3], place[:, 4:]
        turn = 2 * np.einsum("nij,nj->ni", self.axes, vector)
        k3, end = (np.where(turn > 0, both[:, 1], both[:, 0]) for both in (self.k3, self.end))
        within = np.clip(turn, -end, end)
        slope = self.k1 + 3 * k3 * within**2
        moment = np.sum(within * (self.k1 + k3 * within**2) + slope * (turn - within), axis=0)
        grow = scalar[:, None, None] * np.eye(3) + _cross_matrices(vector)
        grow = self.axes @ grow
        force[:, 3:] -= np.einsum("nij,ni->nj", grow, moment)
        stiffness[:, 3:, 3:] += np.einsum("nki,nk,nkj->nij", grow, slope.sum(axis=0), grow)


@dataclass(frozen=True, kw_only=True)
class _Tendons:
    """All tendons: sums of ramps, each a force that sets in at a length and grows with it."""

    segment: Array  # (n, m): one where the tendon is the segment's, else zero
    place: Array  # (m, 6), where those joints are in the sparse Jacobian
    start: Array  # (m, ramps), m
    slope: Array  # (m, ramps), N/m
    width: Array  # (m, 1), m
    sign: Array  # (m, 1): +1 pulls when long, -1 pushes when short

    @classmethod
    def of(cls, chain: Chain, model: Engine) -> Self:
        rows = list(_rows(chain))
        most = max((len(ramps) for _, ramps, _, _ in rows), default=1)
        padded = np.array([[*ramps, *[(0.0, 0.0)] * (most - len(ramps))] for _, ramps, _, _ in rows])
        padded = padded.reshape(len(rows), most, 2)
        segment = np.array([number for number, _, _, _ in rows], dtype=int)
        return cls(
            segment=np.equal.outer(np.arange(len(chain.segments)), segment).astype(float),
            place=np.array([_places(model, tendon, number) for tendon, number in enumerate(segment)]),
            start=padded[..., 0],
            slope=padded[..., 1],
            width=np.array([[width] for _, _, width, _ in rows]),
            sign=np.array([[sign] for _, _, _, sign in rows]),
        )

    def add(self, data: Engine, force: Array, stiffness: Array) -> None:
        if not len(self.place):
            return
        jacobian = data.ten_J[self.place]
        past = self.sign * (data.ten_length[:, None] - self.start)
        grown, steep = smooth_ramp(past, self.width)
        pull = (self.slope * grown).sum(axis=1) * self.sign[:, 0]
        force -= self.segment @ (pull[:, None] * jacobian)
        slope = (self.slope * steep).sum(axis=1)
        blocks = slope[:, None, None] * jacobian[:, :, None] * jacobian[:, None]
        stiffness += (self.segment @ blocks.reshape(-1, DOF * DOF)).reshape(-1, DOF, DOF)


def _model(chain: Chain) -> Engine:
    spec = mujoco.MjSpec()
    for joined in add_bodies(spec, chain):
        for axis in joined.axes:
            joined.upper.add_joint(type=mujoco.mjtJoint.mjJNT_SLIDE, axis=axis, pos=joined.disc)
        joined.upper.add_joint(type=mujoco.mjtJoint.mjJNT_BALL, pos=joined.disc)
        for ligament in joined.one.ligaments:
            joined.add_line(ligament.lower, ligament.upper)
        for facet in joined.one.facets:
            joined.add_line(facet.point - FAR_M * facet.normal, facet.point)
    return spec.compile()


def _rows(chain: Chain) -> Iterator[tuple[int, tuple[tuple[float, float], ...], float, float]]:
    """Segment, ramps by length, width and sign of each tendon, in the model's order."""
    for number, one in enumerate(chain.segments):
        for ligament in one.ligaments:
            ramps = tuple((ligament.length_m + start, slope) for start, slope in ligament.ramps)
            yield number, ramps, ligament.width_m, 1.0
        for facet in one.facets:
            yield number, ((FAR_M - facet.clearance_m, facet.stiffness_n_m),), facet.width_m, -1.0


def _places(model: Engine, tendon: int, segment: int) -> list[int]:
    """Where a segment's own joints are in a tendon's row of the sparse Jacobian."""
    first, many = model.ten_J_rowadr[tendon], model.ten_J_rownnz[tendon]
    columns = list(model.ten_J_colind[first : first + many])
    return [int(first) + columns.index(DOF * segment + joint) for joint in range(DOF)]


def _cross_matrices(vectors: Array) -> Array:
    """(n, 3) to (n, 3, 3)."""
    x, y, z = vectors.T
    zero = np.zeros_like(x)
    return np.array([[zero, -z, y], [z, zero, -x], [-y, x, zero]]).transpose(2, 0, 1)
