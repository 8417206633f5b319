"""The kernel is there and fits, or a person is told what to do."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from supple.base.errors import SuppleError
from supple.spine import layout
from supple.spine import library as module
from supple.spine.library import kernel_load, library, pointer


@pytest.fixture
def afresh() -> Iterator[None]:
    """Forgets the loaded kernel, before and after."""
    library.cache_clear()
    yield
    library.cache_clear()


def test_every_struct_is_as_long_here_as_in_the_kernel() -> None:
    kernel = library()
    for number, kind in enumerate(layout.IN_ORDER):
        assert kernel.spine_sizes(number) * 8 == kind.itemsize
    assert kernel.spine_sizes(-1) == -1
    assert kernel.spine_sizes(99) == -1


def test_it_is_loaded_once() -> None:
    assert library() is library()


@pytest.mark.usefixtures("afresh")
def test_a_kernel_that_is_not_there_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE_NAME", "gone.so")
    with pytest.raises(SuppleError, match=r"kernel cannot be loaded: .*gone.so.* Install Supple again"):
        library()


@pytest.mark.usefixtures("afresh")
def test_a_kernel_that_is_none_is_said_to_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "kernel.so"
    broken.write_bytes(b"not a library")
    monkeypatch.setattr(module, "FILE_NAME", str(broken))
    with pytest.raises(SuppleError, match="kernel cannot be loaded"):
        library()


@pytest.mark.usefixtures("afresh")
def test_a_kernel_of_another_version_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one number is handed to it: structs of other lengths would be read wrongly, in silence."""
    monkeypatch.setattr(module, "IN_ORDER", (*layout.IN_ORDER[1:], layout.POSE))
    with pytest.raises(SuppleError, match="of another version"):
        library()


def test_the_kernels_load_has_its_arrays_and_counts() -> None:
    push, drive = np.zeros((2, 3, 1), dtype=layout.PUSH), np.zeros((2, 3, 2), dtype=layout.DRIVE)
    found = kernel_load(push, drive, np.zeros((2, 3, 0), layout.SUPPORT), np.zeros((2, 3, 4), layout.GRIP))
    assert (found.pushes, found.drives, found.supports, found.grips) == (1, 2, 0, 4)
    assert found.share == 1
    assert (found.push, found.drive) == (push.ctypes.data, drive.ctypes.data)


def test_a_pointer_keeps_its_numbers() -> None:
    found = pointer(np.array([1.5, 2.5]))
    assert isinstance(found, ctypes.c_void_p)
    assert ctypes.cast(found, ctypes.POINTER(ctypes.c_double))[1] == 2.5
