"""Playing a plan as a value: time goes in, cues come out; after Stop nothing does.

The browser has its own player, from its own clock; this one serves the terminal.
"""

from dataclasses import dataclass, replace
from typing import Literal

from supple.session.model import Cue, Plan, Segment

State = Literal["playing", "paused", "stopped", "finished"]


@dataclass(frozen=True, kw_only=True)
class DoneBout:
    """Time spent in the held or swept part of one bout."""

    technique: str
    side: Literal["left", "right"] | None
    level: str | None
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Playback:
    """Where in the plan we are. `at_ms` only moves while playing."""

    plan: Plan
    state: State = "playing"
    at_ms: int = 0
    cued_ms: int = -1

    @property
    def segment(self) -> Segment:
        """The segment at this moment; the last one once finished."""
        segments = self.plan.segments
        return next((one for one in segments if self.at_ms < one.end_ms), segments[-1])

    def advance(self, elapsed_ms: int) -> tuple["Playback", tuple[Cue, ...]]:
        """Let time pass: the new playback and the cues due, in order. Nothing is due unless playing."""
        if self.state != "playing" or elapsed_ms < 0:
            return self, ()
        at_ms = min(self.at_ms + elapsed_ms, self.plan.total_ms)
        due = tuple(
            cue for segment in self.plan.segments for cue in segment.cues if self.cued_ms < cue.at_ms <= at_ms
        )
        state: State = "finished" if at_ms >= self.plan.total_ms else "playing"
        return replace(self, at_ms=at_ms, cued_ms=max(at_ms, self.cued_ms), state=state), due

    def stop(self) -> "Playback":
        """Stop, from any state. Only `go_on` leads out of it."""
        return replace(self, state="stopped")

    def pause(self) -> "Playback":
        """Hold the time that is left; only playing can be paused."""
        return replace(self, state="paused") if self.state == "playing" else self

    def unpause(self) -> "Playback":
        """Go on where it was paused."""
        return replace(self, state="playing") if self.state == "paused" else self

    def go_on(self) -> "Playback":
        """After "nothing bad": from this step's get-ready."""
        return self._jump(self.segment.resume_at) if self.state == "stopped" else self

    def restart_step(self) -> "Playback":
        """This step again, from its get-ready. Does nothing after Stop."""
        return self._jump(self.segment.resume_at) if self.state in ("playing", "paused") else self

    def skip_step(self) -> "Playback":
        """Leave this step for the next. Does nothing after Stop."""
        return self._jump(self.segment.skip_to) if self.state in ("playing", "paused") else self

    def _jump(self, index: int) -> "Playback":
        if index >= len(self.plan.segments):
            return replace(self, at_ms=self.plan.total_ms, cued_ms=self.plan.total_ms, state="finished")
        start_ms = self.plan.segments[index].start_ms
        return replace(self, at_ms=start_ms, cued_ms=start_ms - 1, state="playing")


def done_between(before: Playback, after: Playback) -> tuple[DoneBout, ...]:
    """Holds and sweeps that were played to their end between two moments of the same run."""
    return tuple(
        DoneBout(
            technique=segment.technique,
            side=segment.side,
            level=segment.level,
            seconds=(segment.end_ms - segment.start_ms) / 1000,
        )
        for segment in before.plan.segments
        if segment.kind in ("hold", "sweep")
        and segment.technique is not None
        and before.at_ms < segment.end_ms <= after.at_ms
    )
