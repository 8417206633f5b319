"""Brings a database to the shape that this program knows, and refuses one that it does not know."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, func, insert, text

from supple.base.errors import SuppleError
from supple.store.tables import JOURNAL, METADATA, TRIGGERS

REVISIONS = ("0001", "0002")
HEAD = REVISIONS[-1]
MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def known(found: Collection[str], place: str, elsewhere: str) -> str:
    """The revision that a database says it has. Raises SuppleError for one of a newer program."""
    revision = next(iter(found), "")
    if revision not in REVISIONS:
        raise SuppleError(
            f"{place} is of revision {revision!r}, newer than this program knows ({HEAD!r})",
            fix=f"Update Supple, or {elsewhere}; this one was left as it is",
        )
    return revision


def bring_to_head(connection: Connection, revision: str | None, journal_id: str) -> None:
    """Create (from None) or upgrade, inside the connection's transaction and under its write lock.

    The id is for a journal that has none yet.
    """
    if revision is None:
        create(connection, journal_id)
    elif revision != HEAD:
        upgrade(connection, journal_id)


def create(connection: Connection, journal_id: str) -> None:
    """Lay out an empty database at the newest revision, without loading Alembic."""
    METADATA.create_all(connection)
    for statement in TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
    connection.execute(insert(JOURNAL).values(id=journal_id, made_at=func.current_timestamp()))


def upgrade(connection: Connection, journal_id: str, to: str | None = None) -> None:
    """Run the migrations that the database lacks, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["journal_id"] = journal_id
    command.upgrade(config, to or HEAD)
