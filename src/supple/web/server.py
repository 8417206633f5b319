"""The web application: pages, static files, the player's shell and its API, behind the guard."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.status import HTTP_500_INTERNAL_SERVER_ERROR
from starlette.types import ASGIApp, Receive, Scope, Send

from supple.app.service import Supple
from supple.base.errors import SuppleError
from supple.web.figures import FigureBook
from supple.web.files import StaticFolder, service_worker, shell
from supple.web.guard import Guard
from supple.web.pages import about, journal, movements, outcome, place, prepare, screening, today
from supple.web.site import Site, environment, shows, takes
from supple.web.statuses import status_of


class _Dispatch:
    """Pages at once; the API is loaded at its first request, because it takes as long as all the rest."""

    def __init__(self, *, pages: ASGIApp, site: Site) -> None:
        self._pages = pages
        self._site = site
        self._api: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if not scope["path"].startswith("/api/"):
            await self._pages(scope, receive, send)
            return
        if self._api is None:
            self._api = await run_in_threadpool(self._load)
        await self._api(scope, receive, send)

    def _load(self) -> ASGIApp:
        from supple.web.api import serving

        return serving(self._site.supple, self._site.figures)


def make_application(supple: Supple) -> ASGIApp:
    """Everything, as one ASGI application."""
    figures = FigureBook(knowledge=supple.knowledge)
    site = Site(supple=supple, templates=environment(), figures=figures)
    return Guard(_Dispatch(pages=_pages(site), site=site))


def _pages(site: Site) -> Starlette:
    return Starlette(
        routes=[
            Route("/", shows(site, today.show)),
            Route("/welcome", shows(site, place.welcome)),
            Route("/screening", shows(site, screening.show), methods=["GET"]),
            Route("/screening", takes(site, screening.answer), methods=["POST"]),
            Route("/outcome/{screening_id}", shows(site, outcome.show)),
            Route("/prepare", shows(site, prepare.show)),
            Route("/journal", shows(site, journal.show)),
            Route("/journal/self-adjust", takes(site, journal.note_self_adjust), methods=["POST"]),
            Route("/journal/reviewed", takes(site, journal.confirm_review), methods=["POST"]),
            Route("/movements", shows(site, movements.show)),
            Route("/about", shows(site, about.show)),
            Route("/place", shows(site, place.show), methods=["GET"]),
            Route("/place", takes(site, place.choose), methods=["POST"]),
            Route("/session", shell),
            Route("/sw.js", service_worker),
            Mount("/static", StaticFolder()),
        ],
        exception_handlers={
            SuppleError: lambda request, error: _refused(site, request, error),
            HTTPException: lambda request, error: _not_here(site, request, error),
            Exception: lambda request, error: _own_bug(site, request, error),
        },
    )


def _refused(site: Site, _request: Request, error: Exception) -> Response:
    if not isinstance(error, SuppleError):
        raise error
    status = status_of(error)
    heading = "Not like this" if status < HTTP_500_INTERNAL_SERVER_ERROR else "Something is in the way"
    return site.page(
        "error.html", here="", heading=heading, status=status, problem=error.problem, fix=error.fix
    )


def _not_here(site: Site, _request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    problem, fix = "There is no page at this address", "Go to Today and start from there"
    status = error.status_code
    return site.page("error.html", here="", heading="Nothing here", status=status, problem=problem, fix=fix)


def _own_bug(site: Site, _request: Request, _error: Exception) -> Response:
    problem = "Something inside Supple went wrong. What you noted before is safe"
    fix = "Look at the window that Supple runs in, and try again"
    return site.page("error.html", here="", heading="Our mistake", status=500, problem=problem, fix=fix)
