"""Days and weeks in numbers: what was noted, never what was not. Pure views on entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from supple.journal.activities import Activity, activities
from supple.journal.current import current
from supple.journal.diary import Done, practised
from supple.journal.entry import AfterEntry, BoutDone, Entry, SessionStarted
from supple.journal.habit.facts import DayFact
from supple.journal.habit.from_entries import day_facts
from supple.journal.reading import counted_day
from supple.knowledge.collection import Knowledge


@dataclass(frozen=True, kw_only=True)
class TrendDay:
    """One day on which something was noted; scores 0 to 10. None is no data, never zero."""

    day: date
    stiffness: int | None
    discomfort: float | None
    self_adjusts: int | None

    @property
    def has_score(self) -> bool:
        """Whether stiffness or discomfort was noted."""
        return self.stiffness is not None or self.discomfort is not None


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """Medians of one score before and after those sessions that have both."""

    name: str
    before: float
    after: float
    sessions: int


@dataclass(frozen=True, kw_only=True)
class SelfAdjusts:
    """Self-adjusts a day, over the days on which they were noted."""

    median: float
    most: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Trends:
    """From one day to another, both counted. `band`: around the first discomfort ever noted, clipped."""

    first: date
    last: date
    days: tuple[TrendDay, ...]
    band: tuple[float, float] | None
    self_adjusts: SelfAdjusts | None
    practice: tuple[Done, ...]
    changes: tuple[BeforeAfter, ...]
    sessions: int
    activities: tuple[Activity, ...]

    @property
    def length(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def last_days(self, number: int) -> "Trends":
        """The last so many of the days alone; what sessions add up to stays that of all of them."""
        first = max(self.first, self.last - timedelta(days=number - 1))
        days = tuple(one for one in self.days if one.day >= first)
        return replace(self, first=first, days=days, self_adjusts=_self_adjusts(days))

    @property
    def days_without_score(self) -> int:
        """Days on which neither stiffness nor discomfort was noted."""
        return self.length - sum(one.has_score for one in self.days)

    @property
    def days_without_self_adjusts(self) -> int:
        """Days for which nobody knows about self-adjusts."""
        return self.length - (0 if self.self_adjusts is None else self.self_adjusts.days)


def trends(entries: Sequence[Entry], knowledge: Knowledge, *, first: date, last: date) -> Trends:
    """What was noted from `first` to `last`, as corrected. `first` is not after `last`."""
    standing = current(entries)
    facts = day_facts(standing)
    within = [one for one in standing if first <= counted_day(one, standing) <= last]
    days = tuple(one for one in _days(facts, standing) if first <= one.day <= last)
    return Trends(
        first=first,
        last=last,
        days=days,
        band=_band(facts, knowledge.tracking.matters.value),
        self_adjusts=_self_adjusts(days),
        practice=_in_order(practised(one for one in within if isinstance(one, BoutDone)), knowledge),
        changes=tuple(_changes(within)),
        sessions=sum(isinstance(one, SessionStarted) for one in within),
        activities=tuple(activities(standing)),
    )


def _days(facts: Iterable[DayFact], standing: Sequence[Entry]) -> list[TrendDay]:
    stiffness: dict[date, int] = {}
    for one in standing:
        if isinstance(one, SessionStarted) and one.stiffness is not None:
            stiffness.setdefault(counted_day(one, standing), one.stiffness)
    of_day = {one.day: one for one in facts}
    return [
        TrendDay(
            day=day,
            stiffness=stiffness.get(day),
            discomfort=of_day[day].discomfort if day in of_day else None,
            self_adjusts=of_day[day].self_adjusts if day in of_day else None,
        )
        for day in sorted({*stiffness, *of_day})
    ]


def _in_order(practice: Iterable[Done], knowledge: Knowledge) -> tuple[Done, ...]:
    """In the order of a session; what is no technique any more comes last."""
    order = list(knowledge.techniques)
    return tuple(
        sorted(practice, key=lambda one: order.index(one.technique) if one.technique in order else len(order))
    )


def _band(facts: Sequence[DayFact], half: float) -> tuple[float, float] | None:
    first = next((one.discomfort for one in facts if one.discomfort is not None), None)
    return None if first is None else (max(0.0, first - half), min(10.0, first + half))


def _self_adjusts(days: Iterable[TrendDay]) -> SelfAdjusts | None:
    known = [one.self_adjusts for one in days if one.self_adjusts is not None]
    if not known:
        return None
    return SelfAdjusts(median=median(known), most=max(known), days=len(known))


def _changes(within: Iterable[Entry]) -> Iterable[BeforeAfter]:
    started: dict[object, SessionStarted] = {}
    after: dict[object, AfterEntry] = {}
    for one in within:
        if isinstance(one, SessionStarted):
            started[one.session_id] = one
        elif isinstance(one, AfterEntry):
            after[one.session_id] = one
    both = [(started[key], after[key]) for key in started if key in after]
    stiffness = [(one.stiffness, then.stiffness) for one, then in both if one.stiffness is not None]
    discomfort = [(one.discomfort, then.discomfort) for one, then in both if one.discomfort is not None]
    for name, pairs in (("Stiffness", stiffness), ("Discomfort", discomfort)):
        if pairs:
            yield BeforeAfter(
                name=name,
                before=median(before for before, _ in pairs),
                after=median(later for _, later in pairs),
                sessions=len(pairs),
            )
