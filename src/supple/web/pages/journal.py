"""The journal by days, and the two notes that a person can make without a session."""

from starlette.requests import Request
from starlette.responses import Response

from supple.web.form import day_in
from supple.web.habit import cards_for_journal
from supple.web.site import Fields, Site, fields_of, go_to
from supple.web.wish import REGION_NAMES

MOBILITY = {
    "harder": "harder",
    "bit_harder": "a bit harder",
    "same": "the same",
    "bit_easier": "a bit easier",
    "easier": "easier",
}


DAYS_A_PAGE = 30
CHANGES = {"better": "better", "same": "about the same", "worse": "worse"}


def show(site: Site, request: Request) -> Response:
    """GET /journal: so many days, those before a day where one is given."""
    before = day_in(fields_of(request), "before")
    knowledge = site.supple.knowledge

    def name_of(technique: str) -> str:
        known = knowledge.techniques.get(technique)
        return technique if known is None else known.short

    def stop_words(event: str | None) -> str:
        known = None if event is None else knowledge.stops.get(event)
        return "no reason noted" if known is None else known.label

    journal = site.supple.journal_by_days()
    older = [one for one in journal.days if before is None or one.day < before]
    return site.page(
        "journal.html",
        here="/journal",
        heading="Your journal",
        days=older[:DAYS_A_PAGE],
        before=before,
        noted_again="again" in fields_of(request),
        older=older[DAYS_A_PAGE - 1].day if len(older) > DAYS_A_PAGE else None,
        change_words=CHANGES,
        habit=cards_for_journal(journal.habit, knowledge),
        waits_for_review=journal.habit.waits_for_review,
        name_of=name_of,
        stop_words=stop_words,
        region_names=REGION_NAMES,
        mobility_words=MOBILITY,
    )


def note_self_adjust(site: Site, _fields: Fields) -> Response:
    """POST /journal/self-adjust."""
    is_new = site.supple.note_self_adjust()
    return go_to("/journal" if is_new else "/journal?again=1")


def confirm_review(site: Site, _fields: Fields) -> Response:
    """POST /journal/reviewed."""
    site.supple.confirm_review()
    return go_to("/")
