"""A file is whole or as it was; what is no plain file is written through, and a link stays one."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from supple.base.errors import SuppleError
from supple.store.whole_file import write_whole

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from pathlib import Path
from supple.base.errors import SuppleError
from supple.store.whole_file import write_whole
try:
    write_whole(Path(sys.argv[1]), [b"one ", b"two\\n"])
except SuppleError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


def start(path: Path | str, **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-c", PROGRAM, str(path)]
    return subprocess.run(command, cwd=ROOT, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_device_is_written_through_and_stays_one() -> None:
    before = Path("/dev/null").stat()
    write_whole(Path("/dev/null"), [b"one"])
    after = Path("/dev/null").stat()
    assert stat.S_ISCHR(after.st_mode)
    assert (after.st_ino, after.st_rdev) == (before.st_ino, before.st_rdev)


def test_a_full_device_is_one_sentence_and_stays_one() -> None:
    with pytest.raises(SuppleError, match=r"cannot be written.*No space left"):
        write_whole(Path("/dev/full"), [b"one"])
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_device_behind_a_link_is_written_through(tmp_path: Path) -> None:
    for name, target in (("nothing", "/dev/null"), ("full", "/dev/full")):
        (tmp_path / name).symlink_to(target)
    write_whole(tmp_path / "nothing", [b"one"])
    with pytest.raises(SuppleError):
        write_whole(tmp_path / "full", [b"one"])
    assert all(one.is_symlink() for one in tmp_path.iterdir())


def test_a_pipe_gets_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write_whole(path, [b"one ", b"two"])
    reader.join()
    assert got == [b"one two"]
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_is_open_already_is_written_through(name: str, tmp_path: Path) -> None:
    assert start(name, stdout=subprocess.PIPE).stdout == b"one two\n"
    path = tmp_path / "out"
    path.write_bytes(b"before\n")
    inode = path.stat().st_ino
    with path.open("ab") as file:
        assert start(name, stdout=file).returncode == 0
    assert path.read_bytes() == b"before\none two\n"
    assert path.stat().st_ino == inode


def test_a_link_stays_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, middle, link = tmp_path / "elsewhere" / "kept", tmp_path / "middle", tmp_path / "link"
    middle.symlink_to("elsewhere/kept")
    link.symlink_to(middle)
    for content in (b"first", b"second"):
        write_whole(link, [content])
        assert link.is_symlink()
        assert middle.is_symlink()
        assert not target.is_symlink()
        assert target.read_bytes() == content
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_links_that_go_in_circles_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(SuppleError, match="cannot be written"):
        write_whole(tmp_path / "a", [b"one"])
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "b").is_symlink()
