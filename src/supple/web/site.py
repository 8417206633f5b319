"""What every page needs: the service, the templates and the folder of static files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from supple.app.refusals import NotUnderstoodError
from supple.app.service import Supple
from supple.web.figures import FigureBook
from supple.web.words import FILTERS

HERE = Path(__file__).parent
STATIC = HERE / "static"
PLAYER = STATIC / "player"
MAX_FIELDS = 400

Fields = list[tuple[str, str]]


def environment() -> Environment:
    """The templates: everything is escaped, and a forgotten value is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


@dataclass(frozen=True, kw_only=True)
class Site:
    """The service, its templates and its drawings."""

    supple: Supple
    templates: Environment
    figures: FigureBook

    def page(
        self, template: str, *, here: str, heading: str, status: int = 200, **more: object
    ) -> HTMLResponse:
        """A page. `here` is the address of the entry that the navigation marks."""
        text = self.templates.get_template(template).render(
            here=here,
            heading=heading,
            boundaries=self.supple.knowledge.boundaries,
            has_outbox=(PLAYER / "outbox.js").is_file(),
            **more,
        )
        return HTMLResponse(text, status_code=status)


def go_to(address: str) -> RedirectResponse:
    """To another page, by GET."""
    return RedirectResponse(address, status_code=303)


def fields_of(request: Request) -> Mapping[str, str]:
    """The query of an address; of a name given twice the last counts."""
    return dict(request.query_params)


Posted = Callable[[Site, Fields], Response]
Shown = Callable[[Site, Request], Response]


def shows(site: Site, handler: Shown) -> Callable[[Request], Response]:
    """An endpoint for GET; Starlette runs it in its thread pool."""

    def endpoint(request: Request) -> Response:
        return handler(site, request)

    return endpoint


def takes(site: Site, handler: Posted) -> Callable[[Request], object]:
    """An endpoint for a posted form. Raises NotUnderstoodError for what is not a form."""

    async def endpoint(request: Request) -> Response:
        try:
            text = (await request.body()).decode("utf-8")
            fields = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except ValueError as error:
            raise NotUnderstoodError(
                "That is not a form of this page", fix="Go back and try again"
            ) from error
        return await run_in_threadpool(handler, site, fields)

    return endpoint
