"""The first page: how stiff, where, how long; what happened last; what is closed for now."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from supple.journal.diary import Session
from supple.web.habit import cards_for_today
from supple.web.pages.what_happened import is_waiting
from supple.web.site import Site, fields_of, go_to
from supple.web.still import today_figure
from supple.web.wish import LENGTHS, REGION_NAMES
from supple.web.words import part_of_day


@dataclass(frozen=True, kw_only=True)
class Slope:
    """A number before and after, and where its two dots stand in the small picture."""

    name: str
    before: float
    after: float

    @property
    def y_before(self) -> float:
        """Height of the open dot."""
        return 26 - 2 * self.before

    @property
    def y_after(self) -> float:
        """Height of the filled dot."""
        return 26 - 2 * self.after


def show(site: Site, request: Request) -> Response:
    """GET the first page."""
    if site.supple.place() is None:
        return go_to("/welcome")
    view = site.supple.today()
    clock = site.supple.clock
    inside, beginning = part_of_day(clock.now() + timedelta(minutes=clock.utc_offset_minutes()))
    fields = fields_of(request)
    closed = view.restrictions.forbid_all
    return site.page(
        "today_closed.html" if closed else "today.html",
        here="/",
        heading="No session for now" if closed else f"How is your back {inside}?",
        when=beginning,
        notices=view.stopped.parts,
        habit=cards_for_today(view.habit, site.supple.knowledge),
        waits_for_review=view.habit.waits_for_review,
        to_be_answered=is_waiting(site),
        techniques=[
            one for one in site.supple.knowledge.techniques.values() if view.restrictions.leave(one.id)
        ],
        last=view.last,
        reminds=view.reminds,
        repair=view.repair,
        remind_say=site.supple.knowledge.tracking.remind_say,
        slopes=[] if view.last is None else slopes(view.last),
        lengths=LENGTHS,
        wish=_chosen(view.last),
        problem="Choose how stiff your back is, from 0 to 10."
        if "stiffness" in fields.get("missing", "")
        else "",
        figure=today_figure(),
    )


def _chosen(last: Session | None) -> dict[str, object]:
    """What is chosen beforehand: as last time. Stiffness never is."""
    known = last is not None and last.region in REGION_NAMES and last.minutes in LENGTHS
    return {
        "stiffness": None,
        "region": last.region if last is not None and known else "all",
        "minutes": last.minutes if last is not None and known else 8,
    }


def slopes(last: Session) -> list[Slope]:
    """What was said both before and after."""
    pairs = (("Stiffness", last.stiffness), ("Discomfort", last.discomfort))
    return [
        Slope(name=name, before=before, after=after)
        for name, (before, after) in pairs
        if before is not None and after is not None
    ]
