"""What came of many random cases: how many found their equilibrium, and what the others were told."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from supple.spine.equilibrium import SAY, Equilibria, Outcome, solve
from tests.laws.random_spines import Drawn

Searches = Callable[[Generator, int], tuple[Equilibria, ...]]


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

    def add(self, seed: int, *searches: Equilibria) -> None:
        """Counts a case of many people, all searches. Raises ValueError for an answer that is neither."""
        whole = np.all([found.converged.all(axis=1) for found in searches], axis=0)
        self.cases += len(whole)
        self.converged += int(whole.sum())
        for found in searches:
            self._add_frames(seed, found)
        for person in np.flatnonzero(~whole):
            outcomes = np.concatenate([found.report["outcome"][person] for found in searches])
            self.said[SAY[Outcome(int(outcomes[outcomes != Outcome.CONVERGED][0]))]] += 1
        if not whole.all():
            self.seeds.append(seed)

    def _add_frames(self, seed: int, found: Equilibria) -> None:
        good = found.converged
        self.frames += good.size
        if not np.isfinite(found.pose["centre"][good]).all() or not np.isfinite(found.reaction[good]).all():
            raise ValueError(f"seed {seed}: converged to what is no number")
        self.worst_n = max(self.worst_n, float(found.report["residual"][good].max(initial=0)))


def solved(draw: Callable[[Generator, int], Drawn]) -> Searches:
    """One search a case: of people under a load as it is drawn."""

    def searched(chance: Generator, count: int) -> tuple[Equilibria, ...]:
        case = draw(chance, count)
        return (solve(case.spines, case.load),)

    return searched


def tally(draw: Callable[[Generator, int], Drawn], seeds: Iterable[int], people: int) -> Tally:
    """Solves the case of every seed for so many people each."""
    return tally_of(solved(draw), seeds, people)


def tally_of(searches: Searches, seeds: Iterable[int], people: int) -> Tally:
    """Counts the case of every seed for so many people each."""
    found = Tally()
    for seed in seeds:
        found.add(seed, *searches(np.random.default_rng(seed), people))
    return found
