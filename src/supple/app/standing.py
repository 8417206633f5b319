"""How things stand for a session that has begun: what was said meanwhile may have closed the day."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from supple.app.plans import are_about_now, refuse_overtaken
from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.journal.entry import ScreeningEntry
from supple.journal.stops import answered_late, pressed_by_id
from supple.knowledge.schema.habit import Leaves
from supple.knowledge.schema.rule import Outcome
from supple.session.endings import emergency_page
from supple.session.model import EmergencyPage, Plan


class Standing(BaseModel):
    """What the journal says now. `emergency`: the page for where the person says they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    closed: bool = Field(description="no session is possible now, whatever is answered")
    answered: bool = Field(description="what happened at that stop was said outside of its session")
    kept: bool = Field(description="the journal has that stop")
    emergency: EmergencyPage


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A session that has begun: its plan, and the screening that allowed it."""

    plan: Plan
    screening: ScreeningEntry


def standing(supple: Supple, stop_id: UUID | None) -> Standing:
    """How things stand now, and whether that stop is kept, and was answered outside of its session."""
    entries = supple.reading()
    return Standing(
        closed=closed_by(supple) is not None,
        answered=stop_id in answered_late(entries, supple.knowledge),
        kept=stop_id in pressed_by_id(entries),
        emergency=emergency_page(supple.knowledge, supple.place_or_default().id),
    )


def closed_by(supple: Supple, techniques: Collection[str] = ()) -> str | None:
    """What forbids a session that has begun, or one of its techniques; None if nothing does.

    That it was the last of the day's sessions forbids the next one, and not itself.
    """
    today = supple.today()
    enough = {finding.code for finding in today.habit.findings if finding.leaves is Leaves.NOTHING_TODAY}
    for part in today.restrictions.parts:
        forbids = part.outcome.strictness >= Outcome.REFER.strictness or not (
            part.techniques is None or part.techniques.issuperset(techniques)
        )
        if forbids and part.rule not in enough:
            return part.say
    return None


def refuse_ended(supple: Supple, begun: Begun) -> None:
    """Raise NotPossibleError where something was said since the screening that ends the session."""
    closed = closed_by(supple, [step.technique for step in begun.plan.steps])
    if closed is not None:
        raise NotPossibleError(closed, fix="So this session is over")
    refuse_overtaken(begun.screening, supple.reading(), supple.knowledge)


def refuse_going_on(supple: Supple, begun: Begun) -> None:
    """Raise NotPossibleError also where the answers are not about now any more."""
    began = begun.screening.first_answer_at or begun.screening.at
    good_for = begun.plan.good_until - began
    if not are_about_now(began, now=supple.clock.now(), good_for=good_for):
        raise NotPossibleError(
            "Your answers are too old to go on, or the clock was moved", fix="Answer the questions again"
        )
    refuse_ended(supple, begun)
