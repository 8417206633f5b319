"""Before lying down: what is needed, and where the towel goes."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from supple.app.plans import PlanWish
from supple.session.model import Plan
from supple.web.site import Site, fields_of, go_to
from supple.web.still import towel_figure
from supple.web.wish import Wish, parse_id, parse_wish


def show(site: Site, request: Request) -> Response:
    """GET /prepare."""
    fields = fields_of(request)
    wish = parse_wish(fields)
    if wish is None:
        return go_to("/")
    screening_id = parse_id(fields.get("screening", ""))
    plan = site.supple.make_plan(
        PlanWish(
            id=uuid4(),
            screening_id=screening_id,
            region=wish.region,
            minutes=wish.minutes,
            level=None,
            stiffness=wish.stiffness,
        )
    )
    site.figures.warm(plan)
    knowledge = site.supple.knowledge
    techniques = [knowledge.techniques[step.technique] for step in plan.steps]
    with_levels = next((one for one in techniques if one.level), None)
    default = with_levels.default_level if with_levels is not None else ""
    return site.page(
        "prepare.html",
        here="/",
        heading="Ready to lie down?",
        levels=() if with_levels is None else with_levels.level,
        default_level=default,
        cap_say="" if with_levels is None else with_levels.dose.cap_say,
        picture="" if with_levels is None else towel_figure(),
        needs=dict.fromkeys(need for one in techniques for need in one.needs),
        place=plan.place,
        steps=plan.steps,
        about_minutes=about_minutes(plan),
        begin=begin_address(wish, screening_id, default, site.journal),
    )


def about_minutes(plan: Plan) -> int:
    """The plan's length in whole minutes, at least 1."""
    return max(1, round(plan.total_ms / 60_000))


def begin_address(wish: Wish, screening_id: UUID, level: str, journal: str) -> str:
    """Where the session starts; the player reads the fragment, which no server ever sees."""
    asked = [("journal", journal), ("screening", str(screening_id)), *wish.fields]
    fields = [*asked, *([("level", level)] if level else [])]
    return f"/session#{urlencode(fields)}"
