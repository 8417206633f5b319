"""The secret of a data folder is a plain file of its own; nothing else in its place is read or written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from supple.app.secret import LENGTH, SECRET_NAME, FolderSecret
from supple.base.errors import SuppleError


def a_link(path: Path) -> None:
    path.symlink_to(path.with_name("target"))


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("put", [a_link, a_link_to_nothing, os.mkfifo, a_folder])
def test_what_is_no_plain_file_is_told_and_left_as_it_is(tmp_path: Path, put: Callable[[Path], None]) -> None:
    secret, target = FolderSecret(folder=tmp_path), tmp_path / "target"
    target.write_bytes(b"t" * LENGTH)
    target.chmod(0o600)
    put(secret.path)
    names = sorted(one.name for one in tmp_path.iterdir())
    with pytest.raises(SuppleError, match=rf"{SECRET_NAME} is a .*nothing was written") as caught:
        secret.prepare()
    assert "Move it to another place" in caught.value.fix
    assert secret.sign("words") is None
    assert target.read_bytes() == b"t" * LENGTH
    assert sorted(one.name for one in tmp_path.iterdir()) == names
    secret.path.rename(tmp_path / "elsewhere")
    secret.prepare()
    assert len(secret.path.read_bytes()) == LENGTH
    assert secret.path.stat().st_mode & 0o777 == 0o600
