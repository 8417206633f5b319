"""Calibrates the one number of the joint that is: `just calibrate_joint`. Only when a prior changes.

By how much all nuclei have to be larger than their priors for the share of people in whom a side-posture
thrust pops at least one lumbar facet; the band is the central 95 % of what 29 of 30 people can mean.
"""

import numpy as np
from rich.console import Console
from rich.progress import Progress

from supple.joint.validate import thrust_share
from supple.knowledge.joint import JointFacts, read_joint

PEOPLE = 1000
POPPED, OF = 29, 30
SCALES = (1 / 64, 4.0)  # where even the largest brings no such share, it is taken: beyond, nothing changes


def band() -> tuple[float, float]:
    """Shares between which the true one lies in 95 % of cases (Clopper and Pearson), by sampling a beta."""
    chance = np.random.default_rng(30)
    low = np.quantile(chance.beta(POPPED, OF - POPPED + 1, 1_000_000), 0.025)
    high = np.quantile(chance.beta(POPPED + 1, OF - POPPED, 1_000_000), 0.975)
    return float(low), float(high)


def scale_for(facts: JointFacts, share: float) -> float:
    """The scale at which that share of people pops, to a few per cent, by halving on a logarithm."""
    low, high = np.log(SCALES)
    for _ in range(8):
        middle = (low + high) / 2
        if thrust_share(facts, people=PEOPLE, nuclei=float(np.exp(middle))) < share:
            low = middle
        else:
            high = middle
    return float(np.exp((low + high) / 2))


def main() -> None:
    """Find, and print what belongs into joint_fluid.toml."""
    facts, console = read_joint(), Console()
    shares = dict(zip(("low", "value", "high"), (band()[0], POPPED / OF, band()[1]), strict=True))
    console.print(f"With nuclei as they are drawn, {thrust_share(facts, people=PEOPLE, nuclei=1):.1%} pop.")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for name, share in progress.track(list(shares.items())):
            console.print(f"{name} = {scale_for(facts, share):.3g}  # {share:.1%} of people")


if __name__ == "__main__":
    main()
