"""What the answers led to: a day for moving, a day for an appointment, or help now."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from supple.knowledge.schema.question import Block
from supple.knowledge.schema.rule import Outcome
from supple.knowledge.schema.safety import Place
from supple.safety.clearance import Clearance, Reason
from supple.web.site import Frame, Site, fields_of
from supple.web.still import today_figure
from supple.web.wish import Wish, parse_id, parse_wish
from supple.web.words import cited

OTHER_PLACES = 3


def show(site: Site, request: Request) -> Response:
    """GET /outcome/{screening_id}."""
    screening, clearance = site.supple.screening(parse_id(request.path_params["screening_id"]))
    address = str(request.url.path)
    if clearance.outcome is Outcome.EMERGENCY:
        return emergency_page(site, clearance, site.place(), address=address, not_kept="")
    wish = parse_wish(fields_of(request))
    if not clearance.techniques:
        return _refer_page(site, clearance, wish)
    knowledge = site.supple.knowledge
    policy = knowledge.policy
    return site.page(
        "outcome_go.html",
        here="/",
        heading=clearance.title,
        reasons=clearance.reasons,
        techniques=[knowledge.techniques[key] for key in clearance.techniques],
        small_range=clearance.small_range,
        place=clearance.place,
        who=clearance.who,
        how_soon=policy.how_soon[clearance.urgency.value] if clearance.urgency is not None else "",
        until_then=policy.until_then[clearance.outcome.value],
        sources=_sources(site, clearance.reasons),
        region="all" if wish is None else wish.region,
        figure=today_figure(),
        wish_words="" if wish is None else wish.words[:1].upper() + wish.words[1:],
        prepare="" if wish is None else _prepare_address(site, screening.id, wish),
    )


def _prepare_address(site: Site, screening: UUID, wish: Wish) -> str:
    return f"/prepare?{wish.query(journal=site.journal, screening=str(screening))}"


def _refer_page(site: Site, clearance: Clearance, wish: Wish | None) -> Response:
    policy = site.supple.knowledge.policy
    reasons = [one for one in clearance.reasons if one.outcome is Outcome.REFER]
    return site.page(
        "outcome_refer.html",
        here="/",
        heading=clearance.title,
        reasons=reasons,
        who=clearance.who,
        how_soon=policy.how_soon[clearance.urgency.value] if clearance.urgency is not None else "",
        until_then=policy.until_then[clearance.outcome.value],
        sources=_sources(site, reasons),
        wish="" if wish is None else wish.query(),
        emergencies=_emergencies(site),
        emergency=site.supple.knowledge.emergency,
        emergency_place=site.supple.place_or_default(),
    )


def emergency_page(
    frame: Frame, clearance: Clearance, place: Place, *, address: str, not_kept: str
) -> Response:
    """The page with the number first, for answers that ask for it."""
    reasons = [one for one in clearance.reasons if one.outcome is Outcome.EMERGENCY]
    sources = _sources(frame, reasons)
    return number_first(frame, place, reasons=reasons, sources=sources, address=address, not_kept=not_kept)


def number_first(
    frame: Frame, here: Place, *, reasons: Sequence[Reason], sources: list[str], address: str, not_kept: str
) -> Response:
    """The emergency page. It needs nothing but knowledge and the place: help waits for no disk."""
    emergency = frame.people.knowledge.emergency
    return frame.page(
        "outcome_emergency.html",
        here="",
        heading=emergency.title,
        emergency=emergency,
        emergency_place=here,
        others=[one for one in emergency.place if one.number != here.number][:OTHER_PLACES],
        say=[line for line in emergency.say if not any(line in one.say for one in reasons)],
        reasons=reasons,
        sources=sources,
        address=address,
        not_kept=not_kept,
    )


def _sources(frame: Frame, reasons: Iterable[Reason]) -> list[str]:
    return cited((key for one in reasons for key in one.sources), frame.people.knowledge)


def _emergencies(site: Site) -> list[str]:
    """The emergency signs of block A, in the order of asking."""
    questions = sorted(site.supple.knowledge.questions.values(), key=lambda one: one.order)
    return [one.said for one in questions if one.block is Block.A and one.answer == "yes_no"]
