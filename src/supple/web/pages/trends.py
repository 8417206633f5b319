"""Weeks of a back as pictures, each with its words and its table. Gaps stay gaps."""

from starlette.requests import Request
from starlette.responses import Response

from supple.app.refusals import NotUnderstoodError
from supple.app.telling import trends_of
from supple.journal.habit.watch import HabitNote
from supple.journal.trends import Trends
from supple.report.charts.adjusts import shows_columns
from supple.report.charts.change import change_chart
from supple.report.charts.frame import PHONE, WIDE
from supple.report.charts.practice import practice_chart
from supple.report.charts.trend import trend_chart
from supple.report.charts.words import long_day, plain
from supple.web.habit import cards_for_today
from supple.web.site import Site, fields_of

# Weeks in words, and how many of them a phone shows.
RANGES = {8: "Eight weeks", 26: "Half a year", 52: "A year"}
PHONE_WEEKS = {8: 4, 26: 13, 52: 26}
DEFAULT_WEEKS = 8


def show(site: Site, request: Request) -> Response:
    """GET /trends."""
    weeks = _weeks(fields_of(request).get("weeks", str(DEFAULT_WEEKS)))
    knowledge = site.supple.knowledge
    trends = trends_of(site.supple, days=7 * weeks)
    habit = site.supple.journal_habit()
    return site.page(
        "trends.html",
        here="/trends",
        heading=_heading(trends, weeks),
        weeks=weeks,
        ranges=RANGES,
        trends=trends,
        has_scores=any(one.has_score for one in trends.days),
        wide=trend_chart("wide", trends, WIDE),
        phone=trend_chart("phone", trends.last_days(7 * PHONE_WEEKS[weeks]), PHONE),
        columns=shows_columns(trends, WIDE),
        band=_band(trends, site),
        practice=practice_chart("practice", trends.practice, lambda key: _short(key, site)),
        changes=change_chart("changes", trends.changes),
        activity_say=knowledge.tracking.activity_say.format(
            points=plain(knowledge.tracking.activity_matters.value)
        ),
        habit=cards_for_today(habit, knowledge),
        advises=advises(habit),
    )


def _weeks(text: str) -> int:
    for weeks in RANGES:
        if text == str(weeks):
            return weeks
    raise NotUnderstoodError(
        f"{text!r} weeks cannot be shown", fix=f"Choose one of {', '.join(map(str, RANGES))}"
    )


def _heading(trends: Trends, weeks: int) -> str:
    """How long it is, or since when where the journal is younger."""
    if trends.length < 7 * weeks:
        return f"Your back since {long_day(trends.first)}"
    return f"{RANGES[weeks]} of your back"


def _band(trends: Trends, site: Site) -> str:
    tracking = site.supple.knowledge.tracking
    return "" if trends.band is None else tracking.band_say.format(points=plain(tracking.matters.value))


def _short(technique: str, site: Site) -> str:
    known = site.supple.knowledge.techniques.get(technique)
    return technique if known is None else known.short


def advises(habit: HabitNote) -> bool:
    """Whether anything found is worth showing to somebody."""
    return any(one.who is not None for one in habit.findings)
