"""Lets in browsers that followed a link of this user; others on this computer read and write nothing."""

from collections.abc import Mapping
from json import dumps
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.status import HTTP_401_UNAUTHORIZED
from starlette.types import ASGIApp, Receive, Scope, Send

from supple.base.errors import SuppleError
from supple.web.endpoints import Urgent, help_in, typed_in
from supple.web.guard import LARGE
from supple.web.site import Frame
from supple.web.statuses import BROKEN, as_json

# Nothing of anybody's is in these; the service worker has to reach them at any time.
OPEN_PATHS = frozenset({"/session", "/sw.js"})
OPEN_FOLDER = "/static/"
PLAN_TOKEN = b"x-supple-token"
ONCE_PATH = "/open"
LOCKED_OUT = "locked_out"
ADMITTED = "supple.admitted"
HEADING = "Open Supple from its link"
PROBLEM = "This browser was not let in, so that nobody else on this computer can read your journal"
NOT_LET_IN = "Nothing was kept: this browser was not let in."
FIX = "Open Supple from the link in the window that it runs in, or type supple link to see that link again"


class Gate:
    """ASGI middleware. Answers 401, never a redirect: a service worker would keep that as its own page."""

    def __init__(self, inner: ASGIApp, *, frame: Frame, urgent: Mapping[str, Urgent]) -> None:
        self._inner = inner
        self._frame = frame
        self._urgent = urgent
        self._entrance = frame.entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        try:
            # Before anything else: a browser that is let in makes the folder's secret anew.
            self._entrance.watch.refuse_replaced()
        except SuppleError as error:
            await self._without_folder(error, scope, receive, send)
            return
        admitted = self._entrance.admits(Request(scope).cookies.get(self._entrance.cookie_name))
        scope[ADMITTED] = admitted
        token = _link_token(scope)
        if token is not None:
            await self._by_link(token, scope, admitted=admitted)(scope, receive, send)
        elif admitted or _is_open(scope["path"]) or _shows_plan_token(scope):
            await self._inner(scope, receive, send)
        else:
            body = await _form_in(scope, receive)
            help_page = self._help(scope, body, why=NOT_LET_IN, status=HTTP_401_UNAUTHORIZED)
            await (help_page or self._locked(scope, body))(scope, receive, send)

    async def _without_folder(self, error: SuppleError, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing is let in, read or kept until the folder is back. Help waits for no folder."""
        if _is_open(scope["path"]):
            await self._inner(scope, receive, send)
            return
        if scope["path"].startswith("/api/"):
            answer = _json(as_json(error), BROKEN)
        else:
            body = await _form_in(scope, receive)
            help_page = self._help(scope, body, why=f"Nothing was kept. {error}", status=BROKEN)
            answer = help_page or self._in_the_way(error, scope, body)
        await answer(scope, receive, send)

    def _help(self, scope: Scope, body: bytes | None, *, why: str, status: int) -> Response | None:
        """The number, for answers that ask for it. No journal is read for somebody who was not let in."""
        urgent, frame = self._urgent.get(scope["path"]), self._frame
        if urgent is None or body is None:
            return None
        answer = help_in(body, urgent, frame, frame.place_last_read, why=why)
        if answer is not None:
            answer.status_code = status
        return answer

    def _in_the_way(self, error: SuppleError, scope: Scope, body: bytes | None) -> Response:
        frame = self._frame
        # Where there is one journal only, no cookie says whose is shown.
        shown = Request(scope).cookies.get(self._entrance.person_cookie_name, "")
        journals = list(frame.places) if len(frame.places) == 1 else [shown]
        return frame.page(
            "error.html",
            here="",
            heading="Something is in the way",
            status=BROKEN,
            problem=error.problem,
            fix=error.fix,
            typed=typed_in(body or b""),
            emergency=frame.people.knowledge.emergency,
            emergency_place=frame.place_last_read(journals),
        )

    def _by_link(self, token: str, scope: Scope, *, admitted: bool) -> Response:
        """A page that goes on from itself: with a redirect, a strict cookie would not come along."""
        of_once = scope["path"] == ONCE_PATH
        fits = self._entrance.opens_once(token) if of_once else self._entrance.opens(token)
        if not fits and not admitted:
            return self._locked(scope)
        response = self._frame.page("opened.html", here="", heading="Supple is open")
        if fits:
            self._frame.let_in(response)
        return response

    def _locked(self, scope: Scope, body: bytes | None = None) -> Response:
        """`body`: of a form that came with it."""
        if scope["path"].startswith("/api/"):
            return _json({"problem": PROBLEM, "fix": FIX, "code": LOCKED_OUT}, HTTP_401_UNAUTHORIZED)
        return self._frame.page(
            "locked.html",
            here="",
            heading=HEADING,
            status=HTTP_401_UNAUTHORIZED,
            is_sent=body is not None,
            typed=typed_in(body or b""),
        )


def _json(content: Mapping[str, str], status: int) -> Response:
    return Response(dumps(content), status_code=status, media_type="application/json")


async def _form_in(scope: Scope, receive: Receive) -> bytes | None:
    """A form that was posted to a page; of one with a file nothing. None where it is none."""
    if scope["method"] != "POST" or scope["path"].startswith("/api/"):
        return None
    return b"" if scope["path"] in LARGE else await Request(scope, receive).body()


def _link_token(scope: Scope) -> str | None:
    """The token of a link that is followed; None for everything else."""
    if scope["method"] != "GET" or scope["path"] not in ("/", ONCE_PATH):
        return None
    tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
    return tokens[0] if len(tokens) == 1 else None


def _is_open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDER)


def _shows_plan_token(scope: Scope) -> bool:
    """Whether the API has to judge the token of a plan itself: it knows what the entries are of."""
    if (scope["method"], scope["path"]) != ("POST", "/api/entries"):
        return False
    return any(name == PLAN_TOKEN for name, _ in scope["headers"])
