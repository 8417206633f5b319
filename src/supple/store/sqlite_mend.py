"""Puts a damaged database file together anew: from its sound rows, and from the mirror beside it.

The damaged files are kept as they are under another name. The new one is whole and on disk before it takes
their place, has the same journal's id and the same numbers, and says in an entry of its own what was lost.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.store.chain import follows
from supple.store.journal_id import is_journal_id, new_journal_id
from supple.store.keeping import keep
from supple.store.kept_row import KeptRow
from supple.store.mirror import Mirrored, mirror_of, read_whole, write_anew
from supple.store.real_file import BESIDE, real_path
from supple.store.repair import repair_row
from supple.store.sound_rows import Sound, sound_rows
from supple.store.sqlite_aside import held_alone, set_aside
from supple.store.sqlite_make import made_beside, move_in
from supple.store.sqlite_scan import Scanned, scan
from supple.store.sums import first_sum

_COLUMNS, _VALUES = ", ".join(KeptRow._fields), ", ".join("?" * len(KeptRow._fields))
_INSERT = f"INSERT INTO entry ({_COLUMNS}) VALUES ({_VALUES})"  # noqa: S608 - names from above
_ROWS_AT_ONCE = 1000
_SMALLEST_ROW = 100
_NOTHING = Mirrored(journal_id=None, rows={}, is_whole=True, is_clean=True, ends_well=True)


def mend(path: Path, *, clock: Clock, journal_id: str | None) -> None:
    """Put a database together anew, under the folder's lock and with nothing of it open here.

    `journal_id`: what it has to be, where the file's name says so. Raises SuppleError where another program
    has it open, and where there is no room; then everything is as it was.
    """
    mirror = _mirror(path)
    # Copied before SQLite touches it: it may throw a log away that belongs to no database.
    with set_aside(path, clock.now(), with_mirror=not mirror.is_clean), held_alone(path) as held:
        scanned = _scanned(held, _most_rows(path) + max(mirror.rows, default=0))
        new_id = _journal_id(journal_id, scanned, mirror)
        fill = _Filling(sound=_sound(scanned, mirror, new_id), clock=clock, scanned=scanned, mirror=mirror)
        with made_beside(path, new_id, fill) as part:
            if held is not None:
                held.close()
            _clear(path)
            move_in(part, path)
    write_anew(mirror_of(path), new_id, fill.kept)


def _mirror(path: Path) -> Mirrored:
    try:
        return read_whole(mirror_of(path)) or _NOTHING
    except OSError as error:
        raise SuppleError(
            f"The file {mirror_of(path)} cannot be read ({error.strerror})",
            fix="Give yourself the right to read it, then try again",
        ) from error


def _scanned(held: sqlite3.Connection | None, most: int) -> Scanned:
    if held is None:
        return Scanned(rows=[], journal_id=None, highest=None)
    return scan(held, most)


def _most_rows(path: Path) -> int:
    """More rows than fit into the file and its log."""
    real = real_path(path)
    parts = (real, real.with_name(real.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.is_file()) // _SMALLEST_ROW + 1


def _journal_id(given: str | None, scanned: Scanned, mirror: Mirrored) -> str:
    """What the file's name says; else the id on which the first row follows; else whichever can be read."""
    readable = [
        name for name in (given, mirror.journal_id, scanned.journal_id) if name and is_journal_id(name)
    ]
    if given in readable:
        return str(given)
    first = mirror.rows.get(1) or next((row for row in scanned.rows if row.seq == 1), None)
    proven = [name for name in readable if first and follows(first, first_sum(name))]
    return [*proven, *readable, new_journal_id()][0]


def _sound(scanned: Scanned, mirror: Mirrored, journal_id: str) -> Sound:
    highest = max([scanned.highest or 0, *mirror.rows])
    return sound_rows(database=scanned.rows, mirror=mirror.rows, journal_id=journal_id, highest=highest)


class _Filling:
    """Puts the sound rows into the new database, and after them what befell it. `kept`: all of them."""

    def __init__(self, *, sound: Sound, clock: Clock, scanned: Scanned, mirror: Mirrored) -> None:
        self._sound, self._clock = sound, clock
        # Without a number from either, nobody knows how many there were.
        has_number = scanned.highest is not None or (bool(mirror.rows) and mirror.is_clean)
        last = max([scanned.highest or 0, *(row.seq for row in scanned.rows)])
        # Nor where the mirror was begun on with rows of which nothing is left.
        self._is_known = has_number and (mirror.ends_well or last > max(mirror.rows, default=0))
        self.kept: list[KeptRow] = []

    def __call__(self, connection: Connection, journal_id: str) -> None:
        rows = self._sound.rows
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            connection.exec_driver_sql(_INSERT, [tuple(row) for row in rows[start : start + _ROWS_AT_ONCE]])
        lost = self._sound.lost if self._is_known else None
        befell = repair_row(clock=self._clock, recovered=len(rows), lost=lost)
        self.kept = [*rows, *keep(connection, [befell], journal_id=journal_id)]


def _clear(path: Path) -> None:
    """Nothing that SQLite kept beside the old file may be taken for the new one's."""
    real = real_path(path)
    for ending in BESIDE:
        with suppress(OSError):
            real.with_name(real.name + ending).unlink(missing_ok=True)
