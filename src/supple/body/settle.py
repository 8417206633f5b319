"""Laying a key pose down: the rib cage on the floor or the towel, the head where it should be.

A pose gives angles that close to about a centimetre; the last of it is taken up by lumbar flexion,
the low neck and the nod of the head, solved here once for each key pose.
"""

from collections.abc import Callable

import numpy as np

from supple.base.rotation import Array
from supple.body.posture import Postures, at_level, posture
from supple.body.skeleton import pelvis_frame, skeleton
from supple.body.skin import heights, trunk_part
from supple.body.spine import Chain, chain
from supple.knowledge.schema.pose import BodyTable, Pose

STEP = 1e-4
ROUNDS = 6
CLOSE_ENOUGH = 1e-6  # metres or radians
LYING = ("T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11")


def _spine(postures: Postures, table: BodyTable) -> Chain:
    turn, centre = pelvis_frame(postures, table)
    return chain(postures, table, pelvis_turn=turn, pelvis_centre=centre)


def _back_height(spine: Chain, table: BodyTable, level: str) -> float:
    """Lowest point of the skin round a vertebra, metres above the floor."""
    index = next(i for i, row in enumerate(table.vertebra) if row.level == level)
    row, turn = table.vertebra[index], spine.turns[0, index]
    down = np.hypot(turn[0, 0] * row.behind, turn[0, 2] * row.half_width)
    return float(spine.centres[0, index, 0] - down)


def _solved(start: Postures, names: tuple[str, ...], missing: Callable[[Postures], Array]) -> Postures:
    """Newton's method on some quantities until `missing` is nil; the derivative by small steps."""
    now = start
    for _ in range(ROUNDS):
        gap = missing(now)
        if np.all(np.abs(gap) < CLOSE_ENOUGH):
            break
        slope = np.empty((len(gap), len(names)))
        for column, name in enumerate(names):
            slope[:, column] = (missing(now.having(**{name: now.of(name) + STEP})) - gap) / STEP
        change = np.clip(-np.linalg.solve(slope, gap), -0.5, 0.5)
        now = now.having(**{name: now.of(name) + change[i] for i, name in enumerate(names)})
    return now


def _lay_back(postures: Postures, pose: Pose, table: BodyTable) -> Postures:
    """Lumbar flexion such that the back is pressed into the floor, or lies on the towel at its level."""

    def missing(trial: Postures) -> Array:
        spine = _spine(trial, table)
        if pose.back == "towel":
            height = table.lengths["towel_height"].value
            return np.array([_back_height(spine, table, trial.level) - height])
        lowest = min(_back_height(spine, table, level) for level in LYING)
        return np.array([lowest + table.lengths["pressed_in"].value])

    return _solved(postures, ("flexion",), missing)


def _lay_head(postures: Postures, pose: Pose, table: BodyTable) -> Postures:
    """Neck and nod such that the head has its pitch and the back of the head its height."""
    pitch = np.radians(pose.head.pitch)
    height = pose.head.height / 1000 - table.lengths["pressed_in"].value * (pose.head.height == 0)

    def missing(trial: Postures) -> Array:
        spine = _spine(trial, table)
        axis = spine.head_turn[0, :, 1]
        back = spine.head_centre[0, 0] - table.lengths["head_behind"].value
        return np.array([np.arctan2(-axis[0], axis[1]) - pitch, back - height])

    return _solved(postures.having(nod=0.0), ("nod", "neck"), missing)


def settled(pose: Pose, table: BodyTable, *, level: str = "T7") -> Postures:
    """One key pose as one moment, laid down as its `back` and `head` say."""
    found = posture(pose, table, level=level)
    found = lowered(found, table) if pose.back == "free" else _lay_back(found, pose, table)
    if pose.head.neck is None:
        found = _lay_head(found, at_level(pose, level), table)
    return found


def lowered(postures: Postures, table: BodyTable) -> Postures:
    """Lifted or lowered until the lowest skin of trunk and head is pressed into the floor.

    At each moment only as far as the posture is not laid down already.
    """
    free = postures.having(drop=0.0)
    lowest = heights([trunk_part(table)], skeleton(free, table))
    return free.having(drop=(-lowest - table.lengths["pressed_in"].value) * postures.of("afloat"))
