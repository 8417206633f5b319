"""A joint that is pulled apart, by SciPy's solvers on the kernel's own right-hand side."""

import bisect
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import OptimizeResult

from supple.base.arrays import Array, pointer
from supple.joint.library import library
from supple.joint.sound import RATE_HZ, SAMPLES
from supple.joint.traits import Joints

METHODS = ("LSODA", "BDF", "Radau")
IN_CONTACT = 3.0  # contact lengths, as in kernel/course.c
WITHOUT_BUBBLE, WITH_BUBBLE, GAP, LOG_VOLUME, VOLUME_SPEED, LOG_LAYER, IN_BUBBLE = 4, 10, 2, 4, 5, 6, 7
# Absolute tolerance over the relative one: what counts as 1 in a state, as in kernel/radau.c.
SIZES = np.array([1e-6, 1e-4, 1e-6, 1e-4, 1.0, 1e-8, 1.0, 1e-18, 1e-18, 1e-18])


@dataclass(frozen=True, kw_only=True)
class Followed:
    """When a nucleus gave way, the cavity when the pull begins to let go (or ends), and its growth."""

    pop_time_s: float
    held_m3: float
    growth_m3_s: Array  # (samples + 1,); 0 after the pull


@dataclass(frozen=True, kw_only=True)
class Birth:
    """A nucleus that gave way: when, and the state of the joint with a bubble, (10,)."""

    time_s: float
    state: Array


class Rates:
    """The kernel's right-hand side for one joint, as SciPy wants it."""

    def __init__(self, joints: Joints) -> None:
        self.made, self.pull = np.ascontiguousarray(joints.made[:1]), joints.pull[:1]
        self._knots = [float(time) for time in self.pull.time_s[0]]
        self._force = [float(force) for force in self.pull.force_n[0]]
        self._slope = [float(slope) for slope in self.pull.slope_n_s[0]]
        self._state, self._rate, self._pressure = np.zeros(13), np.zeros(13), np.zeros(1)
        arrays = (self.made, self._state, self._rate, self._pressure)
        self._made_at, self._state_at, self._rate_at, self._pressure_at = (pointer(one) for one in arrays)
        self._call = library().joint_rates

    def force(self, time: float) -> float:
        """The pull, newtons."""
        if not self._knots[0] < time < self._knots[-1]:
            return self._force[0 if time <= self._knots[0] else -1]
        k = bisect.bisect_right(self._knots, time) - 1
        width = self._knots[k + 1] - self._knots[k]
        s = (time - self._knots[k]) / width
        rise, first, second = (
            self._force[k + 1] - self._force[k], width * self._slope[k], width * self._slope[k + 1],
        )  # fmt: skip
        cube = first + second - 2 * rise
        return self._force[k] + s * (first + s * (rise - first - cube + s * cube))

    def __call__(self, time: float, state: Array) -> Array:
        """Rates of a state."""
        count = len(state)
        self._state[:count] = state
        self._call(
            self._made_at, self.force(time), count, self._state_at, self._rate_at, self._pressure_at, None
        )
        return self._rate[:count].copy()

    def pressure(self, time: float, state: Array) -> float:
        """Of the film at its middle."""
        self(time, state)
        return float(self._pressure[0])


def follow(joints: Joints, method: str, rtol: float) -> Followed | None:
    """The first of the joints up to the end of its pull; None where nothing gives way or it is not solved."""
    rates = Rates(joints)
    birth = until_birth(rates, method, rtol)
    return None if birth is None else _grow(rates, birth, method, rtol)


