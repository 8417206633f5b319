"""Our spine of one person, as numbers that other engines can be given."""

import numpy as np

from benchmarks.peers.chain import Answer, Array, Chain, FacetPoint, Ligament, Segment, Turning
from supple.spine.build import Spines
from supple.spine.equilibrium import Equilibria
from supple.spine.names import JOINTS


def chain_of(spines: Spines, person: int = 0) -> Chain:
    """The chain of one person, at rest in the same place."""
    centre, axes = spines.rest["centre"][person], spines.rest["axes"][person]
    segments = tuple(
        _segment(name, one, (centre[number], axes[number]), (centre[number + 1], axes[number + 1]))
        for number, (name, one) in enumerate(zip(JOINTS, spines.segments[person], strict=True))
    )
    return Chain(base_origin=centre[0], base_rotation=axes[0], segments=segments)


def answer_of(found: Equilibria) -> Answer:
    """Where the first person's bodies are in the first frame."""
    pose, report = found.pose[0, 0, 1:], found.report[0, 0]
    return Answer(
        origins=pose["centre"],
        rotations=pose["axes"],
        rounds=int(report["iterations"]),
        residual_n=float(report["residual"]),
    )


def _segment(name: str, one: np.void, lower: tuple[Array, Array], upper: tuple[Array, Array]) -> Segment:
    def below(point: Array) -> Array:
        return np.asarray(lower[0] + lower[1] @ point)

    def above(point: Array) -> Array:
        return np.asarray(upper[0] + upper[1] @ point)

    return Segment(
        name=name,
        origin=upper[0],
        rotation=upper[1],
        disc=below(one["disc_lower"]),
        translation_n_m=one["shift"],
        turnings=tuple(
            Turning(k1=law["linear"], k3=law["cubic"].T, end=law["end"].T) for law in one["turning"]
        ),
        ligaments=tuple(
            _ligament(fibre, below(fibre["lower"]), above(fibre["upper"])) for fibre in one["fibre"]
        ),
        facets=tuple(
            _facet(facet, lower[1] @ facet["normal"], below(facet["lower"]), above(facet["upper"]))
            for facet in one["facet"]
        ),
    )


def _ligament(fibre: np.void, lower: Array, upper: Array) -> Ligament:
    """Knees are told from the length below which it is loose, ramps from the length at rest."""
    loose = float(fibre["slack"]) - float(np.linalg.norm(upper - lower))
    knees = zip(fibre["knee"], fibre["slope"], strict=True)
    ramps = tuple((loose + float(knee), float(slope)) for knee, slope in knees)
    return Ligament(lower=lower, upper=upper, ramps=ramps, width_m=float(fibre["width"]))


def _facet(facet: np.void, normal: Array, lower: Array, upper: Array) -> FacetPoint:
    return FacetPoint(
        point=upper,
        normal=normal,
        clearance_m=float(facet["clearance"] + normal @ (upper - lower)),
        stiffness_n_m=float(facet["stiffness"]),
        width_m=float(facet["width"]),
    )
