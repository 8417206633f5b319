"""What is still to be said before anything else: what happened at a stop, or whether one was lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from supple.app.refusals import NotUnderstoodError
from supple.app.stop_answers import (
    StopAnswer,
    StopQuestion,
    YesNoUnsure,
    answer_damage,
    answer_stops,
    damage_to_ask_about,
    leads_to_emergency,
    questions_after,
    stop_question,
)
from supple.base.errors import SuppleError
from supple.knowledge.schema.safety import Place
from supple.knowledge.schema.stop import Stop
from supple.web.form import id_in, number_in
from supple.web.pages.outcome import number_first
from supple.web.site import Fields, Frame, Site, go_to
from supple.web.words import cited

ADDRESS = "/what-happened"
_ANSWERS: Mapping[str, YesNoUnsure] = {"yes": True, "unsure": "unsure", "no": False}


@dataclass(frozen=True, kw_only=True)
class Form:
    """A posted form, read. `rest_is_no`: none of the signs that were asked about."""

    stop_ids: tuple[UUID, ...]
    event: str
    follow_up: Mapping[str, YesNoUnsure]
    rest_is_no: bool
    pain_now: int | None


def is_waiting(site: Site) -> bool:
    """Whether anything is to be said first."""
    return damage_to_ask_about(site.supple) is not None or stop_question(site.supple) is not None


def show(site: Site, _request: Request) -> Response:
    """GET /what-happened."""
    damage_id = damage_to_ask_about(site.supple)
    if damage_id is not None:
        return site.page("damage.html", here="", heading="Part of your journal was lost", damage_id=damage_id)
    question = stop_question(site.supple)
    return go_to("/") if question is None else _ask(site, question)


def _ask(site: Site, question: StopQuestion) -> Response:
    site.place()  # known from now on, whatever becomes of the journal
    return site.page("what_happened.html", here="", heading="First, what happened?", question=question)


def keep(site: Site, fields: Fields) -> Response:
    """POST /what-happened: an answer, or what is asked after it."""
    form = _read(fields)
    questions = questions_after(site.supple, form.event)
    stop = site.supple.knowledge.stops[form.event]
    follow_up = dict(form.follow_up)
    warned = any(answer is not False for answer in follow_up.values())
    if form.rest_is_no:
        follow_up = {**{question.id: False for question in questions}, **follow_up}
    if questions and not follow_up:
        return _further(site, form, stop, "stop_signs.html", questions=questions)
    if stop.then.ask_pain and form.pain_now is None and not warned:
        return _further(site, form, stop, "stop_pain.html", follow_up=follow_up)
    answer = StopAnswer(
        event=form.event,
        pain_now=None if form.pain_now is None else float(form.pain_now),
        follow_up=follow_up,
    )
    return _kept(site, form.stop_ids, answer, stop)


def _further(site: Site, form: Form, stop: Stop, template: str, **more: object) -> Response:
    return site.page(
        template, here="", heading=stop.label, status=200, stop_ids=form.stop_ids, event=form.event, **more
    )


def _kept(site: Site, stop_ids: tuple[UUID, ...], answer: StopAnswer, stop: Stop) -> Response:
    is_emergency = leads_to_emergency(stop, answer.follow_up)
    try:
        led_to = answer_stops(site.supple, stop_ids, answer)
    except SuppleError as error:
        if is_emergency:
            return _emergency(site, stop, site.place(), not_kept=str(error))
        raise
    if is_emergency:
        return _emergency(site, stop, site.place(), not_kept="")
    return site.page("stop_result.html", here="", heading=led_to.then.title, say=led_to.then.say)


def help_at_once(frame: Frame, fields: Fields, place: Place, not_kept: str) -> Response | None:
    """The emergency page where the answers alone ask for it, whatever else is wrong with the form."""
    stop = frame.people.knowledge.stops.get(dict(fields).get("event", ""))
    if stop is None or not leads_to_emergency(stop, _signs(fields)):
        return None
    return _emergency(frame, stop, place, not_kept=not_kept)


def _emergency(frame: Frame, stop: Stop, place: Place, *, not_kept: str) -> Response:
    sources = cited(stop.cites, frame.people.knowledge)
    return number_first(frame, place, reasons=(), sources=sources, address="/", not_kept=not_kept)


def keep_damage(site: Site, fields: Fields) -> Response:
    """POST /what-happened/damage: whether a stop may be among what was lost."""
    form = dict(fields)
    stopped = _ANSWERS.get(form.get("stopped", ""))
    if stopped is None:
        raise NotUnderstoodError("That is not an answer", fix="Load the page again and choose one")
    answer_damage(site.supple, id_in(form, "damage"), stopped=stopped)
    return go_to(ADDRESS)


def _read(fields: Fields) -> Form:
    """Parse a posted form. Raises NotUnderstoodError for what is none."""
    form = dict(fields)
    return Form(
        stop_ids=tuple(id_in({"id": value}, "id") for name, value in fields if name == "stop"),
        event=form.get("event", ""),
        follow_up=_signs(fields),
        rest_is_no=form.get("rest") == "none",
        pain_now=number_in(form, "pain", 10),
    )


def _signs(fields: Fields) -> dict[str, YesNoUnsure]:
    return {
        name.removeprefix("sign."): _ANSWERS[value]
        for name, value in fields
        if name.startswith("sign.") and value in _ANSWERS
    }
