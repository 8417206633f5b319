"""What acts on a spine from outside, in the kernel's layout; every array is (people, frames, how many)."""

from dataclasses import dataclass, field, replace

import numpy as np

from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.names import BODIES

CLAMP_NM_PER_RAD = 1e7  # a turn that is held to: 10 N m take it a ten-thousandth of a degree off


def _none(kind: np.dtype) -> np.ndarray:
    return np.zeros((1, 1, 0), dtype=kind)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Pushes, drives, supports and grips over the frames of a movement, on the bodies from lowest to highest.

    Arrays may have 1 where all people or all frames share what acts. `base` is where the lowest body is held
    in every frame, (people, frames) of layout.POSE, or None for where it rests. `held` are the numbers among
    BODIES of those that stay where they start, the lowest alone if None.
    """

    frames: int = 1
    lowest: int = 0
    highest: int = len(BODIES) - 1
    held: frozenset[int] | None = None
    base: np.ndarray | None = None
    push: np.ndarray = field(default_factory=lambda: _none(layout.PUSH))
    drive: np.ndarray = field(default_factory=lambda: _none(layout.DRIVE))
    support: np.ndarray = field(default_factory=lambda: _none(layout.SUPPORT))
    grip: np.ndarray = field(default_factory=lambda: _none(layout.GRIP))

    def having(self, **changes: np.ndarray) -> "Load":
        """The same load with other arrays."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def part(self, frames: slice) -> "Load":
        """The same load in some of its frames; arrays that all frames share stay as they are."""

        def some(array: np.ndarray) -> np.ndarray:
            return array[:, frames] if array.shape[1] > 1 else array

        acting = ("push", "drive", "support", "grip")
        found = self.having(**{name: some(getattr(self, name)) for name in acting})
        base = None if self.base is None else some(self.base)
        return replace(found, frames=len(range(self.frames)[frames]), base=base)

    @property
    def led(self) -> np.ndarray:
        """Where the lowest body is led, (people, frames). Raises ValueError where it stays at rest."""
        if self.base is None:
            raise ValueError("the lowest body is not led anywhere")
        return self.base

    @property
    def held_bodies(self) -> frozenset[int]:
        """Numbers of the bodies that are held."""
        return frozenset({self.lowest}) if self.held is None else self.held

    @property
    def bodies(self) -> slice:
        """The bodies that take part."""
        return slice(self.lowest, self.highest + 1)

    @property
    def joints(self) -> slice:
        """The joints between them."""
        return slice(self.lowest, self.highest)


def drives(spines: Spines, body: int, *, frames: int = 1) -> np.ndarray:
    """A drive on a body from where it rests, without moment and without hold, (people, frames, 1)."""
    found = np.zeros((len(spines), frames, 1), dtype=layout.DRIVE)
    found["body"] = body
    found["from"] = spines.rest["axes"][:, body][:, None, None]
    return found
