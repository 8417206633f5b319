"""A kernel is there and fits, or a person is told what to do."""

import ctypes
from pathlib import Path

import numpy as np
import pytest

from supple.base import kernel as module
from supple.base.arrays import pointer
from supple.base.errors import SuppleError
from supple.base.kernel import load_kernel
from supple.spine import layout

ROOM = "spine"


def test_a_kernel_that_fits_is_loaded() -> None:
    assert load_kernel(ROOM, layout.IN_ORDER).spine_sizes(0) > 0


def test_a_kernel_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(SuppleError, match=r"nowhere's kernel cannot be loaded: .* Install Supple again"):
        load_kernel("nowhere", [])


def test_a_kernel_that_is_none_is_said_to_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / ROOM / "kernel" / f"spine_kernel{module.SUFFIX}"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"not a library")
    monkeypatch.setattr(module, "ROOMS", tmp_path)
    with pytest.raises(SuppleError, match="kernel cannot be loaded"):
        load_kernel(ROOM, layout.IN_ORDER)


def test_a_kernel_of_another_version_is_not_used() -> None:
    """Not one number is handed to it: structs of other lengths would be read wrongly, in silence."""
    with pytest.raises(SuppleError, match="of another version"):
        load_kernel(ROOM, (*layout.IN_ORDER[1:], layout.POSE))


def test_a_pointer_keeps_its_numbers() -> None:
    found = pointer(np.array([1.5, 2.5]))
    assert isinstance(found, ctypes.c_void_p)
    assert ctypes.cast(found, ctypes.POINTER(ctypes.c_double))[1] == 2.5
