"""How long a spine's equilibrium takes, beside MuJoCo and OpenSim; and a thousand people's.

`just bench spine`, or `.venv/bin/python benchmarks/spine.py --rounds 10`. All take turns in one run, so that
the ratios mean something on any machine. Needs what the dependency group `bench` names.

Every engine solves from rest under the same moment at T1, and is asked for no more than it can do best: what
each is given, and how it is driven, stands in benchmarks/peers. What the answers differ by is printed too.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from supple.knowledge.spine import SpineFacts, read_spine
from supple.spine.build import Spines, build
from supple.spine.equilibrium import solve
from supple.spine.load import Load, drives
from supple.spine.measure import levels
from supple.spine.names import body_number
from supple.spine.people import Person, many, one

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.peers.chain import (  # noqa: E402 - found only from the root
    Answer,
    Array,
    Chain,
    apart,
    dead_moment,
    rotation_vector,
)
from benchmarks.peers.ours import answer_of, chain_of  # noqa: E402 - the same

TOP = body_number("T1")
MOMENT_NM = np.array([0.0, 6.0, 0.0])
PEOPLE = 1000
IN_A_ROW = 3
OURS, NEWTON, CONTACT, OPENSIM = "Supple", "MuJoCo, Newton around it", "MuJoCo, its own contact", "OpenSim"
WAYS = {False: "without facets", True: "with facets"}
# Milliseconds: what it may take, and what we aim at.
ONE_MS, ONE_AIM_MS = 2.0, 0.3
BAND_MS, BAND_AIM_MS = 1000.0, 300.0
FIRST_MS = 3000.0
# So many times as fast as which peer, with facets.
AHEAD = {OPENSIM: 10.0, CONTACT: 5.0, NEWTON: 5.0}
FRESH = {
    "import numpy": ["-c", "import numpy"],
    "import supple.spine.equilibrium": ["-c", "import supple.spine.equilibrium"],
    "import mujoco": ["-c", "import mujoco"],
    "import opensim": ["-c", "import opensim"],
    "supple spine knee-twist --json": ["-m", "supple.cli.main", "spine", "knee-twist", "--json"],
}


class Peer(Protocol):
    """An engine with a chain in it."""

    def solve(self, moment: Array, /) -> Answer:
        """From rest to balance under a dead moment on the uppermost body."""


@dataclass(frozen=True, kw_only=True)
class Contender:
    """Somebody who finds the equilibrium of a chain."""

    name: str
    facets: bool
    find: Callable[[], Answer]


def main() -> None:
    """Measure everything in turn, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15, help="how often each is done (15)")
    rounds = parser.parse_args().rounds
    facts = read_spine()
    contenders = [each for facets in WAYS for each in ways_to_solve(facts, facets=facets)]
    answers = [each.find() for each in contenders]
    band(facts, [])
    equilibria: list[list[float]] = [[] for _ in contenders]
    bands: list[list[float]] = []
    console = Console()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for _ in progress.track(range(rounds)):
            for each, took in zip(contenders, equilibria, strict=True):
                each.find()  # what the one before left in the caches is no part of it
                took += [seconds(each.find) for _ in range(IN_A_ROW)]
            band(facts, bands)
        console.print(equilibrium_table(contenders, answers, equilibria))
        console.print(band_table(bands))
        fresh: dict[str, list[float]] = {name: [] for name in FRESH}
        for _ in progress.track(range(max(3, rounds // 3))):
            for name, arguments in FRESH.items():
                fresh[name].append(seconds(partial(in_a_fresh_process, arguments)))
    console.print(fresh_table(fresh))


def ways_to_solve(facts: SpineFacts, *, facets: bool) -> list[Contender]:
    """Ours and every peer's, all with the same chain and moment."""
    spines = build(facts, one(Person(), facts))
    chain = chain_of(spines)
    if not facets:
        spines, chain = without_facets(spines), chain.without_facets()
    load = Load(drive=drives(spines, TOP))
    load.drive["moment"] = MOMENT_NM
    ours = answer_of(solve(spines, load))
    # Ours acts on the rotation vector; where it comes to rest this dead moment is the same.
    moment = dead_moment(MOMENT_NM, rotation_vector(ours.rotations[-1] @ chain.segments[-1].rotation.T))
    own = Contender(name=OURS, facets=facets, find=lambda: answer_of(solve(spines, load)))
    others = [
        Contender(name=name, facets=facets, find=partial(peer.solve, moment))
        for name, peer in peers(chain).items()
    ]
    return [own, *others]


def peers(chain: Chain) -> dict[str, Peer]:
    """Each engine with this chain in it, by name."""
    try:
        from benchmarks.peers import (  # noqa: PLC0415 - so that their lack can be told
            mujoco_chain,
            mujoco_newton,
            opensim_chain,
        )
    except ImportError as missing:
        raise SystemExit(f'{missing}: .venv/bin/pip install "mujoco-core<5" "opensim<5"') from None
    return {
        NEWTON: mujoco_newton.StaticChain(chain),
        CONTACT: mujoco_chain.ContactChain(chain),
        OPENSIM: opensim_chain.StaticChain(chain),
    }


def without_facets(spines: Spines) -> Spines:
    """The same spines, with cartilage that bears nothing."""
    segments = spines.segments.copy()
    segments["facet"]["stiffness"] = 0
    return replace(spines, segments=segments)


def band(facts: SpineFacts, took: list[list[float]]) -> Array:
    """Gaps of a thousand people as 10th, 50th and 90th percentile; adds what each part of it took."""
    marks = [time.perf_counter()]
    spines = build(facts, many(Person(), facts, count=PEOPLE, chance=np.random.default_rng(1)))
    marks.append(time.perf_counter())
    load = Load(drive=drives(spines, TOP))
    load.drive["moment"] = MOMENT_NM
    found = solve(spines, load)
    marks.append(time.perf_counter())
    if not found.converged.all():
        raise RuntimeError(f"{np.sum(~found.converged)} of {PEOPLE} people found no equilibrium")
    measured = levels(found)
    bands = [
        np.percentile(each, (10, 50, 90), axis=0)
        for each in (measured.turn, measured.gap, measured.slide, measured.strain)
    ]
    marks.append(time.perf_counter())
    took.append([*np.diff(marks), marks[-1] - marks[0]])
    return np.asarray(bands[1])


def seconds(does: Callable[[], object]) -> float:
    """What it takes."""
    began = time.perf_counter()
    does()
    return time.perf_counter() - began


def in_a_fresh_process(arguments: list[str]) -> None:
    """Python with these arguments. Raises RuntimeError with what it said where it failed."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-500:]}")


def equilibrium_table(contenders: list[Contender], answers: list[Answer], took: list[list[float]]) -> Table:
    """Medians, ratios to ours, and how far each answer is from ours."""
    made = Table(title=f"One equilibrium, 17 segments; {os.cpu_count()} cores", title_justify="left")
    for column in ("", "ms", "to ours", "rounds", "left, N or N m", "apart, deg", "mm", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    ours, own = {}, {}
    for each, answer, times in zip(contenders, answers, took, strict=True):
        middle = 1000 * statistics.median(times)
        if each.name == OURS:
            ours[each.facets], own[each.facets] = middle, answer
        ratio = middle / ours[each.facets]
        degrees, millimetres = apart(answer, own[each.facets])
        made.add_row(
            f"{each.name}, {WAYS[each.facets]}",
            f"{middle:.2f}",
            f"{ratio:.1f}",
            f"{answer.rounds}",
            f"{answer.residual_n:.0e}",
            f"{degrees:.4f}",
            f"{millimetres:.4f}",
            *verdict(each, middle, ratio),
        )
    return made


def verdict(each: Contender, middle_ms: float, ratio: float) -> tuple[str, str]:
    """The target, and whether it is met; only with facets is there one."""
    if not each.facets:
        return "", ""
    if each.name == OURS:
        return f"{ONE_MS:g}, aim {ONE_AIM_MS:g} ms", judged(middle_ms, ONE_MS, ONE_AIM_MS)
    return f"{AHEAD[each.name]:g} times ours", "ok" if ratio >= AHEAD[each.name] else "MISSED"


def judged(middle_ms: float, target_ms: float, aim_ms: float) -> str:
    """In words."""
    return "aim met" if middle_ms <= aim_ms else "ok" if middle_ms <= target_ms else "OVER"


def band_table(took: list[list[float]]) -> Table:
    """A thousand people by part."""
    made = Table(title=f"{PEOPLE} people, with facets", title_justify="left")
    for column in ("", "ms", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    parts = ("drawn and built", "solved", "measured, and percentiles", "all")
    for name, times in zip(parts, zip(*took, strict=True), strict=True):
        middle = 1000 * statistics.median(times)
        target = (f"{BAND_MS:g}, aim {BAND_AIM_MS:g} ms", judged(middle, BAND_MS, BAND_AIM_MS))
        made.add_row(name, f"{middle:.0f}", *(target if name == "all" else ("", "")))
    return made


def fresh_table(took: dict[str, list[float]]) -> Table:
    """From a command to its end, Python's own start included."""
    made = Table(title="In a fresh process", title_justify="left")
    for column in ("", "ms", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    for name, times in took.items():
        middle = 1000 * statistics.median(times)
        last = name == next(reversed(took))
        made.add_row(
            name, f"{middle:.0f}", *((f"{FIRST_MS:g} ms", judged(middle, FIRST_MS, 0)) if last else ())
        )
    return made


if __name__ == "__main__":
    main()
