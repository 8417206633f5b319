"""Lets in browsers that followed a link of this user; others on this computer read and write nothing."""

from collections.abc import Mapping, Sequence
from json import dumps
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.status import HTTP_401_UNAUTHORIZED
from starlette.types import ASGIApp, Receive, Scope, Send

from supple.web.endpoints import Urgent, help_in, typed_in
from supple.web.guard import LARGE
from supple.web.site import Frame

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
        admitted = self._entrance.admits(Request(scope).cookies.get(self._entrance.cookie_name))
        scope[ADMITTED] = admitted
        token = _link_token(scope)
        if token is not None:
            await self._by_link(token, scope, admitted=admitted)(scope, receive, send)
        elif admitted or _is_open(scope["path"]) or _shows_plan_token(scope):
            await self._inner(scope, receive, send)
        else:
            is_form = scope["method"] == "POST" and not scope["path"].startswith("/api/")
            answer = await self._not_kept(scope, receive) if is_form else self._locked(scope)
            await answer(scope, receive, send)

    async def _not_kept(self, scope: Scope, receive: Receive) -> Response:
        """A page may be shut out while it is filled in: what was typed into it is shown again."""
        if scope["path"] in LARGE:
            return self._locked(scope, is_sent=True)
        body = await Request(scope, receive).body()
        return self._help(scope, body) or self._locked(scope, is_sent=True, typed=typed_in(body))

    def _help(self, scope: Scope, body: bytes) -> Response | None:
        """The number, for answers that ask for it. No journal is read for somebody who was not let in."""
        urgent, frame = self._urgent.get(scope["path"]), self._frame
        if urgent is None:
            return None
        answer = help_in(body, urgent, frame, frame.place_last_read, why=NOT_LET_IN)
        if answer is not None:
            answer.status_code = HTTP_401_UNAUTHORIZED
        return answer

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

    def _locked(self, scope: Scope, *, is_sent: bool = False, typed: Sequence[str] = ()) -> Response:
        """`is_sent`: a form came with it, with what was `typed` into it."""
        if scope["path"].startswith("/api/"):
            refusal = {"problem": PROBLEM, "fix": FIX, "code": LOCKED_OUT}
            return Response(dumps(refusal), status_code=401, media_type="application/json")
        return self._frame.page(
            "locked.html", here="", heading=HEADING, status=401, is_sent=is_sent, typed=typed
        )


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
