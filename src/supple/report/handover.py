"""What the page for a professional says, gathered from entries alone. Self-reported, and it says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from supple.journal.checking_in import reason
from supple.journal.current import current, superseded_by
from supple.journal.diary import local_time
from supple.journal.entry import (
    Entry,
    PersonNamed,
    ReviewConfirmed,
    ScreeningEntry,
    SessionEnded,
    StopEntry,
    WeeklyChange,
)
from supple.journal.habit.watch import HabitNote
from supple.journal.reading import counted_day, part_of
from supple.journal.stops import StopSummary, stop_summaries
from supple.journal.trends import Trends
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.rule import Outcome

AFTER_ALL_BLOCKS = "Z"


@dataclass(frozen=True, kw_only=True)
class YesAnswer:
    """A screening question that was answered yes, or not sure, and the days on which it was asked.

    `block`: A holds the signs that need help at once.
    """

    ask: str
    block: str
    unsure: bool
    days: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class StopSeen:
    """A stop in a session. `second`: how far into the movement; None where nothing was being done."""

    at: datetime
    event: str
    technique: str
    side: str | None
    level: str | None
    second: int
    pain: float | None
    signs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """On which days screening came to one outcome other than "all right". `forbids`: no session that day."""

    title: str
    forbids: bool
    days: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Everything on the page. Answers and outcomes come most urgent first, then newest; the rest by time."""

    name: str
    made_on: date
    reason: str | None
    yes: tuple[YesAnswer, ...]
    stops: tuple[StopSeen, ...]
    outcomes: tuple[Outcomes, ...]
    completed: int
    changes: tuple[tuple[date, str], ...]
    reviewed: tuple[date, ...]
    corrected: int
    trends: Trends
    habit: HabitNote


def hand_over(
    entries: Sequence[Entry], knowledge: Knowledge, *, trends: Trends, habit: HabitNote, today: date
) -> HandOver:
    """The page's content for the days of `trends`."""
    standing = current(entries)
    days = (trends.first, trends.last)
    within = part_of(
        standing, [entry for entry in standing if days[0] <= counted_day(entry, standing) <= days[1]]
    )
    return HandOver(
        name=next((one.name for one in reversed(standing) if isinstance(one, PersonNamed)), ""),
        made_on=today,
        reason=reason(standing),
        yes=tuple(sorted(_yes(within, knowledge), key=lambda one: (one.block, _newest_first(one.days)))),
        stops=tuple(_stops(within, knowledge)),
        outcomes=tuple(
            sorted(_outcomes(within, knowledge), key=lambda one: (not one.forbids, _newest_first(one.days)))
        ),
        completed=sum(isinstance(one, SessionEnded) and one.completed for one in within),
        changes=tuple(
            (counted_day(one, within), one.change) for one in within if isinstance(one, WeeklyChange)
        ),
        reviewed=tuple(counted_day(one, within) for one in within if isinstance(one, ReviewConfirmed)),
        corrected=len(superseded_by(entries)),
        trends=trends,
        habit=habit,
    )


def _yes(within: Sequence[Entry], knowledge: Knowledge) -> Iterator[YesAnswer]:
    """Answers that were given, not those carried over from an earlier day."""
    days: dict[tuple[str, bool], list[date]] = {}
    for one in within:
        if isinstance(one, ScreeningEntry):
            for key in one.asked:
                answer = one.answers.get(key)
                if answer is True or answer == "unsure":
                    days.setdefault((key, answer == "unsure"), []).append(counted_day(one, within))
    for (key, unsure), found in days.items():
        known = knowledge.questions.get(key)
        yield YesAnswer(
            ask=key if known is None else known.ask,
            block=AFTER_ALL_BLOCKS if known is None else known.block.value,
            unsure=unsure,
            days=tuple(dict.fromkeys(found)),
        )


def _newest_first(days: tuple[date, ...]) -> int:
    return -days[-1].toordinal()


def _stops(within: Sequence[Entry], knowledge: Knowledge) -> Iterator[StopSeen]:
    """One for each stop, with the last thing said of it."""
    for summary in stop_summaries(within).values():
        pressed = summary.pressed if isinstance(summary.pressed, StopEntry) else None
        event = None if summary.event is None else knowledge.stops.get(summary.event)
        name = None if pressed is None else pressed.technique
        technique = None if name is None else knowledge.techniques.get(name)
        between = "Not known" if pressed is None else "Between movements"
        yield StopSeen(
            at=local_time(summary.pressed),
            event=event.label if event is not None else (summary.event or "No reason noted"),
            technique=technique.short if technique is not None else (name or between),
            side=None if pressed is None else pressed.side,
            level=None if pressed is None else pressed.level,
            second=0 if pressed is None else pressed.segment_ms // 1000,
            pain=summary.pain_now,
            signs=tuple(_signs(summary, knowledge)),
        )


def _signs(stop: StopSummary, knowledge: Knowledge) -> Iterator[str]:
    """What was answered yes, or not sure, after a stop."""
    for key, answer in stop.follow_up.items():
        if answer is not False:
            known = knowledge.questions.get(key)
            words = key if known is None else known.ask
            yield words if answer is True else f"{words} (not sure)"


def _outcomes(within: Sequence[Entry], knowledge: Knowledge) -> Iterator[Outcomes]:
    days: dict[str, list[date]] = {}
    for one in within:
        if isinstance(one, ScreeningEntry) and one.outcome != Outcome.ALLOW:
            days.setdefault(one.outcome, []).append(counted_day(one, within))
    for outcome, found in days.items():
        yield Outcomes(
            title=knowledge.policy.titles.get(outcome, outcome),
            forbids=outcome in (Outcome.EMERGENCY, Outcome.REFER),
            days=tuple(dict.fromkeys(found)),
        )
