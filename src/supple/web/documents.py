"""Documents to take along: one at a time, each from a process of its own, passed on as it comes."""

import subprocess
from collections.abc import AsyncIterator

import anyio
from anyio.abc import Process
from anyio.lowlevel import RunVar
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from supple.app.document import MADE, REFUSED, Kind, command, refusal_in, surroundings, wish_for
from supple.app.service import Supple
from supple.app.telling import file_name
from supple.base.errors import SuppleError

# A reader that takes longer than this keeps everybody else's document waiting.
MOST_S = 600.0
MEDIA_TYPES: dict[Kind, tuple[str, str]] = {
    "pdf": ("application/pdf", ".pdf"),
    "csv": ("text/csv; charset=utf-8", ".csv"),
    "fhir": ("application/fhir+json", ".fhir.json"),
    "export": ("application/x-ndjson", ".supple"),
}

_line: RunVar[anyio.Lock] = RunVar("documents")


class DocumentError(Exception):
    """Our own bug: the process ended without a whole document, and said why in its own log."""


class Document(Response):
    """Waits in line without a thread; ends with its process when whoever asked has gone.

    Raises SuppleError, where there is no document, before anything is sent.
    """

    def __init__(self, supple: Supple, kind: Kind) -> None:
        media_type, suffix = MEDIA_TYPES[kind]
        name = file_name(supple, suffix)
        super().__init__(
            media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
        )
        # Its length is known only at its end.
        del self.headers["content-length"]
        self.supple = supple
        self.kind = kind
        self._wish = wish_for(supple, kind)
        self._surroundings = surroundings(supple.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make it and send it."""
        fault: Exception | None = None
        async with anyio.create_task_group() as group:

            async def leave() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()

            group.start_soon(leave)
            try:
                await self._answer(scope, send)
            except (SuppleError, DocumentError, TimeoutError) as error:
                # Outside of the group, so that it is not wrapped in one.
                fault = error
            group.cancel_scope.cancel()
        if fault is not None:
            raise fault

    async def _answer(self, scope: Scope, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        async with _in_line():
            with anyio.fail_after(MOST_S):
                await self._make(send)

    async def _make(self, send: Send) -> None:
        process = await anyio.open_process(
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None, env=self._surroundings
        )
        async with process:
            pieces = _pieces(process, self._wish.line())
            first = await anext(pieces, b"")
            if first.startswith(REFUSED):
                raise refusal_in(first[1:] + b"".join([piece async for piece in pieces]))
            if not first.startswith(MADE):
                raise DocumentError
            await self._start(send)
            await _body(send, first[1:])
            async for piece in pieces:
                await _body(send, piece)
            if await process.wait() != 0:
                raise DocumentError
            await send({"type": "http.response.body", "body": b""})

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})


async def _pieces(process: Process, wish: bytes) -> AsyncIterator[bytes]:
    """What the process writes, once it was told what is wanted."""
    if process.stdin is None or process.stdout is None:
        raise DocumentError
    try:
        await process.stdin.send(wish)
        async for piece in process.stdout:
            yield piece
    except (anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
        raise DocumentError from error


async def _body(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


def _in_line() -> anyio.Lock:
    """The one of this event loop."""
    line = _line.get(None)
    if line is None:
        line = anyio.Lock()
        _line.set(line)
    return line
