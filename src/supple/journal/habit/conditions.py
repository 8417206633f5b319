"""Whether a habit rule's condition is met, and on which days: what counted is what the person is shown.

Monotone: one more self-adjust, one more stop, or more discomfort after the first check-in never
unmeets a condition.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import assert_never

from supple.journal.habit.facts import HabitFacts
from supple.knowledge.schema.habit import (
    AboveFirst,
    EitherOf,
    HabitCondition,
    NoBetter,
    NotSettled,
    PausingStops,
    SaidWorse,
    SelfAdjustDays,
    SessionsAfterUrge,
    SessionsToday,
    StillThere,
    StopsWithin,
)

Days = tuple[date, ...]


def days_counted(  # noqa: C901, PLR0911 - one return a kind of condition
    condition: HabitCondition, facts: HabitFacts, *, today: date, pausing: frozenset[str]
) -> Days:
    """The days that met the condition, oldest first; empty where it is not met.

    `pausing`: the events of which one alone pauses, by their own files.
    """
    match condition:
        case SelfAdjustDays():
            return _self_adjust_days(condition, facts, today)
        case NoBetter():
            return _no_better(condition, facts, today)
        case StillThere():
            return _still_there(condition, facts, today)
        case AboveFirst():
            return _above_first(condition, facts)
        case SaidWorse(said_worse=times, within_days=within):
            return _within([one.day for one in facts.days if one.change == "worse"], times, within)
        case NotSettled(not_settled_sessions_running=running):
            known = [(one.day, not one.settled) for one in facts.sessions if one.settled is not None]
            return _running(known, running)
        case StopsWithin(stop=event, times=times, within_days=within):
            return _within([one.day for one in facts.stops if one.event == event], times, within)
        case PausingStops(pausing_stops=times):
            return _at_least(times, [one.day for one in facts.stops if one.event in pausing])
        case SessionsToday(sessions_today=times):
            return _at_least(times, [one.day for one in facts.sessions if one.day == today])
        case SessionsAfterUrge(sessions_after_urge=times, of_last_days=last):
            urged = [one.day for one in facts.sessions if one.after_urge]
            return _at_least(times, _of_last(urged, last, today))
        case EitherOf(any=parts):
            found = [days_counted(part, facts, today=today, pausing=pausing) for part in parts]
            return tuple(sorted({day for days in found for day in days}))
        case _:  # pragma: no cover
            assert_never(condition)


def _at_least(times: int, days: Sequence[date]) -> Days:
    return tuple(days) if len(days) >= times else ()


def _of_last(days: Iterable[date], last: int, today: date) -> list[date]:
    return [day for day in days if 0 <= (today - day).days < last]


def _within(days: Sequence[date], times: int, within: int) -> Days:
    """All days of any group of so many that lie at most so many days apart."""
    ends = zip(days, days[times - 1 :], strict=False)
    groups = [(first, last) for first, last in ends if (last - first).days <= within]
    return tuple(day for day in days if any(first <= day <= last for first, last in groups))


def _running(known: Sequence[tuple[date, bool]], times: int) -> Days:
    """The first so many days that are true one after the other."""
    run: list[date] = []
    for day, is_so in known:
        run = [*run, day] if is_so else []
        if len(run) == times:
            return tuple(run)
    return ()


def _self_adjust_days(condition: SelfAdjustDays, facts: HabitFacts, today: date) -> Days:
    enough = [one.day for one in facts.days if (one.self_adjusts or 0) >= condition.self_adjusts]
    return _at_least(condition.on_days, _of_last(enough, condition.of_last_days, today))


def _no_better(condition: NoBetter, facts: HabitFacts, today: date) -> Days:
    check_ins = facts.check_ins
    if not check_ins:
        return ()
    (first_day, first), (last_day, last) = check_ins[0], check_ins[-1]
    gain = first - last
    better = gain >= condition.no_better_points or gain >= condition.no_better_share * first
    # What was not there on the first day does not persist; that it came is another rule's matter.
    persists = first > 0 and not better and _long_enough(condition, first_day, last_day, today)
    return (first_day, last_day) if persists else ()


def _still_there(condition: StillThere, facts: HabitFacts, today: date) -> Days:
    """The days of the latest run of check-ins with discomfort, if it is long enough.

    A check-in with less ends a run: that is recovery, where a gap is not.
    """
    run: list[date] = []
    for day, discomfort in facts.check_ins:
        run = [*run, day] if discomfort >= condition.still_there_at_least else []
    return tuple(run) if run and _long_enough(condition, run[0], run[-1], today) else ()


def _long_enough(condition: NoBetter | StillThere, first: date, last: date, today: date) -> bool:
    """Whether today is day `by_day` or later, and something was noted on day `seen_from_day` or later."""
    seen = last - first >= timedelta(days=condition.seen_from_day - 1)
    return seen and today - first >= timedelta(days=condition.by_day - 1)


def _above_first(condition: AboveFirst, facts: HabitFacts) -> Days:
    check_ins = facts.check_ins
    if not check_ins:
        return ()
    limit = check_ins[0][1] + condition.above_first_points
    return _running(
        [(day, discomfort >= limit) for day, discomfort in check_ins], condition.check_ins_running
    )
