"""The joint's kernel, loaded when it is first asked for, and checked against layout.py."""

import ctypes
from functools import cache

from supple.base.kernel import load_kernel
from supple.joint.layout import IN_ORDER


class Plan(ctypes.Structure):
    """struct Plan of the kernel: tolerance, seconds to follow a joint, seconds after a pop to look at it."""

    _fields_ = (("tolerance", ctypes.c_double), ("follow", ctypes.c_double), ("look", ctypes.c_double))


@cache
def library() -> ctypes.CDLL:
    """The kernel. Raises SuppleError where it was not built, or for another version."""
    found = load_kernel("joint", IN_ORDER)
    double, integer, address = ctypes.c_double, ctypes.c_int, ctypes.c_void_p
    pull = (integer, address, address, address)
    found.joint_pops.restype = None
    found.joint_pops.argtypes = (
        integer, address, *pull, address, integer, double, address, address, address,
    )  # fmt: skip
    found.joint_course.argtypes = (
        address, *pull, address, integer, address, integer, double, address, address,
    )  # fmt: skip
    found.joint_follow.argtypes = (
        address, *pull, double, double, integer, address, double, integer, address, address,
    )  # fmt: skip
    found.joint_registers.argtypes = (integer,)
    found.joint_rates.restype = None
    found.joint_rates.argtypes = (address, double, integer, address, address, address, address)
    found.joint_rates_of_four.restype = None
    found.joint_rates_of_four.argtypes = (address, address, integer, address, address, address, address)
    return found
