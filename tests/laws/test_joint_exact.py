"""The kernel of a joint against closed forms, and the order of its solver."""

import numpy as np
import pytest

from benchmarks.peers import joint_formulas
from supple.base.arrays import Array
from supple.joint.course import pops
from supple.joint.traits import usual
from tests.laws.joints import (
    APART,
    GAP,
    GAP_SPEED,
    IN_BUBBLE,
    IN_JOINT,
    LOG_LAYER,
    LOG_VOLUME,
    VOLUME_SPEED,
    WATER,
    WITH_BLOOD,
    WITH_BUBBLE,
    WITHOUT_BUBBLE,
    ball,
    closed,
    drawn,
    facts,
    film,
    follow,
    ocean,
    radius_of,
    rates,
    rates_of_four,
)

RADIUS, PRESSURE = 1e-3, 1e5
# A light thick fluid, and soft faces that damp, a tenth of a metre apart: nothing rings while gas dissolves.
SYRUP = {
    "film": 0.1,
    "radius": 0.11229189671337703,
    "area": 0.039613,
    "density": 1.0,
    "viscosity_at_rest": 1.0,
    "viscosity_at_speed": 1.0,
    "stretch_viscosity": 10.0,
    "cartilage_stiffness": 1e6,
    "cartilage_lag": 1.0,
}


def test_an_empty_ball_collapses_in_rayleighs_time() -> None:
    """0.91468 R sqrt(density/pressure), within 0.1 %; the trace of gas in it turns it round at the end."""
    made = closed(ocean(rest_pressure=PRESSURE, polytropic=1.4))
    unit = RADIUS * np.sqrt(WATER / PRESSURE)
    time, states = follow(made, ball(made, RADIUS, 1.0), 1.2 * 0.915 * unit, tolerance=1e-6)
    assert time[radius_of(states).argmin()] / unit == pytest.approx(0.914681, rel=1e-3)


@pytest.mark.parametrize("exponent", [1.0, 1.4])
def test_a_ball_of_gas_rings_at_minnaerts_frequency(exponent: float) -> None:
    made = closed(ocean(rest_pressure=PRESSURE, polytropic=exponent))
    minnaert = np.sqrt(3 * exponent * PRESSURE / WATER) / (2 * np.pi * RADIUS)
    time, states = follow(made, ball(made, RADIUS, 1.001 * PRESSURE), 20 / minnaert, tolerance=1e-6)
    speed = states[:, VOLUME_SPEED]
    turns = np.flatnonzero((speed[:-1] > 0) & (speed[1:] <= 0))
    at = time[turns] - speed[turns] * np.diff(time)[turns] / np.diff(speed)[turns]
    assert len(at) >= 19
    assert 1 / np.diff(at).mean() == pytest.approx(minnaert, rel=5e-3)


def test_a_nucleus_gives_way_where_no_radius_is_in_balance_any_more() -> None:
    """Blake's threshold: the lowest pressure at which some radius still balances, sought on a grid."""
    joints = usual(facts(), "knuckle")
    joints.made["contact_nucleus"] = 0
    for nucleus in (0.3e-6, 1e-6, 3e-6, 10e-6):
        joints.made["stable_nucleus"] = nucleus
        joints.made["film"] = 5e-6
        joints.made["viscosity_at_speed"] = 0.1
        found = pops(joints, facts(), follow_s=0, recovery=False)
        made = joints.made[0]
        sigma, vapour = made["surface_tension"], made["vapour_pressure"]
        gas = made["rest_pressure"] - vapour + 2 * sigma / nucleus
        radius = nucleus * np.geomspace(1, 100, 200_000)
        balance = gas * (nucleus / radius) ** 3 + vapour - 2 * sigma / radius
        assert found.born[0]
        assert found.end["pop_pressure"][0] == pytest.approx(balance.min(), rel=5e-3, abs=1.0)


def test_the_film_pulls_with_stefans_force() -> None:
    """3 pi viscosity a^4 speed/(2 h^3) between flat discs, within 0.1 %, when nothing has inertia."""
    speed, gap, viscosity = 1e-3, 30e-6, 0.5
    made = film(viscosity_at_rest=viscosity, viscosity_at_speed=viscosity, density=1e-3, cartilage_lag=0)
    made["rest_load"] = 0
    state = np.zeros(WITHOUT_BUBBLE)
    state[GAP], state[GAP_SPEED] = gap, speed

    def accelerates(apart: float) -> float:
        state[APART] = apart
        return float(rates(made, state)[0][GAP_SPEED])

    # The gap's acceleration is linear in how far the bones are apart, so two points tell where it is 0.
    one, two = accelerates(0.0), accelerates(1e-4)
    balanced = 1e-4 * one / (one - two)
    stretch = made["film"][0] + balanced - gap
    force = made["cartilage_stiffness"][0] * stretch
    stefan = 3 * np.pi * viscosity * made["radius"][0] ** 4 * speed / (2 * gap**3)
    assert force == pytest.approx(stefan, rel=1e-3)


