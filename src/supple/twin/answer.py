"""An outlook as JSON: one number each for a person, and for many the median with a band of 10 to 90 %."""

from typing import Any

import numpy as np

from supple.spine.measure import STRAINED
from supple.spine.people import Array
from supple.twin.conclusions import conclusions
from supple.twin.looking_ahead import Outlook

BAND = (10, 50, 90)
Json = dict[str, Any]


def _numbers(values: Array) -> list[float | dict[str, float]]:
    """Values (people, n) as n numbers, or n bands where there are many people."""
    if len(values) == 1:
        return [_rounded(value) for value in values[0]]
    bands = np.percentile(values, BAND, axis=0).T
    return [{f"p{share}": _rounded(value) for share, value in zip(BAND, band, strict=True)} for band in bands]


def _rounded(value: float) -> float:
    """A millionth of a degree or of a millimetre is nothing; never a minus before a zero."""
    return round(float(value), 6) + 0.0


def _frame(one: Outlook, frame: int) -> list[Json]:
    """Every joint in a frame, from the head down."""
    turn = np.degrees(one.measured.turn[:, frame])
    gap, slide = 1000 * one.measured.gap[:, frame], 1000 * one.measured.slide[:, frame]
    columns = {
        ("flexion_deg",): turn[..., 0],
        ("lateral_deg",): turn[..., 1],
        ("axial_deg",): turn[..., 2],
        ("left", "gap_mm"): gap[..., 0],
        ("left", "slide_mm"): slide[..., 0],
        ("right", "gap_mm"): gap[..., 1],
        ("right", "slide_mm"): slide[..., 1],
    }
    for number, name in enumerate(STRAINED):
        columns["strain_of_limit", name] = one.strain_of_limit[:, frame, :, number]
    found: list[Json] = [{"level": joint} for joint in one.joints]
    for path, values in columns.items():
        for level, value in zip(found, _numbers(values), strict=True):
            level[path[0]] = value if len(path) == 1 else {**level.get(path[0], {}), path[1]: value}
    return found[::-1]


def as_json(one: Outlook) -> Json:
    """What `supple spine --json` prints."""
    found = conclusions(one)
    return {
        "converged": one.converged,
        "say": " ".join([one.why_not(), *(sentence.say for sentence in found if sentence.holds)]).strip(),
        "conclusions": [
            {"say": sentence.say, "holds_for": _rounded(sentence.holds_for)} for sentence in found
        ],
        "frames": [
            {"t_s": _rounded(time), "levels": _frame(one, frame)} for frame, time in enumerate(one.t_s)
        ],
        "peak": {"t_s": _rounded(one.t_s[one.peak]), "levels": _frame(one, one.peak)},
    }
