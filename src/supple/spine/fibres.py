"""Ligaments and capsules as straight bundles between two bodies, for every joint of every person."""

import numpy as np

from supple.base.arrays import Array
from supple.knowledge.schema.spine import Ligament
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.anatomy import Joints, column, metres
from supple.spine.facets import Facets
from supple.spine.names import JOINTS, SIDES
from supple.spine.people import People

SLACK_AT_REST = ("isl", "ssl")
UP = np.array([0.0, 1.0, 0.0])


def fibres(facts: SpineFacts, people: People, shape: Joints, found: Facets) -> np.ndarray:
    """All bundles in the order of layout.FIBRE_NAMES, (people, 17, 10)."""
    out = np.zeros((*found.middle.shape[:2], layout.FIBRES), dtype=layout.FIBRE)
    middle, along = _courses(facts, people, found)
    ligaments = {ligament.id: ligament for ligament in facts.tissue.ligament}
    for number, name in enumerate(layout.FIBRE_NAMES):
        ligament = ligaments[name.removesuffix("_left").removesuffix("_right")]
        bundles = layout.FIBRE_NAMES.count(name)
        length = _length(ligament, facts, people)
        half = along[:, :, number] * (length / 2)[..., None]
        if name in SLACK_AT_REST:
            length = length * (1 + facts.tissue.number["posterior_slack"].value)
        fibre = out[:, :, number]
        fibre["upper"] = shape.in_upper(middle[:, :, number] + half)
        fibre["lower"] = shape.in_lower(middle[:, :, number] - half)
        fibre["slack"], fibre["width"] = length, ligament.width * length
        starts = np.array([ligament.width, *(strain.value for strain in ligament.breaks)])
        fibre["knee"] = length[..., None] * starts
        slopes = np.diff([0.0, *(slope.value for slope in ligament.stiffness)]) / bundles
        fibre["slope"] = _grown(ligament, facts, people)[..., None] * slopes
    return out


def _courses(facts: SpineFacts, people: People, found: Facets) -> tuple[Array, Array]:
    """Middle and direction (upward) of every bundle in the disc's axes, each (people, 17, 10, 3)."""
    number = {name: quantity.value for name, quantity in facts.tissue.number.items()}
    half_depth = metres(facts, "endplate_depth", people) / 2
    lamina = half_depth + metres(facts, "canal_depth", people)
    tip = metres(facts, "spinous_tip", people)
    aside = people.size[:, None] * number["flavum_aside"] / 1000
    middle = np.zeros((*half_depth.shape, layout.FIBRES, 3))
    along = np.broadcast_to(UP, middle.shape).copy()
    back = [-half_depth, half_depth, lamina, lamina, (lamina + tip) / 2, tip]
    for bundle, behind in enumerate(back):
        middle[:, :, bundle, 0] = -behind
    middle[:, :, 2, 2], middle[:, :, 3, 2] = -aside, aside
    slant = np.radians(number["interspinous_slant"])
    along[:, :, 4] = np.array([-np.sin(slant), np.cos(slant), 0.0])
    for side in range(len(SIDES)):
        for pole, sign in enumerate((-1.0, 1.0)):
            bundle = 6 + 2 * side + pole
            reach = sign * found.half_height[..., None] * found.up[:, :, side]
            middle[:, :, bundle] = found.middle[:, :, side] + reach
            along[:, :, bundle] = found.normal[:, :, side]
    return middle, along


def _length(ligament: Ligament, facts: SpineFacts, people: People) -> Array:
    """Length at rest, metres, (people, 17): as high as the joint, but for capsules."""
    pitch = np.ones(len(JOINTS)) if ligament.id == "capsule" else _pitch(facts)
    return np.asarray(people.size[:, None] * pitch * ligament.length.value / 1000)


def _pitch(facts: SpineFacts) -> Array:
    """Body and disc of every level over those of the reference, (17,)."""
    pitch = column(facts, "body_height") + column(facts, "disc_height")
    return np.asarray(pitch / facts.tissue.number["reference_pitch"].value)


def _grown(ligament: Ligament, facts: SpineFacts, people: People) -> Array:
    """Stiffness over that of the reference, (people, 17): as the end plate, and one over the length."""
    grown = people.stiffness * people.size[:, None]
    if ligament.id == "capsule":
        return grown
    area = np.pi / 4 * column(facts, "endplate_width") * column(facts, "endplate_depth")
    return np.asarray(grown * area / facts.tissue.number["reference_area"].value / _pitch(facts))
