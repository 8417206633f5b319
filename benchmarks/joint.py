"""How long a pop takes, beside SciPy and diffrax on the same right-hand side; and ten thousand pops.

`just bench joint`, or `.venv/bin/python benchmarks/joint.py --rounds 10`. All take turns in one run, so that
the ratios mean something on any machine. Needs what the dependency group `bench` names.

A pop is a joint from rest to the end of its pull, with what is heard of it. Every solver is asked for several
tolerances, up to the first at which it errs no more than ours in radius, in the time of the pop and in peak
sound. The reference is LSODA with 1e-11, which shares nothing with ours but the right-hand side.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from supple.base.arrays import Array
from supple.joint.course import TOLERANCE, pops
from supple.joint.sound import heard
from supple.joint.traits import Joints, many
from supple.knowledge.joint import JointFacts, read_joint

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

try:
    from benchmarks.peers import joint_jax, joint_scipy
except ImportError as missing:
    raise SystemExit(f'{missing}: .venv/bin/pip install "scipy>=1.17" "diffrax>=0.7.2" jax') from None

KIND, SEED = "lumbar", 3
JOINTS, MANY = 12, 10_000
ONE_MS, ONE_AIM_MS = 0.5, 0.15
MANY_S, MANY_AIM_S = 2.5, 0.5
AHEAD, FIRST_S, ERROR = 200.0, 3.0, 1e-5
REFERENCE = 1e-11
# From loose to close; those that take seconds are asked less.
TOLERANCES = {"LSODA": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9), "BDF": (1e-5, 1e-6), "Radau": (1e-4, 1e-5)}
DIFFRAX = (1e-4, 1e-5, 1e-6)
MEASURES = ("radius", "time", "sound")
WIDTH = 110


@dataclass(frozen=True, kw_only=True)
class Found:
    """Radius of the cavity when the pull begins to let go, when it was born, and the peak of its sound."""

    measures: tuple[float, float, float]
    seconds: float

    def errors(self, reference: "Found") -> Array:
        """Relative, (3,)."""
        return np.asarray(np.abs(np.array(self.measures) / np.array(reference.measures) - 1))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A solver at a tolerance: milliseconds a pop, and its errors (joints, 3)."""

    name: str
    tolerance: float
    milliseconds: float
    errors: Array


def main() -> None:
    """Measure everything, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=9, help="how often the quick ones are done (9)")
    rounds = parser.parse_args().rounds
    facts, console = read_joint(), Console(width=max(WIDTH, Console().width))
    joints = that_pop(facts)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        reference = [
            by_scipy(joint, facts, "LSODA", REFERENCE)
            for joint in progress.track(joints, description="Reference")
        ]
        console.print(one_table(one_pop(joints, facts, reference, rounds, progress)))
        console.print(extra(joints, facts, reference, progress))
        console.print(many_table(facts, rounds, progress))
    console.print(fresh_table())


def one_pop(
    joints: list[Joints], facts: JointFacts, reference: list[Found], rounds: int, progress: Progress
) -> list[Line]:
    """Ours, and every solver up to the first tolerance at which it is as near."""
    ours = line(
        "Supple", TOLERANCE, [[own(joint, facts) for joint in joints] for _ in range(rounds)], reference
    )
    lines = [ours]
    for method, tolerances in TOLERANCES.items():
        for rtol in progress.track(tolerances, description=method):
            found = [by_scipy(joint, facts, method, rtol) for joint in joints]
            lines.append(line(f"SciPy {method}", rtol, [found], reference))
            if as_near(lines[-1], ours):
                break
    return lines


def by_scipy(joint: Joints, facts: JointFacts, method: str, rtol: float) -> Found:
    """One of SciPy's solvers. Raises RuntimeError where it finds no pop."""
    began = time.perf_counter()
    found = joint_scipy.follow(joint, method, rtol)
    if found is None:
        raise RuntimeError(f"{method} at {rtol:g} found no pop")
    sound = heard(found.growth_m3_s[None], joint.depth_m, joint.path_gain, facts).peak_pa[0]
    took = time.perf_counter() - began
    return Found(measures=(float(np.cbrt(found.held_m3)), found.pop_time_s, float(sound)), seconds=took)


def that_pop(facts: JointFacts) -> list[Joints]:
    """The first joints of the kind that pop and can be heard, one by one."""
    drawn = many(facts, KIND, count=10 * JOINTS, chance=np.random.default_rng(SEED))
    popped = np.flatnonzero(pops(drawn, facts, recovery=False).popped)[:JOINTS]
    return [drawn[one : one + 1] for one in popped]


def own(joint: Joints, facts: JointFacts) -> Found:
    """Ours, as anybody calls it."""
    began = time.perf_counter()
    found = pops(joint, facts, follow_s=0, recovery=False)
    took = time.perf_counter() - began
    measures = (np.cbrt(found.end["held_volume"][0]), found.end["pop_time"][0], found.heard.peak_pa[0])
    return Found(measures=(float(measures[0]), float(measures[1]), float(measures[2])), seconds=took)


