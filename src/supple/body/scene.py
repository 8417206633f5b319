"""How each drawing is looked at and in which order its layers are painted."""

from dataclasses import dataclass
from typing import Literal

from supple.body.camera import Camera

Crossing = Literal["shank", "leg", "arm"]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One fixed camera, what crosses in front, and whether the floor is a line or a mat from above."""

    camera: Camera
    crossing: tuple[Crossing, ...] = ()
    active: tuple[str, ...] = ()
    towel: bool = False
    towel_along: float = 0.0

    @property
    def from_above(self) -> bool:
        """True where the floor is a surface and not a line."""
        return self.camera.raised_deg > 0


LUMBAR = ("L1", "L2", "L3", "L4", "L5")
THORACIC = tuple(f"T{number}" for number in range(1, 13))


def round_towel(level: str) -> tuple[str, ...]:
    """The levels that a towel bends most: its own, one above and one below; level is T4 to T10."""
    number = int(level[1:])
    return tuple(f"T{n}" for n in range(number - 1, number + 2))


def scene_for(technique: str, level: str) -> Scene:
    """The scene of a technique by its id; one that has none of its own is seen straight from the side."""
    if technique == "knee-twist":
        return Scene(camera=Camera(raised_deg=30.0), crossing=("leg",), active=LUMBAR)
    if technique == "figure-four":
        return Scene(camera=Camera(round_deg=-28.0), crossing=("shank",), active=LUMBAR)
    if technique == "towel-extension":
        return Scene(camera=Camera(round_deg=-14.0), active=round_towel(level), towel=True)
    if technique == "arm-sweep":
        return Scene(camera=Camera(raised_deg=30.0), active=THORACIC)
    if technique == "common":
        return Scene(camera=Camera(raised_deg=24.0), crossing=("leg", "arm"))
    return Scene(camera=Camera(round_deg=-4.0))
