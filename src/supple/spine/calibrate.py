"""Discs and rib cage from how far segments turn: they bear what ligaments and facets leave of the moment.

The outcome is frozen in tables/spine_discs.toml; a test calibrates again and compares.
"""

from dataclasses import dataclass, replace

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.build import Spines, build
from supple.spine.equilibrium import solve
from supple.spine.load import CLAMP_NM_PER_RAD, Load, drives
from supple.spine.names import AXES, BODIES, JOINTS, body_number
from supple.spine.people import Person, one
from supple.spine.ranges import DIRECTIONS, WAYS, ranges

_ABOUT = {"flexion": (2, -1.0), "extension": (2, 1.0), "lateral": (0, -1.0), "axial": (1, 1.0)}
_AXIS = {"flexion": "flexion", "extension": "flexion", "lateral": "lateral", "axial": "axial"}
_WAYS = {axis: tuple(way for way in DIRECTIONS if _AXIS[way] == axis) for axis in AXES}
HALVINGS = 30
ROUNDS = 3  # the axes pull on each other a little


@dataclass(frozen=True, kw_only=True)
class Laws:
    """What bears turning, by joint: linear (17,) by axis, cubic (17,) by direction, N m/rad and N m/rad^3."""

    linear: dict[str, Array]
    cubic: dict[str, Array]

    def moment(self, direction: str, turn: Array) -> Array:
        """The moment at a turn, N m."""
        phi = 2 * np.sin(turn / 2)
        law = phi * (self.linear[_AXIS[direction]] + self.cubic[direction] * phi * phi)
        return np.asarray(law * np.cos(turn / 2))


def none() -> Laws:
    """Laws that bear nothing."""
    nil = np.zeros(len(JOINTS))
    return Laws(linear=dict.fromkeys(AXES, nil), cubic=dict.fromkeys(DIRECTIONS, nil))


def fitted(needed: dict[str, Array], turn: dict[str, Array], facts: SpineFacts) -> Laws:
    """Laws that bear `needed` at `turn` in every direction, with the linear shares that the table states.

    Flexion and extension share their linear part, so that the law has no kink at rest.
    """
    linear, cubic = {}, {}
    for axis in AXES:
        share = facts.motion.number[f"linear_share_{axis}"].value
        both = _WAYS[axis]
        phi = {way: 2 * np.sin(turn[way] / 2) for way in both}
        law = {way: needed[way] / np.cos(turn[way] / 2) for way in both}
        slopes = [law[way] / phi[way] for way in both]
        linear[axis] = np.minimum(share * np.mean(slopes, axis=0), np.min(slopes, axis=0))
        for way in both:
            cubic[way] = (law[way] - linear[axis] * phi[way]) / phi[way] ** 3
    return Laws(linear=linear, cubic=cubic)


def _with(spines: Spines, disc: Laws, cage: Laws) -> np.ndarray:
    """The segments of one spine with these laws of turning, (17,)."""
    segments: np.ndarray = spines.segments[0].copy()
    for number, laws in enumerate((disc, cage)):
        law = segments["turning"][:, number]
        for axis, name in enumerate(AXES):
            law["linear"][:, axis] = laws.linear[name]
            for side, way in enumerate(WAYS[name]):
                law["cubic"][:, axis, side] = laws.cubic[way]
    return segments


def passive_moments(spines: Spines, disc: Laws, cage: Laws, direction: str, turn: Array) -> Array:
    """What all but disc and cage bears about one axis with every joint held at `turn`, N m, (17,)."""
    segments = _with(spines, disc, cage)
    axis, sign = _ABOUT[direction]
    segments["turning"]["linear"][:, :, axis] = 0
    segments["turning"]["cubic"][:, :, axis] = 0
    alone = Spines(
        people=spines.people, segments=segments[:, None], rest=_pairs(segments), facets=spines.facets,
        rib_cage=spines.rib_cage,
    )  # fmt: skip
    drive = np.zeros((len(segments), 1, 1), dtype=layout.DRIVE)
    drive["body"], drive["from"] = 1, segments["rest"][:, None, None]
    drive["stiffness"][..., axis] = CLAMP_NM_PER_RAD
    drive["aimed"][:, 0, 0, axis] = sign * turn
    found = solve(alone, Load(lowest=0, highest=1, drive=drive))
    if not np.all(found.converged):
        raise RuntimeError(f"no equilibrium in {direction} at {np.flatnonzero(~found.converged[:, 0])}")
    turned = rotation.rotation_vectors(found.pose["axes"][:, 0, 1] @ np.swapaxes(segments["rest"], -1, -2))
    off = sign * turn - turned[:, axis]
    return np.asarray(sign * CLAMP_NM_PER_RAD * off)


