"""What is left to chance is drawn by whoever is asked for it, with a seed."""

from typing import Protocol

from supple.base.arrays import Array


class Chance(Protocol):
    """Draws numbers, as NumPy's generators do; whoever asks for people brings one with a seed."""

    def standard_normal(self, size: int | tuple[int, ...], /) -> Array:
        """Numbers with mean 0 and standard deviation 1."""
        ...
