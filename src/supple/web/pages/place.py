"""The first run, and the place that decides the emergency number."""

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from supple.app.noting import ask, own_words, say_reason
from supple.app.refusals import NotUnderstoodError
from supple.web.site import Fields, Site, fields_of, go_to
from supple.web.still import today_figure


def welcome(site: Site, _request: Request) -> Response:
    """GET /welcome. While it is read, the first page's picture is drawn."""
    page = _welcome(site, ask(site.supple).reason or "")
    page.background = BackgroundTask(today_figure)
    return page


def _welcome(site: Site, reason: str, *, problem: str = "", status: int = 200) -> Response:
    return site.page(
        "welcome.html",
        here="",
        heading="Gentle movement for your back",
        status=status,
        places=site.supple.knowledge.emergency.place,
        place=site.supple.place_or_default(),
        reason_ask=site.supple.knowledge.tracking.reason_ask,
        reason=reason,
        problem=problem,
    )


def show(site: Site, request: Request) -> Response:
    """GET /place."""
    return _page(site, own_page(fields_of(request).get("next", "/")), problem="")


def _page(site: Site, after: str, *, problem: str, status: int = 200) -> Response:
    return site.page(
        "place.html",
        here="",
        heading="Where are you?",
        status=status,
        places=site.supple.knowledge.emergency.place,
        place=site.supple.place_or_default(),
        next=after,
        problem=problem,
    )


def choose(site: Site, fields: Fields) -> Response:
    """POST /place. What is refused is shown again."""
    form = dict(fields)
    after = own_page(form.get("next", "/"))
    problem = "Choose a place from the list."
    try:
        site.supple.choose_place(form.get("place", ""))
        problem = ""
        reason = own_words(form.get("reason", ""))
        if reason is not None and reason != ask(site.supple).reason:
            say_reason(site.supple, reason)
    except NotUnderstoodError as error:
        problem = problem or str(error)
        if "reason" in form:
            return _welcome(site, form["reason"], problem=problem, status=422)
        return _page(site, after, problem=problem, status=422)
    return go_to(after)


def own_page(address: str) -> str:
    """The address, if it is one of our own pages; else the first page."""
    is_path = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_path and address.isprintable() else "/"
