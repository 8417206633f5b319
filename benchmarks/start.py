"""How long from the command to the first page, beside what the same libraries take to say hello.

`just bench start`, or `.venv/bin/python benchmarks/start.py --rounds 10`. All take turns in one run, so
that the ratios mean something on any machine.
"""

import argparse
import compileall
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 30.0
ASK_AGAIN_S = 0.005
HELLO = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
app.get("/")(lambda: "hello")
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""
PEER = "FastAPI and uvicorn, hello"


def main() -> None:
    """Run every way to start in turn, and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is started (7)")
    rounds = parser.parse_args().rounds
    # A person's Python keeps what it compiled; some machines are told not to.
    compileall.compile_dir(ROOT / "src", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        ways = ways_to_start(Path(folder))
        for start in ways.values():
            start()
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, start in ways.items():
                took[name].append(start())
    show(took)


def ways_to_start(folder: Path) -> dict[str, Callable[[], float]]:
    """Each returns the seconds that one start took."""
    supple = [sys.executable, "-m", "supple.cli.main", "--no-browser"]
    used = folder / "used"
    number = iter(range(1_000_000))
    return {
        "Supple, first start ever": lambda: to_first_page(
            [*supple, "--data", str(folder / str(next(number)))]
        ),
        "Supple, later start": lambda: to_first_page([*supple, "--data", str(used)]),
        PEER: lambda: to_page([sys.executable, "-c", HELLO]),
        "import fastapi, sqlalchemy, uvicorn": lambda: to_end("import fastapi, sqlalchemy, uvicorn"),
        "Python alone": lambda: to_end("pass"),
    }


def to_first_page(supple: list[str]) -> float:
    """Seconds until Supple's first page has arrived, through the link that it prints. Raises RuntimeError."""
    began = time.perf_counter()
    process = subprocess.Popen([*supple, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        link = next((word for line in process.stdout or () for word in line.split() if "?token=" in word), "")
        if not link:
            raise RuntimeError(f"No link came from {supple}")
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        for address in (link, link.partition("?")[0]):
            with browser.open(address, timeout=PATIENCE_S) as page:
                page.read()
        return time.perf_counter() - began
    finally:
        process.kill()
        process.communicate()


def to_page(command: list[str]) -> float:
    """Seconds until the command's first page has arrived. Raises RuntimeError."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL)
    try:
        while time.perf_counter() - began < PATIENCE_S and process.poll() is None:
            if answers(f"http://127.0.0.1:{port}/"):
                return time.perf_counter() - began
            time.sleep(ASK_AGAIN_S)
    finally:
        process.kill()
        process.wait()
    raise RuntimeError(f"No page came from {command}")


def answers(url: str) -> bool:
    """Whether the page is there; False while nobody listens yet."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_S) as page:
            return bool(page.read())
    except urllib.error.HTTPError:
        raise
    except (urllib.error.URLError, ConnectionError):
        return False


def to_end(code: str) -> float:
    """Seconds that Python takes to run the code."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def free_port() -> int:
    """A port on 127.0.0.1 that nobody uses."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port


def show(took: dict[str, list[float]]) -> None:
    """One line for each: milliseconds, and how many times the peer's median."""
    peer = statistics.median(took[PEER])
    print(f"{'ms to the first page':38}{'min':>7}{'median':>8}{'max':>7}{'ratio':>7}")
    for name, seconds in took.items():
        middle = statistics.median(seconds)
        figures = [f"{1000 * figure:.0f}" for figure in (min(seconds), middle, max(seconds))]
        print(f"{name:38}{figures[0]:>7}{figures[1]:>8}{figures[2]:>7}{middle / peer:>7.2f}")


if __name__ == "__main__":
    main()
