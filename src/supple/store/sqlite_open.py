"""Opens a database file: looks before it touches; makes it, brings it up to date, or mends it."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.store.chain import follows
from supple.store.damage import DamagedError
from supple.store.file_watch import identity
from supple.store.folder import prepare_file, prepare_folder
from supple.store.folder_lock import folder_lock
from supple.store.journal_id import is_journal_id, new_journal_id, read_journal_id
from supple.store.mirror import mirror_of, refuse_unreachable
from supple.store.real_file import real_path
from supple.store.revision import HEAD, bring_to_head
from supple.store.rows import fetched, kept_rows
from supple.store.sqlite import SqliteDatabase, sqlite_engine
from supple.store.sqlite_look import has_log, is_missing, look_at
from supple.store.sqlite_make import Fill, made_beside, move_in
from supple.store.sqlite_mend import mend
from supple.store.sqlite_remove import finish_removal
from supple.store.store import Store
from supple.store.sums import first_sum
from supple.store.tables import ENTRY
from supple.store.witness import hear_witness


def open_store(path: Path, *, clock: Clock, journal_id: str | None = None, fill: Fill | None = None) -> Store:
    """Open, make, bring up to date or mend the database file. Raises SuppleError where that is not possible.

    `journal_id` is for a journal that has none yet, `fill` for one that is made now. A later person's file
    has its journal's id in its name.
    """
    prepare_folder(path.parent)
    with folder_lock(path.parent):
        finish_removal(path)
        refuse_unreachable(path)
        mends = partial(mend, path, clock=clock, journal_id=_named(path))
        if is_missing(path):
            if mirror_of(path).exists() or has_log(path):
                mends()
            else:
                with made_beside(path, journal_id or new_journal_id(), fill or _nothing) as part:
                    move_in(part, path)
        try:
            database = _opened(path, journal_id, mends)
        except DamagedError:
            mends()
            database = _opened(path, journal_id, mends)
    return Store(database=database, clock=clock)


def _nothing(_connection: Connection, _journal_id: str) -> None:
    """A journal without an entry."""


def _opened(path: Path, journal_id: str | None, mends: Callable[[], None]) -> SqliteDatabase:
    prepare_file(path)
    revision = look_at(path)
    with ExitStack() as undo:
        database = SqliteDatabase(path=path, engine=sqlite_engine(path), mends=_once(path, mends))
        undo.callback(database.close)
        with database.explained():
            if revision != HEAD:
                with database.writing() as connection:
                    # Another program may have done it meanwhile.
                    bring_to_head(connection, look_at(path), journal_id or new_journal_id())
            # A file that can only be read is found out now, not after a session.
            with database.writing() as connection:
                kept_id = read_journal_id(connection, database.place)
                hear_witness(connection, path, kept_id)
                _refuse_another_name(connection, path, kept_id)
        undo.pop_all()
    return database


def _once(path: Path, mends: Callable[[], None]) -> Callable[[], None]:
    """Mends unless another program has done so since the file was opened."""
    opened = identity(real_path(path))

    def mend_unless_done() -> None:
        nonlocal opened
        with folder_lock(path.parent):
            if identity(real_path(path)) == opened:
                mends()
            opened = identity(real_path(path))

    return mend_unless_done


def _named(path: Path) -> str | None:
    """The journal's id that a later person's file has in its name."""
    named = path.stem.removeprefix("supple-")
    return named if named != path.stem and is_journal_id(named) else None


def _refuse_another_name(connection: Connection, path: Path, kept_id: str) -> None:
    """Raises SuppleError for a copy of a journal under the name of another person's."""
    if _named(path) in (None, kept_id):
        return
    first = fetched(connection, kept_rows("sqlite").order_by(ENTRY.c.seq).limit(1))
    if first and not follows(first[0], first_sum(kept_id)):
        raise DamagedError(f"The journal in {path} has lost its id", fix="Restore an export or a backup")
    raise SuppleError(
        f"The database {path} holds the journal {kept_id}, not that of its name",
        fix=f"Name it supple-{kept_id}.sqlite3, unless there is such a file",
    )
