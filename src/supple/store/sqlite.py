"""SQLite, set to keep what it acknowledged, whatever happens to the power."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from supple.base.errors import SuppleError
from supple.store.failures import explained
from supple.store.file_watch import Identity, identities, identity, other_log_kept, refuse_replaced
from supple.store.kept_row import KeptRow
from supple.store.mirror import append, mirror_of
from supple.store.sqlite_connect import connect
from supple.store.sqlite_failures import explain

BUSY_TIMEOUT_MS = 4000
_WAIT_S = BUSY_TIMEOUT_MS / 1000
_WRITES, _FILES = "supple_writes", "supple_files"

# A transaction that will write takes its lock at once, so that it never has to be upgraded midway.
SETTINGS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    # Kibibytes, for the ids of a hundred thousand entries: keeping one more must not slow with their number.
    "PRAGMA cache_size = -20000",
)


_OPENS_THE_LOG = "SELECT count(*) FROM sqlite_master"


@dataclass(kw_only=True)
class SqliteDatabase:
    """A journal in a file of its own, with its witness beside it.

    `mends`: puts the file together anew where it is damaged; called with nothing open here.
    """

    path: Path
    engine: Engine
    mends: Callable[[], None]
    _was_replaced: bool = False
    _opened: Identity = field(init=False)
    _users: int = 0
    _is_closed: bool = False
    _is_mending: bool = False
    _change: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        """Whatever is under its name now is what this one is about."""
        self._opened = identity(self.path)

    @property
    def place(self) -> str:
        """Its folder."""
        return str(self.path.parent)

    def explained(self) -> AbstractContextManager[None]:
        """Errors of SQLite become sentences about the file."""
        return explained(lambda error: explain(error, self.path))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction: in WAL it sees one moment, and keeps nobody from writing."""
        with self._in_use(), self.engine.connect() as connection, connection.begin():
            self._refuse_replaced(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first moment."""
        writes = {_WRITES: True}
        with (
            self._in_use(),
            self.engine.connect().execution_options(**writes) as connection,
            connection.begin(),
        ):
            self._refuse_replaced(connection)
            yield connection
            self._refuse_replaced(connection)

    def witness(self, journal_id: str, rows: Sequence[KeptRow]) -> None:
        """Have the rows in the mirror too. Where that fails they are kept, and mirrored when opened again."""
        with suppress(OSError, SuppleError):
            append(mirror_of(self.path), journal_id, rows)

    def mend(self) -> None:
        """Put the file together anew from all that is sound. Raises SuppleError."""
        with self._change:
            is_free = self._change.wait_for(lambda: not (self._users or self._is_mending), _WAIT_S)
            if not is_free:
                raise SuppleError(
                    f"The database {self.path} is damaged, and still in use; it was left as it is",
                    fix="Wait a moment, then try again",
                )
            self._is_mending = True
        try:
            self.engine.dispose()
            with self.explained():
                self.mends()
            self._opened = identity(self.path)
        finally:
            with self._change:
                self._is_mending = False
                self._change.notify_all()

    def close(self) -> None:
        """Let go of the file; whoever is at work in it does so at the end. The log is written back."""
        with self._change:
            self._is_closed, is_free = True, not self._users
        if is_free:
            self._let_go()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._change:
            self._change.wait_for(lambda: not self._is_mending)
            self._users += 1
        try:
            yield
        finally:
            with self._change:
                self._users -= 1
                self._change.notify_all()
                is_last = self._is_closed and not self._users
            if is_last:
                self._let_go()

    @property
    def is_replaced(self) -> bool:
        """Whether the file was found replaced, or is not the one under its name now."""
        return self._was_replaced or identity(self.path) != self._opened

    @property
    def is_in_use(self) -> bool:
        """Whether somebody reads or writes at this moment."""
        return self._users > 0

    def _let_go(self) -> None:
        """The last connection writes the log back and takes it away, but never one that is not its own."""
        with other_log_kept(self.path) if self.is_replaced else nullcontext():
            self.engine.dispose()

    def _refuse_replaced(self, connection: Connection) -> None:
        try:
            refuse_replaced(self.path, connection.connection.info[_FILES])
        except SuppleError:
            self._was_replaced = True
            raise


def sqlite_engine(path: Path, settings: Sequence[str] | None = None) -> Engine:
    """An engine on a database file that exists; connections are shared by threads, one user at a time."""
    # "rw": a file that was removed meanwhile is an error, and never made anew without its tables.
    engine = create_engine("sqlite:///supple", creator=lambda: connect(path, "rw"), hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        before = identity(path)
        for setting in (*(SETTINGS if settings is None else settings), _OPENS_THE_LOG):
            connection.execute(setting)
        files = identities(path)
        # Whatever was opened, it is not what is there now.
        record.info[_FILES] = files if files[0] == before else (None, None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
