"""The right-hand side of a joint with a bubble, a second time: for the tests, and for peers in Python.

From the same formulas as kernel/laws.h, without its code; `xp` is NumPy or what is like it. Only for gas
that keeps its temperature, and without blood that renews what is dissolved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from supple.base.arrays import Array

Numbers = Mapping[str, Array]

IMAGE, FLAT_FROM, FLAT_TO, MOST_FILL, STILL = 1.1229189671337703, 0.25, 0.75, 0.98, 0.1


def numbers(made: np.void) -> dict[str, Array]:
    """What a joint is made of, by name."""
    return {name: made[name] for name in made.dtype.names or ()}


def rates(xp: ModuleType, of: Numbers, force: float | Array, state: Array) -> Array:
    """What the joint does next under a force, (10,)."""
    apart, apart_speed, gap, gap_speed, log_volume, growth, log_layer = state[:7]
    bubble = shape(xp, of, gap, log_volume)
    opening = of["area"] * gap_speed
    stretch = of["film"] + apart - gap
    across = of["cartilage_stiffness"] * (stretch + of["cartilage_lag"] * (apart_speed - gap_speed))
    contact = of["rest_load"] * xp.exp((of["film"] - gap) / of["contact_length"])
    mean = of["rest_pressure"] - (across - of["rest_load"] + contact) / of["area"]
    flows = Flows(gap=gap, opening=opening, growth=growth, mean=mean, moles=state[7:].sum())
    opens, grows = film(xp, of, bubble, flows)
    capsule = of["capsule_stiffness"] * apart * (1 + (apart / of["capsule_reach"]) ** 2)
    pushed = force - across - capsule - of["damping"] * apart_speed
    layer, fed = gases(xp, of, bubble, log_layer, state[7:])
    speeds = [apart_speed, pushed / of["mass"], gap_speed, opens / of["area"], growth / bubble.volume]
    moving: Array = xp.stack([*speeds, grows, layer])
    found: Array = xp.concatenate([moving, fed])
    return found


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A bubble between a ball and a disc: SI, `flat` from 0 to 1, `fill` a share of the face."""

    volume: Array
    radius: Array
    flat: Array
    fill: Array
    curvature: Array
    surface: Array
    spread: Array


def shape(xp: ModuleType, of: Numbers, gap: Array, log_volume: Array) -> Shape:
    """The shape of a volume in a gap."""
    volume = xp.exp(log_volume)
    radius, disc = xp.cbrt(3 * volume / (4 * xp.pi)), xp.sqrt(volume / (xp.pi * gap))
    at = xp.clip((radius / gap - FLAT_FROM) / (FLAT_TO - FLAT_FROM), 0, 1)
    flat = at**3 * (10 - at * (15 - 6 * at))

    def blend(ball: Array, flattened: Array) -> Array:
        found: Array = ball + flat * (flattened - ball)
        return found

    face = of["radius"] ** 2
    raw = xp.exp(blend(xp.log((IMAGE * gap) ** 2 / face), xp.log(disc**2 / face)))
    of_ball, of_disc = 4 * xp.pi * radius**2, 2 * volume / gap + 2 * xp.pi * disc * gap
    return Shape(
        volume=volume,
        radius=radius,
        flat=flat,
        fill=raw * (1 + (raw / MOST_FILL) ** 4) ** -0.25,
        curvature=blend(2 / radius, 2 / gap + 1 / disc),
        surface=blend(of_ball, of_disc),
        spread=blend(of_ball / radius, of_disc * 4 / (xp.pi * disc)),
    )


def thinned(of: Numbers, square: Array) -> Array:
    """Carreau's viscosity at a mean square rate of shear."""
    thicker = of["viscosity_at_rest"] - of["viscosity_at_speed"]
    square = square + of["lasting_shear"] ** 2
    relative = (1 + of["thinning_time"] ** 2 * square) ** (-of["thinning_exponent"] / 2)
    found: Array = of["viscosity_at_speed"] + thicker * relative
    return found


