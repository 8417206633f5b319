"""What a lying body lies on, and lifts off from: floor, towel, and whatever is under the head."""

from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.base.rotation import turned
from supple.spine import layout
from supple.spine.equilibrium import Equilibria
from supple.spine.names import BODIES
from supple.spine.people import People
from supple.twin.movement import Posed
from supple.twin.subject import Subject
from supple.twin.weights import in_axes

RIBS = tuple(f"T{n}" for n in range(2, 11))  # with ribs or shoulder blades that reach the floor
TOWEL_REACH = 5  # levels on either side that a towel of this size can touch
UP = np.array([1.0, 0.0, 0.0])
HEADWARD = np.array([0.0, 1.0, 0.0])
SIDEWAYS = np.array([0.0, 0.0, 1.0])


def _supports(people: People, posed: Posed, count: int) -> np.ndarray:
    found = np.zeros((len(people), posed.frames, count), dtype=layout.SUPPORT)
    found["normal"], found["across"] = UP, HEADWARD
    return found


def ground(posed: Posed, subject: Subject, people: People) -> np.ndarray:
    """Everything that bears, (people, frames, n) of layout.SUPPORT."""
    parts = [_floor(posed, subject, people), _under_head(posed, subject, people)]
    if np.any(posed.postures.of("towel_laid") > 0):
        parts.append(_towel(posed, subject, people))
    return np.concatenate(parts, axis=2)


def grips(rest: Equilibria, begin: np.ndarray, subject: Subject) -> np.ndarray:
    """What keeps the ribs where they came to lie, (people, 1, n) of layout.GRIP: friction below them.

    `begin` is the pose in which they lie down, (people, bodies).
    """
    row = {one.level: one for one in subject.table.vertebra}
    people = rest.spines.people
    found = np.zeros((len(people), 1, len(RIBS)), dtype=layout.GRIP)
    found["normal"] = UP
    found["stiffness"] = subject.each("grip_stiffness")[:, None, None]
    borne = -rest.load.push["force"][:, 0, :, 0].sum(axis=-1) / len(RIBS)
    found["most"] = (subject.each("friction") * borne)[:, None, None]
    for which, name in enumerate(RIBS):
        one, body = found[:, 0, which], BODIES.index(name)
        one["body"] = body
        one["point"] = people.size[:, None] * np.array([-row[name].behind, 0.0, 0.0])
        pose = begin[:, body]
        one["anchor"] = pose["centre"] + turned(pose["axes"], one["point"])
    return found


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of the back that may bear: its vertebra, where in its axes, and its part of the whole."""

    vertebra: str
    point: Array  # (people, 3), or (1, 3) where all have it at the same place
    part: float


def _back(subject: Subject) -> list[Place]:
    """The skin behind every vertebra, and where there are ribs behind these too, left and right."""
    row = {one.level: one for one in subject.table.vertebra}
    aside, above = subject.each("rib_aside") / 1000, subject.lying("rib_above_skin") / 1000
    found = []
    for name in BODIES[1:]:
        part = 1 / 3 if name in RIBS else 1.0
        found.append(Place(vertebra=name, point=np.array([[-row[name].behind, 0.0, 0.0]]), part=part))
        for sign in (-1.0, 1.0) if name in RIBS else ():
            point = sign * aside[:, None] * SIDEWAYS + (above - row[name].behind) * UP
            found.append(Place(vertebra=name, point=point, part=part))
    return found


def _floor(posed: Posed, subject: Subject, people: People) -> np.ndarray:
    """The floor under the whole back."""
    places = _back(subject)
    found = _supports(people, posed, len(places))
    for which, place in enumerate(places):
        one = found[:, :, which]
        one["body"] = BODIES.index(place.vertebra)
        one["point"] = (people.size[:, None] * place.point)[:, None]
        one["stiffness"] = (people.size * subject.each("back_stiffness"))[:, None] * place.part
    found["width"] = subject.lying("back_onset") / 1000
    return found


def _under_head(posed: Posed, subject: Subject, people: People) -> np.ndarray:
    """Pillow, hands or floor under the back of the head, at the height where the drawn head lies."""
    lowest = posed.bones.origins["head"] - subject.table.lengths["head_behind"].value * UP
    found = _supports(people, posed, 1)
    one = found[:, :, 0]
    one["body"] = BODIES.index("T1")
    one["point"] = people.size[:, None, None] * in_axes(posed, "T1", lowest)
    one["height"] = people.size[:, None] * lowest[:, 0]
    one["stiffness"] = subject.each("head_stiffness")[:, None]
    one["width"] = subject.lying("back_onset") / 1000
    return found


def _towel(posed: Posed, subject: Subject, people: People) -> np.ndarray:
    """The rolled towel across the back: a ridge on the floor under the level that it was laid under.

    Whatever is above sinks in straight down, as far as the roll is thick there. Nothing bears in frames in
    which it does not lie there.
    """
    pitch = {one.level: 1000 * (one.height + one.disc) for one in subject.table.vertebra}
    level = BODIES.index(posed.level)
    near = [one for one in _back(subject) if abs(BODIES.index(one.vertebra) - level) <= TOWEL_REACH]
    found = _supports(people, posed, len(near))
    radius = subject.table.lengths["towel_width"].value / 2
    along = _under_level(posed, subject) - posed.roll
    found["height"], found["bend"] = 2 * radius, 1 / radius
    found["middle"] = people.size[:, None, None] * along[:, None]
    for which, place in enumerate(near):
        one = found[:, :, which]
        one["body"] = BODIES.index(place.vertebra)
        one["point"] = (people.size[:, None] * place.point)[:, None]
        bears = pitch[place.vertebra] / subject.lying("towel_bears_over") * place.part
        one["stiffness"] = subject.each("towel_stiffness")[:, None] * bears
    found["stiffness"] *= posed.postures.of("towel_laid")[:, None]
    found["width"] = subject.lying("back_onset") / 1000
    return found


def _under_level(posed: Posed, subject: Subject) -> np.ndarray:
    """Place along the floor of the level's skin when the towel was laid: in the first frame that it lies."""
    behind = next(one.behind for one in subject.table.vertebra if one.level == posed.level)
    first = int(np.argmax(posed.postures.of("towel_laid") > 0))
    turn, origin = posed.bones.turns[posed.level][first], posed.bones.origins[posed.level][first]
    return np.full(posed.frames, (origin - behind * turn[:, 0])[1])
