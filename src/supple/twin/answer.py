"""An outlook as JSON: one number each for a person, and for many the median with a band of 10 to 90 %."""

from typing import Any

import numpy as np

from supple.base.arrays import Array
from supple.spine.measure import STRAINED
from supple.spine.names import AXES, JOINTS
from supple.twin.conclusions import conclusions, warnings
from supple.twin.looking_ahead import Outlook
from supple.twin.overstretch import LeftBehind, after_too_much, looser

BAND = (10, 50, 90)
Json = dict[str, Any]
Number = float | None


def as_json(one: Outlook) -> Json:
    """What `supple spine --json` prints. Bands are of those whose forces were in balance."""
    found, left = conclusions(one), after_too_much(one)
    warned = [*warnings(one), *([] if left is None else filter(None, [looser(one, left)]))]
    sentences = [one.why_not(), *warned, *(sentence.say for sentence in found if sentence.holds)]
    return {
        "converged": one.converged,
        "say": " ".join(filter(None, sentences)),
        "frames": [
            {"t_s": rounded(time), "levels": _frame(one, frame)} for frame, time in enumerate(one.t_s)
        ],
        "peak": {"t_s": rounded(one.t_s[one.peak]), "levels": _frame(one, one.peak)},
        "people": one.people,
        "warnings": warned,
        "conclusions": [
            {"say": sentence.say, "holds_for": rounded(sentence.holds_for)} for sentence in found
        ],
        "left_behind": [] if left is None else _left(one, left),
    }


def rounded(value: float) -> Number:
    """To a millionth of a degree or millimetre; never a minus before a zero; None for what is no number."""
    return round(float(value), 6) + 0.0 if np.isfinite(value) else None


def number_of(values: Array) -> Number | dict[str, Number]:
    """A value of each of some people as one number, or as a band where there are many."""
    if len(values) == 1:
        return rounded(values[0])
    return {
        f"p{share}": rounded(value) for share, value in zip(BAND, np.percentile(values, BAND), strict=True)
    }


def _numbers(one: Outlook, values: Array) -> list[Number | dict[str, Number]]:
    """Values (people, n) as n numbers, or n bands where there are many people."""
    if one.people == 1:
        return [rounded(value) for value in values[0]]
    bands = np.percentile(one.of_balanced(values), BAND, axis=0).T
    return [{f"p{share}": rounded(value) for share, value in zip(BAND, band, strict=True)} for band in bands]


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
    return _levels(one, one.joints, columns)


def _left(one: Outlook, left: LeftBehind) -> list[Json]:
    """What too much leaves behind at the joints where tissue has grown longer, from the head down."""
    columns: dict[tuple[str, ...], Array] = {}
    for number, name in enumerate(STRAINED):
        columns["longer", name] = left.longer[..., number]
    zones = {
        ("neutral_zone", "before"): left.before,
        ("neutral_zone", "after"): left.after,
        ("range", "before"): left.range_before,
        ("range", "after"): left.range_after,
    }
    for (what, when), zone in zones.items():
        for number, axis in enumerate(AXES):
            columns[f"{what}_{when}", f"{axis}_deg"] = zone[..., number]
    grown = {joint for number, joint in enumerate(JOINTS) if left.longer[:, number].any()}
    return [level for level in _levels(one, JOINTS, columns) if level["level"] in grown]


def _levels(one: Outlook, joints: tuple[str, ...], columns: dict[tuple[str, ...], Array]) -> list[Json]:
    """Columns (people, joints) by their path in the JSON of a joint, from the head down."""
    found: list[Json] = [{"level": joint} for joint in joints]
    for path, values in columns.items():
        for level, value in zip(found, _numbers(one, values), strict=True):
            level[path[0]] = value if len(path) == 1 else {**level.get(path[0], {}), path[1]: value}
    return found[::-1]
