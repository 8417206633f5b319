"""When a screening may lead to a session: whole, fresh, the latest, not used before, and allowing one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from supple.app.refusals import NotPossibleError
from supple.journal.entry import Entry, ScreeningEntry
from supple.journal.history import latest_screening, screening_was_used, stopped_after
from supple.knowledge.collection import Knowledge
from supple.safety.clearance import Clearance

# A clock that is kept right by a time server is put back by less than this.
CLOCK_STEPS = timedelta(seconds=2)
_ANSWER_AGAIN = "Answer the questions again from the first page"


@dataclass(frozen=True, kw_only=True)
class PlanWish:
    """What the player asks for. `stiffness` is 0 to 10, as said before the session."""

    id: UUID
    screening_id: UUID
    region: Literal["lower", "upper", "all"]
    minutes: int
    level: str | None
    stiffness: int


def are_about_now(first_answer_at: datetime, *, now: datetime, good_for: timedelta) -> bool:
    """Whether answers that began then still speak of now; where the clock was put back, they do not."""
    return -CLOCK_STEPS <= now - first_answer_at <= good_for


def refuse_unusable(
    screening: ScreeningEntry,
    clearance: Clearance,
    entries: Sequence[Entry],
    knowledge: Knowledge,
    *,
    now: datetime,
) -> None:
    """Raise NotPossibleError unless a session may start on the ground of this screening now."""
    if not clearance.complete:
        raise NotPossibleError("The questions were not all answered", fix=_ANSWER_AGAIN)
    good_for = knowledge.policy.screening_good_for.as_timedelta()
    if not are_about_now(screening.first_answer_at or screening.at, now=now, good_for=good_for):
        raise NotPossibleError("These answers are too old to start a session", fix=_ANSWER_AGAIN)
    if screening_was_used(screening.id, entries):
        raise NotPossibleError("These answers already led to a session", fix=_ANSWER_AGAIN)
    refuse_overtaken(screening, entries, knowledge)
    if not clearance.techniques:
        raise NotPossibleError(
            clearance.reasons[0].say, fix="Follow what the outcome page said; no session starts"
        )


def refuse_overtaken(screening: ScreeningEntry, entries: Sequence[Entry], knowledge: Knowledge) -> None:
    """Raise NotPossibleError where something was said after this screening that takes its place."""
    if latest_screening(entries) != screening:
        raise NotPossibleError("There are newer answers than these", fix=_ANSWER_AGAIN)
    if stopped_after(screening, entries, knowledge):
        raise NotPossibleError("A session was stopped after these answers", fix=_ANSWER_AGAIN)
