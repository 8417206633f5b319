"""Facet joints: where they are, how they face, and the points where their cartilage can meet."""

from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.anatomy import Joints, column, metres
from supple.spine.names import SIDES
from supple.spine.people import People

OUTWARD = np.array([-1.0, 1.0])  # sign of Z on the left and on the right


@dataclass(frozen=True, kw_only=True)
class Facets:
    """Left and right facet of every joint in the disc's axes, (people, 17, 2, 3): middle and directions.

    `normal` points away from the lower body's face, `across` runs to its rear edge, `up` to its upper.
    """

    middle: Array
    normal: Array
    across: Array
    up: Array
    half_width: Array  # (people, 17), of the area that bears
    half_height: Array  # (people, 17)
    in_lower: Array  # (people, 17, 2, 3), middle in the lower body's axes
    in_upper: Array
    normal_in_lower: Array


def _frame(to_sagittal: Array, to_transverse: Array) -> tuple[Array, Array, Array]:
    """Normal, across and up of facets at these angles, each (..., 2, 3), left and right."""
    inward = np.zeros((2, 3))
    inward[:, 2] = -OUTWARD
    back, head = np.array([-1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    sine, cosine = np.sin(to_sagittal)[..., None], np.cos(to_sagittal)[..., None]
    level = inward * cosine + back * sine
    across = back * cosine - inward * sine
    steep, flat = np.sin(to_transverse)[..., None], np.cos(to_transverse)[..., None]
    return level * steep + head * flat, across, head * steep - level * flat


def facets(facts: SpineFacts, people: People, shape: Joints) -> Facets:
    """The facet joints of these people."""
    angle = np.radians(column(facts, "facet_to_sagittal"))[:, None] + people.facet_turn
    tilt = np.broadcast_to(np.radians(column(facts, "facet_to_transverse"))[:, None], angle.shape)
    normal, across, up = _frame(angle, tilt)
    half = metres(facts, "facet_half_width", people) + people.facet_out
    behind = metres(facts, "facet_behind", people)
    middle = np.zeros((*angle.shape, 3))
    middle[..., 0] = -behind[..., None]
    middle[..., 2] = half[..., None] * OUTWARD
    return Facets(
        middle=middle,
        normal=normal,
        across=across,
        up=up,
        half_width=metres(facts, "facet_width", people) / 4,
        half_height=metres(facts, "facet_height", people) / 4,
        in_lower=shape.in_lower(middle),
        in_upper=shape.in_upper(middle),
        normal_in_lower=shape.direction_in_lower(normal),
    )


def facet_points(facts: SpineFacts, people: People, shape: Joints, found: Facets) -> np.ndarray:
    """Four points on either side, front and rear, low and high, (people, 17, 8).

    A curved facet faces further back in front and further inward in the rear.
    """
    number = facts.tissue.number
    out = np.zeros((*found.half_width.shape, layout.FACET_POINTS), dtype=layout.FACET_POINT)
    curve = np.radians(column(facts, "facet_curve"))[:, None]
    angle = np.radians(column(facts, "facet_to_sagittal"))[:, None] + people.facet_turn
    tilt = np.broadcast_to(np.radians(column(facts, "facet_to_transverse"))[:, None], angle.shape)
    normals = {rear: shape.direction_in_lower(_frame(angle - rear * curve, tilt)[0]) for rear in (-1, 1)}
    for side in range(len(SIDES)):
        for corner, (rear, high) in enumerate(((-1, -1), (-1, 1), (1, -1), (1, 1))):
            point = (
                found.middle[:, :, side]
                + rear * found.half_width[..., None] * found.across[:, :, side]
                + high * found.half_height[..., None] * found.up[:, :, side]
            )
            at = out[:, :, 4 * side + corner]
            at["upper"], at["lower"] = shape.in_upper(point), shape.in_lower(point)
            at["normal"] = normals[rear][:, :, side]
    clearance = people.size[:, None] * people.clearance * number["facet_clearance"].value / 1000
    out["clearance"] = clearance[..., None]
    out["width"] = out["clearance"] * number["facet_onset"].value
    out["stiffness"] = (people.size * number["facet_stiffness"].value / 4)[:, None, None]
    return out