def test_the_film_is_lowest_at_its_middle_by_twice_the_mean() -> None:
    made = film(density=1e-3)
    made["rest_load"] = 0
    state = np.array([1e-4, 0.0, 40e-6, 1e-3])
    stretch = made["film"][0] + state[APART] - state[GAP] - made["cartilage_lag"][0] * state[GAP_SPEED]
    mean = made["cartilage_stiffness"][0] * stretch / made["area"][0]
    assert made["rest_pressure"][0] - rates(made, state)[1] == pytest.approx(2 * mean, rel=1e-3)


SOLUBILITY, DIFFUSIVITY, DISSOLVED_SHARE = 5.6e-6, 2.7e-9, 0.5


def _dissolving(layer: float) -> tuple[np.ndarray, Array, float]:
    """A ball of nitrogen in half-saturated syrup, with a layer (m) around it, and D (c_s - c)/(p/RT)."""
    made = ocean(rest_pressure=PRESSURE, fluid_volume=1e3, **SYRUP)
    made["solubility"], made["diffusivity"], made["dissolved"] = 1e-30, DIFFUSIVITY, 1e-30
    made["solubility"][:, 1] = SOLUBILITY
    made["dissolved"][:, 1] = DISSOLVED_SHARE * SOLUBILITY * PRESSURE
    state = ball(made, RADIUS, PRESSURE)
    state[LOG_LAYER] = 2 * np.log(layer * 4 * np.pi * RADIUS**2)
    rate = DIFFUSIVITY * SOLUBILITY * made["gas_constant_kelvin"][0] * (1 - DISSOLVED_SHARE)
    return made, state, float(rate)


def test_gas_dissolves_as_epstein_and_plesset_say() -> None:
    """Their steady law, R^2 = R0^2 - 2 D (c_s - c)/(p/RT) t, within 0.5 % until a twentieth of it is left."""
    made, state, rate = _dissolving(layer=1e6)
    until = 0.95 * RADIUS**2 / (2 * rate)
    time, states = follow(made, state, until, tolerance=1e-6)
    square = RADIUS**2 - 2 * rate * time
    assert len(time) > 20
    assert np.abs(radius_of(states) ** 2 / square - 1).max() < 1e-2  # that is 0.5 % of the radius


def test_gas_dissolves_first_through_a_layer_that_grows() -> None:
    """Their thin-layer part, 1/R + 1/sqrt(pi D t), within 0.5 % while the radius hardly changes."""
    first, until = 1.0, 41.0
    made, state, rate = _dissolving(layer=float(np.sqrt(np.pi * DIFFUSIVITY * first)))
    _, states = follow(made, state, until, tolerance=1e-6)
    thin = 2 * (np.sqrt(first + until) - np.sqrt(first)) / np.sqrt(np.pi * DIFFUSIVITY)
    lost = RADIUS - radius_of(states)[-1]
    assert lost < 0.01 * RADIUS
    assert lost == pytest.approx(rate * (until / RADIUS + thin), rel=5e-3)


def test_without_blood_no_gas_is_made_or_lost() -> None:
    """For minutes what is in the joint stays to 1e-9, and is never less than what is in the bubble."""
    joints = drawn("knuckle", 40, 5)
    joints.made["blood_exchange"] = 0
    checked = 0
    for made in joints.made:
        state = np.zeros(WITH_BLOOD)
        volume = 2e-9
        whole = made["dissolved"] * made["fluid_volume"]
        state[GAP], state[LOG_VOLUME] = made["film"], np.log(volume)
        state[LOG_LAYER] = 2 * np.log(1e-6 * 1e-5)
        share = 0.3
        state[IN_BUBBLE : IN_BUBBLE + 3] = share * whole
        state[IN_JOINT:] = whole
        _, states = follow(np.array([made]), state, 120.0, tolerance=1e-5)
        assert np.abs(states[:, IN_JOINT:] / whole - 1).max() < 1e-9
        assert (states[:, IN_BUBBLE : IN_BUBBLE + 3] <= whole * (1 + 1e-9)).all()
        checked += len(states)
    assert checked > 1000


def _endings(steps: Array) -> Array:
    """Where a joint with a bubble ends after 1 ms in so many even steps, (n, states)."""
    made = usual(facts(), "knuckle").made
    made["viscosity_at_rest"] = made["viscosity_at_speed"]
    state = np.zeros(WITH_BUBBLE)
    state[APART], state[GAP], state[LOG_VOLUME] = 3e-4, 3e-4, np.log(2e-8)
    state[LOG_LAYER] = 2 * np.log(1.4e-4 * 1e-4)
    state[IN_BUBBLE : IN_BUBBLE + 3] = 1.3e-7
    until = 1e-3
    return np.array(
        [follow(made, state, until, tolerance=1e-11, step=until / count)[1][-1] for count in steps]
    )


