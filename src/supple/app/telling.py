"""What is told from the journal: trends on a page, and the hand-over as page, table and FHIR."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.metadata import version

from supple.app.service import Supple
from supple.journal.entry import Entry
from supple.journal.habit.from_entries import facts_of
from supple.journal.habit.watch import watch
from supple.journal.reading import counted_day
from supple.journal.trends import Trends, trends
from supple.report.csv import entries_csv
from supple.report.fhir import fhir_pieces
from supple.report.handover import HandOver, hand_over
from supple.report.handover_words import advised_words
from supple.report.pdf import handover_pdf

LONGEST_DAYS = 366


def trends_of(supple: Supple, *, days: int) -> Trends:
    """The last so many days, today among them; fewer where the journal is younger.

    Raises SuppleError for a clock at the end of the calendar, where nothing can be drawn.
    """
    supple.stamp()
    return _trends(supple, supple.reading(), days=days)


def _trends(supple: Supple, entries: Sequence[Entry], *, days: int) -> Trends:
    today = supple.clock.today()
    first = min(today, max(_began(entries, today), today - timedelta(days=days - 1)))
    return trends(entries, supple.knowledge, first=first, last=today)


def _began(entries: Sequence[Entry], today: date) -> date:
    """The first day that an entry is about: that of the oldest entry, or one that a check-in names."""
    return min((counted_day(entry, entries) for entry in entries), default=today)


def content_of(supple: Supple) -> HandOver:
    """What the hand-over says, over at most a year."""
    entries = supple.reading()
    today = supple.clock.today()
    return hand_over(
        entries,
        supple.knowledge,
        trends=_trends(supple, entries, days=LONGEST_DAYS),
        habit=watch(facts_of(entries, supple.knowledge), supple.knowledge, today=today),
        today=today,
    )


def pdf_of(supple: Supple) -> bytes:
    """The hand-over as one page. Raises SuppleError where it cannot be set, or drawn under this clock."""
    supple.stamp()
    return handover_pdf(content_of(supple), supple.knowledge)


def csv_of(supple: Supple) -> str:
    """Everything in the journal as a table."""
    return entries_csv(supple.reading())


def fhir_of(supple: Supple) -> bytes:
    """Everything in the journal as a FHIR R4 document."""
    return b"".join(fhir_pieces_of(supple))


def fhir_pieces_of(supple: Supple) -> Iterator[bytes]:
    """The same, piece by piece."""
    return fhir_pieces(
        supple.reading(),
        supple.knowledge,
        made_at=supple.clock.now(),
        version=version("supple"),
        advice=advised_words(content_of(supple), supple.knowledge),
    )


def file_name(supple: Supple, suffix: str) -> str:
    """A name for a file to hand over; it says the day, and nothing of the person."""
    return f"supple-{supple.clock.today().isoformat()}{suffix}"
