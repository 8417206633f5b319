"""The compiled kernel, loaded when it is first asked for, and checked against layout.py."""

import ctypes
import sys
from functools import cache
from pathlib import Path

from supple.base.errors import SuppleError
from supple.spine.layout import IN_ORDER

FILE_NAME = "spine_kernel" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")


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
    found.spine_derivatives.restype = None
    return found
