"""The compiled kernel, loaded when it is first asked for, and checked against layout.py."""

import ctypes
from functools import cache

import numpy as np

from supple.base.kernel import load_kernel
from supple.spine.layout import IN_ORDER


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


def kernel_load(push: np.ndarray, drive: np.ndarray, support: np.ndarray, grip: np.ndarray) -> KernelLoad:
    """The struct of arrays (people, frames, how many), which the caller has to keep alive."""
    acting = (push, drive, support, grip)
    return KernelLoad(*(one.ctypes.data for one in acting), *(one.shape[2] for one in acting), 1.0)


@cache
def library() -> ctypes.CDLL:
    """The kernel. Raises SuppleError where it was not built, or for another version."""
    found = load_kernel("spine", IN_ORDER)
    found.spine_sequences.restype = None
    found.spine_measures.restype = None
    found.spine_derivatives.restype = None
    return found
