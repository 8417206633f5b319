"""A cue that asks for movement says so, and is heard only while the session plays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.session.model import Cue, Segment
from supple.session.moments import may_be_heard
from tests.laws.plans import clean_plan, routine

MOVING = {"get_down", "set_up", "get_ready", "move", "sweep", "rest", "switch", "change", "get_up"}


def opening(segment: Segment) -> Cue:
    return segment.cues[0]


@pytest.mark.parametrize("region", ["lower", "upper", "all"])
def test_every_word_that_asks_for_movement_is_marked(region: str) -> None:
    """What opens a segment moves, but for a hold; so do what comes next, and the breaths of a sweep."""
    plan = routine(region, 12)  # type: ignore[arg-type]
    spoken = [segment for segment in plan.segments if segment.cues and segment.cues[0].tone == "change"]
    assert {opening(segment).moves for segment in spoken if segment.kind in MOVING} == {True}
    assert {opening(segment).moves for segment in spoken if segment.kind == "hold"} <= {False}
    later = [(segment, cue) for segment in plan.segments for cue in segment.cues if cue.tone == "none"]
    assert {cue.moves for segment, cue in later if segment.kind in ("rest", "sweep")} == {True}
    counted = [cue for segment in plan.segments for cue in segment.cues if cue.tone in ("count", "soft")]
    assert {cue.moves for cue in counted} == {False}


@given(st.data(), st.booleans())
def test_while_nothing_plays_nothing_asks_for_movement(data: st.DataObject, playing: bool) -> None:
    cues = [cue for segment in clean_plan().segments for cue in segment.cues]
    cue = data.draw(st.sampled_from(cues))
    assert may_be_heard(cue, playing=playing) is (playing or not cue.moves)
