"""A life at random, as long as one likes: nothing said is lost, and nobody else hears it.

`just bench random_life`, or `.venv/bin/python benchmarks/random_life.py --steps 1000000 --seed 7`. It ends
with the smallest life that breaks a promise, or with the number of steps that broke none.
"""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.life.machine import Life, live  # noqa: E402 - after the path

LIVES_AT_ONCE = 40


def main() -> int:
    """Live, count and tell."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--steps", type=int, default=1_000_000)
    ask.add_argument("--seed", type=int, default=0)
    asked = ask.parse_args()
    began, seed = time.perf_counter(), asked.seed
    columns = (TextColumn("steps"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("steps", total=asked.steps)
        while Life.steps < asked.steps:
            live(LIVES_AT_ONCE, seed=seed)
            seed += 1
            progress.update(task, completed=Life.steps)
    took = time.perf_counter() - began
    print(
        f"{Life.steps:,} steps, {Life.acknowledged:,} entries acknowledged, no promise broken. {took:.0f} s."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
