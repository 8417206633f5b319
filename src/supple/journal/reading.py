"""One reading of a whole journal: what follows from all of its entries is worked out once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Self, TypeVar, cast

from supple.journal.days import Days, stated_day
from supple.journal.entry import Entry

Told = TypeVar("Told")
Tells = Callable[[Sequence[Entry]], Told]


class Reading(tuple[Entry, ...]):  # noqa: SLOT001 - it keeps what was worked out
    """Entries in the order in which they were kept, as of one moment, and the days that they count on."""

    days: Days

    def __new__(cls, entries: Iterable[Entry] = (), *, days: Days | None = None) -> Self:
        """A reading; without `days` every entry counts on the day that it tells."""
        reading = super().__new__(cls, entries)
        reading.days = Days() if days is None else days
        return reading

    def once(self, tells: Tells[Told]) -> Told:
        """What `tells` makes of these entries; made at the first asking, and kept."""
        kept: dict[object, object] = self.__dict__.setdefault("kept", {})
        if tells not in kept:
            kept[tells] = tells(self)
        return cast("Told", kept[tells])


def once(tells: Tells[Told]) -> Tells[Told]:
    """A function of entries that works only once for the same reading."""

    def told(entries: Sequence[Entry]) -> Told:
        return entries.once(tells) if isinstance(entries, Reading) else tells(entries)

    told.__doc__ = tells.__doc__
    return told


def part_of(entries: Sequence[Entry], part: Iterable[Entry]) -> Sequence[Entry]:
    """Some of the entries, as a reading with the same days where they are one."""
    return Reading(part, days=entries.days) if isinstance(entries, Reading) else list(part)


def counted_day(entry: Entry, entries: Sequence[Entry]) -> date:
    """The day that an entry counts on, among those that it was read with."""
    return entries.days.counts_on(entry) if isinstance(entries, Reading) else stated_day(entry)


def closing_day(entry: Entry, entries: Sequence[Entry]) -> date:
    """The last day of what an entry closes for a day, among those that it was read with."""
    return entries.days.closes_on(entry) if isinstance(entries, Reading) else stated_day(entry)


def put_right_by(entry: Entry, entries: Sequence[Entry]) -> timedelta:
    """How much later `closing_day` is because the clock turned out to have been behind."""
    return entries.days.put_right_by(entry) if isinstance(entries, Reading) else timedelta()
