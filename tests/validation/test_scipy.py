"""Pops beside SciPy's LSODA, which shares the right-hand side with ours and nothing else.

Another method of another order with its own errors, its own search for where contact breaks and a nucleus
gives way, the start of the bubble written a second time, and its own reading between steps.
"""

import numpy as np
import pytest

from benchmarks.peers.joint_scipy import follow
from supple.joint.course import pops
from supple.joint.sound import heard
from tests.laws.joints import drawn, facts

CLOSE, CLOSER = 1e-8, 1e-10  # ours, and what LSODA needs for the same


@pytest.mark.parametrize("kind", ["lumbar", "thoracic", "knuckle"])
def test_birth_cavity_and_sound_are_those_of_lsoda(kind: str) -> None:
    """To 1e-6, and the peak of the sound to 1e-4: of those that pop, and nobody else pops."""
    joints = drawn(kind, 12, 21)
    ours = pops(joints, facts(), tolerance=CLOSE, follow_s=0, recovery=False)
    compared = 0
    for one in range(len(joints)):
        alone = joints[one : one + 1]
        theirs = follow(alone, "LSODA", CLOSER)
        assert (theirs is not None) == ours.born[one]
        if theirs is None:
            continue
        sound = heard(theirs.growth_m3_s[None], alone.depth_m, alone.path_gain, facts()).peak_pa[0]
        assert ours.end["pop_time"][one] == pytest.approx(theirs.pop_time_s, rel=1e-6)
        assert np.cbrt(ours.end["held_volume"][one]) == pytest.approx(np.cbrt(theirs.held_m3), rel=1e-6)
        assert ours.heard.peak_pa[one] == pytest.approx(sound, rel=1e-4)
        compared += 1
    assert compared >= 3
