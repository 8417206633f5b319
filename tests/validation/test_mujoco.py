"""Our equilibria are MuJoCo's, to 0.01 degrees and 0.01 mm at every level.

Independent of ours: the whole way from joint coordinates to where bodies are, the lengths of lines between
them and how these change (a tree with three slides and a ball at every disc, against bodies free in space);
weight and inverse dynamics; where forces act and what moments on a rotation vector are; and the search, which
is Newton's method on `mj_inverse` with a stiffness by differences, against energy, slopes and curvature in C.

Not independent: the numbers, which are read from our segments, and the laws of disc, ligament and cartilage.
These are written a second time, in NumPy and for the other coordinates, but from the same formulas. Facets
have no counterpart in MuJoCo: where they are tested, a tendon from an anchor 100 m behind each plane pushes.
"""

from dataclasses import dataclass, replace

import mujoco
import numpy as np
import pytest

from benchmarks.peers.chain import Answer, Array, apart
from benchmarks.peers.mujoco_newton import DOF, StaticChain
from benchmarks.peers.mujoco_tree import MASS_KG
from benchmarks.peers.ours import answer_of, chain_of
from supple.knowledge.spine import read_spine
from supple.spine import layout
from supple.spine.build import Spines, build
from supple.spine.equilibrium import solve
from supple.spine.load import Load, drives
from supple.spine.names import BODIES, body_number
from supple.spine.people import Person, many, one

WITHIN_DEG, WITHIN_MM = 0.01, 0.01
ENOUGH = 1e-5  # N and N m
MOVED = 1e-7  # rad and m
LOAD_STEPS, MOST_ROUNDS = 2, 40


@dataclass(frozen=True, kw_only=True)
class Acting:
    """What acts: moments (N m) on rotation vectors, forces (N) at points of bodies, and weight (m/s2)."""

    moments: tuple[tuple[str, tuple[float, float, float]], ...] = ()
    pushes: tuple[tuple[str, tuple[float, float, float], tuple[float, float, float]], ...] = ()
    weight: tuple[float, float, float] = (0.0, 0.0, 0.0)


CASES = {
    "bending forward": Acting(moments=(("T1", (0, 0, -7.5)),)),
    "bending back": Acting(moments=(("T1", (0, 0, 7.5)),)),
    "bending to the right": Acting(moments=(("T1", (7.5, 0, 0)),)),
    "bending to the left": Acting(moments=(("T1", (-7.5, 0, 0)),)),
    "turning to the left": Acting(moments=(("T1", (0, 7.5, 0)),)),
    "turning to the right": Acting(moments=(("T1", (0, -7.5, 0)),)),
    "all at once": Acting(moments=(("T1", (3, 4, -2)),)),
    "on two levels against each other": Acting(moments=(("T1", (0, 6, 1)), ("T10", (2, -8, 0)))),
    "pushed": Acting(
        pushes=(("T6", (-0.05, 0.01, 0.02), (15, -4, 6)), ("L3", (-0.06, 0, -0.01), (8, 0, -20)))
    ),
    "hanging": Acting(weight=(2.0, 9.0, -3.0)),
    "hanging, turned and pushed": Acting(
        moments=(("T4", (1, 5, -2)),),
        pushes=(("T8", (-0.05, 0, 0.03), (12, 5, -7)),),
        weight=(-1.0, 9.5, 0.0),
    ),
}


@pytest.fixture(scope="module")
def usual() -> Spines:
    facts = read_spine()
    return build(facts, one(Person(), facts))


def _smooth(spines: Spines) -> Spines:
    """Without cartilage."""
    segments = spines.segments.copy()
    segments["facet"]["stiffness"] = 0
    return replace(spines, segments=segments)


@pytest.mark.parametrize("acting", CASES.values(), ids=CASES.keys())
def test_a_spine_without_contact_stands_as_in_mujoco(usual: Spines, acting: Acting) -> None:
    chain = StaticChain(chain_of(usual).without_facets())
    _assert_same(_ours(_smooth(usual), acting), _mujocos(chain, acting))


@pytest.mark.parametrize("name", ["turning to the left", "all at once", "hanging, turned and pushed"])
def test_a_spine_with_facets_stands_as_in_mujoco(usual: Spines, name: str) -> None:
    _assert_same(_ours(usual, CASES[name]), _mujocos(StaticChain(chain_of(usual)), CASES[name]))


def test_so_does_somebody_elses_spine() -> None:
    facts = read_spine()
    other = build(
        facts, many(Person(height_m=1.6), facts, count=1, chance=np.random.default_rng(5)), rib_cage="none"
    )
    acting = CASES["all at once"]
    _assert_same(_ours(other, acting), _mujocos(StaticChain(chain_of(other)), acting))