def until_birth(rates: Rates, method: str, rtol: float) -> Birth | None:
    """The film alone, to where a nucleus gives way."""
    made, end = rates.made[0], float(rates.pull.time_s[0, -1])
    state = np.zeros(WITHOUT_BUBBLE)
    state[GAP] = made["film"]
    open_at = float(made["film"] + IN_CONTACT * made["contact_length"])
    touching = _ending(lambda _, at: open_at - at[GAP])
    time, broke = 0.0, -1.0
    while True:
        holding = _ending(partial(_holds, rates, broke))
        events = [holding] if broke >= 0 else [holding, touching]
        found = _solve(rates, (time, end), state, method, rtol, events=events)
        if found.status != 1:
            return None
        time, state = float(found.t[-1]), found.y[:, -1]
        if not len(found.t_events[0]):
            broke = time
        if len(found.t_events[0]) or _holds(rates, broke, time, state) < 0:
            return Birth(time_s=time, state=_with_bubble(made, time, broke, state))


def _holds(rates: Rates, broke: float, time: float, state: Array) -> float:
    return rates.pressure(time, state) - blake(rates.made[0], time, broke)[0]


def _with_bubble(made: np.void, time: float, broke: float, film: Array) -> Array:
    state = np.zeros(WITH_BUBBLE)
    state[:WITHOUT_BUBBLE] = film
    _, nucleus, radius = blake(made, time, broke)
    surface = 4 * math.pi * radius**2
    state[LOG_VOLUME], state[LOG_LAYER] = math.log(surface * radius / 3), 2 * math.log(surface * radius)
    gas = made["rest_pressure"] - made["vapour_pressure"] + 2 * made["surface_tension"] / nucleus
    tension = made["dissolved"] / made["solubility"]
    moles = gas * 4 / 3 * math.pi * nucleus**3 / made["gas_constant_kelvin"]
    state[IN_BUBBLE:] = tension / tension.sum() * moles
    return state


def _grow(rates: Rates, birth: Birth, method: str, rtol: float) -> Followed | None:
    let_go, end = (float(time) for time in rates.pull.time_s[0, -2:])
    held_at = let_go if let_go > birth.time_s else end
    samples = birth.time_s + np.arange(SAMPLES + 1) / RATE_HZ
    inside = samples < end
    asked = np.union1d(samples[inside], [held_at, end])
    found = _solve(rates, (birth.time_s, end), birth.state, method, rtol, t_eval=asked)
    if found.status != 0:
        return None
    growth = np.zeros(SAMPLES + 1)
    growth[inside] = found.y[VOLUME_SPEED, np.searchsorted(found.t, samples[inside])]
    held = math.exp(found.y[LOG_VOLUME, np.searchsorted(found.t, held_at)])
    return Followed(pop_time_s=birth.time_s, held_m3=held, growth_m3_s=growth)


def blake(made: np.void, time: float, broke: float) -> tuple[float, float, float]:
    """Pressure at which the largest nucleus gives way, its radius at rest, and the one it then has."""
    lasting, born = float(made["stable_nucleus"]), float(made["contact_nucleus"])
    nucleus = lasting
    if broke >= 0 and born > lasting:
        loss = 3 * made["diffusivity"][1] * made["solubility"][1] * made["gas_constant_kelvin"]
        nucleus = max(lasting, math.sqrt(max(0.0, born**2 - loss * (time - broke))))
    sigma = float(made["surface_tension"])
    gas = float(made["rest_pressure"] - made["vapour_pressure"]) + 2 * sigma / nucleus
    radius = nucleus * math.sqrt(3 * nucleus * gas / (2 * sigma))
    return float(made["vapour_pressure"]) - 4 * sigma / (3 * radius), nucleus, radius


def _solve(
    rates: Rates, span: tuple[float, float], state: Array, method: str, rtol: float, **asked: object
) -> OptimizeResult:
    atol = rtol * SIZES[: len(state)]
    return solve_ivp(rates, span, state, method=method, rtol=rtol, atol=atol, first_step=1e-9, **asked)


def _ending(number: Callable[[float, Array], float]) -> Callable[[float, Array], float]:
    """An event that ends a solution where a number falls below 0."""

    def event(time: float, state: Array) -> float:
        return float(number(time, state))

    event.terminal = True  # type: ignore[attr-defined]
    event.direction = -1  # type: ignore[attr-defined]
    return event
