"""Whose journal a request of the player is for, and whether its sender may write there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Query, Request

from supple.app.people import People
from supple.app.refusals import LockedOutError, OtherSessionError
from supple.app.service import Supple
from supple.web.gate import ADMITTED, FIX, PROBLEM
from supple.web.lanes import in_entry_lane
from supple.web.site import JOURNAL, Frame, journal_in

# Whatever stands there is judged by hand: a word of another form is another journal, not a bad request.
Whose = Annotated[str, Query(description="the id of the journal that it is for")]
Token = Annotated[str, Header(alias="X-Supple-Token", description="of the plan; enough without a cookie")]


@dataclass(frozen=True, kw_only=True)
class EntryAccess:
    """A journal that entries may go to; `session`: only those of one session, None: all."""

    supple: Supple
    session: str | None

    def check(self, entries: Sequence[object]) -> None:
        """Raise OtherSessionError where there is an entry of another session than the one allowed."""
        if self.session is not None and any(_session_of(entry) != self.session for entry in entries):
            raise OtherSessionError(
                "The token of a session is good for the entries of that session alone",
                fix="Open Supple from its link, then send the others",
            )


def _session_of(entry: object) -> str | None:
    name = entry.get("session_id") if isinstance(entry, dict) else None
    try:
        return str(UUID(name)) if isinstance(name, str) else None
    except ValueError:
        return None


def frame_of(request: Request) -> Frame:
    """What all requests share."""
    frame: Frame = request.app.state.frame
    return frame


def _of_request(request: Request, journal: Whose = "") -> Supple:  # noqa: ARG001 - for the description
    people: People = frame_of(request).people
    return people.of_journal(journal_in(request.query_params.getlist(JOURNAL)))


async def entry_access(request: Request, journal: Whose = "", token: Token = "") -> EntryAccess:
    """The journal that a request names, if its sender may write there. Raises SuppleError."""
    named = journal_in(request.query_params.getlist(JOURNAL))
    session = None
    if request.scope[ADMITTED] is not True:
        session = frame_of(request).entrance.session_of(token, named)
        if session is None:
            raise LockedOutError(PROBLEM, fix=FIX)
    supple = await in_entry_lane(partial(_of_request, request, journal))
    return EntryAccess(supple=supple, session=session)


Service = Annotated[Supple, Depends(_of_request)]
EntryService = Annotated[EntryAccess, Depends(entry_access)]
