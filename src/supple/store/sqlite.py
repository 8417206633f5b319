"""SQLite, set to keep what it acknowledged, whatever happens to the power."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event

from supple.store.failures import explained
from supple.store.sqlite_failures import explain

BUSY_TIMEOUT_MS = 4000
_WRITES = "supple_writes"

# A transaction that will write takes its lock at once, so that it never has to be upgraded midway.
_SETTINGS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    # Kibibytes, for the ids of a hundred thousand entries: keeping one more must not slow with their number.
    "PRAGMA cache_size = -20000",
)


@dataclass(frozen=True, kw_only=True)
class SqliteDatabase:
    """A journal in a file of its own."""

    path: Path
    engine: Engine

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
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first moment."""
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def sqlite_engine(path: Path) -> Engine:
    """An engine on a database file that exists; connections are shared by threads, one user at a time."""
    # "rw": a file that was removed meanwhile is an error, and never made anew without its tables.
    address = f"{path.absolute().as_uri()}?mode=rw"
    engine = create_engine(
        "sqlite:///supple", creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for setting in _SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
