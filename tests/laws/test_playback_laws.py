"""After Stop nothing is said, whatever is done and however much time passes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from supple.session.model import Cue
from supple.session.playback import Playback
from tests.laws.plans import clean_plan

ACTIONS = ("advance", "pause", "unpause", "restart_step", "skip_step")
moves = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 90_000)), max_size=30)


def act(playback: Playback, action: str, elapsed_ms: int) -> tuple[Playback, int]:
    if action == "advance":
        after, cues = playback.advance(elapsed_ms)
        return after, len(cues)
    after = getattr(playback, action)()
    assert isinstance(after, Playback)
    return after, 0


@settings(max_examples=300)
@given(moves, moves)
def test_after_stop_no_cue_is_ever_given(before: list[tuple[str, int]], after: list[tuple[str, int]]) -> None:
    """Any actions, then Stop, then any actions and any time: no cue, and still stopped."""
    playback = Playback(plan=clean_plan())
    for action, elapsed_ms in before:
        playback, _ = act(playback, action, elapsed_ms)
    playback = playback.stop()
    for action, elapsed_ms in after:
        playback, cues = act(playback, action, elapsed_ms)
        assert cues == 0
        assert playback.state == "stopped"


@settings(max_examples=200)
@given(st.lists(st.integers(0, 20_000), max_size=60))
def test_every_cue_is_given_once_and_in_order(steps: list[int]) -> None:
    """However time is cut into steps, the cues are those of the plan up to that moment."""
    playback = Playback(plan=clean_plan())
    given_cues: list[Cue] = []
    for elapsed_ms in steps:
        playback, cues = playback.advance(elapsed_ms)
        given_cues += cues
    planned = [cue for segment in playback.plan.segments for cue in segment.cues]
    assert given_cues == [cue for cue in planned if steps and cue.at_ms <= playback.at_ms]


@settings(max_examples=200)
@given(st.integers(0, 400_000))
def test_going_on_starts_at_the_steps_get_ready(at_ms: int) -> None:
    """After "nothing bad" the step begins again with its get-ready, never in the middle of a hold."""
    playback, _ = Playback(plan=clean_plan()).advance(at_ms)
    stopped_in = playback.segment
    resumed = playback.stop().go_on()
    assert resumed.state == "playing"
    assert resumed.segment.kind not in ("hold", "sweep")
    assert resumed.segment.start_ms == resumed.at_ms <= stopped_in.start_ms
    if stopped_in.kind == "hold":
        assert resumed.segment.kind == "get_ready"


@settings(max_examples=200)
@given(st.integers(1, 300_000), st.integers(0, 10_000_000))
def test_pause_keeps_the_time_that_is_left(at_ms: int, paused_ms: int) -> None:
    """Time that passes while paused changes nothing."""
    playback, _ = Playback(plan=clean_plan()).advance(at_ms)
    paused = playback.pause()
    later, cues = paused.advance(paused_ms)
    assert cues == ()
    assert later.at_ms == playback.at_ms
