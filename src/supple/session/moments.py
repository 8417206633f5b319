"""What the plan says at a moment, from the plan and a time in ms alone.

The browser's player has the same in `player/src/core/timeline.ts`: one table of cases holds for both.
"""

from supple.session.model import Cue, Plan, Segment


def segment_at(plan: Plan, at_ms: int) -> Segment:
    """The segment at this moment; the last one once the plan is over."""
    return next((segment for segment in plan.segments if at_ms < segment.end_ms), plan.segments[-1])


def seconds_left(segment: Segment, at_ms: int) -> int:
    """Whole seconds that are left of it, the begun one among them."""
    return max(0, -((at_ms - segment.end_ms) // 1000))


def may_be_heard(cue: Cue, *, playing: bool) -> bool:
    """While nothing plays, nothing asks for movement."""
    return playing or not cue.moves


def cues_between(plan: Plan, after_ms: int, to_ms: int) -> tuple[Cue, ...]:
    """The cues after one moment up to and at another, in order."""
    return tuple(cue for segment in plan.segments for cue in segment.cues if after_ms < cue.at_ms <= to_ms)


def work_between(plan: Plan, after_ms: int, to_ms: int) -> tuple[Segment, ...]:
    """Holds and sweeps that came to their end in that time."""
    return tuple(
        segment for segment in plan.segments if _is_work(segment) and after_ms < segment.end_ms <= to_ms
    )


def ends_bout(plan: Plan, segment: Segment) -> bool:
    """Whether no more holding or sweeping follows in the segment's own bout."""
    return not any(
        _is_work(other) and (other.step, other.bout) == (segment.step, segment.bout)
        for other in plan.segments[segment.index + 1 :]
    )


def _is_work(segment: Segment) -> bool:
    return segment.kind in ("hold", "sweep")
