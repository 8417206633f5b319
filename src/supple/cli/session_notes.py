"""The journal's entries for one session in the terminal, kept as they come."""

from typing import Literal
from uuid import UUID

from supple.app.service import Supple
from supple.journal.entry import AfterEntry, BoutDone, SessionEnded, SessionStarted, StopEntry
from supple.session.model import Plan
from supple.session.playback import DoneBout, Playback

Mobility = Literal["harder", "bit_harder", "same", "bit_easier", "easier"]
FollowUp = dict[str, bool | Literal["unsure"]]


class SessionNotes:
    """Makes and keeps the entries of one session."""

    def __init__(self, supple: Supple, plan: Plan) -> None:
        self._supple = supple
        self._plan = plan
        self._id = UUID(plan.id)

    def started(self, screening_id: UUID) -> None:
        """The session begins."""
        plan, before = self._plan, self._plan.before
        entry = SessionStarted(
            **self._supple.stamp(),
            session_id=self._id,
            screening_id=screening_id,
            region=plan.region,
            minutes=plan.minutes,
            techniques=tuple(step.technique for step in plan.steps),
            stiffness=before.stiffness if before else None,
            discomfort=before.discomfort if before else None,
        )
        self._supple.add([entry])

    def bout(self, bout: DoneBout) -> None:
        """One side, level or sweep was done."""
        entry = BoutDone(
            **self._supple.stamp(),
            session_id=self._id,
            technique=bout.technique,
            side=bout.side,
            level=bout.level,
            seconds=bout.seconds,
        )
        self._supple.add([entry])

    def stop(
        self,
        playback: Playback,
        stop_id: UUID,
        *,
        event: str | None,
        follow_up: FollowUp | None = None,
        pain_now: float | None = None,
        supersedes: UUID | None = None,
    ) -> UUID:
        """A stop, and again with the same `stop_id` what is said of it; the entry's id.

        `supersedes`: the answer to which this one adds.
        """
        segment = playback.segment
        entry = StopEntry(
            **self._supple.stamp(),
            session_id=self._id,
            stop_id=stop_id,
            event=event,
            technique=segment.technique,
            side=segment.side,
            level=segment.level,
            segment_ms=playback.at_ms - segment.start_ms,
            session_ms=playback.at_ms,
            pain_now=pain_now,
            follow_up=follow_up or {},
            supersedes=supersedes,
        )
        self._supple.add([entry])
        return entry.id

    def ended(self, *, completed: bool, played_ms: int) -> None:
        """The session came to its end, or was left."""
        entry = SessionEnded(
            **self._supple.stamp(), session_id=self._id, completed=completed, played_ms=played_ms
        )
        self._supple.add([entry])

    def after(self, *, stiffness: int, discomfort: int, mobility: Mobility) -> None:
        """How it felt afterwards."""
        entry = AfterEntry(
            **self._supple.stamp(),
            session_id=self._id,
            stiffness=stiffness,
            discomfort=discomfort,
            mobility=mobility,
        )
        self._supple.add([entry])
