"""The compiled kernel, loaded when it is first asked for, and checked against layout.py."""

import ctypes
import sys
from functools import cache
from pathlib import Path

import numpy as np

from supple.base.errors import SuppleError
from supple.spine.layout import IN_ORDER

FILE_NAME = "spine_kernel" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")


class KernelLoad(ctypes.Structure):
    """struct Load of the kernel: four arrays, how many of each act in a frame, and the share that acts."""

    _fields_ = (
        ("push", ctypes.c_void_p),
        ("drive", ctypes.c_void_p),
        ("support", ctypes.c_void_p),
        ("grip", ctypes.c_void_p),
        ("pushes", ctypes.c_int),
        ("drives", ctypes.c_int),
        ("supports", ctypes.c_int),
        ("grips", ctypes.c_int),
        ("share", ctypes.c_double),
    )


def pointer(array: np.ndarray) -> ctypes.c_void_p:
    """Where an array's numbers are; the pointer keeps them alive."""
    return array.ctypes.data_as(ctypes.c_void_p)


def kernel_load(push: np.ndarray, drive: np.ndarray, support: np.ndarray, grip: np.ndarray) -> KernelLoad:
    """The struct of arrays (people, frames, how many), which the caller has to keep alive."""
    acting = (push, drive, support, grip)
    return KernelLoad(*(one.ctypes.data for one in acting), *(one.shape[2] for one in acting), 1.0)


@cache
def library() -> ctypes.CDLL:
    """The kernel. Raises SuppleError where it was not built."""
    place = Path(__file__).parent / "kernel" / FILE_NAME
    try:
        found = ctypes.CDLL(str(place))
    except OSError as problem:
        raise SuppleError(
            f"The spine's kernel cannot be loaded: {problem}", fix="Install Supple again: python3 run.py"
        ) from problem
    for number, layout in enumerate(IN_ORDER):
        if found.spine_sizes(number) * 8 != layout.itemsize:
            raise SuppleError(
                f"The spine's kernel in {place} is of another version",
                fix="Install Supple again: python3 run.py",
            )
    found.spine_sequences.restype = None
    found.spine_measures.restype = None
    found.spine_derivatives.restype = None
    return found
