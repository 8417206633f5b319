"""What entries say, read from their JSON as simply as can be: a second opinion on the journal's own sums."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from supple.journal.entry import Entry

Row = dict[str, Any]
NOTES = {"self_adjust", "activity_named", "check_in", "weekly_change", "next_day", "activity_rated"}


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Every entry as a program without types would see it."""
    return [json.loads(one.model_dump_json()) for one in entries]


def replaced(rows: Sequence[Row]) -> dict[str, str]:
    """Ids of entries that count no more, with the id of what took their place."""
    kind_of = {row["id"]: row["kind"] for row in rows}
    found: dict[str, str] = {}
    for row in rows:
        old = str(row.get("supersedes"))
        taken_back = row["kind"] == "withdrawn" and kind_of.get(old) in NOTES
        if old in kind_of and old != row["id"] and (taken_back or kind_of[old] == row["kind"]):
            found[old] = row["id"]
    return found


def standing(rows: Sequence[Row]) -> list[Row]:
    """What counts."""
    gone = replaced(rows)
    return [row for row in rows if row["id"] not in gone and row["kind"] != "withdrawn"]


def made_on(row: Row) -> date:
    """The day on the wall when it was made."""
    wall = datetime.fromisoformat(row["at"]) + timedelta(minutes=row["utc_offset_minutes"])
    return wall.date()


def about(row: Row) -> date:
    """The day that it is about."""
    return date.fromisoformat(row["day"]) if "day" in row else made_on(row)


def stiffness(rows: Sequence[Row]) -> dict[date, float]:
    """The first stiffness of each day."""
    found: dict[date, float] = {}
    for row in standing(rows):
        if row["kind"] == "session_started" and row["stiffness"] is not None:
            found.setdefault(made_on(row), row["stiffness"])
    return found


def discomfort(rows: Sequence[Row]) -> dict[date, float]:
    """The highest check-in of each day, or else the first answer before moving."""
    answers: dict[date, float] = {}
    said: defaultdict[date, list[float]] = defaultdict(list)
    for row in standing(rows):
        if row["kind"] == "check_in" and row["discomfort"] is not None:
            said[about(row)].append(row["discomfort"])
        if row["kind"] == "screening" and "pain_now" in row["answers"]:
            answers.setdefault(made_on(row), row["answers"]["pain_now"])
    return answers | {day: max(numbers) for day, numbers in said.items()}


TWO_MINUTES = timedelta(minutes=2)


def self_adjusts(rows: Sequence[Row]) -> dict[date, int]:
    """By day: what the check-in says and what came after it, at least what was noted one by one."""
    noted: list[Row] = []
    for row in standing(rows):
        at = datetime.fromisoformat(row["at"])
        if row["kind"] == "self_adjust" and not (
            noted and abs(at - datetime.fromisoformat(noted[-1]["at"])) <= TWO_MINUTES
        ):
            noted.append(row)
    counts = Counter(made_on(row) for row in noted)
    for row in standing(rows):
        if row["kind"] == "check_in" and row["self_adjusts"] is not None:
            day = about(row)
            later = [
                one
                for one in noted
                if made_on(one) == day
                and datetime.fromisoformat(one["at"]) > datetime.fromisoformat(row["at"])
            ]
            counts[day] = max(counts[day], row["self_adjusts"] + len(later))
    return dict(counts)


def practised(rows: Sequence[Row], counts: Callable[[Row], bool]) -> dict[tuple[str, str], float]:
    """Seconds by technique and side, "" where it has none, of the rows that count."""
    seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        if row["kind"] == "bout_done" and counts(row):
            seconds[row["technique"], row["side"] or ""] += row["seconds"]
    return dict(seconds)


def middle(numbers: Sequence[float]) -> float:
    """The median."""
    ordered, half = sorted(numbers), len(numbers) // 2
    if not ordered:
        return 0.0
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def before_and_after(rows: Sequence[Row]) -> dict[str, list[tuple[float, float]]]:
    """Scores of sessions that have one before and one after."""
    before = {row["session_id"]: row for row in rows if row["kind"] == "session_started"}
    after = {row["session_id"]: row for row in rows if row["kind"] == "after"}
    return {
        name: [
            (one[key], after[session][key])
            for session, one in before.items()
            if session in after and one[key] is not None
        ]
        for name, key in (("Stiffness", "stiffness"), ("Discomfort", "discomfort"))
    }
