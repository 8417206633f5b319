"""PostgreSQL: a schema a journal, and one pool of connections for all of them."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.store.failures import explained
from supple.store.kept_row import KeptRow
from supple.store.postgres_failures import explain
from supple.store.postgres_mend import mend
from supple.store.postgres_url import PostgresAddress

# As long as SQLite waits for a lock; then how long one statement, and how long a silent writer, may take.
_SETTINGS = {
    "synchronous_commit": "on",
    "lock_timeout": "4s",
    "statement_timeout": "60s",
    "timezone": "UTC",
    "jit": "off",
    "client_min_messages": "warning",
    "standard_conforming_strings": "on",
}
_LOOK_IN = text("SELECT set_config('search_path', :path, true)")
_HOLD = text(
    "SELECT set_config('search_path', :path, true), "
    "set_config('idle_in_transaction_session_timeout', '60s', true), "
    "pg_advisory_xact_lock(hashtextextended(:schema, 0))"
)
_ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(frozen=True, kw_only=True)
class PostgresDatabase:
    """A journal in a schema of its own."""

    engine: Engine
    place: str
    schema: str
    clock: Clock

    def explained(self) -> AbstractContextManager[None]:
        """Errors of the server become sentences about the database."""
        return explained(lambda error: explain(error, self.place))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only transaction that sees one moment."""
        with self.engine.connect().execution_options(**_ONE_MOMENT) as connection, connection.begin():
            connection.execute(_LOOK_IN, {"path": self._path})
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction under the journal's write lock, so that rows are numbered as they are committed."""
        with self.engine.connect() as connection, connection.begin():
            self.hold(connection)
            yield connection

    def hold(self, connection: Connection) -> None:
        """Take the journal's write lock as well, and look in its schema, until the transaction ends."""
        connection.execute(_HOLD, {"path": self._path, "schema": self.schema})

    def witness(self, journal_id: str, rows: Sequence[KeptRow]) -> None:
        """The server keeps a log of its own."""

    def mend(self) -> None:
        """Put the journal together anew from all that is sound. Raises SuppleError where that is refused."""
        try:
            with self.explained(), self.writing() as connection:
                mend(connection, place=self.place, clock=self.clock)
        except SuppleError as error:
            raise SuppleError(
                f"An entry in {self.place} is not any more what was written, or one is missing; "
                f"it could not be mended ({error.problem})",
                fix="Ask whoever looks after the server; supple export writes out all that can be read",
            ) from error

    @property
    def is_replaced(self) -> bool:
        """A schema is looked for anew each time."""
        return False

    @property
    def is_in_use(self) -> bool:
        """Closing it would do nothing."""
        return False

    def close(self) -> None:
        """Nothing belongs to one journal alone: the connections are the shelf's."""

    @property
    def _path(self) -> str:
        """No other schema is looked in, and temporary tables last."""
        return f"{self.schema}, pg_temp"


def postgres_engine(address: PostgresAddress) -> Engine:
    """An engine; connections that broke are noticed before they are used again, and replaced."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=address.connect,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg may not be installed
        for name, value in _SETTINGS.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.commit()

    return engine
