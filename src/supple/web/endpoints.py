"""Endpoints: whose journal a request is for is settled here, in one place, before any handler runs."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from supple.app.people import SeveralPeopleError
from supple.app.refusals import NotUnderstoodError
from supple.web.site import JOURNAL, Fields, Frame, Site, go_to

MAX_FIELDS = 400

Posted = Callable[[Site, Fields], Response]
Shown = Callable[[Site, Request], Response]


def shows(frame: Frame, handler: Shown) -> Callable[[Request], Response]:
    """An endpoint for GET; Starlette runs it in its thread pool."""

    def endpoint(request: Request) -> Response:
        try:
            site = frame.of(_cookie(frame, request))
        except SeveralPeopleError:
            return _who_is_it(request)
        return handler(site, request)

    return endpoint


def shows_file(frame: Frame, handler: Shown) -> Callable[[Request], Response]:
    """An endpoint for GET of what is saved: the address says whose it is."""

    def endpoint(request: Request) -> Response:
        site = frame.named(_cookie(frame, request), request.query_params.getlist(JOURNAL))
        return handler(site, request)

    return endpoint


def takes(frame: Frame, handler: Posted) -> Callable[[Request], object]:
    """An endpoint for a posted form, which says whose it is. Raises NotUnderstoodError for no form."""

    def handle(request: Request, fields: Fields) -> Response:
        named = [value for name, value in fields if name == JOURNAL]
        site = frame.named(_cookie(frame, request), named)
        return handler(site, [field for field in fields if field[0] != JOURNAL])

    async def endpoint(request: Request) -> Response:
        fields = read_form(await request.body())
        return await run_in_threadpool(handle, request, fields)

    return endpoint


def _cookie(frame: Frame, request: Request) -> str | None:
    return request.cookies.get(frame.entrance.person_cookie_name)


def read_form(body: bytes) -> Fields:
    """The fields of a posted form. Raises NotUnderstoodError for what is not one."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise NotUnderstoodError("That is not a form of this page", fix="Go back and try again") from error


def _who_is_it(request: Request) -> Response:
    """Nobody's journal is opened by default: ask, then go on."""
    after = request.url.path if request.method == "GET" else "/"
    return go_to(f"/people?{urlencode({'next': after})}")
