"""The spine's kernel is there and fits."""

import numpy as np

from supple.spine import layout
from supple.spine.library import kernel_load, library


def test_every_struct_is_as_long_here_as_in_the_kernel() -> None:
    kernel = library()
    for number, kind in enumerate(layout.IN_ORDER):
        assert kernel.spine_sizes(number) * 8 == kind.itemsize
    assert kernel.spine_sizes(-1) == -1
    assert kernel.spine_sizes(99) == -1


def test_it_is_loaded_once() -> None:
    assert library() is library()


def test_the_kernels_load_has_its_arrays_and_counts() -> None:
    push, drive = np.zeros((2, 3, 1), dtype=layout.PUSH), np.zeros((2, 3, 2), dtype=layout.DRIVE)
    found = kernel_load(push, drive, np.zeros((2, 3, 0), layout.SUPPORT), np.zeros((2, 3, 4), layout.GRIP))
    assert (found.pushes, found.drives, found.supports, found.grips) == (1, 2, 0, 4)
    assert found.share == 1
    assert (found.push, found.drive) == (push.ctypes.data, drive.ctypes.data)
