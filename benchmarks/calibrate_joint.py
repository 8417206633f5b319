"""Calibrates the one number of the joint that is: `just calibrate_joint`. Only when a prior changes.

A side-posture thrust opens the facets of one side of the lumbar spine: five, each with a pull and a film of
its own. By how much all nuclei have to be larger than their priors for the share of people in whom at least
one of the five pops; the band is the central 95 % of what 29 of 30 people can mean.
"""

import numpy as np
from rich.console import Console
from rich.progress import Progress

from supple.joint.course import pops
from supple.joint.traits import many
from supple.knowledge.joint import JointFacts, read_joint

FACETS = 5  # L1-2 to L5-S1 on the side that opens
PEOPLE = 1000
FOLLOWED_S = 30.0  # long enough to tell whether a cavity outlasts the pull
POPPED, OF = 29, 30
SCALES = (1 / 64, 64.0)


def share_that_pops(facts: JointFacts, scale: float) -> float:
    """Of people, in how many at least one facet pops; the same people for every scale."""
    chance = np.random.default_rng(2011)
    joints = many(facts, "lumbar", count=PEOPLE * FACETS, chance=chance, nuclei=scale)
    found = pops(joints, facts, follow_s=FOLLOWED_S, recovery=False)
    return float(found.popped.reshape(PEOPLE, FACETS).any(axis=1).mean())


def band() -> tuple[float, float]:
    """Shares between which the true one lies in 95 % of cases (Clopper and Pearson), by sampling a beta."""
    chance = np.random.default_rng(30)
    low = np.quantile(chance.beta(POPPED, OF - POPPED + 1, 1_000_000), 0.025)
    high = np.quantile(chance.beta(POPPED + 1, OF - POPPED, 1_000_000), 0.975)
    return float(low), float(high)


def scale_for(facts: JointFacts, share: float) -> float:
    """The scale at which that share of people pops, to a few per cent, by halving on a logarithm."""
    low, high = np.log(SCALES)
    for _ in range(9):
        middle = (low + high) / 2
        if share_that_pops(facts, float(np.exp(middle))) < share:
            low = middle
        else:
            high = middle
    return float(np.exp((low + high) / 2))


def main() -> None:
    """Find, and print what belongs into joint_fluid.toml."""
    facts, console = read_joint(), Console()
    shares = dict(zip(("low", "value", "high"), (band()[0], POPPED / OF, band()[1]), strict=True))
    console.print(f"With the priors as they are {share_that_pops(facts, 1.0):.1%} of people pop.")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for name, share in progress.track(list(shares.items())):
            console.print(f"{name} = {scale_for(facts, share):.3g}  # {share:.1%} of people")


if __name__ == "__main__":
    main()
