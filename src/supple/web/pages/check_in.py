"""How the day was, in ten seconds; once a week a little more. Corrections go the same way."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from supple.app.noting import Said, ask, check_in, own_words, remind, withdraw
from supple.app.refusals import NotUnderstoodError
from supple.journal.checking_in import Asks
from supple.journal.diary import local_time
from supple.journal.entry import local_day
from supple.journal.note_entries import MOST_SELF_ADJUSTS
from supple.journal.self_adjusts import counted_adjusts
from supple.web.form import day_in, id_in, number_in
from supple.web.site import Fields, Site, fields_of, go_to
from supple.web.words import weekday

COUNTS = range(6)
CHANGES: tuple[tuple[Literal["better", "same", "worse"], str], ...] = (
    ("better", "Better"),
    ("same", "About the same"),
    ("worse", "Worse"),
)
SNOOZES = {"day": timedelta(days=1), "week": timedelta(days=7)}


def show(site: Site, request: Request) -> Response:
    """GET /check-in."""
    return _page(site, ask(site.supple, day_in(fields_of(request), "day")))


def _page(site: Site, asked: Asks, *, problem: str = "") -> Response:
    today = site.supple.clock.today()
    tracking = site.supple.knowledge.tracking
    return site.page(
        "check_in.html",
        here="/check-in",
        heading="How is your back today?" if asked.day == today else f"How was {weekday(asked.day)}?",
        problem=problem,
        status=422 if problem else 200,
        asked=asked,
        tracking=tracking,
        is_today=asked.day == today,
        day_before=asked.day - timedelta(days=1),
        counts=COUNTS,
        count=_count(asked),
        changes=CHANGES,
        scores=_scores(asked),
        session_day="" if asked.session is None else weekday(local_day(asked.session)),
        noted=[(one.id, local_time(one)) for one in asked.noted],
    )


def _count(asked: Asks) -> int | None:
    """What is chosen beforehand: what was said, or what was noted one by one; else nothing."""
    noted = len(counted_adjusts(asked.noted))
    if asked.said is not None and asked.said.self_adjusts is not None:
        return max(asked.said.self_adjusts, noted)
    return noted or None


def _scores(asked: Asks) -> dict[UUID, int]:
    """Scores of that day."""
    return {one.id: score for one in asked.activities for when, score in one.scores if when == asked.day}


def keep(site: Site, fields: Fields) -> Response:
    """POST /check-in."""
    form = dict(fields)
    chosen = day_in(form, "day") or site.supple.clock.today()
    try:
        check_in(
            site.supple,
            Said(
                day=chosen,
                discomfort=number_in(form, "discomfort", 10),
                self_adjusts=_self_adjusts(form),
                note=own_words(form.get("note", "")),
                settled={"yes": True, "no": False}.get(form.get("settled", "")),
                change=next((key for key, _ in CHANGES if key == form.get("change")), None),
                scores=dict(_scored(form)),
            ),
        )
    except NotUnderstoodError as error:
        return _page(site, ask(site.supple, chosen), problem=f"{error.problem}. {error.fix}.")
    return go_to(f"/journal#day-{chosen.isoformat()}")


def _self_adjusts(form: Mapping[str, str]) -> int | None:
    more = number_in(form, "more", MOST_SELF_ADJUSTS)
    return more if more is not None else number_in(form, "self_adjusts", MOST_SELF_ADJUSTS)


def _scored(form: Mapping[str, str]) -> Iterator[tuple[UUID, int]]:
    for name in form:
        if name.startswith("score."):
            score = number_in(form, name, 10)
            if score is not None:
                yield id_in({"id": name.removeprefix("score.")}, "id"), score


def take_back(site: Site, fields: Fields) -> Response:
    """POST /check-in/mistake: a note counts no more."""
    form = dict(fields)
    withdraw(site.supple, id_in(form, "id"))
    chosen = day_in(form, "day") or site.supple.clock.today()
    return go_to(f"/check-in?day={chosen.isoformat()}" if form.get("next") != "/you" else "/you")


def set_reminder(site: Site, fields: Fields) -> Response:
    """POST /check-in/reminder: on, off, or put off for a day or a week."""
    said = dict(fields).get("reminder", "")
    if said in SNOOZES:
        remind(site.supple, on=True, snooze=SNOOZES[said])
        return go_to("/")
    if said not in ("on", "off"):
        raise NotUnderstoodError(f"{said!r} is not a choice", fix="Load the page again")
    remind(site.supple, on=said == "on")
    return go_to("/you")
