"""The web application: pages, static files, the player's shell and its API, behind the guard."""

from collections.abc import Mapping
from threading import Lock

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.status import HTTP_500_INTERNAL_SERVER_ERROR
from starlette.types import ASGIApp, Receive, Scope, Send

from supple.app.entrance import Entrance
from supple.app.people import People
from supple.base.errors import SuppleError
from supple.web.endpoints import TYPED, Urgent, shows, shows_file, takes
from supple.web.figures import FigureBook
from supple.web.files import StaticFolder, service_worker, shell
from supple.web.gate import Gate
from supple.web.guard import Guard
from supple.web.lanes import bound_page_threads, in_entry_lane
from supple.web.pages import (
    about,
    check_in,
    hand_over,
    journal,
    movements,
    outcome,
    people,
    place,
    prepare,
    screening,
    today,
    trends,
    what_happened,
    you,
)
from supple.web.pages.wrong_page import wrong_page
from supple.web.site import Frame, WrongPageError, environment
from supple.web.statuses import status_of

# Forms whose answers may ask for help at once.
URGENT: Mapping[str, Urgent] = {
    "/screening": screening.help_at_once,
    what_happened.ADDRESS: what_happened.help_at_once,
}


class _Dispatch:
    """Pages at once; the API is loaded at its first request, because it takes as long as all the rest."""

    def __init__(self, *, pages: ASGIApp, frame: Frame) -> None:
        self._pages = pages
        self._frame = frame
        self._api: ASGIApp | None = None
        self._loading = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        bound_page_threads()
        if not scope["path"].startswith("/api/"):
            await self._pages(scope, receive, send)
            return
        api = self._api
        if api is None:
            api = await in_entry_lane(self.load_api)
        await api(scope, receive, send)

    def load_api(self) -> ASGIApp:
        """The API, made once."""
        with self._loading:
            if self._api is None:
                from supple.web.api import serving

                self._api = serving(self._frame)
            return self._api


class Application:
    """Everything, as one ASGI application."""

    def __init__(self, everyone: People, entrance: Entrance) -> None:
        figures = FigureBook(knowledge=everyone.knowledge)
        frame = Frame(people=everyone, templates=environment(), figures=figures, entrance=entrance)
        self._dispatch = _Dispatch(pages=_pages(frame), frame=frame)
        self._guard = Guard(Gate(self._dispatch, frame=frame, urgent=URGENT))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        await self._guard(scope, receive, send)

    def warm(self) -> None:
        """Load what the first stop would have to wait for."""
        self._dispatch.load_api()


def make_application(everyone: People, entrance: Entrance) -> Application:
    """Everything, as one ASGI application, for those whom the entrance lets in."""
    return Application(everyone, entrance)


def page_routes(frame: Frame) -> list[BaseRoute]:
    """The address of every page and file."""
    return [
        Route("/", shows(frame, today.show)),
        Route("/welcome", shows(frame, place.welcome)),
        Route("/screening", shows(frame, screening.show), methods=["GET"]),
        Route("/screening", takes(frame, screening.answer, urgent=URGENT["/screening"]), methods=["POST"]),
        Route(what_happened.ADDRESS, shows(frame, what_happened.show), methods=["GET"]),
        Route(
            what_happened.ADDRESS,
            takes(frame, what_happened.keep, urgent=URGENT[what_happened.ADDRESS]),
            methods=["POST"],
        ),
        Route("/what-happened/damage", takes(frame, what_happened.keep_damage), methods=["POST"]),
        Route("/outcome/{screening_id}", shows(frame, outcome.show)),
        Route("/prepare", shows(frame, prepare.show)),
        Route("/journal", shows(frame, journal.show)),
        Route("/journal/self-adjust", takes(frame, journal.note_self_adjust), methods=["POST"]),
        Route("/journal/reviewed", takes(frame, journal.confirm_review), methods=["POST"]),
        Route("/check-in", shows(frame, check_in.show), methods=["GET"]),
        Route("/check-in", takes(frame, check_in.keep), methods=["POST"]),
        Route("/check-in/mistake", takes(frame, check_in.take_back), methods=["POST"]),
        Route("/check-in/reminder", takes(frame, check_in.set_reminder), methods=["POST"]),
        Route("/trends", shows(frame, trends.show)),
        Route("/hand-over", shows(frame, hand_over.show)),
        Route("/hand-over/page.pdf", shows_file(frame, hand_over.page)),
        Route("/hand-over/entries.csv", shows_file(frame, hand_over.table)),
        Route("/hand-over/fhir.json", shows_file(frame, hand_over.bundle)),
        Route("/you", shows(frame, you.show), methods=["GET"]),
        Route("/you", takes(frame, you.keep), methods=["POST"]),
        Route("/you/activity", takes(frame, you.add_activity), methods=["POST"]),
        Route("/you/everything", shows_file(frame, you.everything)),
        Route("/you/delete", shows(frame, you.ask_delete), methods=["GET"]),
        Route("/you/delete", takes(frame, you.delete), methods=["POST"]),
        *people.routes(frame),
        Route("/movements", shows(frame, movements.show)),
        Route("/about", shows(frame, about.show)),
        Route("/place", shows(frame, place.show), methods=["GET"]),
        Route("/place", takes(frame, place.choose), methods=["POST"]),
        Route("/session", shell),
        Route("/sw.js", service_worker),
        Mount("/static", StaticFolder()),
    ]


def _pages(frame: Frame) -> Starlette:
    return Starlette(
        routes=page_routes(frame),
        exception_handlers={
            SuppleError: lambda request, error: _refused(frame, request, error),
            HTTPException: lambda request, error: _not_here(frame, request, error),
            WrongPageError: lambda request, error: wrong_page(frame, error, typed=_typed(request)),
            Exception: lambda request, error: _own_bug(frame, request, error),
        },
    )


def _typed(request: Request) -> list[str]:
    typed: list[str] = request.scope.get(TYPED, [])
    return typed


def _refused(frame: Frame, request: Request, error: Exception) -> Response:
    if not isinstance(error, SuppleError):
        raise error
    status = status_of(error)
    heading = "Not like this" if status < HTTP_500_INTERNAL_SERVER_ERROR else "Something is in the way"
    return _error_page(frame, request, heading=heading, status=status, problem=error.problem, fix=error.fix)


def _error_page(
    frame: Frame, request: Request, *, heading: str, status: int, problem: str, fix: str
) -> Response:
    cookie = request.cookies.get(frame.entrance.person_cookie_name)
    is_broken = status >= HTTP_500_INTERNAL_SERVER_ERROR
    return frame.page(
        "error.html",
        here="",
        heading=heading,
        status=status,
        typed=_typed(request),
        emergency=frame.people.knowledge.emergency,
        emergency_place=frame.place_for_help(cookie, []) if is_broken else None,
        problem=problem,
        fix=fix,
    )


def _not_here(frame: Frame, request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    problem, fix = "There is no page at this address", "Go to Today and start from there"
    status = error.status_code
    return _error_page(frame, request, heading="Nothing here", status=status, problem=problem, fix=fix)


def _own_bug(frame: Frame, request: Request, _error: Exception) -> Response:
    problem = "Something inside Supple went wrong. What you noted before is safe"
    fix = "Look at the window that Supple runs in, and try again"
    return _error_page(frame, request, heading="Our mistake", status=500, problem=problem, fix=fix)
