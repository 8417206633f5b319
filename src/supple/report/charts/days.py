"""Days as a chart lays them out: gaps, unbroken runs, and which days are named."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from supple.journal.trends import TrendDay, Trends
from supple.report.charts.words import MONTHS, short_day

Score = Callable[[TrendDay], float | None]
A_DAY = timedelta(days=1)
MOST_WEEKLY_TICKS = 12


def stiffness_of(day: TrendDay) -> float | None:
    """The day's stiffness."""
    return day.stiffness


def discomfort_of(day: TrendDay) -> float | None:
    """The day's discomfort."""
    return day.discomfort


def gaps(trends: Trends) -> list[tuple[date, date]]:
    """Runs of days without a score, each as its first and last day."""
    noted = [one.day for one in trends.days if one.has_score]
    edges = [trends.first - A_DAY, *noted, trends.last + A_DAY]
    return [(one + A_DAY, other - A_DAY) for one, other in pairwise(edges) if other - one > A_DAY]


def runs(days: Sequence[TrendDay], score: Score) -> list[list[tuple[date, float]]]:
    """The scores, broken wherever a day between has none."""
    found: list[list[tuple[date, float]]] = []
    for one in days:
        value = score(one)
        if value is None:
            continue
        if found and one.day - found[-1][-1][0] == A_DAY:
            found[-1].append((one.day, value))
        else:
            found.append([(one.day, value)])
    return found


def ticks(first: date, last: date, *, most: int) -> list[tuple[date, str]]:
    """At most so many days to name: weeks, then months, whole numbers of them apart."""
    weeks = [first + timedelta(days=7 * nth) for nth in range((last - first).days // 7 + 1)]
    if len(weeks) <= MOST_WEEKLY_TICKS:
        return [(day, short_day(day)) for day in weeks[:: -(-len(weeks) // most)]]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    chosen = months[:: -(-len(months) // most)]
    return [
        (day, f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 else MONTHS[day.month - 1])
        for day in chosen
    ]
