"""Every route that the application has, asked of the application itself."""

from unittest.mock import Mock

from fastapi.routing import APIRoute
from starlette.routing import Mount, Route

from supple.web.api import make_api
from supple.web.server import page_routes as routes_of


def page_routes() -> list[Route | Mount]:
    """Those of the pages."""
    return [one for one in routes_of(Mock()) if isinstance(one, Route | Mount)]


def all_routes() -> list[tuple[str, str]]:
    """Method and path of each, with its parameters in braces."""
    pages = [(method, one.path) for one in page_routes() for method in _methods(one)]
    api = [
        (method, one.path)
        for one in make_api().routes
        if isinstance(one, APIRoute)
        for method in one.methods or ()
    ]
    return sorted({*pages, *api})


def _methods(route: Route | Mount) -> set[str]:
    return route.methods or {"GET"} if isinstance(route, Route) else {"GET"}
