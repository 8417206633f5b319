"""Holds a database against its mirror, and the mirror against it, when it is opened."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from supple.base.errors import SuppleError
from supple.store.chain import check_chain, follows
from supple.store.damage import DamagedError
from supple.store.kept_row import KeptRow
from supple.store.mirror import Mirrored, append, mirror_of, read_tail, read_whole, write_anew
from supple.store.rows import fetched, kept_rows
from supple.store.sums import first_sum
from supple.store.tables import ENTRY


def hear_witness(connection: Connection, path: Path, journal_id: str) -> None:
    """Fill up a mirror that is behind, as after a crash. Under the write lock.

    Raises DamagedError where the mirror has what the database has not, SuppleError where it is of another
    journal, or cannot be read or written.
    """
    mirror = mirror_of(path)
    try:
        tail = read_tail(mirror)
        if tail is not None and not tail.ends_well:
            tail = read_whole(mirror)
        if tail is None or not (tail.rows or tail.journal_id):
            _begin(connection, path, journal_id)
        elif tail.rows:
            _compare(connection, path, journal_id, tail)
        elif rows := _all_rows(connection, path, journal_id):
            append(mirror, journal_id, rows)
        else:
            raise _has_lost(path)
    except OSError as error:
        raise SuppleError(
            f"The file {mirror} cannot be read or written ({error.strerror})",
            fix="Make room there and give yourself the right to write to it and its folder, then try again",
        ) from error


def _begin(connection: Connection, path: Path, journal_id: str) -> None:
    mirror, rows = mirror_of(path), _all_rows(connection, path, journal_id)
    if mirror.exists() and not rows:
        raise _has_lost(path)
    if mirror.exists() and mirror.stat().st_size:
        mirror.replace(mirror.with_name(f"{mirror.name}.unreadable"))
    if rows:
        write_anew(mirror, journal_id, rows)


def _compare(connection: Connection, path: Path, journal_id: str, tail: Mirrored) -> None:
    first = 0 if tail.is_whole else min(tail.rows)
    rows = {row[0]: row for row in _rows_from(connection, first)}
    behind = [seq for seq, row in tail.rows.items() if seq not in rows or rows[seq][-1] != row.sum]
    if behind and len(behind) == len(tail.rows) and tail.journal_id not in (None, journal_id):
        _refuse_another_journal(connection, path, journal_id)
    if behind or tail.journal_id not in (None, journal_id):
        raise _has_lost(path)
    in_order = [rows[seq] for seq in sorted(rows)]
    previous = first_sum(journal_id) if tail.is_whole else in_order.pop(0).sum
    check_chain(in_order, previous, str(path.parent))
    missing = [row for row in in_order if row.seq not in tail.rows]
    if missing:
        append(mirror_of(path), journal_id, missing)
    elif not tail.ends_well:  # it was begun for a row that is not there
        raise _has_lost(path)


def _has_lost(path: Path) -> DamagedError:
    return DamagedError(
        f"The database {path} has not all that was kept in it",
        fix="Move it and what lies beside it to a safe place, and restore an export or a backup",
    )


def _refuse_another_journal(connection: Connection, path: Path, journal_id: str) -> None:
    """A whole journal with its own id was put there; which of the two is wanted, only the person knows."""
    first = fetched(connection, kept_rows("sqlite").order_by(ENTRY.c.seq).limit(1))
    if first and follows(first[0], first_sum(journal_id)):
        raise SuppleError(
            f"The database {path} holds another journal than before",
            fix=f"Put the one from before back, or move {mirror_of(path).name} away to use this one",
        )


def _all_rows(connection: Connection, path: Path, journal_id: str) -> Sequence[KeptRow]:
    """What is not sound is not mirrored. Raises DamagedError."""
    rows = _rows_from(connection, 0)
    check_chain(rows, first_sum(journal_id), str(path.parent))
    return rows


def _rows_from(connection: Connection, seq: int) -> Sequence[KeptRow]:
    query = kept_rows("sqlite").where(ENTRY.c.seq >= seq).order_by(ENTRY.c.seq)
    return fetched(connection, query)
