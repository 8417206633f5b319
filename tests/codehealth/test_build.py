"""A room's kernel is compiled when it has to be, by a compiler that is there, and at no other time."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import hatch_build
from hatch_build import PLAYER, ROOMS, ZIG, SuppleBuildHook, build_kernel, kernel_is_fresh, library_of
from tests.codehealth.repository import ROOT

ROOM = "spine"
LIBRARY = library_of(ROOM)
KERNEL = str(Path(LIBRARY).parent)

COMPILER = """
import sys
from pathlib import Path
with Path(__file__).with_name("calls").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
Path(sys.argv[sys.argv.index("-o") + 1]).write_text("compiled")
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one C file, a built player, and a compiler in CC that writes down how it was called."""
    monkeypatch.delenv("CC", raising=False)
    root = tmp_path / "project"
    for folder in (KERNEL, PLAYER, "player"):
        (root / folder).mkdir(parents=True)
    shutil.copy(ROOT / "run.py", root)
    (root / KERNEL / "one.c").write_text("int one(void) { return 1; }\n", encoding="utf-8")
    hatch_build._set_seal(root / PLAYER, hatch_build._hash("player", root))
    return root


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the compiler was asked, a line a call."""
    script = tmp_path / "compiler.py"
    script.write_text(COMPILER, encoding="utf-8")
    monkeypatch.setenv("CC", f"{sys.executable} {script}")
    return tmp_path / "calls"


def _hook(root: Path, *, target: str = "wheel") -> SuppleBuildHook:
    config: Any = None
    return SuppleBuildHook(str(root), {}, config, config, str(root), target)


def test_only_what_changed_is_compiled(tree: Path, calls: Path) -> None:
    hook = _hook(tree)
    for times in (1, 1):
        hook.initialize("standard", {})
        assert len(calls.read_text(encoding="utf-8").splitlines()) == times
    (tree / KERNEL / "two.h").write_text("int two(void);\n", encoding="utf-8")
    assert not kernel_is_fresh(ROOM, tree)
    hook.initialize("standard", {})
    assert len(calls.read_text(encoding="utf-8").splitlines()) == 2
    assert kernel_is_fresh(ROOM, tree)


def test_a_new_time_is_no_change_and_a_lost_library_is(tree: Path, calls: Path) -> None:
    build_kernel(ROOM, tree)
    assert calls.exists()
    (tree / KERNEL / "one.c").touch()
    assert kernel_is_fresh(ROOM, tree)
    (tree / LIBRARY).unlink()
    assert not kernel_is_fresh(ROOM, tree)


def test_other_flags_and_other_platforms_are_a_change(
    tree: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_kernel(ROOM, tree)
    assert calls.exists()
    with monkeypatch.context() as patched:
        patched.setattr(hatch_build, "FLAGS", (*hatch_build.FLAGS, "-g"))
        assert not kernel_is_fresh(ROOM, tree)
    monkeypatch.setattr(hatch_build, "platform_tag", lambda: "elsewhere")
    assert not kernel_is_fresh(ROOM, tree)


def test_every_c_file_is_compiled_and_no_sum_is_changed_for_speed(tree: Path, calls: Path) -> None:
    (tree / KERNEL / "two.c").write_text("int two(void) { return 2; }\n", encoding="utf-8")
    build_kernel(ROOM, tree)
    asked = calls.read_text(encoding="utf-8")
    assert {Path(word).name for word in asked.split() if word.endswith(".c")} == {"one.c", "two.c"}
    assert "-ffp-contract=off" in asked
    assert "fast-math" not in asked


def test_a_compiler_is_asked_for_only_where_one_is_needed(
    tree: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _hook(tree).dependencies() == []
    monkeypatch.delenv("CC")
    assert _hook(tree).dependencies() == [ZIG]
    assert _hook(tree, target="sdist").dependencies() == []
    monkeypatch.setenv("CC", f"{sys.executable} {calls.with_name('compiler.py')}")
    build_kernel(ROOM, tree)
    monkeypatch.delenv("CC")
    assert _hook(tree).dependencies() == []


def test_the_wheel_is_for_this_platform_and_has_the_library(tree: Path, calls: Path) -> None:
    data: dict[str, object] = {}
    _hook(tree).initialize("standard", data)
    assert calls.exists()
    assert data == {
        "artifacts": [f"/{LIBRARY}"],
        "pure_python": False,
        "tag": f"py3-none-{hatch_build.platform_tag()}",
    }


def test_every_room_with_c_files_has_a_kernel_of_its_own(tree: Path, calls: Path) -> None:
    other = tree / library_of("joint")
    other.parent.mkdir(parents=True)
    (other.parent / "one.c").write_text("int one(void) { return 1; }\n", encoding="utf-8")
    data: dict[str, object] = {}
    _hook(tree).initialize("standard", data)
    assert len(calls.read_text(encoding="utf-8").splitlines()) == 2
    assert data["artifacts"] == [f"/{library_of(room)}" for room in ("joint", "spine")]
    (other.parent / "one.c").write_text("int one(void) { return 2; }\n", encoding="utf-8")
    assert kernel_is_fresh(ROOM, tree)
    assert not kernel_is_fresh("joint", tree)


def test_every_room_that_has_a_kernel_is_built() -> None:
    found = {file.parents[1].name for file in ROOT.glob("src/supple/*/kernel/*.c")}
    assert found == set(ROOMS)


def test_without_a_c_file_nothing_is_compiled(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    (tree / KERNEL / "one.c").rename(tree / KERNEL / "one.h")
    data: dict[str, object] = {}
    _hook(tree).initialize("standard", data)
    assert data == {}
    assert _hook(tree).dependencies() == []


@pytest.mark.usefixtures("calls")
def test_a_source_archive_has_no_library(tree: Path) -> None:
    data: dict[str, object] = {}
    _hook(tree, target="sdist").initialize("standard", data)
    assert data == {}
    assert not (tree / LIBRARY).exists()


@pytest.mark.parametrize("compiler", [f"{sys.executable} -c 'raise SystemExit(1)'", "no-such-compiler"])
def test_a_compiler_that_fails_is_named_with_what_to_do(
    tree: Path, compiler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", compiler)
    with pytest.raises(SystemExit, match="could not be compiled") as stopped:
        build_kernel(ROOM, tree)
    assert compiler in str(stopped.value)
    assert "unset it" in str(stopped.value)
    assert not kernel_is_fresh(ROOM, tree)
    assert [file.name for file in (tree / KERNEL).iterdir()] == ["one.c"]


def test_without_any_compiler_it_says_how_to_name_one(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "no-such-python")
    with pytest.raises(SystemExit, match="CC=gcc"):
        build_kernel(ROOM, tree)
