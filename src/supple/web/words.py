"""Numbers, days and sources as a person reads them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.source import Source
from supple.report.charts.words import counted, long_day

READ = {
    "full": "Read in full",
    "abstract": "Abstract or summary read",
    "recalled": "From memory, not read for this",
}
# Until which hour (not included) the day is called what.
_HOURS = (
    (5, ("tonight", "Tonight")),
    (12, ("this morning", "Today")),
    (17, ("this afternoon", "Today")),
    (22, ("this evening", "Tonight")),
    (24, ("tonight", "Tonight")),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(value: date) -> str:
    """Such as Sunday."""
    return _DAYS[value.weekday()]


def time(value: datetime) -> str:
    """Such as 18:30."""
    return f"{value.hour}:{value.minute:02d}"


def number(value: float) -> str:
    """Such as 5, without a needless point."""
    return f"{value:g}"


def seconds(value: float | None) -> str:
    """Such as 60 s."""
    return "no time" if value is None else f"{value:.0f} s"


def sentence(text: str) -> str:
    """A noun phrase as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def spaced(text: str) -> str:
    """A number digit by digit, so that it is not spoken as hundreds."""
    return " ".join(text)


def part_of_day(now: datetime) -> tuple[str, str]:
    """How the present hour is named inside a sentence, and at its beginning."""
    return next(names for until, names in _HOURS if now.hour < until)


def cited(keys: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Sources in short, each once, without naming a condition."""
    return [_short(knowledge.sources[key]) for key in dict.fromkeys(keys)]


def _short(source: Source) -> str:
    first = source.authors.split(",")[0].split(";")[0].strip()
    return f"{source.public_title or source.title}, {first} {source.year} ({READ[source.read].lower()})"


FILTERS: dict[str, Callable[..., Any]] = {
    "day": long_day,
    "weekday": weekday,
    "time": time,
    "number": number,
    "seconds": seconds,
    "sentence": sentence,
    "spaced": spaced,
    "counted": counted,
}
