"""The player's API: plans, figures and entries. Every error is {"problem", "fix", "code"}."""

from collections.abc import Iterable
from functools import partial
from json import dumps
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Body, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, SkipValidation
from starlette.exceptions import HTTPException
from starlette.status import HTTP_400_BAD_REQUEST

from supple.app.intake import Refusal, items_in, names_a_stop, sent_id, take_in
from supple.app.neighbours import address_of
from supple.app.plans import PlanWish
from supple.app.refusals import NotUnderstoodError
from supple.app.standing import Standing, standing
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.session.model import Plan
from supple.web.access import EntryService, Service, Whose, entry_access, frame_of
from supple.web.figures import FigureBook
from supple.web.lanes import in_entry_lane
from supple.web.site import JOURNAL, Frame, journal_in
from supple.web.statuses import as_json, status_of

MAX_ENTRIES = 200
FIGURE_CACHING = "private, no-cache"


class AsciiJSON(JSONResponse):
    """JSON in which half a letter, as an id may have it, goes back as it came."""

    def render(self, content: object) -> bytes:
        """The content in letters that every encoding has."""
        return dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


class PlanAsk(BaseModel):
    """What the player asks for when it opens: the screening it stands on, and the wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    screening_id: UUID
    region: Literal["lower", "upper", "all"]
    minutes: int = Field(ge=1, le=60)
    level: str | None
    stiffness: int = Field(ge=0, le=10)


class Problem(BaseModel):
    """What is wrong, and what to do about it. `code`: a word for programs, often empty."""

    problem: str
    fix: str
    code: str


class Refused(BaseModel):
    """An entry that is not kept: its id as it was sent, and why."""

    id: str
    problem: str
    fix: str


class Kept(BaseModel):
    """Ids that are safely on disk, as they were sent, and what became of the others."""

    kept: list[str]
    refused: list[Refused]


class NothingKept(Problem):
    """The first reason, and that of each entry."""

    refused: list[Refused] = []


class Place(BaseModel):
    """Where another Supple of this user answers."""

    address: str


class SessionPlan(Plan):
    """The plan of a session; whose it is; and the token with which its entries are kept without a cookie."""

    journal: str
    token: str


def _figures_of_request(request: Request) -> FigureBook:
    return frame_of(request).figures


Figures = Annotated[FigureBook, Depends(_figures_of_request)]
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (401, 403, 404, 409, 413, 422, 428, 503)
}
ENTRY_REFUSALS = REFUSALS | {status: {"model": NothingKept} for status in (409, 422)}


async def keep_entries(
    access: EntryService, entries: Annotated[list[SkipValidation[Entry]], Body(max_length=MAX_ENTRIES)]
) -> Response:
    """Keep entries, each judged by itself; answers only once they are on disk. Sending them again is fine."""
    access.check(entries)
    judged = await in_entry_lane(partial(take_in, access.supple, entries))
    refused = _refusals(judged.refused)
    if refused and not judged.kept:
        error = judged.refused[0].error
        return AsciiJSON({**as_json(error), "refused": refused}, status_code=status_of(error))
    return AsciiJSON({"kept": judged.kept, "refused": refused})


def _refusals(refused: Iterable[Refusal]) -> list[dict[str, str]]:
    return [{"id": one.id, "problem": one.error.problem, "fix": one.error.fix} for one in refused]


async def _stops_kept(request: Request, error: SuppleError) -> Response | None:
    """The answer to a body that is no list of entries, where it names a stop: no stop is turned away.

    What else is in it is refused with the error. None where it names none.
    """
    if (request.method, request.url.path) != ("POST", "/api/entries"):
        return None
    items = items_in(await request.body())
    stops = [item for item in items if names_a_stop(item)]
    if not stops:
        return None
    try:
        access = await entry_access(request, token=request.headers.get("x-supple-token", ""))
        access.check(stops)
        judged = await in_entry_lane(partial(take_in, access.supple, stops))
    except SuppleError as refusal:
        return await _refused(request, refusal)
    others = [
        Refusal(id=sent_id(item), error=NotUnderstoodError(error.problem, fix=error.fix))
        for item in items
        if not names_a_stop(item)
    ]
    return AsciiJSON({"kept": judged.kept, "refused": _refusals([*judged.refused, *others])})


def make_plan(request: Request, supple: Service, ask: PlanAsk) -> SessionPlan:
    """The plan of a session, if the screening allows one."""
    plan = supple.make_plan(PlanWish(**ask.model_dump()))
    token = frame_of(request).entrance.plan_token(supple.journal, plan.id)
    return SessionPlan(**dict(plan), journal=supple.journal, token=token)


def where(request: Request, journal: Whose = "") -> Place:  # noqa: ARG001 - for the description
    """Where a running Supple of this user answers that has a journal open."""
    return Place(address=address_of(journal_in(request.query_params.getlist(JOURNAL))))


def how_it_stands(supple: Service, stop: UUID | None = None) -> Standing:
    """Whether a session may be taken up again, and whether that stop was answered meanwhile."""
    return standing(supple, stop)


def figure(
    book: Figures,
    request: Request,
    technique: str,
    level: Annotated[str, Query(max_length=4)] = "",
    *,
    gentle: bool = False,
) -> Response:
    """The drawing of a technique, with a clip for each of its phases."""
    content, tag = book.page(technique, level=level, gentle=gentle)
    headers = {"etag": tag, "cache-control": FIGURE_CACHING}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, SuppleError):
        raise error
    return AsciiJSON(as_json(error), status_code=status_of(error))


async def _not_understood(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"] if part != "body")
    problem = f"{where}: {first['msg']}" if where else str(first["msg"])
    return await _no_entries(request, problem)


async def _no_entries(request: Request, problem: str) -> Response:
    refusal = NotUnderstoodError(problem, fix="Send what the schema says")
    return await _stops_kept(request, refusal) or await _refused(request, refusal)


async def _nothing_there(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == HTTP_400_BAD_REQUEST:
        return await _no_entries(request, "The body cannot be read as JSON")
    said = {"problem": f"There is nothing here ({error.detail})", "fix": "See the schema", "code": ""}
    return AsciiJSON(said, status_code=error.status_code, headers=error.headers)


async def _own_bug(_request: Request, _error: Exception) -> JSONResponse:
    problem, fix = "Something inside Supple went wrong", "Look at the window that Supple runs in"
    said = {"problem": problem, "fix": fix, "code": ""}
    return AsciiJSON(said, status_code=500)


def serving(frame: Frame) -> FastAPI:
    """The API on top of everybody's journals."""
    api = make_api()
    api.state.frame = frame
    return api


def make_api() -> FastAPI:
    """The API's description alone; `serving` gives it a service."""
    api = FastAPI(title="Supple", version="1", openapi_url=None, docs_url=None, redoc_url=None)
    api.post("/api/entries", responses=ENTRY_REFUSALS, response_model=Kept)(keep_entries)
    api.post("/api/plans", responses=REFUSALS)(make_plan)
    api.get("/api/standing", responses=REFUSALS)(how_it_stands)
    api.get("/api/where", responses=REFUSALS)(where)
    api.get("/api/figures/{technique}", responses=REFUSALS, response_class=Response)(figure)
    api.add_exception_handler(SuppleError, _refused)
    api.add_exception_handler(RequestValidationError, _not_understood)
    api.add_exception_handler(HTTPException, _nothing_there)
    api.add_exception_handler(Exception, _own_bug)
    return api
