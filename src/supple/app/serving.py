"""Runs the web application on this machine alone, until Ctrl-C."""

import pkgutil
import socket
import sys
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Protocol

import uvicorn
from uvicorn._types import ASGIApplication, ASGIReceiveCallable, ASGISendCallable, Scope

from supple.app.bug_log import log_without_values
from supple.app.connection import BoundedConnection
from supple.app.ending import ends_in_order
from supple.app.entrance import Entrance, entrance_of
from supple.app.links import announced, printed_link
from supple.app.neighbours import announced_to_neighbours
from supple.app.people import People
from supple.app.ports import listen, remember_port, remembered_port
from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.store.folder import data_folder

# A tenth of the usual: a stop takes many turns, and waits for each while pages are busy.
THREAD_TURN_S = 0.0005
# The first page comes first; what it does not need is loaded right after it.
FIRST_PAGE_S = 0.5
# Named, not imported: web lies above app.
APPLICATION = "supple.web.server:make_application"


class _Application(Protocol):
    """What is served, and how to load what its first requests would wait for."""

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable, /) -> None:
        """Handle one request."""

    def warm(self) -> None:
        """Load it."""


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
    """Open everything, answer on 127.0.0.1, print the link, and return after Ctrl-C or a polite end.

    Raises SuppleError for a port in use, and for knowledge or a database that cannot be used.
    """
    log_without_values()
    sys.setswitchinterval(THREAD_TURN_S)
    folder = data_folder(settings.data)
    remembered = remembered_port(folder)
    with listen(settings.port, remembered=remembered) as listening:
        port: int = listening.getsockname()[1]
        people = open_people(settings)
        try:
            entrance = entrance_of(settings)
            entrance.cookie()  # a folder that cannot keep its secret is said now
            make: Callable[[People, Entrance], _Application] = pkgutil.resolve_name(APPLICATION)
            application = make(people, entrance)
            if settings.port or (settings.port is None and remembered is None):
                remember_port(folder, port)
            with ends_in_order(), announced(entrance, port) as opening, announced_to_neighbours(people, port):
                link = printed_link(port, entrance.lasting)
                started = _Started(
                    people=people, application=application, link=link, opening=opening.as_uri()
                )
                _run(application, listening, started.tell)
        finally:
            people.close()


def _run(application: _Application, listening: socket.socket, on_start: Callable[[], None]) -> None:
    with suppress(KeyboardInterrupt):
        _Server(configured(application), on_start=on_start).run(sockets=[listening])
    with suppress(OSError):  # the window may be closed
        print("Supple has stopped.", flush=True)


def configured(application: ASGIApplication) -> uvicorn.Config:
    """How everything is served: nobody is logged, and no connection is endless."""
    return uvicorn.Config(
        application,
        loop="asyncio",
        http=BoundedConnection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )


@dataclass(frozen=True, kw_only=True)
class _Started:
    """What is done as soon as Supple answers."""

    people: People
    application: _Application
    link: str
    opening: str

    def tell(self) -> None:
        """Print the link, read ahead, and open a browser if that is wanted."""
        print(f"Supple is at {self.link}  (Ctrl-C stops it)", flush=True)
        Thread(target=_read_ahead, args=(self.people, self.application), daemon=True).start()
        if self.people.settings.open_browser:
            # Some browsers hold the caller until they are closed.
            Thread(target=webbrowser.open, args=(self.opening,), daemon=True).start()


def _read_ahead(people: People, application: _Application) -> None:
    time.sleep(FIRST_PAGE_S)
    application.warm()
    people.read_ahead()
