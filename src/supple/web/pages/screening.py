"""The questions, one screen after the other. Answers travel in hidden fields until all are given."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from supple.app.refusals import NotUnderstoodError
from supple.app.wizard import Progress, Screen, next_screen, step_back
from supple.base.errors import SuppleError
from supple.journal.entry_base import END_MOMENT, FIRST_MOMENT
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome
from supple.knowledge.schema.safety import Place
from supple.safety.answers import Answer, Answers, parse_answers
from supple.safety.screening import screen
from supple.web.pages.outcome import emergency_page
from supple.web.pages.what_happened import ADDRESS, is_waiting
from supple.web.site import Fields, Frame, Site, fields_of, go_to
from supple.web.wish import Wish, parse_wish

ONCE_MORE = "One of your answers makes us ask this once more, to be sure."
CHOOSE_NUMBER = "Please choose a number from 0 to 10 as well. Your other answers are kept."
CHOOSE_REST = "Some answers are open. Choose where it is so, then press the button below for the rest."
TOOK_LONG = "These questions were open for a long time. Please answer them for how you are now."
_SAID: dict[str, Answer] = {"yes": True, "no": False, "unsure": "unsure"}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A posted form, read: the wish, the answers so far, and those of this screen.

    `since`: when the first screen was shown, so not later than the first answer; None where nobody knows.
    """

    wish: Wish | None
    anew: bool
    since: datetime | None
    again: frozenset[str]
    carried: Mapping[str, object]
    ticked: Mapping[str, object] = field(default_factory=dict)
    rest_is_no: bool = False
    back: bool = False


def show(site: Site, request: Request) -> Response:
    """GET /screening."""
    if site.supple.place() is None:
        return go_to("/welcome")
    fields = fields_of(request)
    if "region" in fields and "stiffness" not in fields:
        return go_to("/?missing=stiffness")
    if is_waiting(site):
        return go_to(ADDRESS)
    site.place()  # known from now on, whatever becomes of the journal
    sheet = _blank(site, parse_wish(fields), anew="anew" in fields)
    return _next(site, sheet, site.supple.progress({}, all_anew=sheet.anew))


def _blank(site: Site, wish: Wish | None, *, anew: bool) -> Sheet:
    return Sheet(wish=wish, anew=anew, since=site.supple.clock.now(), again=frozenset(), carried={})


def answer(site: Site, fields: Fields) -> Response:
    """POST /screening."""
    sheet = read(fields)
    progress = site.supple.progress(sheet.carried, again=sheet.again, all_anew=sheet.anew)
    if sheet.back:
        return _next(site, sheet, step_back(progress, site.supple.knowledge))
    screen = next_screen(progress, site.supple.knowledge)
    if screen is None:
        return _finish(site, sheet, progress)
    ticked = {one.id: sheet.ticked[one.id] for one in screen.questions if one.id in sheet.ticked}
    answers = dict(site.supple.progress(ticked).given)
    # A yes counts whichever button was pressed, and an emergency is not held up by open questions.
    so_far = replace(progress, given={**progress.given, **answers})
    if site.supple.judge(so_far).outcome is Outcome.EMERGENCY:
        return _finish(site, sheet, so_far)
    if sheet.since is None or site.supple.took_too_long(sheet.since):
        return _asked_anew(site, _blank(site, sheet.wish, anew=sheet.anew))
    if sheet.rest_is_no:
        rows = (one.id for one in screen.questions if one.answer == "yes_no")
        answers = {**dict.fromkeys(rows, False), **answers}
    missing = [one.id for one in screen.questions if one.id not in answers]
    if missing:
        return _page(site, sheet, progress, screen, missing=missing)
    again = progress.again | {one.id for one in screen.questions if screen.asked_again}
    return _next(site, sheet, replace(progress, given={**progress.given, **answers}, again=again))


def _asked_anew(site: Site, sheet: Sheet) -> Response:
    """The first screen again, for answers that are no longer about now.

    Raises SuppleError for a clock under which no answers could be kept.
    """
    site.supple.stamp()
    progress = site.supple.progress({}, all_anew=sheet.anew)
    screen = next_screen(progress, site.supple.knowledge)
    if screen is None:
        return _finish(site, sheet, progress)
    return _page(site, sheet, progress, screen, missing=(), problem=TOOK_LONG)


