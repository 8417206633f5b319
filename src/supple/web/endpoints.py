"""Endpoints: whose journal a request is for is settled here, in one place, before any handler runs."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.status import HTTP_403_FORBIDDEN, HTTP_500_INTERNAL_SERVER_ERROR

from supple.app.people import SeveralPeopleError
from supple.app.refusals import (
    DeletedJournalError,
    NoJournalNamedError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.base.errors import SuppleError
from supple.knowledge.schema.safety import Place
from supple.web.site import JOURNAL, Fields, Frame, Site, WrongPageError, go_to
from supple.web.statuses import status_of

MAX_FIELDS = 400
# The fields of all forms into which something is typed, and where it waits while the form is refused.
TEXTS = frozenset({"note", "reason", "name", "activity"})
TYPED = "supple.typed"
NOT_KEPT = "Nothing was kept: the page was made for another journal."
MAY_BE_LOST = "Something inside Supple went wrong, so it may be that nothing was kept."
_OF_ANOTHER = (WrongPageError, NoJournalNamedError, OtherJournalError, DeletedJournalError)

Posted = Callable[[Site, Fields], Response]
# What answers alone ask for at once: the page with the number of a place, saying why nothing was kept.
Urgent = Callable[[Frame, Fields, Place, str], Response | None]
Shown = Callable[[Site, Request], Response]


def shows(frame: Frame, handler: Shown) -> Callable[[Request], Response]:
    """An endpoint for GET; Starlette runs it in its thread pool.

    What an address takes along from a page names that page's journal.
    """

    def endpoint(request: Request) -> Response:
        cookie, named = _cookie(frame, request), request.query_params.getlist(JOURNAL)
        try:
            site = frame.named(cookie, named) if named else frame.of(cookie)
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

    `urgent`: what is answered all the same, whatever refuses the form; None where nothing is.
    """

    def handle(request: Request, body: bytes) -> Response:
        cookie = _cookie(frame, request)
        place_of = partial(frame.place_for_help, cookie)
        try:
            fields = read_form(body)
            site = frame.named(cookie, _journals_in(fields))
            return handler(site, [field for field in fields if field[0] != JOURNAL])
        except Exception as error:
            request.scope[TYPED] = typed_in(body)
            answer = None if urgent is None else help_in(body, urgent, frame, place_of, why=_not_kept(error))
            if answer is None:
                raise
            answer.status_code = _status_of(error)
            if answer.status_code == HTTP_500_INTERNAL_SERVER_ERROR:
                logging.getLogger(__name__).exception("The number was shown instead")
            return answer

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(handle, request, await request.body())

    return endpoint


def help_in(
    body: bytes, urgent: Urgent, frame: Frame, place_of: Callable[[Sequence[str]], Place], *, why: str
) -> Response | None:
    """The help that a form asks for, from knowledge alone, waiting for no journal. `why` nothing was kept."""
    fields = _leniently(body)
    return urgent(frame, fields, place_of(_journals_in(fields)), why)


def typed_in(body: bytes) -> list[str]:
    """What somebody typed into a form: it is shown again with the reason why it is not kept."""
    return [text for name, text in _leniently(body) if name in TEXTS and text.strip()]


def _leniently(body: bytes) -> Fields:
    """The fields of whatever was posted, as far as they can be read."""
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


def _journals_in(fields: Fields) -> list[str]:
    return [value for name, value in fields if name == JOURNAL]


def _not_kept(error: Exception) -> str:
    if isinstance(error, _OF_ANOTHER):
        return NOT_KEPT
    return f"Nothing was kept. {error}" if isinstance(error, SuppleError) else MAY_BE_LOST


def _status_of(error: Exception) -> int:
    if isinstance(error, WrongPageError):
        return HTTP_403_FORBIDDEN
    return status_of(error) if isinstance(error, SuppleError) else HTTP_500_INTERNAL_SERVER_ERROR


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
