"""What is said when a page of one journal was used while the browser shows another one."""

from collections.abc import Sequence

from starlette.responses import Response

from supple.app.people import People, name_in
from supple.app.refusals import DeletedJournalError, OtherJournalError
from supple.web.site import Frame, WrongPageError


def wrong_page(frame: Frame, error: Exception, *, typed: Sequence[str]) -> Response:
    """403: whose page it was, whose journal is open now, and that nothing was changed."""
    if not isinstance(error, WrongPageError):
        raise error
    return (error.now or frame).page(
        "wrong_page.html",
        here="",
        heading="This page is for another journal",
        status=403,
        typed=typed,
        named=_whose(frame.people, error.named),
        now="" if error.now is None else _whose(frame.people, error.now.journal),
    )


def _whose(people: People, journal: str) -> str:
    try:
        name = name_in(people.of_journal(journal))
    except DeletedJournalError:
        return "a journal that was deleted"
    except OtherJournalError:
        return "a journal that is not here"
    return f"the journal of {name}" if name else "the journal without a name"
