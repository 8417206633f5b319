"""How things stand for a session that is taken up again: what was said meanwhile may have closed the day."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from supple.app.service import Supple
from supple.journal.stops import answered_late
from supple.session.endings import emergency_page
from supple.session.model import EmergencyPage


class Standing(BaseModel):
    """What the journal says now. `emergency`: the page for where the person says they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    closed: bool = Field(description="no session is possible now, whatever is answered")
    answered: bool = Field(description="what happened at that stop was said outside of its session")
    emergency: EmergencyPage


def standing(supple: Supple, stop_id: UUID | None) -> Standing:
    """How things stand now, and whether that stop was answered outside of its session."""
    return Standing(
        closed=supple.today().restrictions.forbid_all,
        answered=stop_id in answered_late(supple.reading(), supple.knowledge),
        emergency=emergency_page(supple.knowledge, supple.place_or_default().id),
    )
