"""How the day was, in ten seconds; once a week a little more. Corrections go the same way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from supple.app.noting import Said, ask, check_in, own_words, remind, withdraw
from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.base.errors import SuppleError
from supple.journal.checking_in import Asks
from supple.journal.diary import local_time
from supple.journal.entry import local_day
from supple.journal.note_entries import MOST_SELF_ADJUSTS
from supple.journal.self_adjusts import counted_adjusts
from supple.web.form import day_in, id_in, number_in
from supple.web.site import Fields, Site, fields_of, go_to
from supple.web.statuses import status_of
from supple.web.words import weekday

COUNTS = range(6)
CHANGES: tuple[tuple[Literal["better", "same", "worse"], str], ...] = (
    ("better", "Better"),
    ("same", "About the same"),
    ("worse", "Worse"),
)
SNOOZES = {"day": timedelta(days=1), "week": timedelta(days=7)}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the form shows as chosen and typed. `said`: the id of the check-in that it was made from."""

    said: str
    discomfort: int | None
    self_adjusts: int | None
    more: str
    settled: str
    change: str
    scores: Mapping[str, int | None]
    note: str


def show(site: Site, request: Request) -> Response:
    """GET /check-in."""
    asked = ask(site.supple, day_in(fields_of(request), "day"))
    return _page(site, asked, _noted(asked))


def _page(site: Site, asked: Asks, filled: Filled, *, problem: str = "", status: int = 200) -> Response:
    today = site.supple.clock.today()
    tracking = site.supple.knowledge.tracking
    return site.page(
        "check_in.html",
        here="/check-in",
        heading="How is your back today?" if asked.day == today else f"How was {weekday(asked.day)}?",
        problem=problem,
        status=status,
        asked=asked,
        filled=filled,
        tracking=tracking,
        is_today=asked.day == today,
        day_before=asked.day - timedelta(days=1),
        counts=COUNTS,
        changes=CHANGES,
        session_day="" if asked.session is None else weekday(local_day(asked.session)),
        noted=[(one.id, local_time(one)) for one in asked.noted],
    )


def _noted(asked: Asks) -> Filled:
    """What is in the journal."""
    said, count = asked.said, _count(asked)
    is_many = count is not None and count not in COUNTS
    return Filled(
        said="" if said is None else str(said.id),
        discomfort=None if said is None else said.discomfort,
        self_adjusts=count,
        more=str(count) if is_many else "",
        settled="" if asked.settled is None else "yes" if asked.settled.settled else "no",
        change="" if asked.change is None else asked.change.change,
        scores=_scores(asked),
        note="" if said is None else said.note or "",
    )


def _typed(form: Mapping[str, str], over: Filled) -> Filled:
    """What somebody filled in, over what is in the journal: it is shown again where it was refused."""
    scores = {name.removeprefix("score."): _choice(form, name) for name in form if name.startswith("score.")}
    chosen = _choice(form, "self_adjusts")
    typed = bool(form.get("more")) or chosen is not None
    return Filled(
        said=over.said,
        discomfort=over.discomfort if "discomfort" not in form else _choice(form, "discomfort"),
        self_adjusts=chosen if typed else over.self_adjusts,
        more=form.get("more", "") if typed else over.more,
        settled=form.get("settled", over.settled),
        change=form.get("change", over.change),
        scores={**over.scores, **scores},
        note=form.get("note") or over.note,
    )


def _choice(form: Mapping[str, str], name: str) -> int | None:
    try:
        return number_in(form, name, MOST_SELF_ADJUSTS)
    except NotUnderstoodError:
        return None


def _count(asked: Asks) -> int | None:
    """What is chosen beforehand: what was said, or what was noted one by one; else nothing."""
    noted = len(counted_adjusts(asked.noted))
    if asked.said is not None and asked.said.self_adjusts is not None:
        return max(asked.said.self_adjusts, noted)
    return noted or None


def _scores(asked: Asks) -> dict[str, int | None]:
    """Scores of that day."""
    return {str(one.id): score for one in asked.activities for when, score in one.scores if when == asked.day}


def keep(site: Site, fields: Fields) -> Response:
    """POST /check-in."""
    form = dict(fields)
    try:
        return _keep(site, form)
    except SuppleError as error:
        asked = _asked(site, form)
        return _page(site, asked, _typed(form, _noted(asked)), problem=str(error), status=status_of(error))


def _asked(site: Site, form: Mapping[str, str]) -> Asks:
    """For the day of the form, or for today where that is none."""
    try:
        return ask(site.supple, day_in(form, "day"))
    except NotUnderstoodError:
        return ask(site.supple)


def _keep(site: Site, form: Mapping[str, str]) -> Response:
    """Keep what is filled in. A number that is left out takes none back: a choice cannot be unmade."""
    chosen = day_in(form, "day") or site.supple.clock.today()
    asked = ask(site.supple, chosen)
    old = asked.said
    discomfort, adjusts = number_in(form, "discomfort", 10), _self_adjusts(form)
    note = own_words(form["note"]) if "note" in form else None if old is None else old.note
    if old is not None:
        discomfort = old.discomfort if discomfort is None else discomfort
        adjusts = old.self_adjusts if adjusts is None else adjusts
        is_other = (discomfort, adjusts, note) != (old.discomfort, old.self_adjusts, old.note)
        if is_other and form.get("said", str(old.id)) != str(old.id):
            raise NotPossibleError(
                "More was noted for this day since this page was opened", fix="Look at it here, then keep it"
            )
    check_in(
        site.supple,
        Said(
            day=chosen,
            discomfort=discomfort,
            self_adjusts=adjusts,
            note=note,
            settled={"yes": True, "no": False}.get(form.get("settled", "")),
            change=next((key for key, _ in CHANGES if key == form.get("change")), None),
            scores=dict(_scored(form)),
        ),
    )
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