def test_facets_make_a_difference_that_would_be_seen(usual: Spines) -> None:
    acting = CASES["turning to the left"]
    degrees, millimetres = apart(_ours(usual, acting), _ours(_smooth(usual), acting))
    assert degrees > 100 * WITHIN_DEG
    assert millimetres > 100 * WITHIN_MM


def _assert_same(ours: Answer, mujocos: Answer) -> None:
    assert mujocos.residual_n < ENOUGH
    degrees, millimetres = apart(ours, mujocos)
    assert degrees < WITHIN_DEG, f"{degrees:.4f} degrees apart"
    assert millimetres < WITHIN_MM, f"{millimetres:.4f} mm apart"


def _ours(spines: Spines, acting: Acting) -> Answer:
    drive = np.concatenate(
        [drives(spines, body_number(name)) for name, _ in acting.moments]
        or [np.zeros((1, 1, 0), dtype=layout.DRIVE)],
        axis=2,
    )
    for number, (_, moment) in enumerate(acting.moments):
        drive["moment"][..., number, :] = moment
    force = MASS_KG * np.array(acting.weight)
    pushes = [*acting.pushes, *((name, (0, 0, 0), force) for name in BODIES[1:])]
    push = np.zeros((1, 1, len(pushes)), dtype=layout.PUSH)
    for number, (name, point, pushed) in enumerate(pushes):
        push[0, 0, number] = (body_number(name), point, pushed)
    found = solve(spines, Load(drive=drive, push=push))
    assert found.converged.all()
    return answer_of(found)


def _mujocos(chain: StaticChain, acting: Acting) -> Answer:
    """Newton's method from rest, the load growing in steps."""
    mujoco.mj_resetData(chain.model, chain.data)
    rounds = 0
    residual = np.inf
    for share in np.arange(1, LOAD_STEPS + 1) / LOAD_STEPS:
        for _ in range(MOST_ROUNDS):
            force = _out_of_balance(chain, acting, share)
            residual = float(np.abs(force).max())
            if residual < ENOUGH:
                break
            step = np.linalg.solve(_stiffness(chain, acting, share), force)
            mujoco.mj_integratePos(chain.model, chain.data.qpos, step, min(1.0, 0.2 / np.abs(step).max()))
            rounds += 1
    return chain.answer(rounds, residual)


def _stiffness(chain: StaticChain, acting: Acting, share: float) -> Array:
    """How what is out of balance falls with every joint coordinate, (nv, nv), by differences."""
    start, here = chain.data.qpos.copy(), _out_of_balance(chain, acting, share)
    columns = []
    for direction in np.eye(chain.model.nv):
        chain.data.qpos[:] = start
        mujoco.mj_integratePos(chain.model, chain.data.qpos, direction, MOVED)
        columns.append((here - _out_of_balance(chain, acting, share)) / MOVED)
    chain.data.qpos[:] = start
    return np.column_stack(columns)


def _out_of_balance(chain: StaticChain, acting: Acting, share: float) -> Array:
    """Generalised forces that act, less those that `mj_inverse` asks for so that nothing moves, (nv,)."""
    model, data = chain.model, chain.data
    model.opt.gravity[:] = share * np.array(acting.weight)
    mujoco.mj_inverse(model, data)
    act = chain.springs()[0].reshape(-1) - data.qfrc_inverse
    nothing = np.zeros(3)
    for name, point, force in acting.pushes:
        body = _body(name)
        at = data.xpos[body] + data.xmat[body].reshape(3, 3) @ point
        mujoco.mj_applyFT(model, data, share * np.array(force, dtype=float), nothing, at, body, act)
    for name, moment in acting.moments:
        body = _body(name)
        torque = _torque(chain, body, share * np.array(moment, dtype=float))
        mujoco.mj_applyFT(model, data, nothing, torque, data.xpos[body], body, act)
    return np.asarray(act)


def _torque(chain: StaticChain, body: int, moment: Array) -> Array:
    """In the world, what does the same work on a turn of the body as the moment on its rotation vector."""
    rotation = chain.chain.segments[body - 2].rotation
    rest, by_turn, unused = np.zeros(4), np.zeros(9), np.zeros(9)
    mujoco.mju_mat2Quat(rest, np.ascontiguousarray(rotation).ravel())
    mujoco.mjd_subQuat(chain.data.xquat[body], rest, by_turn, unused)
    own = by_turn.reshape(3, 3).T @ rotation.T @ moment
    return np.asarray(chain.data.xmat[body].reshape(3, 3) @ own)


def _body(name: str) -> int:
    """MuJoCo's number: its world and the sacrum come first."""
    return body_number(name) + 1


def test_the_tree_has_the_spines_joints(usual: Spines) -> None:
    chain = StaticChain(chain_of(usual))
    assert chain.model.nv == DOF * (len(BODIES) - 1)
    assert chain.model.body(_body("T1")).name == "T1-2"
