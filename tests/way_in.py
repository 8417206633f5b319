"""Lets a test into the application, as a browser that followed the link is let in."""

from typing import Any

from httpx2 import URL
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from supple.app.entrance import entrance_of
from supple.app.people import People
from supple.app.settings import Settings
from supple.web.server import Application, make_application

FILES = ("/hand-over/page.pdf", "/hand-over/entries.csv", "/hand-over/fhir.json", "/you/everything")
NAMING = ("/api/entries", "/api/plans", "/api/standing")
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


class Browser(TestClient):
    """A browser on Supple's own pages, which was let in. What it sends names its journal, as the pages do.

    `names`: the journal that its pages were made for; None: whatever the browser shows now.
    """

    def __init__(self, people: People, application: ASGIApp, **options: Any) -> None:
        super().__init__(application, base_url=ORIGIN, headers={"origin": ORIGIN}, **options)
        self.people = people
        self.names: str | None = None
        self.person_cookie = entrance_of(people.settings).person_cookie_name
        self.cookies.update(cookies_of(people.settings))

    def show(self, journal: str) -> None:
        """Choose whose journal it shows."""
        self.cookies.set(self.person_cookie, journal)

    @property
    def journal(self) -> str:
        """The journal that pages are made for."""
        if len(self.people.ids()) == 1:
            return self.names or self.cookies.get(self.person_cookie) or self.people.chosen(None).journal
        return self.names or self.cookies.get(self.person_cookie) or ""

    def request(self, method: str, url: Any, **more: Any) -> Any:
        """As the pages' own forms and links send it."""
        path = str(url).partition("?")[0]
        is_form = method == "POST" and not path.startswith(("/api/", "/people"))
        if is_form and not more.get("content"):
            more["data"] = {"journal": self.journal, **(more.get("data") or {})}
        elif path in FILES or path in NAMING:
            more["params"] = {
                "journal": self.journal,
                **dict(URL(str(url)).params),
                **(more.get("params") or {}),
            }
        return super().request(method, url, **more)


def browser(people: People, application: ASGIApp | None = None, **options: Any) -> Browser:
    """A browser that was let in."""
    return Browser(people, application or application_of(people), **options)
