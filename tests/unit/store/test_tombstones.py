"""The list of removed journals: whole lines, whatever the disk takes, and a plain file or a sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from supple.base.errors import SuppleError
from supple.store.tombstones import NAME, lift_tombstone, set_tombstone, tombstones
from tests.full_disk import disk_with_room

ANA, BEN, EVA = "a" * 32, "b" * 32, "e" * 32


@pytest.mark.parametrize("room", range(0, 33, 8))
def test_one_that_a_full_disk_cut_short_is_said_and_spoils_no_other(tmp_path: Path, room: int) -> None:
    set_tombstone(tmp_path, ANA)
    size = (tmp_path / NAME).stat().st_size
    with disk_with_room(size + room), pytest.raises(SuppleError, match="Make room"):
        set_tombstone(tmp_path, BEN)
    set_tombstone(tmp_path, EVA)
    assert tombstones(tmp_path) >= {ANA, EVA}
    set_tombstone(tmp_path, BEN)
    assert tombstones(tmp_path) == {ANA, BEN, EVA}


@pytest.mark.parametrize("put", [os.mkfifo, Path.mkdir])
def test_what_is_no_plain_file_is_told_at_once(tmp_path: Path, put: Callable[[Path], None]) -> None:
    put(tmp_path / NAME)
    for use in (set_tombstone, lift_tombstone):
        with pytest.raises(SuppleError, match=f"{NAME} is not a file"):
            use(tmp_path, ANA)
