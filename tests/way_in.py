"""Lets a test into the application, as a browser that followed the link is let in."""

from typing import Any

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from supple.app.entrance import entrance_of
from supple.app.people import People
from supple.app.settings import Settings
from supple.web.server import Application, make_application

ORIGIN = "http://127.0.0.1:8737"


def application_of(people: People) -> Application:
    """The whole application, behind its door."""
    return make_application(people, entrance_of(people.settings))


def cookies_of(settings: Settings) -> dict[str, str]:
    """What a browser holds that was let into a data folder."""
    entrance = entrance_of(settings)
    return {entrance.cookie_name: entrance.cookie()}


def cookie_header(settings: Settings) -> str:
    """The same as a header."""
    return "; ".join(f"{name}={value}" for name, value in cookies_of(settings).items())


def browser(people: People, application: ASGIApp | None = None, **options: Any) -> TestClient:
    """A browser on Supple's own page, which was let in."""
    client = TestClient(
        application or application_of(people), base_url=ORIGIN, headers={"origin": ORIGIN}, **options
    )
    client.cookies.update(cookies_of(people.settings))
    return client
