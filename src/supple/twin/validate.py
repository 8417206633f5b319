"""The frozen spine under the loads of published experiments: the model's number for every one of theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from supple.base.errors import SuppleError
from supple.knowledge.schema import validation as published
from supple.knowledge.schema.validation import Check, Measure, Validation
from supple.knowledge.spine import SpineFacts
from supple.spine.build import RibCage, Spines, build
from supple.spine.equilibrium import solve
from supple.spine.people import Person, one
from supple.twin.bare import Bare, Turn, bare_load
from supple.twin.reading import Reading

STRAINED_AT_ALL = 1e-6  # below it a strain is rounding


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A published number beside the model's, which is None where the model finds no equilibrium."""

    validation: Validation
    check: Check
    value: float | None

    @property
    def within(self) -> bool:
        """Whether the model's number lies between the paper's low and high."""
        return self.value is not None and self.check.low <= self.value <= self.check.high

    @property
    def difference(self) -> float | None:
        """From the paper's number, in its unit; where it gives only a range, how far outside, nil inside."""
        if self.value is None:
            return None
        paper = self.check.value
        return self.value - (np.clip(self.value, self.check.low, self.check.high) if paper is None else paper)


def compare(facts: SpineFacts, files: Iterable[Validation]) -> Iterator[Compared]:
    """Every check of these files, on the spine of an ordinary person.

    Raises SuppleError, naming the check, where its load is none that its measure can be read under.
    """
    person = one(Person(), facts)
    spines: dict[RibCage, Spines] = {}
    for file in files:
        readings: dict[str, Reading] = {}
        for name, load in file.load.items():
            cage = load.rib_cage
            if cage not in spines:
                spines[cage] = build(facts, person, rib_cage=cage)
            readings[name] = _read(load, spines[cage], facts, place=f"validation/{file.id}.toml, load {name}")
        for check in file.check:
            under = [readings[name] for name in check.load]
            balanced = all(reading.found.converged.all() for reading in under)
            value = _value(check, under, place=f"validation/{file.id}.toml, {check.id}") if balanced else None
            yield Compared(validation=file, check=check, value=value)


def _read(load: published.Load, spines: Spines, facts: SpineFacts, *, place: str) -> Reading:
    if load.gravity:
        raise SuppleError(
            f"{place} asks for gravity", fix="Leave gravity out: specimens are compared without"
        )
    bare = Bare(
        upper=load.upper, lower=load.lower, fixed=load.fixed, rib_cage=load.rib_cage,
        moments_nm=_turns(load.moments_nm), rotations_deg=_turns(load.rotations_deg),
    )  # fmt: skip
    return Reading(bare=bare, found=solve(spines, bare_load(bare, spines)), facts=facts)


def _turns(given: Iterable[published.Turn]) -> tuple[Turn, ...]:
    return tuple(Turn(**turn.model_dump()) for turn in given)


def _value(check: Check, under: list[Reading], *, place: str) -> float:
    try:
        return _measured(check.measure, under)
    except SuppleError as problem:
        raise SuppleError(f"{place}: {problem.problem}", fix=problem.fix) from problem


def _measured(measure: Measure, under: list[Reading]) -> float:
    """The model's number, in the measure's unit."""
    match measure:
        case published.Rotation() | published.Stiffness():
            return _of_turning(measure, under)
        case published.LigamentForce() | published.LigamentMoment() | published.LigamentShare():
            return _of_ligaments(measure, under[0])
        case published.CapsuleStrain() | published.CapsuleStrainRatio():
            return _of_capsules(measure, under)
        case published.DiscMoment():
            return under[0].against(measure.plane, measure.segment, "disc")
        case published.FacetTorqueShare():
            return under[0].facet_torque_share(measure.segment)


def _of_turning(measure: published.Rotation | published.Stiffness, under: list[Reading]) -> float:
    turns = [reading.turn(measure.plane, upper=measure.upper, lower=measure.lower) for reading in under]
    turned = float(np.degrees(turns[0] - (turns[1] if len(turns) > 1 else 0.0)))
    if isinstance(measure, published.Rotation):
        return turned
    moments = [reading.applied(measure.plane, measure.upper) for reading in under]
    return (moments[0] - moments[1]) / turned


def _of_ligaments(
    measure: published.LigamentForce | published.LigamentMoment | published.LigamentShare, under: Reading
) -> float:
    match measure:
        case published.LigamentForce():
            return under.tension(measure.segment, *measure.ligaments)
        case published.LigamentMoment():
            return under.against(measure.plane, measure.segment, *measure.ligaments)
        case published.LigamentShare():
            together = under.tension(measure.segment, *measure.among)
            if together == 0:
                raise SuppleError("None of the ligaments pulls", fix="Give a load that strains them")
            return under.tension(measure.segment, measure.of) / together


def _of_capsules(
    measure: published.CapsuleStrain | published.CapsuleStrainRatio, under: list[Reading]
) -> float:
    strains = [reading.capsule_strain(measure.segment) for reading in under]
    if isinstance(measure, published.CapsuleStrain):
        return strains[0]
    if max(strains[1:]) < STRAINED_AT_ALL:
        raise SuppleError("No capsule is strained by the other loads", fix="Give loads that strain them")
    return strains[0] / max(strains[1:])
