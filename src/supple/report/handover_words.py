"""The hand-over in words, section by section, as the page's template sets them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supple.journal.activities import Activity
from supple.journal.diary import Done
from supple.journal.trends import Trends
from supple.knowledge.collection import Knowledge
from supple.report.charts.change import said as change_said
from supple.report.charts.frame import PRINT
from supple.report.charts.trend import description, trend_chart
from supple.report.charts.words import counted, long_day, minutes, plain, short_day
from supple.report.handover import HandOver, StopSeen, YesAnswer
from supple.report.letters import breakable, on_one_line, shortened

MOST_DAYS_NAMED = 3
LONGEST_ROW = 260
WEEKLY = {
    "worse": "Worse than a week before",
    "same": "The same as a week before",
    "better": "Better than a week before",
}


def words_of(content: HandOver, knowledge: Knowledge) -> dict[str, object]:
    """Everything that the template sets. Lists are whole, what matters most first: they may be cut."""
    trends, days = content.trends, _Days(year=content.trends.last.year)
    return {
        "name": _own(content.name),
        "from": long_day(trends.first),
        "to": long_day(trends.last),
        "made": long_day(content.made_on),
        "reason": _own(content.reason or ""),
        "chart": trend_chart("trend", trends, PRINT),
        "chart_alt": description(trends),
        "band": _band(trends, knowledge),
        "sections": {
            "answers": _rows(_answer(one, days) for one in content.yes),
            "stops": _rows(_stop(one, days) for one in reversed(content.stops)),
            "advised": _rows(advised_words(content, knowledge)),
            "changed": _rows(_changed(content, days)),
            "activities": _rows(_activity(one, days) for one in trends.activities),
            "activity_note": knowledge.tracking.activity_say.format(
                points=plain(knowledge.tracking.activity_matters.value)
            ),
            "adjusts": _rows(_adjusts(trends)),
            "practice": _rows(_practice(one, knowledge) for one in trends.practice),
            "sessions": _sessions(content),
        },
        "small": list(_small(content, knowledge)),
    }


def _own(text: str) -> str:
    return breakable(on_one_line(text))


def _rows(rows: Iterable[str]) -> list[str]:
    return [breakable(shortened(on_one_line(one), LONGEST_ROW)) for one in rows]


def _band(trends: Trends, knowledge: Knowledge) -> str:
    if trends.band is None:
        return ""
    points = plain(knowledge.tracking.matters.value)
    return f"Shaded: within {points} points of the first discomfort, where a change may be day to day."


@dataclass(frozen=True, kw_only=True)
class _Days:
    """Days in words; those of the page's last year without the year."""

    year: int

    def one(self, day: date) -> str:
        return short_day(day) if day.year == self.year else long_day(day)

    def several(self, days: Sequence[date]) -> str:
        """Each of a few days, or how many from when to when."""
        if len(days) <= MOST_DAYS_NAMED:
            return ", ".join(self.one(day) for day in days)
        return f"{len(days)} days, {self.one(days[0])} to {self.one(days[-1])}"


def _answer(one: YesAnswer, days: _Days) -> str:
    return f"{one.ask}{' (not sure)' if one.unsure else ''}: {days.several(one.days)}"


def _stop(one: StopSeen, days: _Days) -> str:
    side = "" if one.side is None else f", {one.side} side"
    level = "" if one.level is None else f", towel at {one.level}"
    pain = "" if one.pain is None else f", pain {plain(one.pain)} of 10"
    signs = "".join(f"; also: {sign}" for sign in one.signs)
    where = f"{one.technique}{side}{level}, at {one.second} s"
    return f"{days.one(one.at.date())}: {one.event}. {where}{pain}{signs}"


def advised_words(content: HandOver, knowledge: Knowledge) -> list[str]:
    """What Supple advised, a sentence each: rules with the days that counted, outcomes, reviews."""
    return list(_advised(content, knowledge, _Days(year=content.trends.last.year)))


def _advised(content: HandOver, knowledge: Knowledge, days: _Days) -> Iterator[str]:
    urgent = [one for one in content.outcomes if one.forbids]
    for one in urgent:
        yield f"{one.title.rstrip('.')}: {days.several(one.days)}."
    for finding in content.habit.findings:
        who = "" if finding.who is None else f" Advised to see {knowledge.who[finding.who].name}."
        yield f"{finding.about} ({days.several(finding.days)}).{who} Rule {finding.code}."
    for one in content.outcomes:
        if one in urgent:
            continue
        yield f"{one.title.rstrip('.')}: {days.several(one.days)}."
    if content.reviewed:
        yield f"Said that a professional had looked at it: {days.several(content.reviewed)}."


def _changed(content: HandOver, days: _Days) -> Iterator[str]:
    known = [(one.day, one.discomfort) for one in content.trends.days if one.discomfort is not None]
    if known:
        (first_day, first), (last_day, last) = known[0], known[-1]
        began = f"Discomfort {plain(first)} of 10 on {days.one(first_day)}"
        yield f"{began}, {plain(last)} on {days.one(last_day)}."
    for change, words in WEEKLY.items():
        said = [day for day, one in content.changes if one == change]
        if said:
            yield f"{words}: {days.several(said)}."
    yield from (change_said(one) for one in content.trends.changes)


def _activity(one: Activity, days: _Days) -> str:
    if not one.scores:
        return f"{one.name}: not scored yet"
    (first_day, first), (last_day, last) = one.scores[0], one.scores[-1]
    then = "" if first_day == last_day else f", {last} on {days.one(last_day)}"
    return f"{one.name}: {first} of 10 on {days.one(first_day)}{then}"


def _adjusts(trends: Trends) -> Iterator[str]:
    adjusts = trends.self_adjusts
    if adjusts is not None:
        noted = counted(adjusts.days, "day", "days")
        yield f"Median {plain(adjusts.median)}, at most {adjusts.most} a day, over {noted} with a note."
    yield f"{counted(trends.days_without_self_adjusts, 'day', 'days')} of {trends.length} without one."


def _practice(one: Done, knowledge: Knowledge) -> str:
    known = knowledge.techniques.get(one.technique)
    name = one.technique if known is None else known.short
    sides = (("left", one.left_s), ("right", one.right_s), ("", one.both_s))
    said = [f"{side} {minutes(seconds)}".strip() for side, seconds in sides if seconds is not None]
    return f"{name}: {', '.join(said)}"


def _sessions(content: HandOver) -> str:
    sessions = counted(content.trends.sessions, "session", "sessions")
    return f"{sessions}, {content.completed} to the end."


def _small(content: HandOver, knowledge: Knowledge) -> Iterator[str]:
    boundaries = knowledge.boundaries
    if content.corrected:
        yield f"{counted(content.corrected, 'note', 'notes')} corrected later; the tables show both."
    yield f"Rule set {boundaries.version} of {long_day(boundaries.released_on)}. {boundaries.not_reviewed}"
    yield boundaries.short
