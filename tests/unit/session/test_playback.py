"""The terminal's player: skipping, restarting, ending, and what was done."""

from supple.session.playback import Playback, done_between
from tests.laws.plans import clean_plan


def test_skipping_everything_ends_the_plan() -> None:
    """Each skip goes on; the last one finishes."""
    playback = Playback(plan=clean_plan())
    for _ in range(200):
        playback = playback.skip_step()
    assert playback.state == "finished"
    assert playback.segment == playback.plan.segments[-1]
    assert playback.advance(10_000)[1] == ()


def test_a_restarted_step_says_its_cues_again() -> None:
    """Back to the get-ready, with its words."""
    hold = next(one for one in clean_plan().segments if one.kind == "hold")
    playback, _ = Playback(plan=clean_plan()).advance(hold.start_ms + 3_000)
    restarted = playback.pause().restart_step()
    assert restarted.segment.kind == "get_ready"
    _, cues = restarted.advance(1)
    assert cues[0].say == restarted.segment.cues[0].say


def test_only_what_was_played_to_its_end_counts() -> None:
    """A hold left by Skip is not in the record."""
    hold = next(one for one in clean_plan().segments if one.kind == "hold")
    start = Playback(plan=clean_plan())
    middle, _ = start.advance(hold.end_ms - 1)
    after, _ = middle.advance(1)
    assert done_between(start, middle) == ()
    (bout,) = done_between(middle, after)
    assert (bout.technique, bout.side, bout.seconds) == (
        hold.technique,
        hold.side,
        (hold.end_ms - hold.start_ms) / 1000,
    )


def test_nothing_but_playing_can_be_paused_and_nothing_but_a_stop_gone_on_from() -> None:
    """Each step leads only where it may."""
    playing = Playback(plan=clean_plan())
    assert playing.go_on() == playing
    assert playing.unpause() == playing
    assert playing.stop().pause().state == "stopped"
    assert playing.advance(-5) == (playing, ())
    assert playing.pause().unpause().state == "playing"