def _pairs(segments: np.ndarray) -> np.ndarray:
    """Every joint by itself, its lower body straight in the world, (17, 2)."""
    rest = np.zeros((len(segments), 2), dtype=layout.POSE)
    rest["axes"][:, 0] = np.eye(3)
    rest["axes"][:, 1] = segments["rest"]
    above = np.einsum("...ij,...j->...i", segments["rest"], segments["disc_upper"])
    rest["centre"][:, 1] = segments["disc_lower"] - above
    return rest


def calibrate(facts: SpineFacts) -> tuple[Laws, Laws]:
    """The laws of the discs, and of the whole rib cage beside them."""
    spines = build(facts, one(Person(), facts), rib_cage="none")
    moment = facts.motion.number["moment"].value
    least = facts.motion.number["least_disc_share"].value * moment
    whole, bare = (ranges(facts, cage) for cage in ("whole", "bare"))
    half = np.full(len(JOINTS), moment / 2)
    disc, cage = fitted(dict.fromkeys(DIRECTIONS, half), bare, facts), none()
    for _ in range(ROUNDS):
        needed = {
            way: np.maximum(moment - passive_moments(spines, disc, none(), way, bare[way]), least)
            for way in DIRECTIONS
        }
        disc = fitted(needed, bare, facts)
    for _ in range(ROUNDS):
        left = {}
        for way, turn in whole.items():
            rest = moment - passive_moments(spines, disc, cage, way, turn) - disc.moment(way, turn)
            left[way] = np.maximum(rest, 0.0) * _caged()
        cage = fitted(left, whole, facts)
    return disc, cage


def _caged() -> Array:
    """1 where ribs stand on both sides of a joint, (17,)."""
    return np.array([float(name.startswith("T") and name != "T12") for name in BODIES[1:]])


def open_front(facts: SpineFacts, axis: str) -> float:
    """What is left of the rib cage's resistance about an axis when its front is removed, 0 to 1.

    Such that T1 turns against T12 as much further as the table says. `facts` hold calibrated discs.
    """
    wanted = facts.motion.number[f"front_ratio_{axis}"].value
    person = one(Person(), facts)
    whole = _thoracic_range(build(facts, person, rib_cage="whole"), facts, axis)
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        number = facts.discs.number[f"front_open_{axis}"].model_copy(update={"value": middle})
        discs = facts.discs.model_copy(
            update={"number": {**facts.discs.number, f"front_open_{axis}": number}}
        )
        opened = build(replace(facts, discs=discs), person, rib_cage="no_front")
        stiff_enough = _thoracic_range(opened, facts, axis) < wanted * whole
        low, high = (low, middle) if stiff_enough else (middle, high)
    return (low + high) / 2


def _thoracic_range(spines: Spines, facts: SpineFacts, axis: str) -> float:
    """How far T1 turns against T12 about one axis in all, radians."""
    top, bottom = body_number("T1"), body_number("T12")
    total = 0.0
    for way in _WAYS[axis]:
        about, sign = _ABOUT[way]
        drive = drives(spines, top)
        drive["moment"][..., about] = sign * facts.motion.number["front_moment"].value
        found = solve(spines, Load(lowest=bottom, highest=top, drive=drive))
        if not np.all(found.converged):
            raise RuntimeError(f"no equilibrium of the thoracic spine in {way}")
        turned = found.pose["axes"][0, 0, -1] @ spines.rest["axes"][0, top].T
        total += sign * float(rotation.rotation_vectors(turned)[about])
    return total
