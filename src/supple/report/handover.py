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
    local_day,
)
from supple.journal.habit.watch import HabitNote
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
    within = [one for one in standing if trends.first <= local_day(one) <= trends.last]
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
        changes=tuple((one.day, one.change) for one in within if isinstance(one, WeeklyChange)),
        reviewed=tuple(local_day(one) for one in within if isinstance(one, ReviewConfirmed)),
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
                    days.setdefault((key, answer == "unsure"), []).append(local_day(one))
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
    said: dict[object, StopEntry] = {}
    for one in within:
        if isinstance(one, StopEntry) and (one.event is not None or one.stop_id not in said):
            said[one.stop_id] = one
    for one in said.values():
        event = None if one.event is None else knowledge.stops.get(one.event)
        technique = None if one.technique is None else knowledge.techniques.get(one.technique)
        yield StopSeen(
            at=local_time(one),
            event=event.label if event is not None else (one.event or "No reason noted"),
            technique=technique.short if technique is not None else (one.technique or "Between movements"),
            side=one.side,
            level=one.level,
            second=one.segment_ms // 1000,
            pain=one.pain_now,
            signs=tuple(_signs(one, knowledge)),
        )


def _signs(stop: StopEntry, knowledge: Knowledge) -> Iterator[str]:
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
            days.setdefault(one.outcome, []).append(local_day(one))
    for outcome, found in days.items():
        yield Outcomes(
            title=knowledge.policy.titles.get(outcome, outcome),
            forbids=outcome in (Outcome.EMERGENCY, Outcome.REFER),
            days=tuple(dict.fromkeys(found)),
        )
