"""Whose joint it is: the usual one of a kind, or many drawn with the spread that the tables state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from supple.base.arrays import Array
from supple.base.chance import Chance
from supple.base.errors import SuppleError
from supple.joint.layout import GASES, JOINT
from supple.joint.pull import Pull, ramp
from supple.knowledge.joint import KINDS, JointFacts
from supple.knowledge.schema.joint import Prior

GAS_CONSTANT = 8.314462618  # J/(mol K), exact by the definition of the SI
TENTH = 1.2815515655446004  # standard deviations from the median to the 10th or the 90th percentile
FURTHEST = 3.5  # standard deviations at which a draw is cut
SIZES = (0.6, 1.4)
SAME_IN_ALL = "nuclei_scale"
FEWEST_FOR_A_SHARE = 20
MOST_THINNING = 0.95  # at 1 a fluid would bear no more stress the faster it is sheared, and never flow evenly

Draw = Callable[[Prior], Array]


@dataclass(frozen=True, kw_only=True)
class Joints:
    """n joints: what they are made of, how they are pulled, and what lies between them and a listener."""

    kind: str
    made: np.ndarray  # (n,) of JOINT
    pull: Pull
    depth_m: Array  # (n,) from the joint's middle to the skin
    path_gain: Array  # (n,) of sound
    seen_m3: Array  # (n,) smallest cavity that an image shows
    heard_from_db: Array  # (n,) peak level from which a pop counts as one

    def __len__(self) -> int:
        return len(self.made)

    def with_nuclei(self, times: float) -> "Joints":
        """The same joints, with all nuclei so many times as large."""
        made = self.made.copy()
        for nucleus in ("stable_nucleus", "contact_nucleus"):
            made[nucleus] *= times
        return replace(self, made=made)

    def __getitem__(self, some: slice) -> "Joints":
        """Some of the joints."""
        return Joints(
            kind=self.kind,
            made=self.made[some],
            pull=self.pull[some],
            depth_m=self.depth_m[some],
            path_gain=self.path_gain[some],
            seen_m3=self.seen_m3[some],
            heard_from_db=self.heard_from_db[some],
        )


def usual(facts: JointFacts, kind: str, *, size: float = 1.0) -> Joints:
    """The joint with every number at its median. `size` is length over the usual person's."""
    return _joints(facts, kind, size, lambda quantity: np.array([quantity.value]))


def many(facts: JointFacts, kind: str, *, count: int, chance: Chance, size: float = 1.0) -> Joints:
    """`count` joints of a kind, every number drawn by itself from its prior; but for the scale of nuclei.

    That one was calibrated, and is the same in all of them.
    """
    if count < 1:
        raise SuppleError(f"{count} joints cannot be simulated", fix="Ask for one or more")
    return _joints(facts, kind, size, lambda quantity: drawn(quantity, chance.standard_normal(count)))


def drawn(quantity: Prior, normal: Array) -> Array:
    """A prior at some standard deviations: lognormal, with a width of its own on each side of the median."""
    at = np.clip(normal, -FURTHEST, FURTHEST) / TENTH
    side = np.where(at < 0, quantity.value / quantity.low, quantity.high / quantity.value)
    return np.asarray(quantity.value * side**at)


def _joints(facts: JointFacts, kind: str, size: float, draw: Draw) -> Joints:
    if kind not in KINDS:
        raise SuppleError(f"There is no joint called {kind!r}", fix=f"Choose from {', '.join(KINDS)}")
    if not SIZES[0] <= size <= SIZES[1]:
        raise SuppleError(
            f"A joint of {size} times the usual length is no grown person's",
            fix=f"Give {SIZES[0]:g} to {SIZES[1]:g}",
        )
    numbers = facts.numbers(kind)
    scale = numbers.pop(SAME_IN_ALL)
    of = {name: draw(quantity) for name, quantity in numbers.items()}
    of[SAME_IN_ALL] = np.full_like(of["face_area_m2"], scale.value)
    for name, power in (("face_area_m2", 2), ("joint_volume_m3", 3), ("moving_mass_kg", 3), ("depth_m", 1)):
        of[name] = of[name] * size**power
    return Joints(
        kind=kind,
        made=_made(of),
        pull=ramp(of["pull_peak_n"], of["pull_rise_s"], of["pull_hold_s"]),
        depth_m=of["depth_m"],
        path_gain=of["path_gain"],
        seen_m3=of["seen_volume_m3"],
        heard_from_db=of["heard_from_db"],
    )


# What goes into the kernel as it stands in the tables.
AS_IT_STANDS = {
    "area": "face_area_m2",
    "film": "rest_film_m",
    "rest_load": "rest_load_n",
    "contact_length": "contact_length_m",
    "cartilage_lag": "cartilage_lag_s",
    "capsule_stiffness": "capsule_stiffness_n_m",
    "capsule_reach": "capsule_reach_m",
    "mass": "moving_mass_kg",
    "viscosity_at_rest": "viscosity_at_rest_pa_s",
    "viscosity_at_speed": "viscosity_at_speed_pa_s",
    "thinning_time": "thinning_time_s",
    "thinning_exponent": "thinning_exponent",
    "lasting_shear": "lasting_shear_1_s",
    "stretch_viscosity": "stretch_viscosity_pa_s",
    "density": "density_kg_m3",
    "sound_speed": "sound_speed_m_s",
    "surface_tension": "surface_tension_n_m",
    "vapour_pressure": "vapour_pressure_pa",
    "recess_elastance": "recess_elastance_pa",
    "recess_hardening": "recess_hardening",
    "fluid_volume": "joint_volume_m3",
    "blood_exchange": "blood_exchange_s",
    "stable_nucleus": "stable_nucleus_m",
    "contact_nucleus": "contact_nucleus_m",
}


def _made(of: Mapping[str, Array]) -> np.ndarray:
    made = np.zeros(of["face_area_m2"].shape, JOINT)
    for field, name in AS_IT_STANDS.items():
        made[field] = of[name]
    made["thinning_exponent"] = np.minimum(made["thinning_exponent"], MOST_THINNING)
    rim = 2 * np.pi * np.sqrt(made["area"] / np.pi)
    thickness, length = of["passage_thickness_m"], of["passage_length_m"]
    made["radius"] = rim / (2 * np.pi)
    made["cartilage_stiffness"] = (
        made["area"] * of["cartilage_modulus_pa"] / (2 * of["cartilage_thickness_m"])
    )
    made["damping"] = 2 * of["damping_ratio"] * np.sqrt(made["capsule_stiffness"] * made["mass"])
    made["rest_pressure"] = of["ambient_pressure_pa"] - of["rest_suction_pa"]
    made["recess_volume"] = of["recess_share"] * made["fluid_volume"]
    made["passage_inertance"] = made["density"] * length / (rim * thickness)
    made["passage_resistance"] = 12 * length / (rim * thickness**3)
    made["passage_shear"] = np.sqrt(12) / (rim * thickness**2)
    made["gas_constant_kelvin"] = GAS_CONSTANT * of["temperature_k"]
    for nucleus in ("stable_nucleus", "contact_nucleus"):
        made[nucleus] *= of[SAME_IN_ALL]
    made["polytropic"] = 1  # a flat bubble keeps the temperature of the faces
    for i, gas in enumerate(GASES):
        made["solubility"][:, i] = of[f"henry_{gas}_mol_m3_pa"]
        made["diffusivity"][:, i] = of[f"diffusivity_{gas}_m2_s"] * of["synovial_share"]
        made["dissolved"][:, i] = of[f"henry_{gas}_mol_m3_pa"] * of[f"tension_{gas}_pa"]
    return made