def test_half_the_step_errs_by_the_solvers_order() -> None:
    """Order 7, which it nears as steps shrink, until rounding is all that is left; in gap and volume."""
    steps = np.array([85, 120, 170, 240])
    *coarse, fine = _endings(np.array([*steps, 1280]))
    for one in (GAP, LOG_VOLUME):
        error = np.abs(np.array(coarse)[:, one] - fine[one])
        order = -np.polyfit(np.log(steps), np.log(error), 1)[0]
        assert 5.9 < order < 7.1


@pytest.mark.parametrize("seed", range(20))
def test_rates_are_those_of_the_formulas_written_a_second_time(seed: int) -> None:
    """In NumPy, at random states of random joints: balls, discs and what lies between, to rounding."""
    chance = np.random.default_rng(seed)
    made = drawn(("lumbar", "thoracic", "knuckle")[seed % 3], 1, seed).made
    gap = 10 ** chance.uniform(-5, -3)
    volume = 4 / 3 * np.pi * (gap * (0.1 + 0.1 * seed)) ** 3
    moving = [1.5 * gap, 0.01, gap, chance.normal(0, 0.02), np.log(volume), chance.normal(0, 100) * volume]
    state = np.array([*moving, np.log(1e-20), *10 ** chance.uniform(-13, -8, 3)])
    ours, theirs = rates(made, state, force=30.0)[0], joint_formulas.rates(
        np, joint_formulas.numbers(made[0]), 30.0, state
    )  # fmt: skip
    assert ours == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("states", [WITHOUT_BUBBLE, WITH_BUBBLE, WITH_BLOOD])
@pytest.mark.parametrize("seed", range(12))
def test_four_at_once_are_as_one_by_one(states: int, seed: int) -> None:
    """Rates, pressure and derivatives, to rounding: a ball, a disc and two between, at random."""
    chance = np.random.default_rng(seed)
    made = drawn(("lumbar", "thoracic", "knuckle")[seed % 3], 1, seed).made
    made["polytropic"], made["polytropic_volume"] = (1.0, 0.0) if seed % 2 else (1.3, 1e-9)
    gap = 10 ** chance.uniform(-5, -3, 4)
    volume = 4 / 3 * np.pi * (gap * chance.permutation([0.1, 0.4, 0.6, 2.0])) ** 3
    speeds = chance.normal(0, 0.02, (2, 4))
    moving = [1.5 * gap, speeds[0], gap, speeds[1], np.log(volume), chance.normal(0, 100, 4) * volume]
    moles = 10 ** chance.uniform(-13, -8, (6, 4))
    four = np.array([*moving, np.log(1e-20) + chance.normal(0, 1, 4), *moles]).T[:, :states]
    forces = chance.uniform(0, 100, 4)
    rate, pressure, jacobian = rates_of_four(made, four, forces)
    for one in range(4):
        alone = rates(made, four[one], force=forces[one])
        assert rate[one] == pytest.approx(alone[0], rel=1e-9)
        assert pressure[one] == pytest.approx(alone[1], rel=1e-9)
        size = np.abs(alone[2]).max(axis=1, keepdims=True)
        assert (np.abs(jacobian[one] - alone[2]) <= 1e-9 * size).all()


@pytest.mark.parametrize("states", [WITHOUT_BUBBLE, WITH_BUBBLE, WITH_BLOOD])
@pytest.mark.parametrize("seed", range(12))
def test_the_jacobian_is_what_rates_change_by(states: int, seed: int) -> None:
    """Against central differences at random states, balls and discs and what lies between."""
    chance = np.random.default_rng(seed)
    made = drawn("lumbar", 1, seed).made
    gap = 10 ** chance.uniform(-5, -3)
    radius = gap * (0.2 + 0.1 * seed if seed < 8 else 10 ** chance.uniform(-1, 1))
    volume = 4 / 3 * np.pi * radius**3
    moles = [1e-12, 2e-12, 1e-13, 5e-7, 1e-7, 1e-8]
    moving = [5e-5, 0.01, gap, 0.02, np.log(volume), 100 * volume, np.log(1e-20)]
    state = np.array([*moving, *moles])[:states]
    rate, _, jacobian = rates(made, state)
    for q in range(states):
        step = np.zeros(states)
        step[q] = 1e-5 * (1 if q in {LOG_VOLUME, LOG_LAYER} else abs(state[q]))
        differences = (rates(made, state + step)[0] - rates(made, state - step)[0]) / (2 * step[q])
        scale = np.abs(differences) + 1e-3 * np.abs(rate) / abs(state[q]) + 1e-300
        assert (np.abs(jacobian[:, q] - differences) / scale).max() < 1e-5
