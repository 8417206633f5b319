"""A technique as a load case of somebody who lies: pelvis led, weight, hands, floor and towel."""

from collections.abc import Callable

import numpy as np

from supple.base.rotation import Array, about, rotation_vectors, rotations, turned
from supple.body.posture import SIDES
from supple.body.skeleton import pelvis_frame
from supple.knowledge.schema.technique_load import ArmPull
from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.equilibrium import Equilibria, solve
from supple.spine.load import Load, drives
from supple.spine.names import BODIES, body_number
from supple.twin.ground import grips, ground
from supple.twin.movement import Movement, Posed
from supple.twin.subject import Subject
from supple.twin.weights import BLADE, pulls, weight


def sacrum(posed: Posed, subject: Subject, spines: Spines) -> np.ndarray:
    """Where S1 is led, (people, frames) of layout.POSE: with the pelvis of the drawn body.

    Counted from the first moment everybody leads it as far as is theirs.
    """
    turn, centre = pelvis_frame(posed.postures, subject.table)
    length = {name: quantity.value for name, quantity in subject.table.lengths.items()}
    place = centre + turned(turn, np.array([length["sacrum_forward"], length["sacrum_up"], 0.0]))
    reach = subject.each("reach")[:, None, None]
    found = np.zeros((len(spines), posed.frames), dtype=layout.POSE)
    found["centre"] = spines.people.size[:, None, None] * (place[0] + reach * (place - place[0]))
    led = rotations(reach * rotation_vectors(turn @ turn[0].T)) @ turn[0]
    found["axes"] = led @ about(2, -np.radians(length["sacral_slope_deg"]))
    return found


def lying_load(
    movement: Movement,
    spines: Spines,
    subject: Subject,
    *,
    hand_n: float | None = None,
) -> Load:
    """Everything that acts on these people's spines during the movement, with hands that pull so hard."""
    people = spines.people
    base = sacrum(movement, subject, spines)
    pushes = [weight(movement, subject, people), pulls(movement, subject, people, hand_n)]
    pushes = [np.broadcast_to(one, (len(people), movement.frames, one.shape[2])) for one in pushes]
    load = Load(frames=movement.frames).having(
        base=base,
        push=np.concatenate(pushes, axis=2),
        support=ground(movement, subject, people),
    )
    pull = movement.technique.load.arm_pull
    drive = [] if pull is None else [_arm_pull(movement, spines, subject, pull)]
    if np.any(movement.postures.of("towel_laid") > 0):
        drive.append(_kept_level(movement, spines, subject))
    return load.having(drive=np.concatenate(drive, axis=2)) if drive else load


def flat_load(flat: Posed, spines: Spines, subject: Subject, within: Load) -> Load:
    """Somebody who only lies there, for the bodies that take part in a load, held as they are in it."""
    part = within.bodies

    def some(acting: np.ndarray) -> np.ndarray:
        bodies = acting["body"][0, 0]
        return acting[:, :, (bodies >= part.start) & (bodies < part.stop)]

    return within.having(
        base=drawn(flat, spines, 0)[:, part.start][:, None] if part.start else sacrum(flat, subject, spines),
        push=some(weight(flat, subject, spines.people)),
        support=some(ground(flat, subject, spines.people)),
        drive=within.drive[:, :, :0],
    )


def lie(
    load: Load,
    spines: Spines,
    movement: Movement,
    subject: Subject,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Equilibria, Equilibria]:
    """Lying at rest, and the movement from there: who lies on the floor slides only as friction lets."""
    rest = solve(spines, load.part(slice(0, 1)), start=drawn(movement, spines, 0))
    moving = load.part(slice(1, None))
    on_towel = np.any(movement.postures.of("towel_laid") > 0)
    begin = drawn(movement, spines, 1) if on_towel else rest.pose[:, 0]  # laid on it, not pushed up by it
    moving = moving.having(grip=grips(rest, begin, subject))
    return rest, solve(spines, moving, start=begin, progress=progress)


def _arm_pull(movement: Movement, spines: Spines, subject: Subject, pull: ArmPull) -> np.ndarray:
    """Stretched muscles of raised arms arch the upper back: a moment on the ribs under the blades."""
    raised: Array = np.mean([movement.postures.of("elevation", side) for side in SIDES], axis=0)
    first, full = np.radians(pull.from_deg.value), np.radians(pull.full_deg.value)
    share = np.clip((raised - first) / (full - first), 0.0, 1.0)
    moment = subject.varied("arm_pull", pull.moment)
    acting = [drives(spines, body_number(name), frames=movement.frames) for name in BLADE]
    for one in acting:
        one["moment"][..., 2] = moment[:, None, None] / len(BLADE) * share[:, None]
    return np.concatenate(acting, axis=2)


def _kept_level(movement: Movement, spines: Spines, subject: Subject) -> np.ndarray:
    """Nobody on a towel lets the trunk roll off to a side; forwards and backwards it is free."""
    found = drives(spines, body_number("T1"), frames=movement.frames)
    laid = movement.postures.of("towel_laid")[:, None, None]
    found["stiffness"][..., :2] = subject.lying("kept_level") * laid
    return found


def drawn(posed: Posed, spines: Spines, frame: int) -> np.ndarray:
    """The spine as the body is drawn in a frame, to start from, (people, bodies) of layout.POSE."""
    found = np.zeros(spines.rest.shape, dtype=layout.POSE)
    for number, name in enumerate(BODIES[1:], start=1):
        found["axes"][:, number] = posed.bones.turns[name][frame]
        found["centre"][:, number] = spines.people.size[:, None] * posed.bones.origins[name][frame]
    return found
