"""Arrays of numbers, and where they are for compiled code."""

import ctypes

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def pointer(array: np.ndarray) -> ctypes.c_void_p:
    """Where an array's numbers are; the pointer keeps them alive."""
    return array.ctypes.data_as(ctypes.c_void_p)
