"""The page for a professional, and the files that go with it."""

from starlette.requests import Request
from starlette.responses import Response

from supple.app.telling import content_of, csv_of, fhir_of, file_name, pdf_of
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
    return _file(pdf_of(site.supple), "application/pdf", file_name(site.supple, ".pdf"))


def table(site: Site, _request: Request) -> Response:
    """GET /hand-over/entries.csv."""
    return _file(csv_of(site.supple).encode(), "text/csv; charset=utf-8", file_name(site.supple, ".csv"))


def bundle(site: Site, _request: Request) -> Response:
    """GET /hand-over/fhir.json."""
    return _file(fhir_of(site.supple), "application/fhir+json", file_name(site.supple, ".fhir.json"))


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
