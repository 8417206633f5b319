"""What came of many random cases: how many found their equilibrium, and what the others were told."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from supple.spine.equilibrium import SAY, Equilibria, Outcome, solve
from tests.laws.random_spines import Drawn


@dataclass(kw_only=True)
class Tally:
    """People under loads; one counts as converged if every frame of it did."""

    cases: int = 0
    converged: int = 0
    frames: int = 0
    worst_n: float = 0.0  # force or moment left over among the converged, N or N m
    said: Counter[str] = field(default_factory=Counter)
    seeds: list[int] = field(default_factory=list)  # of cases with somebody who did not converge

    @property
    def share(self) -> float:
        """Converged of all."""
        return self.converged / self.cases

    def add(self, seed: int, found: Equilibria) -> None:
        """Counts one case of many people. Raises ValueError for an answer that is neither."""
        good, report = found.converged, found.report
        whole = np.asarray(good.all(axis=1))
        self.cases += len(whole)
        self.converged += int(whole.sum())
        self.frames += good.size
        if not np.isfinite(found.pose["centre"][good]).all() or not np.isfinite(found.reaction[good]).all():
            raise ValueError(f"seed {seed}: converged to what is no number")
        self.worst_n = max(self.worst_n, float(report["residual"][good].max(initial=0)))
        for person in np.flatnonzero(~whole):
            first = int(np.flatnonzero(~good[person])[0])
            self.said[SAY[Outcome(int(report["outcome"][person, first]))]] += 1
        if not whole.all():
            self.seeds.append(seed)


def tally(draw: Callable[[Generator, int], Drawn], seeds: Iterable[int], people: int) -> Tally:
    """Solves the case of every seed for so many people each."""
    found = Tally()
    for seed in seeds:
        case = draw(np.random.default_rng(seed), people)
        found.add(seed, solve(case.spines, case.load))
    return found
