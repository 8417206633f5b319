"""Opens a journal's schema: looks before it touches, and lays it out or brings it up to date."""

from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from supple.base.errors import SuppleError
from supple.store.postgres import PostgresDatabase
from supple.store.revision import HEAD, VERSION_TABLE, bring_to_head, known

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


def prepare(database: PostgresDatabase, *, journal_id: str) -> None:
    """Lay out or bring up to date a journal's schema. The id is for a journal that has none yet.

    Raises SuppleError where that is not possible.
    """
    with database.explained():
        with database.reading() as connection:
            revision = look_in(connection, database)
        if revision != HEAD:
            _change(database, journal_id)
        with database.reading() as connection:
            _refuse_unwritable(connection, database)


def _change(database: PostgresDatabase, journal_id: str) -> None:
    """Create or upgrade under the write lock; another program may have done it meanwhile."""
    with database.writing() as connection:
        connection.execute(_PATIENT)
        if not has_schema(connection, database.schema):
            connection.execute(CreateSchema(database.schema))
        bring_to_head(connection, look_in(connection, database), journal_id)


def _refuse_unwritable(connection: Connection, database: PostgresDatabase) -> None:
    """Found out now, not after a session."""
    (may,) = connection.execute(text("SELECT has_table_privilege('entry', 'INSERT')")).one()
    standby = connection.execute(text("SELECT pg_is_in_recovery()")).scalar()
    if standby or not may:
        raise SuppleError(
            f"In {database.place} the journal can only be read",
            fix="Name the main server in SUPPLE_DATABASE_URL, not a copy of it, and a user who may write",
        )
