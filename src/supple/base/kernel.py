"""A room's compiled kernel, loaded, and checked against what the room thinks its structs are."""

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from supple.base.errors import SuppleError

SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
FIX = "Install Supple again: python3 run.py"
ROOMS = Path(__file__).parents[1]


def load_kernel(room: str, layouts: Sequence[np.dtype[np.void]]) -> ctypes.CDLL:
    """The kernel of a room, whose `<room>_sizes` tells how many doubles each of its structs has.

    Raises:
        SuppleError: it was not built, or is of another version than `layouts`.

    """
    place = ROOMS / room / "kernel" / f"{room}_kernel{SUFFIX}"
    try:
        found = ctypes.CDLL(str(place))
    except OSError as problem:
        raise SuppleError(f"The {room}'s kernel cannot be loaded: {problem}", fix=FIX) from problem
    sizes = found[f"{room}_sizes"]
    for number, layout in enumerate(layouts):
        if sizes(number) * 8 != layout.itemsize:
            raise SuppleError(f"The {room}'s kernel in {place} is of another version", fix=FIX)
    return found
