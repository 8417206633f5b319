"""An outlook by joint, from the head down: what a table and a picture show of it."""

from dataclasses import dataclass

import numpy as np

from supple.base.arrays import Array
from supple.spine.measure import STRAINED
from supple.twin.answer import BAND
from supple.twin.conclusions import in_words, is_lower
from supple.twin.looking_ahead import Outlook


@dataclass(frozen=True, kw_only=True)
class Band:
    """The median of many people, and between what eight of ten lie; of one person three times the same."""

    low: float
    middle: float
    high: float

    @property
    def wide(self) -> bool:
        """Whether it is a band at all."""
        return self.high > self.low


@dataclass(frozen=True, kw_only=True)
class Row:
    """A joint at the peak: turns in degrees, gaps and slides of both facets in millimetres from rest.

    `limit` is how near `tissue`, the one that comes nearest, came to its limit at any moment: 1 is all of it.
    """

    level: str
    lower: bool
    flexion: Band
    lateral: Band
    axial: Band
    gap: tuple[Band, Band]
    slide: tuple[Band, Band]
    tissue: str
    limit: Band


def rows(one: Outlook) -> tuple[Row, ...]:
    """Every joint that took part, from the head down."""
    turn = _bands(one, np.degrees(one.measured.turn[:, one.peak]))
    gap, slide = (_bands(one, 1000 * part[:, one.peak]) for part in (one.measured.gap, one.measured.slide))
    limit = _bands(one, one.strain_of_limit.max(axis=1))
    nearest = limit[2].argmax(axis=-1)
    found = [
        Row(
            level=joint,
            lower=is_lower(joint),
            flexion=_band(turn, number, 0),
            lateral=_band(turn, number, 1),
            axial=_band(turn, number, 2),
            gap=(_band(gap, number, 0), _band(gap, number, 1)),
            slide=(_band(slide, number, 0), _band(slide, number, 1)),
            tissue=in_words(STRAINED[nearest[number]], one.facts),
            limit=_band(limit, number, nearest[number]),
        )
        for number, joint in enumerate(one.joints)
    ]
    return tuple(reversed(found))


def _bands(one: Outlook, values: Array) -> Array:
    """(people, joints, n) as (3, joints, n): low, middle and high."""
    return np.asarray(np.percentile(one.of_balanced(values), BAND, axis=0))


def _band(bands: Array, joint: int, column: int) -> Band:
    low, middle, high = (float(value) for value in bands[:, joint, column])
    return Band(low=low, middle=middle, high=high)
