"""Endpoints: whose journal a request is for is settled here, in one place, before any handler runs."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from supple.app.people import SeveralPeopleError
from supple.app.refusals import (
    DeletedJournalError,
    NoJournalNamedError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.web.site import JOURNAL, Fields, Frame, Site, WrongPageError, go_to

MAX_FIELDS = 400
NOT_KEPT_STATUS: dict[type[Exception], int] = {
    WrongPageError: 403,
    OtherJournalError: 403,
    DeletedJournalError: 403,
    NoJournalNamedError: 428,
}

Posted = Callable[[Site, Fields], Response]
Urgent = Callable[[Site, Fields], Response | None]
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


def takes(frame: Frame, handler: Posted, *, urgent: Urgent | None = None) -> Callable[[Request], object]:
    """An endpoint for a posted form, which says whose it is. Raises NotUnderstoodError for no form.

    `urgent`: what is answered at once, whosever page it was, with nothing kept; None where nothing is.
    """

    def handle(request: Request, fields: Fields) -> Response:
        cookie = _cookie(frame, request)
        named = [value for name, value in fields if name == JOURNAL]
        rest = [field for field in fields if field[0] != JOURNAL]
        try:
            site = frame.named(cookie, named)
        except (WrongPageError, NoJournalNamedError, OtherJournalError, DeletedJournalError) as error:
            answer = None if urgent is None else _urgently(frame, cookie, rest, urgent)
            if answer is None:
                raise
            answer.status_code = NOT_KEPT_STATUS[type(error)]
            return answer
        return handler(site, rest)

    async def endpoint(request: Request) -> Response:
        fields = read_form(await request.body())
        return await run_in_threadpool(handle, request, fields)

    return endpoint


def _urgently(frame: Frame, cookie: str | None, fields: Fields, urgent: Urgent) -> Response | None:
    """The help that the answers ask for. The place of whoever is shown says which number stands first."""
    try:
        site = frame.of(cookie)
    except SeveralPeopleError:
        site = frame.of(frame.people.journal_of(frame.people.ids()[0]))
    return urgent(site, fields)


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
