"""Stands in front of everything: own hosts and own pages only, small bodies, strict headers."""

from collections.abc import Iterable
from json import dumps

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1_000_000
# An export is as long as its journal: a hundred thousand entries are about 40 MB. It is never held in memory.
LARGE = {"/people/restore": 400_000_000}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What a browser says of a person's own doing, and of Supple's own pages.
OWN_SITES = frozenset({b"none", b"same-origin"})
# Everything else is a page.
NO_PAGES = ("/api/", "/static", "/sw.js", "/hand-over/", "/you/everything")
HOSTS = ("127.0.0.1", "localhost", "[::1]")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What people noted must not stay in a shared browser's cache.
DEFAULT_CACHING = "no-store"


TOO_MUCH = (413, "That is more than Supple takes at once", "Send less at a time")


class Guard:
    """ASGI middleware. Refuses foreign hosts (DNS rebinding), foreign pages (CSRF) and large bodies."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        refusal = _refusal(scope)
        if refusal is not None:
            await _refuse(scope, guarded, *refusal)
            return
        if scope["method"] in SAFE_METHODS:
            await self._inner(scope, receive, guarded)
            return
        if scope["path"] in LARGE:
            await self._inner(scope, _counted(receive, LARGE[scope["path"]]), guarded)
            return
        try:
            body = await _read(receive)
        except ClientDisconnect:
            return
        if body is None:
            await _refuse(scope, guarded, *TOO_MUCH)
            return
        await self._inner(scope, _replay(body, receive), guarded)


def _header(scope: Scope, name: bytes) -> str | None:
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def _refusal(scope: Scope) -> tuple[int, str, str] | None:
    """Status, problem and fix; None if the request may pass."""
    port = scope["server"][1]
    host = _header(scope, b"host")
    if host not in {f"{name}:{port}" for name in HOSTS}:
        return 421, f"Supple does not answer to the name {host!r}", f"Open http://127.0.0.1:{port}/"
    if not _is_invited(scope) or (scope["method"] not in SAFE_METHODS and not _from_own_page(scope, host)):
        return 403, "This did not come from Supple's own page", f"Open http://{host}/ and try there"
    most = LARGE.get(scope["path"], MAX_BODY_BYTES)
    if _number(_header(scope, b"content-length")) > most:
        return TOO_MUCH
    return None


def _is_invited(scope: Scope) -> bool:
    """Whether another site, or another port of this computer, may ask for it: to be shown a page, no more.

    Its pictures, scripts and frames would have documents made that nobody waits for.
    """
    sites = {value for name, value in scope["headers"] if name == b"sec-fetch-site"}
    if sites <= OWN_SITES:
        return True
    is_page = not scope["path"].startswith(NO_PAGES)
    is_shown = _header(scope, b"sec-fetch-mode") == "navigate"
    return (
        is_page and is_shown and scope["method"] == "GET" and _header(scope, b"sec-fetch-dest") == "document"
    )


def _number(text: str | None) -> int:
    """What stands there, or 0; of a number that is longer than any body only its beginning."""
    return int(text.lstrip("0")[:20] or 0) if text is not None and text.isascii() and text.isdigit() else 0


def _from_own_page(scope: Scope, host: str) -> bool:
    """Own origin; or, where no-referrer made a form's origin "null", the browser's own word for it."""
    origin, site = _header(scope, b"origin"), _header(scope, b"sec-fetch-site")
    if site not in (None, "same-origin"):
        return False
    return origin == f"http://{host}" or (origin in (None, "null") and site == "same-origin")


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None if it is too large. Raises ClientDisconnect where its end never came."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _counted(receive: Receive, most: int) -> Receive:
    """The body piece by piece; beyond `most` bytes as if the sender had gone."""
    left = most

    async def next_piece() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return next_piece


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_missing(message.get("headers", ()))]
        await send(message)

    return guarded


def _missing(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    present = {name.decode("latin-1").lower() for name, _ in headers}
    wanted = {**HEADERS, "cache-control": DEFAULT_CACHING}
    return [(name.encode(), value.encode()) for name, value in wanted.items() if name not in present]


async def _refuse(scope: Scope, send: Send, status: int, problem: str, fix: str) -> None:
    is_api = scope["path"].startswith("/api/")
    text = dumps({"problem": problem, "fix": fix, "code": ""}) if is_api else f"{problem}. {fix}.\n"
    kind = b"application/json" if is_api else b"text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": text.encode()})
