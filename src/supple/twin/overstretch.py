"""What too much leaves behind: tissue past its limit stays longer, and the joint has more play."""

from dataclasses import dataclass, replace

import numpy as np

from supple.base.arrays import Array
from supple.knowledge.spine import SpineFacts
from supple.spine import layout
from supple.spine.build import Spines
from supple.spine.equilibrium import solve
from supple.spine.load import Load
from supple.spine.measure import STRAINED, levels, limits
from supple.spine.names import JOINTS
from supple.twin.looking_ahead import Outlook

_AXES = ("lateral", "axial", "flexion")  # about X, Y and Z
NINE_OF_TEN = 90
LOOSER_AT_ALL = 0.05  # degrees


@dataclass(frozen=True, kw_only=True)
class LeftBehind:
    """Neutral zone and range of every joint before and after, degrees, (people, 17, 3) about X, Y, Z.

    Lowest joint first. Tissue that is loose at rest shows in the range only. longer (people, 17, 7): what
    tissue, in the order of STRAINED, has grown by, of its free length.
    """

    longer: Array
    before: Array
    after: Array
    range_before: Array
    range_after: Array


def left_behind(one: Outlook, facts: SpineFacts) -> LeftBehind:
    """What a movement leaves behind in each of these people. Nothing where no limit was passed.

    Beyond its limit tissue does not go back: it stays longer by what it was strained past it.
    """
    furthest = one.measured.strain.max(axis=1)
    longer = np.zeros((one.people, len(JOINTS), len(STRAINED)))
    longer[:, one.found.load.joints] = np.maximum(furthest - limits(facts), 0.0)
    was, now = one.found.spines, lengthened(one.found.spines, longer)
    small, large = (facts.twin.number[f"{name}_moment"].value for name in ("neutral", "end"))
    return LeftBehind(
        longer=longer,
        before=both_ways(was, small),
        after=both_ways(now, small),
        range_before=both_ways(was, large),
        range_after=both_ways(now, large),
    )


def after_too_much(one: Outlook) -> LeftBehind | None:
    """What is left behind where one person in ten or more comes past a limit; None where it is fewer."""
    furthest = one.of_balanced(one.strain_of_limit).max(axis=(1, 2, 3))
    if not one.balanced.any() or np.percentile(furthest, NINE_OF_TEN) <= 1:
        return None
    return left_behind(one, one.facts)


def looser(one: Outlook, left: LeftBehind) -> str:
    """A sentence about the joint that becomes looser by most, for the one in ten; empty where none does."""
    words = one.facts.words
    for sentence, before, after in (
        (words.left_behind, left.before, left.after),
        (words.left_behind_range, left.range_before, left.range_after),
    ):
        grown = np.percentile(one.of_balanced(after - before), NINE_OF_TEN, axis=0)
        joint, axis = np.unravel_index(np.argmax(grown), grown.shape)
        if grown[joint, axis] >= LOOSER_AT_ALL:
            was = float(np.median(one.of_balanced(before)[:, joint, axis]))
            now = was + grown[joint, axis]
            return sentence.format(level=JOINTS[joint], before=f"{was:.1f}", after=f"{now:.1f}")
    return ""


def lengthened(spines: Spines, longer: Array) -> Spines:
    """The same spines with tissue grown longer by shares of its free length, (people, 17, 7)."""
    segments = spines.segments.copy()
    for number, name in enumerate(layout.FIBRE_NAMES):
        segments["fibre"]["slack"][:, :, number] *= 1 + longer[:, :, STRAINED.index(name)]
    return replace(spines, segments=segments)


def both_ways(spines: Spines, moment_nm: float) -> Array:
    """How far every joint by itself turns from one to the other side under a moment, degrees.

    (people, 17, 3), about X, Y and Z of the joint.
    """
    zone = np.zeros((*spines.segments.shape, len(_AXES)))
    for joint in range(len(JOINTS)):
        for axis in range(len(_AXES)):
            drive = np.zeros((len(spines), 2, 1), dtype=layout.DRIVE)
            drive["body"] = joint + 1
            drive["from"] = spines.rest["axes"][:, joint + 1][:, None, None]
            for frame, sign in enumerate((1.0, -1.0)):
                drive["moment"][:, frame, 0] = sign * moment_nm * spines.rest["axes"][:, joint, :, axis]
            found = solve(spines, Load(frames=2, lowest=joint, highest=joint + 1, drive=drive))
            turn = np.degrees(levels(found).turn[:, :, 0])
            zone[:, joint, axis] = np.linalg.norm(turn[:, 0] - turn[:, 1], axis=-1)
    return zone
