"""Opens a journal's schema: looks before it touches, and lays it out or brings it up to date."""

from collections.abc import Callable

from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from supple.base.errors import SuppleError
from supple.store.postgres import PostgresDatabase
from supple.store.revision import HEAD, VERSION_TABLE, bring_to_head, create, known

Fill = Callable[[Connection, str], object]
_HAS_SCHEMA = text("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = :schema)")
_TABLES = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = :schema AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1"
)
_PATIENT = text("SELECT set_config('statement_timeout', '0', true)")
_ELSEWHERE = "name another database in SUPPLE_DATABASE_URL"


def has_schema(connection: Connection, schema: str) -> bool:
    """Whether a schema exists, whatever is in it."""
    return bool(connection.execute(_HAS_SCHEMA, {"schema": schema}).scalar())


def tables_in(connection: Connection, schema: str) -> list[str]:
    """The tables and views of a schema, by name."""
    return list(connection.execute(_TABLES, {"schema": schema}).scalars())


def look_in(connection: Connection, database: PostgresDatabase) -> str | None:
    """The revision of a journal, None where there is none yet; reads only.

    Raises SuppleError for a stranger's schema, and one from a newer program.
    """
    tables = tables_in(connection, database.schema)
    if not tables:
        return None
    place = f"the schema {database.schema} in {database.place}"
    if VERSION_TABLE not in tables:
        raise SuppleError(
            f"{place[0].upper()}{place[1:]} belongs to another program",
            fix=f"{_ELSEWHERE[0].upper()}{_ELSEWHERE[1:]}; this one was left as it is",
        )
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return known(found, f"{place[0].upper()}{place[1:]}", _ELSEWHERE)


def prepare(database: PostgresDatabase, *, journal_id: str, fill: Fill | None = None) -> None:
    """Lay out or bring up to date a journal's schema. The id and what fills it are for one that is new.

    Raises SuppleError where that is not possible.
    """
    with database.explained():
        with database.reading() as connection:
            revision = look_in(connection, database)
        if revision != HEAD:
            _change(database, journal_id, fill)
        with database.reading() as connection:
            _refuse_unwritable(connection, database)


def _change(database: PostgresDatabase, journal_id: str, fill: Fill | None) -> None:
    """Create or upgrade under the write lock; another program may have done it meanwhile."""
    with database.writing() as connection:
        connection.execute(_PATIENT)
        revision = look_in(connection, database)
        if revision is not None:
            bring_to_head(connection, revision, journal_id)
            return
        lay_out(connection, database, journal_id)
        if fill:
            fill(connection, journal_id)


def lay_out(connection: Connection, database: PostgresDatabase, journal_id: str) -> None:
    """Make the tables of a journal, and its schema if somebody has not prepared it."""
    if not has_schema(connection, database.schema):
        connection.execute(CreateSchema(database.schema))
    create(connection, journal_id)


def has_entries_in(connection: Connection, database: PostgresDatabase) -> bool:
    """Whether there is a journal with an entry."""
    is_there = look_in(connection, database) is not None
    return is_there and bool(connection.execute(text("SELECT EXISTS (SELECT 1 FROM entry)")).scalar())


def _refuse_unwritable(connection: Connection, database: PostgresDatabase) -> None:
    """Found out now, not after a session."""
    (may,) = connection.execute(text("SELECT has_table_privilege('entry', 'INSERT')")).one()
    standby = connection.execute(text("SELECT pg_is_in_recovery()")).scalar()
    if standby or not may:
        raise SuppleError(
            f"In {database.place} the journal can only be read",
            fix="Name the main server in SUPPLE_DATABASE_URL, not a copy of it, and a user who may write",
        )
