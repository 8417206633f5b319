"""The page for a professional, and the files that go with it."""

from starlette.requests import Request
from starlette.responses import Response

from supple.app.telling import content_of
from supple.web.documents import Document
from supple.web.site import Site


def show(site: Site, _request: Request) -> Response:
    """GET /hand-over."""
    return site.page(
        "hand_over.html",
        here="/hand-over",
        heading="A page for a professional",
        content=content_of(site.supple),
        tracking=site.supple.knowledge.tracking,
    )


def page(site: Site, _request: Request) -> Response:
    """GET /hand-over/page.pdf."""
    return Document(site.supple, "pdf")


def table(site: Site, _request: Request) -> Response:
    """GET /hand-over/entries.csv."""
    return Document(site.supple, "csv")


def bundle(site: Site, _request: Request) -> Response:
    """GET /hand-over/fhir.json."""
    return Document(site.supple, "fhir")