@dataclass(frozen=True, kw_only=True)
class Flows:
    """What the film is asked to carry: m, m3/s, m3/s, Pa over the face, and mol in the bubble."""

    gap: Array
    opening: Array
    growth: Array
    mean: Array
    moles: Array


def film(xp: ModuleType, of: Numbers, bubble: Shape, flows: Flows) -> tuple[Array, Array]:
    """Rates of opening and growth, m3/s2, from two balances of pressure: rim to face, and bubble to rim."""
    gap, opening, growth = flows.gap, flows.opening, flows.growth
    fill, inflow, rho = bubble.fill, opening - growth, of["density"]
    drawn = (of["area"] * (gap - of["film"]) - bubble.volume) / of["recess_volume"]
    speed = inflow / (2 * xp.pi * of["radius"] * gap)
    into = (speed + xp.sqrt(speed**2 + STILL**2)) / 2
    hard = of["recess_hardening"]
    rim = of["rest_pressure"] - of["recess_elastance"] / hard * xp.sinh(hard * drawn) - rho * into**2 / 2
    rim = rim - of["passage_resistance"] * thinned(of, (of["passage_shear"] * inflow) ** 2) * inflow
    turn = 0.45 * rho * (of["radius"] * inflow / (of["area"] * gap)) ** 2
    unit = rho / (8 * xp.pi * gap)
    m11, m12, m22 = unit * (1 - fill**2), -2 * unit * (1 - fill), -2 * unit * xp.log(fill)
    flow1, flow2 = m11 * opening + m12 * growth, m12 * opening + m22 * growth
    thick = 12 / (rho * gap**2)
    viscous = thick * thinned(of, thick / (of["area"] * gap) * (flow1 * opening + flow2 * growth))
    gas = of["gas_constant_kelvin"] * flows.moles / bubble.volume
    inside = gas + of["vapour_pressure"] - of["surface_tension"] * bubble.curvature
    heavy, held = ball(of, bubble, growth, gas)
    b1 = rim - flows.mean + turn * (1 - fill**2) / 2 - viscous * flow1
    b2 = inside - rim - turn * (1 - fill) - held - viscous * flow2
    passage = of["passage_inertance"]
    a11, a12, a22 = m11 + passage, m12 - passage, m22 + heavy + passage
    determinant = a11 * a22 - a12**2
    return (a22 * b1 - a12 * b2) / determinant, (a11 * b2 - a12 * b1) / determinant


def ball(of: Numbers, bubble: Shape, growth: Array, gas: Array) -> tuple[Array, Array]:
    """Inertance and pressure that Keller and Miksis add as far as the bubble is a ball."""
    rho, slow, stiff, radius = of["density"], 1 / of["sound_speed"], of["stretch_viscosity"], bubble.radius
    face = 4 * np.pi * radius**2
    speed = growth / face
    mach = speed * slow
    heavy = ((1 - mach) * rho * radius + 4 * stiff * slow) / face / (1 + mach)
    elastic = 3 * gas - 2 * of["surface_tension"] / radius
    held = -0.5 * rho * speed**2 * (1 - 3 * mach) + slow * speed * (elastic - 12 * stiff * speed / radius)
    held = held / (1 + mach) + 4 * stiff * speed / radius
    return (1 - bubble.flat) * heavy, (1 - bubble.flat) * held


def gases(xp: ModuleType, of: Numbers, bubble: Shape, log_layer: Array, moles: Array) -> tuple[Array, Array]:
    """Growth of the layer, and what of each gas comes in, mol/s."""
    slowest, thin, surface = of["diffusivity"][0], xp.exp(-log_layer / 2), bubble.surface
    ease = of["diffusivity"] * bubble.spread + xp.sqrt(slowest * of["diffusivity"]) * thin * surface**2
    held = of["solubility"] * of["gas_constant_kelvin"] * moles / bubble.volume
    excess = of["dissolved"] - moles / of["fluid_volume"] - held
    return xp.pi * slowest * surface**2 * thin**2, ease * excess
