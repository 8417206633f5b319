"""Where limbs are between two poses: eased from one to the other, arms after legs in and before them out."""

from itertools import pairwise

import numpy as np
import pytest

from supple.body.motion import Poses, _along, stations
from supple.body.posture import NAMES, Postures
from supple.knowledge.schema.pose import BodyTable, Pose
from supple.knowledge.schema.technique import Phase, Technique
from supple.knowledge.schema.words import SessionWords

SHARES = np.linspace(0, 1, 21)
ARM = ("plane", "elevation", "twist", "elbow", "girdle", "hand", "on_")
NOT_SHARED_OUT = ("way_",)  # a hand's way round is the whole stretch's


def eased(share: np.ndarray) -> np.ndarray:
    """Least jerk, from rest to rest."""
    s = np.clip(share, 0, 1)
    return np.asarray(10 * s**3 - 15 * s**4 + 6 * s**5)


def shares(first: Pose, last: Pose, name: str) -> np.ndarray:
    """How far one quantity has come. Arms wait on the way in; on the way out they are there first."""
    is_arm = name.startswith(ARM)
    if sooner := first.arms_after:
        return eased(SHARES / (1 - sooner)) if is_arm else eased((SHARES - sooner / 2) / (1 - sooner / 2))
    if later := last.arms_after:
        return eased((SHARES - later) / (1 - later)) if is_arm else eased(SHARES / (1 - later / 2))
    return eased(SHARES)


@pytest.fixture(scope="module")
def stretches(
    techniques: dict[str, Technique], words: SessionWords, poses: dict[str, Pose], table: BodyTable
) -> set[tuple[str, str]]:
    """Every two poses that follow each other in anything that is shown, in both directions."""
    book = Poses(poses=poses, table=table)
    phases: list[Phase] = [*words.get_down, *words.get_up, words.change]
    phases += [phase for technique in techniques.values() for phase in technique.phases]
    found = {pair for phase in phases for pair in pairwise(stations(phase, book, gentle={}))}
    return {pair for one, other in found for pair in ((one, other), (other, one)) if one != other}


def named(postures: Postures, name: str) -> np.ndarray:
    return postures.values[:, NAMES.index(name)]


def test_every_quantity_is_where_its_limb_should_be(
    stretches: set[tuple[str, str]], poses: dict[str, Pose], table: BodyTable
) -> None:
    book = Poses(poses=poses, table=table)
    assert any(poses[name].arms_after for pair in stretches for name in pair)
    moved = 0
    for first, last in sorted(stretches):
        found = _along([first, last], book, SHARES)
        for name in NAMES:
            if name.startswith(NOT_SHARED_OUT):
                continue
            start, end = named(book.laid(first), name)[0], named(book.laid(last), name)[0]
            wanted = start + (end - start) * shares(poses[first], poses[last], name)
            assert named(found, name) == pytest.approx(wanted, abs=1e-9), (first, last, name)
            moved += start != end
    assert moved > 100


def test_a_way_through_several_poses_gives_each_stretch_the_same_time(
    stretches: set[tuple[str, str]], poses: dict[str, Pose], table: BodyTable
) -> None:
    book = Poses(poses=poses, table=table)
    names = next([a, b, d] for a, b in sorted(stretches) for c, d in sorted(stretches) if b == c and a != d)
    whole = _along(names, book, np.linspace(0, 1, 41))
    halves = [_along(list(pair), book, SHARES).values for pair in pairwise(names)]
    assert whole.values[:20] == pytest.approx(halves[0][:20], abs=1e-9)
    assert whole.values[20:] == pytest.approx(halves[1], abs=1e-9)


def test_a_sweep_is_eased_as_a_whole_and_stops_at_no_pose_on_its_way(
    stretches: set[tuple[str, str]], poses: dict[str, Pose], table: BodyTable
) -> None:
    book = Poses(poses=poses, table=table)
    names = next([a, b, d] for a, b in sorted(stretches) for c, d in sorted(stretches) if b == c and a != d)
    found = _along(names, book, SHARES, stopping=False)
    place = eased(SHARES) * 2
    for name in NAMES:
        if not name.startswith(NOT_SHARED_OUT):
            corners = [named(book.laid(each), name)[0] for each in names]
            assert named(found, name) == pytest.approx(np.interp(place, [0, 1, 2], corners), abs=1e-9), name