def help_at_once(frame: Frame, fields: Fields, place: Place, not_kept: str) -> Response | None:
    """The emergency page where the answers alone ask for it, whatever else is wrong with the form."""
    knowledge = frame.people.knowledge
    clearance = screen(_readable(fields, knowledge), knowledge, first_week=None)
    if clearance.outcome is not Outcome.EMERGENCY:
        return None
    return emergency_page(frame, clearance, place, address="/", not_kept=not_kept)


def _readable(fields: Fields, knowledge: Knowledge) -> Answers:
    """The answers in a form that can be read; those of this screen over those carried."""
    given: dict[str, Answer] = {}
    for prefix in ("c.", "a."):
        for name, value in fields:
            if name.startswith(prefix):
                with suppress(SuppleError):
                    given.update(parse_answers({name[2:]: _answer(value)}, knowledge).given)
    return Answers(given=given)


def read(fields: Fields) -> Sheet:
    """Parse a posted form. Raises NotUnderstoodError on values that are no answers."""
    single = dict(fields)
    return Sheet(
        wish=parse_wish(single),
        anew="anew" in single,
        since=_moment(single.get("since", "")),
        again=frozenset(value for name, value in fields if name == "again"),
        carried={name[2:]: _answer(value) for name, value in fields if name.startswith("c.")},
        ticked={name[2:]: _answer(value) for name, value in fields if name.startswith("a.")},
        rest_is_no=single.get("rest") in ("none", "no"),
        back="back" in single,
    )


def _moment(text: str) -> datetime | None:
    """A moment that a journal can name, or None."""
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_MOMENT <= moment < END_MOMENT else None


def _answer(text: str) -> Answer:
    if text in _SAID:
        return _SAID[text]
    try:
        return float(text)
    except ValueError as error:
        raise NotUnderstoodError(
            f"{text!r} is not an answer", fix="Choose one of the answers on the page"
        ) from error


def _text(answer: object) -> str:
    said = next(
        (text for text, meaning in _SAID.items() if meaning is answer or meaning == answer == "unsure"), None
    )
    return said if said is not None else f"{answer:g}"


def _next(site: Site, sheet: Sheet, progress: Progress) -> Response:
    screen = next_screen(progress, site.supple.knowledge)
    if screen is None:
        return _finish(site, sheet, progress)
    return _page(site, replace(sheet, ticked={}), progress, screen, missing=())


def _finish(site: Site, sheet: Sheet, progress: Progress) -> Response:
    clearance = site.supple.judge(progress)
    try:
        urge = True if sheet.wish is not None and sheet.wish.urge else None
        entry = site.supple.finish(
            progress, clearance.outcome.value, after_urge=urge, first_answer_at=sheet.since
        )
    except SuppleError as error:
        # Help must not wait for a disk.
        if clearance.outcome is Outcome.EMERGENCY:
            return emergency_page(site, clearance, site.place(), address="/", not_kept=str(error))
        raise
    query = f"?{sheet.wish.query()}" if sheet.wish is not None else ""
    return go_to(f"/outcome/{entry.id}{query}")


def _page(
    site: Site,
    sheet: Sheet,
    progress: Progress,
    screen: Screen,
    *,
    missing: list[str] | tuple[str, ...],
    problem: str = "",
) -> Response:
    rows = [one for one in screen.questions if one.answer == "yes_no"]
    numbers = [one for one in screen.questions if one.answer == "zero_to_ten"]
    only_numbers = bool(missing) and set(missing) <= {one.id for one in numbers}
    if missing:
        problem = CHOOSE_NUMBER if only_numbers else CHOOSE_REST
    return site.page(
        "screening.html",
        here="/",
        heading=screen.group.title,
        intro=ONCE_MORE if screen.asked_again else screen.group.intro,
        none_of_these="No" if len(rows) == 1 else screen.group.none_of_these or "None of these",
        rows=rows,
        numbers=numbers,
        ticked={key: _shown(value) for key, value in sheet.ticked.items()},
        open=missing,
        problem=problem,
        carried=_hidden(sheet, progress),
        can_go_back=bool(progress.given),
    )


def _shown(answer: object) -> object:
    """What the template compares with: yes, unsure, or the number."""
    return answer if isinstance(answer, float) else _text(answer)


def _hidden(sheet: Sheet, progress: Progress) -> Fields:
    fields = [] if sheet.wish is None else list(sheet.wish.fields)
    if sheet.since is not None:
        fields.append(("since", sheet.since.isoformat()))
    if sheet.anew:
        fields.append(("anew", "1"))
    fields += [("again", key) for key in sorted(progress.again)]
    return fields + [(f"c.{key}", _text(value)) for key, value in progress.given.items()]
