"""Random people under random loads, as many as one likes: who finds balance, and what the others are told.

`just bench random_spines`, or `.venv/bin/python benchmarks/random_spines.py --cases 100000`. A case is
one person under one load of one to three frames, or doing one technique from lying at rest. It
ends with an error if fewer than 99.9 % of those loads converge that a body bears, or one is out of balance by
more than 1e-6 N or N m. A crash ends it too, loudly.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.laws.random_spines import KINDS, beyond_bearing  # noqa: E402 - after the path, as the next two
from tests.laws.random_techniques import technique_searches  # noqa: E402
from tests.laws.spine_tally import Tally, solved  # noqa: E402

PEOPLE = 64  # of a case: two portions of the solver's
BEYOND = 10  # one of so many cases more, with moments that no soft spine bears
PROMISED_SHARE, PROMISED_N = 0.999, 1e-6


def main() -> int:
    """Draws, solves, counts and tells. Returns 0 where what is promised holds."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--cases", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=0)
    asked = ask.parse_args()
    cases = -(-asked.cases // PEOPLE)
    borne_by = {kind.__name__: solved(kind) for kind in KINDS} | {"techniques": technique_searches}
    kinds = {name: (searches, -(-cases // len(borne_by))) for name, searches in borne_by.items()}
    kinds[beyond_bearing.__name__] = (solved(beyond_bearing), -(-cases // BEYOND))
    console, tallies = Console(), {name: Tally() for name in kinds}
    started = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        for name, (searches, times) in kinds.items():
            for seed in bar.track(range(asked.seed, asked.seed + times), description=name):
                tallies[name].add(seed, *searches(np.random.default_rng(seed), PEOPLE))
    console.print(table(tallies))
    console.print(f"None crashed. {time.perf_counter() - started:.0f} s.")
    borne = [tallies[name] for name in borne_by]
    kept = all(one.share >= PROMISED_SHARE and one.worst_n <= PROMISED_N for one in borne)
    console.print("What is promised holds." if kept else "What is promised does not hold.")
    return 0 if kept else 1


def table(tallies: dict[str, Tally]) -> Table:
    """A line a kind."""
    found = Table("drawn from", "cases", "equilibria", "converged", "worst left over", "the others are told")
    for name, one in tallies.items():
        told = "\n".join(f"{count} x {sentence}" for sentence, count in one.said.most_common())
        seeds = f"\n(seeds {', '.join(map(str, one.seeds[:8]))} ...)" if one.seeds else ""
        share = f"{100 * one.share:.3f} %"
        found.add_row(name, f"{one.cases:,}", f"{one.frames:,}", share, f"{one.worst_n:.1e} N", told + seeds)
    return found


if __name__ == "__main__":
    sys.exit(main())
