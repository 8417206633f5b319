"""Holds rows against their sums, as they are read."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from supple.store.damage import DamagedError
from supple.store.kept_row import KeptRow
from supple.store.sums import sum_of
from supple.store.tables import ENTRY

# A value that is no text, or half a letter.
_OF_ANOTHER_KIND = (AttributeError, TypeError, ValueError)
_BEFORE = ENTRY.alias("before")
_SUM_BEFORE = (
    select(_BEFORE.c.sum)
    .where(_BEFORE.c.seq < ENTRY.c.seq)
    .order_by(_BEFORE.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)


def follows(row: KeptRow, previous: str) -> bool:
    """Whether a row is what was written after the row of that sum."""
    try:
        return sum_of(row, previous) == row[-1]
    except _OF_ANOTHER_KIND:
        return False


def check_chain(rows: Iterable[KeptRow], previous: str, place: str) -> None:
    """Raises DamagedError unless each row follows on the one before, the first one on that sum."""
    try:
        for row in rows:
            if sum_of(row, previous) != row[9]:
                raise broken(place)
            previous = row[9]
    except _OF_ANOTHER_KIND:
        raise broken(place) from None


def check_each(
    connection: Connection, rows: Sequence[KeptRow], chosen: ColumnElement[bool], *, first: str, place: str
) -> None:
    """Raises DamagedError unless each of the chosen rows follows on the one before it. In any order."""
    query = select(ENTRY.c.seq, _SUM_BEFORE).where(chosen)
    before = {row[0]: row[1] for row in connection.execute(query)}
    if not all(follows(row, before[row[0]] or first) for row in rows):
        raise broken(place)


def broken(place: str) -> DamagedError:
    """What to say where a row does not hold."""
    return DamagedError(
        f"An entry in {place} is not any more what was written, or one is missing",
        fix="Export what there is with supple export, and restore it or a backup into a new place",
    )
