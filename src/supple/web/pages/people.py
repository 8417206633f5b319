"""Who is here: choosing, adding, and going back to whose page it was."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from supple.app.noting import own_words
from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.app.waiting import bring_waiting, is_waiting
from supple.base.errors import SuppleError, why
from supple.web.endpoints import read_form
from supple.web.pages.place import own_page
from supple.web.site import Frame, fields_of, go_to


def routes(frame: Frame) -> list[Route]:
    """These pages come before it is known whose pages to show."""

    def show(request: Request) -> Response:
        return _page(frame, own_page(fields_of(request).get("next", "/")))

    def hands_on(_request: Request) -> Response:
        return frame.page("handed_on.html", here="", heading="Notes from another page of Supple")

    async def choose(request: Request) -> Response:
        form = dict(read_form(await request.body()))
        return await run_in_threadpool(_choose, frame, form)

    async def bring(request: Request) -> Response:
        try:
            async with request.form(max_files=1, max_fields=2) as form:
                sent = form.get("export")
                if not isinstance(sent, UploadFile) or not sent.size:
                    return await run_in_threadpool(_page, frame, "/", problem="Choose the file first.")
                return await run_in_threadpool(_bring, frame, sent)
        except (ClientDisconnect, HTTPException) as error:
            raise NotUnderstoodError(
                "The file did not arrive whole", fix="Choose it and try again"
            ) from error
        except OSError as error:  # a large one goes through a file of its own
            raise SuppleError(
                f"The disk refused the file ({why(error)}); nothing was changed",
                fix="Make room for it, then bring it again",
            ) from error

    return [
        Route("/people", show, methods=["GET"]),
        Route("/people", choose, methods=["POST"]),
        Route("/people/restore", bring, methods=["POST"]),
        Route("/handed-on", hands_on, methods=["GET"]),
    ]


def _page(frame: Frame, after: str, *, problem: str = "", name: str = "") -> Response:
    """`name`: what was typed and refused, to be shown again."""
    return frame.page(
        "people.html",
        here="",
        heading="Who is here?",
        status=422 if problem else 200,
        everyone=frame.people.everyone(),
        next=after,
        name=name,
        problem=problem,
    )


def _choose(frame: Frame, form: dict[str, str]) -> Response:
    """Choose somebody, or add somebody and choose them."""
    after = own_page(form.get("next", "/"))
    if "person" in form:
        return _as(frame, frame.people.of_journal(form["person"]).journal, after)
    name = own_words(form.get("name", ""))
    if name is None:
        return _page(frame, after, problem="Write a name to add somebody.")
    try:
        added = frame.people.add(name)
    except (NotPossibleError, NotUnderstoodError) as error:
        return _page(frame, after, problem=str(error), name=form["name"])
    return _as(frame, frame.people.one(added.id).journal, "/")


def _bring(frame: Frame, sent: UploadFile) -> Response:
    """A journal from another computer, for somebody of their own, and go on as they."""
    try:
        if is_waiting(sent.file):
            return _bring_waiting(frame, sent)
        supple = frame.people.bring(sent.file)
    except SuppleError as error:
        return _page(frame, "/", problem=f"{error.problem}. {error.fix}.")
    return _as(frame, supple.journal, "/journal")


def _bring_waiting(frame: Frame, sent: UploadFile) -> Response:
    """What waited in a browser, into the journal that it is of."""
    brought = bring_waiting(frame.people, sent.file)
    refused = brought.judged.refused
    if refused:
        problem = f"{len(brought.judged.kept)} kept, {len(refused)} not. The first: {refused[0].error}"
        return _page(frame, "/", problem=problem)
    return _as(frame, brought.supple.journal, "/journal")


def _as(frame: Frame, journal: str, after: str) -> Response:
    """Go on as somebody; only this browser remembers who."""
    response = go_to(after)
    frame.remember(response, frame.entrance.person_cookie_name, journal)
    return response
