"""Hands and pace other than a technique asks for: how much further they would take the spine.

It is for showing what too much does. Nothing here is ever suggested to anybody.
"""

from dataclasses import dataclass, replace

import numpy as np

from supple.base.arrays import Array
from supple.base.errors import SuppleError
from supple.base.rotation import rotations
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import Load
from supple.twin.movement import Movement
from supple.twin.weights import holding

MOST_HAND_N, LEAST_PACE, MOST_PACE = 1000.0, 0.1, 50.0
SUDDEN = 2.0  # a load that comes at once takes a spring twice as far as one that comes slowly
FURTHEST = 0.8  # radians that a pelvis is led beyond the pose at the most: then the whole trunk rolls over
STEPS = 40


@dataclass(frozen=True, kw_only=True)
class Effort:
    """Newtons of each hand, None for as the technique asks; pace in times as fast as it is guided."""

    hand_n: float | None = None
    pace: float = 1.0

    def __post_init__(self) -> None:
        """Raises SuppleError for a force or a pace that cannot be."""
        if self.hand_n is not None and not 0 <= self.hand_n <= MOST_HAND_N:
            raise SuppleError(f"A hand cannot pull with {self.hand_n} N", fix=f"Give 0 to {MOST_HAND_N:g} N")
        if not LEAST_PACE <= self.pace <= MOST_PACE:
            raise SuppleError(
                f"A pace of {self.pace} times cannot be", fix=f"Give {LEAST_PACE:g} to {MOST_PACE:g}"
            )


def suddenness(movement: Movement, pace: float) -> float:
    """How much more a fast movement takes than the guided one, 1 to SUDDEN.

    A ramp of duration T overshoots a spring of period P by at most P / (pi T) of itself, by no more than the
    whole where it is sudden; the guided pace is one that muscles brake.
    """
    slowest = movement.moving_s
    period = movement.technique.load.period.value
    return float(np.clip(1 + period / np.pi * (pace / slowest - 1 / slowest), 1.0, SUDDEN))


def led_further(effort: Effort, movement: Movement, found: Equilibria) -> Load | None:
    """The load of the movement with this effort; None where it asks for nothing more than the technique.

    Raises SuppleError for hands that pull where none holds anything.
    """
    hand = movement.technique.load.hand
    frame = movement.furthest - 1
    if effort.hand_n is not None and (hand is None or not holding(movement, hand)[:, frame + 1].any()):
        raise SuppleError(
            f"No hand pulls in {movement.technique.id} done like this", fix="Leave the hand's force out"
        )
    more = suddenness(movement, effort.pace)
    if hand is None or hand.plane is None or hand.lever is None:
        return None if more == 1 else _heavier(found.load, more)
    pulled = 0.0 if effort.hand_n is None else (effort.hand_n - hand.force.value) * hand.lever.value
    if pulled == 0 and more == 1:
        return None
    axis = {"axial": 1, "flexion": 2}[hand.plane]
    sign = -1.0 if hand.plane == "axial" and movement.side == "left" else 1.0
    extra = pulled + (more - 1) * np.maximum(sign * found.reaction[:, frame, 0, 3 + axis], 0.0)
    led = movement.postures.of("turn" if hand.plane == "axial" else "tilt")[1:]
    angle = _angle_for(found, frame, axis=axis, sign=sign, extra=extra)
    angle = np.maximum(angle, -abs(led[frame]))  # hands that let go let it back to where it lay
    way = np.clip(led / led[frame], 0.0, 1.0)
    return found.load.having(base=_turned_further(found.load.led, axis, sign * angle[:, None] * way))


def _heavier(load: Load, more: float) -> Load:
    """Weights that fall instead of being let down."""
    push = load.push.copy()
    push["force"] *= more
    return load.having(push=push)


def _turned_further(base: np.ndarray, axis: int, angle: Array) -> np.ndarray:
    """The led body turned further about an axis of the world, (people, frames)."""
    found = np.broadcast_to(base, angle.shape).copy()
    found["axes"] = rotations(angle[..., None] * np.eye(3)[axis]) @ found["axes"]
    return found


def _angle_for(found: Equilibria, frame: int, *, axis: int, sign: float, extra: Array) -> Array:
    """How much further the pelvis must turn for the moment that leads it to grow by `extra`, (people,).

    Goes on turning in small steps, each from the one before, to where that moment is first met, or else to
    where it is greatest: beyond that the trunk rolls over. Less than nothing where `extra` is.
    """
    angles = np.sign(extra)[:, None] * np.linspace(0.0, FURTHEST, STEPS + 1)
    load = found.load.part(slice(frame, frame + 1))
    load = replace(load, frames=STEPS + 1, base=_turned_further(load.led, axis, sign * angles))
    moment = sign * solve(found.spines, load, start=found.pose[:, frame]).reaction[:, :, 0, 3 + axis]
    grown = (moment - moment[:, :1]) * np.sign(extra)[:, None]
    wanted = np.abs(extra)[:, None]
    falls = np.diff(grown, axis=1, append=-np.inf) < 0
    last = np.argmax(falls | (grown >= wanted), axis=1)
    rows = np.arange(len(extra))
    before = np.maximum(last - 1, 0)
    step = grown[rows, last] - grown[rows, before]
    share = np.clip((wanted[:, 0] - grown[rows, before]) / np.where(step > 0, step, np.inf), 0.0, 1.0)
    return np.asarray(np.sign(extra) * (before + share * (last > 0)) * FURTHEST / STEPS)
