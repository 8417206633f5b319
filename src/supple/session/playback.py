"""Playing a plan as a value: time goes in, cues come out; after Stop nothing does.

The browser has its own player, from its own clock; this one serves the terminal.
"""

from dataclasses import dataclass, replace
from typing import Literal

from supple.session.model import Cue, Plan, Segment
from supple.session.moments import cues_between, ends_bout, segment_at, work_between

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
    """Where in the plan we are. `at_ms` only moves while playing.

    `held_ms`: what was held or swept of this bout since it was gone to, in ms.
    """

    plan: Plan
    state: State = "playing"
    at_ms: int = 0
    cued_ms: int = -1
    held_ms: int = 0

    @property
    def segment(self) -> Segment:
        """The segment at this moment; the last one once finished."""
        return segment_at(self.plan, self.at_ms)

    def advance(self, elapsed_ms: int) -> tuple["Playback", tuple[Cue, ...]]:
        """Let time pass: the new playback and the cues due, in order. Nothing is due unless playing."""
        if self.state != "playing" or elapsed_ms < 0:
            return self, ()
        at_ms = min(self.at_ms + elapsed_ms, self.plan.total_ms)
        due = cues_between(self.plan, self.cued_ms, at_ms)
        state: State = "finished" if at_ms >= self.plan.total_ms else "playing"
        held_ms = self._held_ms(at_ms)
        after = replace(self, at_ms=at_ms, cued_ms=max(at_ms, self.cued_ms), held_ms=held_ms, state=state)
        return after, due

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
            total_ms = self.plan.total_ms
            return replace(self, at_ms=total_ms, cued_ms=total_ms, held_ms=0, state="finished")
        start_ms = self.plan.segments[index].start_ms
        return replace(self, at_ms=start_ms, cued_ms=start_ms - 1, held_ms=0, state="playing")

    def _held_ms(self, at_ms: int) -> int:
        held_ms = self.held_ms
        for segment in work_between(self.plan, self.at_ms, at_ms):
            held_ms = 0 if ends_bout(self.plan, segment) else held_ms + segment.end_ms - segment.start_ms
        return held_ms


def done_between(before: Playback, after: Playback) -> tuple[DoneBout, ...]:
    """Bouts that were played to their end between two moments of the same run, each once with all it held."""
    bouts: list[DoneBout] = []
    held_ms = before.held_ms
    for segment in work_between(before.plan, before.at_ms, after.at_ms):
        held_ms += segment.end_ms - segment.start_ms
        if segment.technique is not None and ends_bout(before.plan, segment):
            bouts.append(
                DoneBout(
                    technique=segment.technique,
                    side=segment.side,
                    level=segment.level,
                    seconds=held_ms / 1000,
                )
            )
            held_ms = 0
    return tuple(bouts)
