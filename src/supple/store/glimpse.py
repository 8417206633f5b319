"""A look into a journal's file that nobody opens for it: is anything in it, and what was said last."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.chain import broken, follows
from supple.store.failures import explained
from supple.store.kept_row import KeptRow
from supple.store.mirror import mirror_of, read_tail, refuse_unreachable
from supple.store.real_file import real_path
from supple.store.rows import to_entries
from supple.store.sqlite_aside import has_entries
from supple.store.sqlite_connect import connect
from supple.store.sqlite_failures import SQLITE_ERRORS, explain
from supple.store.sqlite_look import has_log, is_missing, looking, revision_of
from supple.store.sums import first_sum

_LAST = "SELECT * FROM entry WHERE kind = ? ORDER BY seq DESC LIMIT 1"
# What an index does not know of is there all the same.
_ANY = "SELECT EXISTS (SELECT 1 FROM entry NOT INDEXED WHERE kind = ?)"
_LAST_NUMBER = "SELECT coalesce(max(seq), 0) FROM entry"
_BEFORE = "SELECT sum FROM entry WHERE seq < ? ORDER BY seq DESC LIMIT 1"
_MOST_KEPT = 10_000

Seen = TypeVar("Seen")


@dataclass(frozen=True, kw_only=True)
class Glimpses:
    """What was seen in files, remembered for as long as they are as they were."""

    _seen: dict[tuple[str, Path], tuple[object, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def is_empty(self, path: Path) -> bool:
        """Whether a journal never had an entry. One that cannot be read is not taken for empty."""
        try:
            return self._remembered("is empty", path, _is_empty)
        except (SuppleError, OSError, *SQLITE_ERRORS):  # as on a full disk: the next look may see more
            return False

    def last_of(self, path: Path, kind: str) -> Entry | None:
        """The entry of a kind that was kept last. Raises SuppleError, DamagedError where it does not hold."""
        return self._remembered(f"last {kind}", path, lambda path: _last_of(path, kind))

    def journal_id(self, path: Path) -> str | None:
        """The journal's id, from its mirror where the file does not say; None where nothing does."""
        journal_id = None
        with suppress(SuppleError, OSError, *SQLITE_ERRORS):
            journal_id = self._remembered("journal id", path, _journal_id)
        return journal_id or _id_in_mirror(path)

    def _remembered(self, what: str, path: Path, look: Callable[[Path], Seen]) -> Seen:
        real = real_path(path)
        state = [_state(real.with_name(real.name + ending)) for ending in ("", "-wal", "-mirror")]
        with self._lock:
            before = self._seen.get((what, path))
        if before and before[0] == state:
            return cast("Seen", before[1])
        seen = look(path)
        with self._lock:
            if len(self._seen) >= _MOST_KEPT:
                self._seen.clear()
            self._seen[what, path] = (state, seen)
        return seen


def _state(path: Path) -> object:
    with suppress(OSError):
        there = path.stat()
        return (there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns)
    return None


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A short connection. A file with nothing in a log is read as it lies, so that none is made for it."""
    if has_log(path):
        with looking(path) as connection:
            yield connection
        return
    with closing(connect(path, "ro&immutable=1")) as connection:
        yield connection


def _is_empty(path: Path) -> bool:
    """A mirror is begun once there is an entry: where there is one, the database alone says nothing."""
    refuse_unreachable(path)
    if mirror_of(path).exists():
        return False
    if is_missing(path):
        return not has_log(path)
    with _connected(path) as connection:
        return not has_entries(connection)


def _last_of(path: Path, kind: str) -> Entry | None:
    refuse_unreachable(path)
    if not path.is_file():
        raise broken(str(path.parent))
    mirrored = _last_mirrored(path)  # before the database, which is always written first
    with explained(lambda error: explain(error, path)), _connected(path) as connection:
        revision = revision_of(connection, path)
        if mirrored > connection.execute(_LAST_NUMBER).fetchone()[0]:
            raise broken(str(path.parent))
        values = connection.execute(_LAST, (kind,)).fetchone()
        if values is None:
            if connection.execute(_ANY, (kind,)).fetchone()[0]:
                raise broken(str(path.parent))
            return None
        later = (None, "") if revision == "0001" else ()
        if len(values) + len(later) != len(KeptRow._fields):
            raise broken(str(path.parent))
        row = KeptRow(*values, *later)
        if revision == "0001":
            return to_entries([row])[0]
        before = connection.execute(_BEFORE, (row.seq,)).fetchone()
        journal_id = connection.execute("SELECT id FROM journal").fetchone()
    if not journal_id or not follows(row, before[0] if before else first_sum(journal_id[0])):
        raise broken(str(path.parent))
    return to_entries([row])[0]


def _last_mirrored(path: Path) -> int:
    """The last number in the mirror. One that cannot be read is told to whoever opens the journal."""
    with suppress(OSError, SuppleError):
        tail = read_tail(mirror_of(path))
        return max(tail.rows, default=0) if tail else 0
    return 0


def _journal_id(path: Path) -> str | None:
    if not path.is_file():
        return None
    with looking(path) as connection:
        ids = connection.execute("SELECT id FROM journal").fetchall()
    return str(ids[0][0]) if len(ids) == 1 else None


def _id_in_mirror(path: Path) -> str | None:
    with suppress(OSError, SuppleError):
        tail = read_tail(mirror_of(path))
        return tail.journal_id if tail else None
    return None
