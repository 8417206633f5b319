"""The player's API: plans, figures and entries. Every error is {"problem", "fix"}."""

from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Body, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.status import HTTP_400_BAD_REQUEST

from supple.app.people import People
from supple.app.plans import PlanWish
from supple.app.service import Supple
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.session.model import Plan
from supple.web.figures import FigureBook
from supple.web.lanes import in_entry_lane
from supple.web.statuses import status_of

MAX_ENTRIES = 200
FIGURE_CACHING = "private, no-cache"


class PlanAsk(BaseModel):
    """What the player asks for when it opens: the screening it stands on, and the wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    screening_id: UUID
    region: Literal["lower", "upper", "all"]
    minutes: int = Field(ge=1, le=60)
    level: str | None
    stiffness: int = Field(ge=0, le=10)


class Kept(BaseModel):
    """Ids that are safely on disk."""

    kept: list[UUID]


class Problem(BaseModel):
    """What is wrong, and what to do about it."""

    problem: str
    fix: str


Whose = Annotated[
    str | None, Query(max_length=40, description="whose journal; needed where there are several")
]


def _of_request(request: Request, person: Whose = None) -> Supple:
    people: People = request.app.state.people
    return people.chosen(person)


async def _of_entries(request: Request, person: Whose = None) -> Supple:
    return await in_entry_lane(partial(_of_request, request, person))


def _figures_of_request(request: Request) -> FigureBook:
    figures: FigureBook = request.app.state.figures
    return figures


Service = Annotated[Supple, Depends(_of_request)]
EntryService = Annotated[Supple, Depends(_of_entries)]
Figures = Annotated[FigureBook, Depends(_figures_of_request)]
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (404, 409, 413, 422, 503)
}


async def keep_entries(
    supple: EntryService, entries: Annotated[list[Entry], Body(max_length=MAX_ENTRIES)]
) -> Kept:
    """Keep entries; answers only once they are on disk. Sending them again is fine."""
    await in_entry_lane(partial(supple.add, entries))
    return Kept(kept=[entry.id for entry in entries])


def make_plan(supple: Service, ask: PlanAsk) -> Plan:
    """The plan of a session, if the screening allows one."""
    return supple.make_plan(PlanWish(**ask.model_dump()))


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
    return JSONResponse({"problem": error.problem, "fix": error.fix}, status_code=status_of(error))


async def _not_understood(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"] if part != "body")
    problem = f"{where}: {first['msg']}" if where else str(first["msg"])
    return JSONResponse({"problem": problem, "fix": "Send what the schema says"}, status_code=422)


async def _nothing_there(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == HTTP_400_BAD_REQUEST:
        said = {"problem": "The body cannot be read as JSON", "fix": "Send what the schema says"}
        return JSONResponse(said, status_code=422)
    said = {"problem": f"There is nothing here ({error.detail})", "fix": "See the schema"}
    return JSONResponse(said, status_code=error.status_code, headers=error.headers)


async def _own_bug(_request: Request, _error: Exception) -> JSONResponse:
    said = {"problem": "Something inside Supple went wrong", "fix": "Look at the window that Supple runs in"}
    return JSONResponse(said, status_code=500)


def serving(people: People, figures: FigureBook) -> FastAPI:
    """The API on top of everybody's journals."""
    api = make_api()
    api.state.people = people
    api.state.figures = figures
    return api


def make_api() -> FastAPI:
    """The API's description alone; `serving` gives it a service."""
    api = FastAPI(title="Supple", version="1", openapi_url=None, docs_url=None, redoc_url=None)
    api.post("/api/entries", responses=REFUSALS)(keep_entries)
    api.post("/api/plans", responses=REFUSALS)(make_plan)
    api.get("/api/figures/{technique}", responses=REFUSALS, response_class=Response)(figure)
    api.add_exception_handler(SuppleError, _refused)
    api.add_exception_handler(RequestValidationError, _not_understood)
    api.add_exception_handler(HTTPException, _nothing_there)
    api.add_exception_handler(Exception, _own_bug)
    return api
