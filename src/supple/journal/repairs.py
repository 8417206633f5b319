"""What befell the journal's own file, while it is news."""

from collections.abc import Sequence
from datetime import date, timedelta

from supple.journal.entry import Entry, JournalRepaired
from supple.journal.reading import counted_day

NEWS_FOR = timedelta(days=7)


def latest_repair(entries: Sequence[Entry], *, today: date) -> JournalRepaired | None:
    """The latest repair, unless it was more than a week ago."""
    repair = next((entry for entry in reversed(entries) if isinstance(entry, JournalRepaired)), None)
    if repair is None or today - counted_day(repair, entries) > NEWS_FOR:
        return None
    return repair
