"""The chain from the sacrum to the head: half a joint's angles, the disc, the other half, the body."""

from dataclasses import dataclass

import numpy as np

from supple.base.rotation import Array, about, turned
from supple.body.posture import Postures
from supple.knowledge.schema.pose import BodyTable

LOW_NECK = 4  # joints below C7, C6, C5, C4 move with `neck`; the rest and the head's with `nod`


@dataclass(frozen=True, kw_only=True)
class Chain:
    """turns (moments, 24, 3, 3) and centres (moments, 24, 3) from L5 up to C1, then the head's."""

    turns: Array
    centres: Array
    head_turn: Array
    head_centre: Array


def towel_spread(level: str, table: BodyTable) -> Array:
    """Share of the towel's extension taken by the joint below each vertebra, (24,), adding up to 1."""
    names = [row.level for row in table.vertebra]
    distance = np.arange(len(names)) - names.index(level)
    width = table.lengths["towel_spread"].value
    thoracic = np.array([name.startswith("T") for name in names])
    share = np.where(thoracic, np.exp(-0.5 * (distance / width) ** 2), 0.0)
    return np.asarray(share / share.sum())


def resting_wedges(table: BodyTable) -> Array:
    """Angles between neighbours lying relaxed, radians, + = lordosis, (24,)."""
    share = {
        "L": table.lengths["lying_lumbar_share"].value,
        "T": table.lengths["lying_thoracic_share"].value,
        "C": 1.0,
    }
    return np.radians([row.wedge * share[row.level[0]] for row in table.vertebra])


def _joint_angles(postures: Postures, table: BodyTable) -> tuple[Array, Array, Array]:
    """Axial, lateral (to the right) and extension angles of every joint, each (moments, 24)."""
    rows = table.vertebra
    axial = postures.of("axial")[:, None] * np.array([row.axial for row in rows])
    lateral = -postures.of("lateral")[:, None] * np.array([row.lateral for row in rows])
    extension = -postures.of("flexion")[:, None] * np.array([row.flexion for row in rows])
    extension = extension + postures.of("extension")[:, None] * towel_spread(postures.level, table)
    extension = extension + resting_wedges(table)
    first_neck = len(rows) - 7
    low = slice(first_neck, first_neck + LOW_NECK)
    high = slice(first_neck + LOW_NECK, len(rows))
    extension[:, low] += postures.of("neck")[:, None] / LOW_NECK
    extension[:, high] += postures.of("nod")[:, None] / (8 - LOW_NECK)
    return axial, lateral, extension


def chain(postures: Postures, table: BodyTable, *, pelvis_turn: Array, pelvis_centre: Array) -> Chain:
    """The spine on a pelvis with these axes (moments, 3, 3) and this middle of the hip line (moments, 3)."""
    length = {name: quantity.value for name, quantity in table.lengths.items()}
    axial, lateral, extension = _joint_angles(postures, table)
    half = about(1, axial / 2) @ about(0, lateral / 2) @ about(2, extension / 2)
    slope = about(2, np.full(len(axial), -np.radians(length["sacral_slope_deg"])))
    turn = pelvis_turn @ slope
    sacrum = np.array([length["sacrum_forward"], length["sacrum_up"], 0.0])
    point = pelvis_centre + turned(pelvis_turn, sacrum)
    turns, centres = [], []
    for index, row in enumerate(table.vertebra):
        turn = turn @ half[:, index]
        point = point + turn[..., 1] * row.disc
        turn = turn @ half[:, index]
        turns.append(turn)
        centres.append(point + turn[..., 1] * (row.height / 2))
        point = point + turn[..., 1] * row.height
    head_turn = turn @ about(2, postures.of("nod") / (8 - LOW_NECK))
    head = point + head_turn[..., 1] * length["head_over_neck"] + head_turn[..., 0] * 0.004
    return Chain(
        turns=np.stack(turns, axis=1),
        centres=np.stack(centres, axis=1),
        head_turn=head_turn,
        head_centre=head,
    )
