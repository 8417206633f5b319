"""Joints for laws: random ones, a film without thinning, a ball in an ocean; and how a state is followed."""

from functools import cache

import numpy as np

from supple.base.arrays import Array, pointer
from supple.joint import layout
from supple.joint.library import library
from supple.joint.pull import Pull, through
from supple.joint.traits import Joints, many, usual
from supple.knowledge.joint import JointFacts, read_joint

# Places in a state, as kernel/joint.h has them.
APART, APART_SPEED, GAP, GAP_SPEED, LOG_VOLUME, VOLUME_SPEED, LOG_LAYER, IN_BUBBLE, IN_JOINT = (
    0, 1, 2, 3, 4, 5, 6, 7, 10,
)  # fmt: skip
WITHOUT_BUBBLE, WITH_BUBBLE, WITH_BLOOD = 4, 10, 13
WATER = 1000.0
STILL: Pull = through(np.array([[0.0, 1.0]]), np.zeros((1, 2)))


@cache
def facts() -> JointFacts:
    return read_joint()


def drawn(kind: str, count: int, seed: int) -> Joints:
    return many(facts(), kind, count=count, chance=np.random.default_rng(seed))


def film(**changes: float) -> np.ndarray:
    """The usual lumbar joint with a Newtonian fluid, and a recess that gives without end."""
    made = usual(facts(), "lumbar").made.copy()
    made["viscosity_at_rest"] = made["viscosity_at_speed"]
    made["recess_elastance"] = made["passage_inertance"] = made["passage_resistance"] = 0
    for name, value in changes.items():
        made[name] = value
    return made


def ocean(**changes: float | Array) -> np.ndarray:
    """Faces so far apart, so stiff and so heavy that a small bubble between them is alone in an ocean."""
    made = film(
        film=10.0,
        area=396.13,
        radius=11.229189671337703,
        rest_load=0,
        cartilage_stiffness=1e12,
        cartilage_lag=0,
        mass=1e15,
        damping=0,
        density=WATER,
        vapour_pressure=0,
        surface_tension=0,
        stretch_viscosity=0,
        viscosity_at_rest=0,
        viscosity_at_speed=0,
        sound_speed=1e9,
    )
    for name, value in changes.items():
        made[name] = value
    return made


def ball(made: np.ndarray, radius: float, gas_pa: float) -> Array:
    """The state of a resting ball in an ocean, its gas all nitrogen."""
    volume = 4 / 3 * np.pi * radius**3
    made["polytropic_volume"] = volume
    state = np.zeros(WITH_BUBBLE)
    state[GAP] = made["film"][0]
    state[LOG_VOLUME] = np.log(volume)
    state[LOG_LAYER] = 2 * np.log(4 * np.pi * radius**2 * 1.0)
    state[IN_BUBBLE + 1] = gas_pa * volume / made["gas_constant_kelvin"][0]
    return state


def closed(made: np.ndarray) -> np.ndarray:
    """Nothing dissolves and nothing comes out."""
    made["solubility"] = made["dissolved"] = made["diffusivity"] = 1e-30
    return made


def follow(
    made: np.ndarray,
    state: Array,
    until: float,
    *,
    pull: Pull = STILL,
    tolerance: float = 1e-8,
    step: float = 0.0,
    room: int = 100_000,
) -> tuple[Array, Array]:
    """Times and states of every step, (steps,) and (steps, states); AssertionError where it ended badly."""
    times, states, at = np.zeros(room), np.zeros((room, len(state))), np.array(state)
    kept = library().joint_follow(
        pointer(made),
        pull.time_s.shape[1],
        pointer(pull.time_s),
        pointer(pull.force_n),
        pointer(pull.slope_n_s),
        tolerance,
        step,
        len(state),
        pointer(at),
        until,
        room,
        pointer(times),
        pointer(states),
    )
    assert kept >= 0, kept
    return times[:kept], states[:kept]


def rates(made: np.ndarray, state: Array, *, force: float = 0.0) -> tuple[Array, float, Array]:
    """Rates of a state (n,), the pressure at the middle, and the Jacobian (n, n)."""
    count = len(state)
    rate, pressure, jacobian = np.zeros(count), np.zeros(1), np.zeros((count, count))
    library().joint_rates(
        pointer(made), force, count, pointer(np.ascontiguousarray(state)), pointer(rate), pointer(pressure),
        pointer(jacobian),
    )  # fmt: skip
    return rate, float(pressure[0]), jacobian


def radius_of(states: Array) -> Array:
    """Radius of the ball of each state's volume, (steps,)."""
    return np.asarray(np.cbrt(3 * np.exp(states[:, LOG_VOLUME]) / (4 * np.pi)))


assert layout.GASES == ("co2", "n2", "o2")


def rates_of_four(made: np.ndarray, states: Array, forces: Array) -> tuple[Array, Array, Array]:
    """The same of four states (4, n) at once under forces (4,), as the stages of a step have them."""
    count = states.shape[1]
    rate, pressure, jacobian = np.zeros((count, 4)), np.zeros(4), np.zeros((count, count, 4))
    library().joint_rates_of_four(
        pointer(made), pointer(forces), count, pointer(np.ascontiguousarray(states.T)), pointer(rate),
        pointer(pressure), pointer(jacobian),
    )  # fmt: skip
    return rate.T, pressure, np.moveaxis(jacobian, -1, 0)
