"""Random joints, as many as one likes: who is solved, and what the others are told.

`just bench random_joints`, or `.venv/bin/python benchmarks/random_joints.py --joints 1000000`. Each is pulled
apart and followed for a day, or until its bubble has gone; half of them are as the tables draw them, half
have everything up to ten times more or less. It ends with an error if fewer than 99.9 % of the first half
are solved, or any number is none. A crash ends it too, loudly.
"""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from supple.knowledge.joint import KINDS  # noqa: E402 - after the path, as the next
from tests.laws.random_joints import BEYOND, OUTCOMES, Tally, solved  # noqa: E402

AT_ONCE = 1000
PROMISED_SHARE = 0.999


def main() -> int:
    """Draws, solves, counts and tells. Returns 0 where what is promised holds."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--joints", type=int, default=1_000_000)
    ask.add_argument("--seed", type=int, default=0)
    asked = ask.parse_args()
    blocks = -(-asked.joints // AT_ONCE)
    kinds = {**{kind: -(-blocks // (2 * len(KINDS))) for kind in KINDS}, BEYOND: -(-blocks // 2)}
    console, tallies = Console(), {kind: Tally() for kind in kinds}
    started = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        for kind, times in kinds.items():
            for seed in bar.track(range(asked.seed, asked.seed + times), description=kind):
                tallies[kind].add(seed, solved(kind, seed, AT_ONCE))
    console.print(table(tallies))
    console.print(f"None crashed, and every number is one. {time.perf_counter() - started:.0f} s.")
    kept = all(share_solved(tallies[kind]) >= PROMISED_SHARE for kind in KINDS)
    console.print("What is promised holds." if kept else "What is promised does not hold.")
    return 0 if kept else 1


def share_solved(tally: Tally) -> float:
    """Of all."""
    unsolved = sum(count for words, count in tally.came_to.items() if words.startswith("not solved"))
    return 1 - unsolved / tally.came_to.total()


def table(tallies: dict[str, Tally]) -> Table:
    """A line a kind."""
    found = Table("drawn from", "joints", *OUTCOMES.values(), "seeds of those not solved")
    for kind, tally in tallies.items():
        counts = [f"{tally.came_to[words]:,}" for words in OUTCOMES.values()]
        seeds = ", ".join(map(str, tally.unsolved[:8]))
        found.add_row(kind, f"{tally.came_to.total():,}", *counts, seeds)
    return found


if __name__ == "__main__":
    sys.exit(main())
