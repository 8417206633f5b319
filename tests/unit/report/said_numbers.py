"""Every number that the page for a professional may say, each with what stands around it.

Summed anew from the entries' JSON: nothing here asks the journal or the report.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.journal.entry import Entry
from supple.knowledge.collection import Knowledge
from tests.unit.report import naive
from tests.unit.report.naive import Row

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
N = r"\d+(?:\.\d+)?"
D = rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
SPAN = rf"\d+ days, {D} to {D}"
# What a number can be part of. The last two take what is left over.
SAYING = re.compile(
    rf"\((?:{SPAN}|{D}(?:, {D})*)\)|{SPAN}|{D} to {D}|{N} of 10 on {D}|{N} on {D}|pain {N} of 10|at {N} s\b"
    rf"|Median {N}, at most {N} a day, over {N} days? with a note|{N} days? of {N} without (?:an )?\w+"
    rf"|median {N} before, {N} after, in {N} sessions?|{N} sessions?, {N} to the end|between {N} and {N}"
    rf"|noted for {N} days?, at most {N} on one day|(?:left |right )?{N} min\b|And {N} more"
    rf"|{N} notes? corrected|Rule H\d+|towel at T\d+|{D}|Jan \d{{4}}|{N}"
)
# What the page always says.
FIXED = ("0 is none, 10 the worst", "(0 not at all, 10 as before)")


@dataclass(frozen=True, kw_only=True)
class Said:
    """All that may be said. `counted`: days with an entry, of which the watch over habits may count any."""

    sayings: frozenset[str]
    counted: tuple[date, ...]
    words: tuple[str, ...]
    year: int

    def foreign(self, text: str) -> list[str]:
        """What the text says in numbers, and no entry does."""
        # A line of its own is a number beside the chart: it ends there.
        lines = re.sub(r"^(\d+)$", r"\1;", text, flags=re.MULTILINE)
        left = " ".join(re.sub(r"-\s*\n\s*", "-", lines).split())
        for words in self.words:
            left = left.replace(" ".join(words.split()), " … ")
        return [one for one in SAYING.findall(left) if one not in self.sayings and not self._counts(one)]

    def _counts(self, saying: str) -> bool:
        """Whether these are days that a rule can have counted: each with an entry, all within their span."""
        if not saying.startswith("("):
            return saying.startswith("And ")  # what was left out is another test's matter
        days = [self._day(one) for one in re.findall(D, saying)]
        if any(day not in self.counted for day in days):
            return False
        inside = [day for day in self.counted if days[0] <= day <= days[-1]]
        number = re.match(r"\((\d+) days", saying)
        return number is None or 3 < int(number[1]) <= len(inside)

    def _day(self, words: str) -> date:
        day, month, *year = words.split()
        return date(int(year[0]) if year else self.year, MONTHS.index(month) + 1, int(day))


def said(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


@dataclass(frozen=True, kw_only=True)
class _Sum:
    """The rows of a span of days."""

    rows: list[Row]
    every: list[Row]
    first: date
    last: date

    def of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row["kind"] in kinds]

    def day(self, day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if day.year != self.last.year else ''}"

    def long(self, day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def several(self, days: Iterable[date]) -> Iterator[str]:
        found = sorted(set(days))
        if len(found) > 3:
            yield f"{len(found)} days, {self.day(found[0])} to {self.day(found[-1])}"
        else:
            yield from map(self.day, found)

    def within(self, numbers: dict[date, float]) -> dict[date, float]:
        return {day: numbers[day] for day in sorted(numbers) if self.first <= day <= self.last}


def sayings(entries: Sequence[Entry], knowledge: Knowledge, *, first: date, last: date) -> Said:
    """What may be said of the days from `first` to `last`."""
    every = naive.rows_of(entries)
    stand = naive.standing(every)
    rows = [row for row in stand if first <= naive.made_on(row) <= last]
    sums = _Sum(rows=rows, every=every, first=first, last=last)
    found = {"0", "2", "4", "6", "8", "10", sums.long(first), sums.long(last)}
    found |= {f"{sums.long(first)} to {sums.long(last)}"}
    for part in (_frame, _scores, _self_adjusts, _answers, _stops, _sessions, _activities):
        found |= set(part(sums))
    found |= {f"Rule {habit.code}" for habit in knowledge.habits.values()}
    found |= {f"towel at {level.id}" for one in knowledge.techniques.values() for level in one.level or ()}
    return Said(
        sayings=frozenset(found),
        counted=tuple(sorted({day for row in stand for day in (naive.about(row), naive.made_on(row))})),
        words=_words(every, knowledge),
        year=last.year,
    )


def _words(every: Sequence[Row], knowledge: Knowledge) -> tuple[str, ...]:
    """Own words, and what the knowledge files say, longest first."""
    own = [row[key] for row in every for key in ("text", "name") if key in row]
    boundaries, tracking = knowledge.boundaries, knowledge.tracking
    known = [one.ask for one in knowledge.questions.values()]
    known += [one.about for one in knowledge.habits.values()]
    released = boundaries.released_on
    known += [
        f"Rule set {boundaries.version} of {released.day} {MONTHS[released.month - 1]} {released.year}",
        tracking.activity_say.format(points=said(tracking.activity_matters.value)),
        f"within {said(tracking.matters.value)} points of the first discomfort",
    ]
    return tuple(sorted({*own, *known, *FIXED}, key=len, reverse=True))


def _frame(sums: _Sum) -> Iterator[str]:
    """Days that the chart names, and notes that were corrected."""
    length = (sums.last - sums.first).days + 1
    for nth in range(length):
        day = sums.first + timedelta(days=nth)
        if nth % 7 == 0 and length <= 84:
            yield f"{day.day} {MONTHS[day.month - 1]}"
        if day.day == day.month == 1:
            yield f"Jan {day.year}"
    gone = len(naive.replaced(sums.every))
    yield f"{gone} {'note' if gone == 1 else 'notes'} corrected"


def _scores(sums: _Sum) -> Iterator[str]:
    stiffness, discomfort = (sums.within(of(sums.every)) for of in (naive.stiffness, naive.discomfort))
    length = (sums.last - sums.first).days + 1
    without = length - len({*stiffness, *discomfort})
    yield f"{without} {'day' if without == 1 else 'days'} of {length} without an entry"
    for numbers in (stiffness, discomfort):
        if numbers:
            for day in (min(numbers), max(numbers)):
                yield f"{said(numbers[day])} on {sums.long(day)}"
            yield f"between {said(min(numbers.values()))} and {said(max(numbers.values()))}"
    if discomfort:
        (begin, *_), (*_, end) = discomfort, discomfort
        yield f"{said(discomfort[begin])} of 10 on {sums.day(begin)}"
        yield f"{said(discomfort[end])} on {sums.day(end)}"


def _self_adjusts(sums: _Sum) -> Iterator[str]:
    noted = list(sums.within({**naive.self_adjusts(sums.every)}).values())
    length = (sums.last - sums.first).days + 1
    without = length - len(noted)
    yield f"{without} {'day' if without == 1 else 'days'} of {length} without one"
    if noted:
        days = f"{len(noted)} {'day' if len(noted) == 1 else 'days'}"
        most = said(max(noted))
        yield f"Median {said(naive.middle(noted))}, at most {most} a day, over {days} with a note"
        yield f"noted for {days}, at most {most} on one day"
        yield most


def _answers(sums: _Sum) -> Iterator[str]:
    """The days of each worrying answer, of each outcome, of each word on the week, and of reviews."""
    days: defaultdict[object, list[date]] = defaultdict(list)
    for row in sums.of("screening"):
        days[row["outcome"]].append(naive.made_on(row))
        for key in row["asked"]:
            if row["answers"].get(key) is True or row["answers"].get(key) == "unsure":
                days[key, row["answers"][key]].append(naive.made_on(row))
    for row in sums.of("weekly_change"):
        days["the week", row["change"]].append(naive.about(row))
    days["reviews"] = [naive.made_on(row) for row in sums.of("review_confirmed")]
    for found in days.values():
        yield from sums.several(found)


def _stops(sums: _Sum) -> Iterator[str]:
    last_word: dict[str, Row] = {}
    for row in sums.of("stop"):
        if row["stop_id"] not in last_word or row["event"] is not None:
            last_word[row["stop_id"]] = row
    for row in last_word.values():
        yield sums.day(naive.made_on(row))
        yield f"at {row['segment_ms'] // 1000} s"
        if row["pain_now"] is not None:
            yield f"pain {said(row['pain_now'])} of 10"


def _sessions(sums: _Sum) -> Iterator[str]:
    count = len(sums.of("session_started"))
    whole = sum(row["completed"] for row in sums.of("session_ended"))
    yield f"{count} {'session' if count == 1 else 'sessions'}, {whole} to the end"
    for (_, side), seconds in naive.practised(sums.rows, lambda _: True).items():
        yield f"{side} {said(round(seconds / 60, 1))} min".strip()
    for both in naive.before_and_after(sums.rows).values():
        before, after = (naive.middle([pair[nth] for pair in both]) for nth in (0, 1))
        sessions = f"{len(both)} {'session' if len(both) == 1 else 'sessions'}"
        yield f"median {said(before)} before, {said(after)} after, in {sessions}"


def _activities(sums: _Sum) -> Iterator[str]:
    """Of those that stand, the first and the last score; also from before the span."""
    scores: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in naive.standing(sums.every):
        if row["kind"] == "activity_rated":
            scores[row["activity_id"]][naive.about(row)] = row["score"]
    for numbers in scores.values():
        begin, end = min(numbers), max(numbers)
        yield f"{numbers[begin]} of 10 on {sums.day(begin)}"
        yield f"{numbers[end]} on {sums.day(end)}"
