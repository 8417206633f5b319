"""A bare load case: some vertebrae held, moments on others, or turns that they are brought to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from supple.base.errors import SuppleError
from supple.spine.build import RibCage, Spines
from supple.spine.load import CLAMP_NM_PER_RAD, Load, drives
from supple.spine.names import body_number

Plane = Literal["flexion", "lateral", "axial"]
PLANES: tuple[Plane, ...] = ("flexion", "lateral", "axial")
# Axis of the world and sign: forward, to the left and turning to the left are positive.
ABOUT = {"flexion": (2, -1.0), "lateral": (0, -1.0), "axial": (1, 1.0)}
MOST_NM = 500.0
MOST_DEG = 170.0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Moments on a vertebra, N m, or angles that it is brought to, degrees. An axis left out is free."""

    at: str
    flexion: float | None = None
    lateral: float | None = None
    axial: float | None = None

    def given(self) -> Iterator[tuple[Plane, float]]:
        """The planes that are given, and how much."""
        for plane in PLANES:
            value: float | None = getattr(self, plane)
            if value is not None:
                yield plane, value


@dataclass(frozen=True, kw_only=True)
class Bare:
    """The spine between two vertebrae under moments and turns, in the axes of somebody upright.

    Raises SuppleError where a vertebra is unknown or lies outside, nothing is held, or a number cannot be.
    """

    upper: str = "T1"
    lower: str = "S1"
    fixed: tuple[str, ...] = ("S1",)
    moments_nm: tuple[Turn, ...] = ()
    rotations_deg: tuple[Turn, ...] = ()
    rib_cage: RibCage = "whole"
    gravity: bool = False

    def __post_init__(self) -> None:
        top, bottom = body_number(self.upper), body_number(self.lower)
        if top <= bottom:
            raise SuppleError(
                f"from {self.upper} to {self.lower} is no piece of spine", fix="Name the upper vertebra first"
            )
        if not self.fixed:
            raise SuppleError("Nothing is held", fix='Name a vertebra in "fixed", such as "S1"')
        for name in (*self.fixed, *(turn.at for turn in (*self.moments_nm, *self.rotations_deg))):
            if not bottom <= body_number(name) <= top:
                raise SuppleError(
                    f"{name} does not lie between {self.upper} and {self.lower}", fix="Name one between them"
                )
        self._check_sizes()

    def _check_sizes(self) -> None:
        for turns, most, unit in (
            (self.moments_nm, MOST_NM, "N m"),
            (self.rotations_deg, MOST_DEG, "degrees"),
        ):
            for turn in turns:
                for plane, value in turn.given():
                    if not abs(value) <= most:
                        raise SuppleError(
                            f"{plane} at {turn.at} is {value} {unit}", fix=f"Give at most {most:g} {unit}"
                        )


def bare_load(bare: Bare, spines: Spines) -> Load:
    """The load in the kernel's terms. Gravity is not in it."""
    acting = []
    for turn in bare.moments_nm:
        drive = drives(spines, body_number(turn.at))
        for plane, value in turn.given():
            axis, sign = ABOUT[plane]
            drive["moment"][..., axis] = sign * value
        acting.append(drive)
    for turn in bare.rotations_deg:
        drive = drives(spines, body_number(turn.at))
        for plane, value in turn.given():
            axis, sign = ABOUT[plane]
            drive["stiffness"][..., axis] = CLAMP_NM_PER_RAD
            drive["aimed"][..., axis] = sign * np.radians(value)
        acting.append(drive)
    load = Load(
        lowest=body_number(bare.lower),
        highest=body_number(bare.upper),
        held=frozenset(body_number(name) for name in bare.fixed),
    )
    return load if not acting else load.having(drive=np.concatenate(acting, axis=2))
