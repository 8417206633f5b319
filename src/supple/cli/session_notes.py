"""The journal's entries for one session in the terminal, kept as they come.

They are kept beside the player, in a thread of its own: a database that does not answer holds up no key. What
cannot be kept waits, and is tried again with the next: nobody who lies there is left without Stop.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Literal
from uuid import UUID

from supple.app.service import Supple
from supple.base.errors import SuppleError
from supple.journal.entry import AfterEntry, BoutDone, Entry, SessionEnded, SessionStarted, StopEntry
from supple.session.model import Plan
from supple.session.playback import DoneBout, Playback

Mobility = Literal["harder", "bit_harder", "same", "bit_easier", "easier"]
FollowUp = dict[str, bool | Literal["unsure"]]


class SessionNotes:
    """Makes the entries of one session at once, and keeps them in their order."""

    def __init__(self, supple: Supple, plan: Plan) -> None:
        self._supple = supple
        self._plan = plan
        self._id = UUID(plan.id)
        self._waiting: list[Callable[[], Entry]] = []
        self._problem: SuppleError | None = None
        # One, so that there is an order.
        self._writer = ThreadPoolExecutor(max_workers=1)
        self._tries: list[Future[None]] = []

    def unkept(self) -> SuppleError | None:
        """Why something of it is not kept yet, once all was tried. Raises what else went wrong with that."""
        while self._tries:
            self._tries.pop(0).result()
        return self._problem

    def close(self) -> None:
        """Wait for what is being kept."""
        self._writer.shutdown()

    def try_again(self) -> None:
        """Keep what waits, in its order."""
        self._tries.append(self._writer.submit(self._keep_waiting))

    def _keep_waiting(self) -> None:
        """In the writer's thread, which alone takes from what waits."""
        waiting = self._waiting[:]
        if not waiting:  # it was kept together with what came before
            return
        try:
            self._supple.add([make() for make in waiting])
        except SuppleError as error:
            self._problem = error
        else:
            del self._waiting[: len(waiting)]
            self._problem = None

    def _keep(self, make: Callable[[], Entry]) -> UUID | None:
        """Keep an entry in a moment, or later; its id, or None under a clock with which there is none yet."""
        entry: Entry | None = None
        with suppress(SuppleError):
            entry = make()
        self._waiting.append(make if entry is None else lambda: entry)
        self.try_again()
        return None if entry is None else entry.id

    def started(self, screening_id: UUID) -> None:
        """The session begins. Raises SuppleError where that cannot be kept: then it does not."""
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
        self._keep(
            lambda: BoutDone(
                **self._supple.stamp(),
                session_id=self._id,
                technique=bout.technique,
                side=bout.side,
                level=bout.level,
                seconds=bout.seconds,
            )
        )

    def stop(
        self,
        playback: Playback,
        stop_id: UUID,
        *,
        event: str | None,
        follow_up: FollowUp | None = None,
        pain_now: float | None = None,
        supersedes: UUID | None = None,
    ) -> UUID | None:
        """A stop, and again with the same `stop_id` what is said of it; the entry's id if there is one.

        `supersedes`: the answer to which this one adds.
        """
        segment = playback.segment
        return self._keep(
            lambda: StopEntry(
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
        )

    def ended(self, *, completed: bool, played_ms: int) -> None:
        """The session came to its end, or was left."""
        self._keep(
            lambda: SessionEnded(
                **self._supple.stamp(), session_id=self._id, completed=completed, played_ms=played_ms
            )
        )

    def after(self, *, stiffness: int, discomfort: int, mobility: Mobility) -> None:
        """How it felt afterwards."""
        self._keep(
            lambda: AfterEntry(
                **self._supple.stamp(),
                session_id=self._id,
                stiffness=stiffness,
                discomfort=discomfort,
                mobility=mobility,
            )
        )
