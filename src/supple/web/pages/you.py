"""What a person says of themselves, and their data: take everything along, or delete everything."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from supple.app.noting import ask, name_activity, own_words, say_reason
from supple.app.people import name_in
from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.base.errors import SuppleError
from supple.web.documents import Document
from supple.web.site import Fields, Site, go_to


def show(site: Site, _request: Request) -> Response:
    """GET /you."""
    return _page(site)


def _page(site: Site, *, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    """`typed`: what was filled in and refused, to be shown again."""
    asked = ask(site.supple)
    noted = {"name": name_in(site.supple), "reason": asked.reason or "", "activity": ""}
    return site.page(
        "you.html",
        here="/you",
        heading="You and your data",
        status=422 if problem else 200,
        problem=problem,
        **{**noted, **{field: text for field, text in (typed or {}).items() if field in noted}},
        asked=asked,
        reminded=asked.reminders is not None and asked.reminders.on,
        tracking=site.supple.knowledge.tracking,
        where=site.people.where,
    )


def keep(site: Site, fields: Fields) -> Response:
    """POST /you: the name, or the reason, whichever was changed."""
    form = dict(fields)
    name, reason = own_words(form.get("name", "")), own_words(form.get("reason", ""))
    asked = ask(site.supple)
    try:
        if name is not None and name != name_in(site.supple):
            site.people.rename(site.supple, name)
        if reason is not None and reason != asked.reason:
            say_reason(site.supple, reason)
    except (NotUnderstoodError, NotPossibleError) as error:
        return _page(site, problem=str(error), typed=form)
    return go_to("/you")


def add_activity(site: Site, fields: Fields) -> Response:
    """POST /you/activity."""
    form = dict(fields)
    name = own_words(form.get("activity", ""))
    if name is None:
        return _page(site, problem="Write what you want to be able to do again.")
    try:
        name_activity(site.supple, name)
    except SuppleError as error:
        return _page(site, problem=str(error), typed=form)
    return go_to("/you")


def everything(site: Site, _request: Request) -> Response:
    """GET /you/everything: one file with every entry, to keep or to move."""
    return Document(site.supple, "export")


def ask_delete(site: Site, _request: Request) -> Response:
    """GET /you/delete."""
    return site.page(
        "delete.html",
        here="/you",
        heading="Delete everything?",
        entries=len(site.supple.store.entries()),
        where=site.people.where,
        problem="",
    )


def delete(site: Site, fields: Fields) -> Response:
    """POST /you/delete: what was there, and that it is gone."""
    if dict(fields).get("sure") != "yes":
        return site.page(
            "delete.html",
            here="/you",
            heading="Delete everything?",
            status=422,
            entries=len(site.supple.store.entries()),
            where=site.people.where,
            problem="Tick the box first: it cannot be taken back.",
        )
    gone = site.journal
    removed = site.people.remove(site.supple.person)
    others = bool(site.people.journals.ids())
    response = site.frame.page(
        "deleted.html",
        here="",
        heading="It is gone",
        removed=removed,
        gone=gone,
        others=others,
    )
    response.delete_cookie(site.entrance.person_cookie_name, path="/")
    if not others:
        site.let_in_anew(response)
    return response