def line(name: str, tolerance: float, found: list[list[Found]], reference: list[Found]) -> Line:
    """Rounds of all joints: the median round, and the errors of the last."""
    return Line(
        name=name,
        tolerance=tolerance,
        milliseconds=1000 * statistics.median(sum(one.seconds for one in each) / len(each) for each in found),
        errors=np.array([one.errors(true) for one, true in zip(found[-1], reference, strict=True)]),
    )


def as_near(one: Line, ours: Line) -> bool:
    """Whether its median errors are no more than ours."""
    return bool((np.median(one.errors, axis=0) <= np.median(ours.errors, axis=0)).all())


def one_table(lines: list[Line]) -> Table:
    """Milliseconds a pop, ratios to ours, and errors."""
    made = Table(title=f"One pop, {JOINTS} lumbar joints; {os.cpu_count()} cores", title_justify="left")
    for column in ("", "rtol", "ms", "to ours", *MEASURES, "as near", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    ours = lines[0]
    for one in lines:
        ratio, near = one.milliseconds / ours.milliseconds, as_near(one, ours)
        target, judged = "", ""
        if one is ours:
            target = f"{ONE_MS:g}, aim {ONE_AIM_MS:g} ms; {ERROR:g}"
            worst = float(np.median(one.errors, axis=0).max())
            judged = "ok" if one.milliseconds <= ONE_MS and worst <= ERROR else "MISSED"
        elif one.name.endswith("LSODA") and near:
            target, judged = f"{AHEAD:g} times ours", "ok" if ratio >= AHEAD else "MISSED"
        errors = [f"{median:.0e}" for median in np.median(one.errors, axis=0)]
        made.add_row(
            one.name, f"{one.tolerance:.0e}", f"{one.milliseconds:.2f}", f"{ratio:.0f}", *errors,
            "" if one is ours else "yes" if near else "no", target, judged,
        )  # fmt: skip
    return made


def extra(joints: list[Joints], facts: JointFacts, reference: list[Found], progress: Progress) -> Table:
    """Diffrax from the birth of the bubble on, which alone is what it is given."""
    births = [joint_scipy.until_birth(joint_scipy.Rates(joint), "LSODA", REFERENCE) for joint in joints]
    made = Table(title="diffrax, Kvaerno5, from the birth of the bubble on", title_justify="left")
    for column in ("rtol", "ms", "peak sound", "compiled in, s"):
        made.add_column(column, justify="right")
    for rtol in progress.track(DIFFRAX, description="diffrax"):
        errors, took = [], []
        for joint, birth, true in zip(joints, births, reference, strict=True):
            if birth is None:
                raise RuntimeError("a joint that popped does not")
            solve = partial(joint_jax.grow, joint, birth.time_s, birth.state, rtol)
            first = seconds(solve)
            began = time.perf_counter()
            growth = solve()
            took.append((time.perf_counter() - began, first))
            sound = heard(growth[None], joint.depth_m, joint.path_gain, facts).peak_pa[0]
            errors.append(abs(sound / true.measures[2] - 1))
        middle = 1000 * statistics.median(one for one, _ in took)
        compiled = max(first - one for one, first in took)
        made.add_row(f"{rtol:.0e}", f"{middle:.1f}", f"{np.median(errors):.0e}", f"{compiled:.1f}")
    return made


def many_table(facts: JointFacts, rounds: int, progress: Progress) -> Table:
    """Ten thousand joints with all that follows, and without."""
    joints = many(facts, KIND, count=MANY, chance=np.random.default_rng(SEED))
    ways = {
        "to the end of the pull, with the sound": partial(pops, joints, facts, follow_s=0, recovery=False),
        "and a day after it, until each could pop again": partial(pops, joints, facts),
    }
    made = Table(title=f"{MANY} joints, {os.cpu_count()} cores", title_justify="left")
    for column in ("", "s", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    for name, solve in ways.items():
        took = [seconds(solve) for _ in progress.track(range(max(1, rounds // 3)), description=name)]
        middle = statistics.median(took)
        judged = "aim met" if middle <= MANY_AIM_S else "ok" if middle <= MANY_S else "MISSED"
        made.add_row(name, f"{middle:.1f}", f"{MANY_S:g}, aim {MANY_AIM_S:g} s", judged)
    return made


def fresh_table() -> Table:
    """From a command to its end, Python's own start included: nothing is compiled on the way."""
    made = Table(title="In a fresh process", title_justify="left")
    for column in ("", "s", "target", ""):
        made.add_column(column, justify="left" if column == "" else "right")
    command = [sys.executable, "-m", "supple.cli.main", "pop", "--json"]
    run = partial(subprocess.run, command, capture_output=True, check=True)
    middle = statistics.median(seconds(run) for _ in range(3))
    made.add_row(
        "supple pop --json", f"{middle:.2f}", f"{FIRST_S:g} s", "ok" if middle <= FIRST_S else "MISSED"
    )
    return made


def seconds(does: Callable[[], object]) -> float:
    """What it takes."""
    began = time.perf_counter()
    does()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
