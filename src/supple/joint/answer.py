"""A pop as JSON: one joint in full, or the spread of many."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from supple.base.arrays import Array
from supple.joint.course import Pops, Trace, pops, trace
from supple.joint.sound import NEAR_M, Heard
from supple.joint.traits import Joints
from supple.knowledge.joint import JointFacts

Json = dict[str, Any]
BAND = (10, 50, 90)
ABOUT_ONE = 1.5  # minutes
DIGITS = 9  # significant, of what is printed


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One joint: its whole course, what is heard of it, and what it came to."""

    trace: Trace
    heard: Heard
    pops: Pops

    @property
    def facts(self) -> JointFacts:
        """The tables that it was computed from."""
        return self.pops.facts

    @property
    def level_band_db(self) -> tuple[float, float]:
        """Between what eight of ten levels lie, as tissue lets more or less of the sound through."""
        path, level = self.facts.shared.number["path_gain"], float(self.heard.level_db[0])
        here = self.pops.joints.path_gain[0]
        return level + 20 * math.log10(path.low / here), level + 20 * math.log10(path.high / here)


def show(joints: Joints, facts: JointFacts) -> Shown:
    """The first of the joints in full. Raises SuppleError where the kernel was not built."""
    found, heard = trace(joints, facts)
    return Shown(trace=found, heard=heard, pops=pops(joints, facts))


def one_as_json(shown: Shown) -> Json:
    """What `supple pop --json` prints of one joint. A number that there is none of is null."""
    return {
        "popped": bool(shown.pops.popped[0]),
        "say": " ".join(say(shown)),
        "time_s": _numbers(shown.trace.time_s),
        "gap_m": _numbers(shown.trace.gap_m),
        "pressure_pa": _numbers(shown.trace.pressure_pa),
        "bubble_volume_m3": _numbers(shown.trace.bubble_m3),
        "sound_pa": _numbers(shown.heard.wave_pa[0]),
        "distance_m": shown.heard.distance_m,
        **{name: _number(values[0]) for name, values in measures(shown.pops).items()},
        "bubble_seen_at_20_min": bool(shown.pops.seen[0]),
        "level_band_db": _numbers(np.array(shown.level_band_db)),
        "added_range_deg": added_range(shown.pops),
        "near_joint_m": NEAR_M,
        "near_joint_pa": _numbers(shown.trace.near_pa),
    }


def many_as_json(found: Pops) -> Json:
    """What `supple pop --people N --json` prints: bands over the joints that popped."""
    popped, solved = found.popped, found.solved
    return {
        "people": len(found.end),
        "solved": int(solved.sum()),
        "popped_share": _share(popped, solved),
        "bubble_seen_at_20_min_share": _share(found.seen & popped, popped),
        "distance_m": found.heard.distance_m,
        **{name: _band(values[popped]) for name, values in measures(found).items()},
        "added_range_deg": added_range(found),
    }


def added_range(found: Pops) -> Json:
    """What a pop was found to add to the range of such a joint, degrees: no result of the model."""
    known = found.facts.kinds[found.joints.kind].added_range
    return {"value": known.value, "low": known.low, "high": known.high}


def measures(found: Pops) -> dict[str, Array]:
    """What is said of every joint beside whether it popped, (n,) each; nan where there is nothing to say."""
    born = found.born
    values = {
        "peak_frequency_hz": found.heard.peak_frequency_hz,
        "duration_ms": found.heard.duration_s * 1000,
        "level_db": found.heard.level_db,
        "largest_bubble_after_sound_ms": found.largest_after_sound_s * 1000,
        "gas_share_of_joint_volume": found.gas_share,
        "co2_share_of_gas": found.co2_share,
        "ready_again_min": found.ready_s / 60,
    }
    return {name: np.where(born, value, np.nan) for name, value in values.items()}


def say(shown: Shown) -> list[str]:
    """What is said of one joint, in sentences."""
    words, found = shown.facts.words, shown.pops
    if not found.solved[0]:
        return [words.not_solved]
    if not found.born[0]:
        return [words.quiet, words.no_goal]
    if not found.popped[0]:
        return [words.unheard, words.no_goal]
    minutes = found.ready_s[0] / 60
    ready = words.ready.format(minutes=_roughly(minutes)) if np.isfinite(minutes) else words.ready_later
    popped = words.popped.format(
        time=f"{found.end['pop_time'][0] * 1000:.0f}",
        level=f"{found.heard.level_db[0]:.0f}",
        distance=f"{found.heard.distance_m * 100:g}",
    )
    return [popped, ready, *_afterwards(found), words.no_goal]


def _roughly(minutes: float) -> str:
    return "about a minute or less" if minutes < ABOUT_ONE else f"about {minutes:.0f} minutes"


def _afterwards(found: Pops) -> list[str]:
    """What studies found after pops, beside what the model says."""
    return [found.facts.kinds[found.joints.kind].range_after, found.facts.words.pain]


def say_of_many(found: Pops) -> list[str]:
    """What is said of many joints, in sentences."""
    words, left_out = found.facts.words, int((~found.solved).sum())
    share = _share(found.popped, found.solved) or 0
    sentences = [words.many.format(people=len(found.end), share=f"{100 * share:.0f}")]
    if left_out:
        sentences.append(words.some_not_solved.format(count=left_out))
    return [*sentences, *_afterwards(found), words.no_goal]


def _share(some: np.ndarray, among: np.ndarray) -> float | None:
    return round(float(some.sum() / among.sum()), 6) if among.any() else None


def _band(values: Array) -> Json:
    """Percentiles and all values; those that are no number stand last among the values, as null."""
    if len(values) == 0:
        return {**{f"p{share}": None for share in BAND}, "values": []}
    ranks = np.percentile(values, BAND, method="inverted_cdf")
    return {
        **{f"p{share}": _number(rank) for share, rank in zip(BAND, ranks, strict=True)},
        "values": _numbers(values),
    }


def _numbers(values: Array) -> list[float | None]:
    return [_number(value) for value in values]


def _number(value: float) -> float | None:
    """To nine significant digits; never a minus before a zero; None for what is no number."""
    return float(f"{value:.{DIGITS}g}") + 0.0 if np.isfinite(value) else None
