"""Runs the web application on this machine alone, until Ctrl-C."""

import pkgutil
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import uvicorn
from uvicorn._types import ASGIApplication

from supple.app.people import People
from supple.app.settings import FIRST_PORT, PORTS_TO_TRY, Settings
from supple.app.wiring import open_people
from supple.base.errors import SuppleError

HOST = "127.0.0.1"
LAST_PORT = 65535
# Named, not imported: web lies above app.
APPLICATION = "supple.web.server:make_application"


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, *, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_start()


def serve(settings: Settings) -> None:
    """Open everything, answer on 127.0.0.1, print the address, and return after Ctrl-C.

    Raises SuppleError for a port in use, and for knowledge or a database that cannot be used.
    """
    with listen(settings.port) as listening:
        address = f"http://{HOST}:{listening.getsockname()[1]}/"
        people = open_people(settings)
        try:
            make: Callable[[People], ASGIApplication] = pkgutil.resolve_name(APPLICATION)
            _run(make(people), listening, lambda: _started(address, people))
        finally:
            people.close()


def _run(application: ASGIApplication, listening: socket.socket, on_start: Callable[[], None]) -> None:
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    with suppress(KeyboardInterrupt):
        _Server(config, on_start=on_start).run(sockets=[listening])
    print("Supple has stopped.", flush=True)


def _started(address: str, people: People) -> None:
    print(f"Supple is at {address}  (Ctrl-C stops it)", flush=True)
    Thread(target=people.read_ahead, daemon=True).start()
    if people.settings.open_browser:
        # Some browsers hold the caller until they are closed.
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def listen(port: int | None) -> socket.socket:
    """Listen on the port asked for, or on the first free one. Raises SuppleError if it is taken."""
    if port is not None:
        return _bind(port)
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        try:
            return _bind(candidate)
        except SuppleError:
            continue
    return _bind(0)


def _bind(port: int) -> socket.socket:
    if not 0 <= port <= LAST_PORT:
        raise SuppleError(
            f"{port} is not a port", fix=f"Give a number from 0 to {LAST_PORT}; 0 takes a free one"
        )
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SuppleError(
            f"Port {port} on {HOST} cannot be used ({error.strerror})",
            fix="Choose another one with --port, or leave --port out",
        ) from error
    return listening
