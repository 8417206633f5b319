"""Brings the file to the shape that this program knows, and refuses one that it does not know."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, text

from supple.base.errors import SuppleError
from supple.store.failures import explained
from supple.store.tables import METADATA, TRIGGERS

REVISIONS = ("0001",)
HEAD = REVISIONS[-1]


def look_at(path: Path) -> str | None:
    """The revision of a database file, None for an empty one; reads only, changes nothing.

    Raises SuppleError for a damaged file, a stranger's database, and one from a newer program.
    """
    with explained(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            tables = {
                str(row[0])
                for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if not tables:
                return None
            _refuse_damaged(connection, path)
            if "alembic_version" not in tables:
                raise SuppleError(
                    f"The file {path} is a database of another program",
                    fix="Name another folder with --data; this one was left as it is",
                )
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        finally:
            connection.close()
    revision = str(rows[0][0]) if rows else ""
    if revision not in REVISIONS:
        raise SuppleError(
            f"The database {path} is of revision {revision!r}, newer than this program knows ({HEAD!r})",
            fix="Update Supple, or name another folder with --data; this one was left as it is",
        )
    return revision


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """Let SQLite look through every page before anything is written."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise SuppleError(
            f"The database {path} is damaged ({found[0] if found else 'no answer'}); it was left as it is",
            fix="Move it and its -wal file to a safe place and start anew, or restore a backup",
        )


def create(connection: Connection) -> None:
    """Lay out an empty database at the newest revision, without loading Alembic."""
    METADATA.create_all(connection)
    for statement in TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def upgrade(connection: Connection) -> None:
    """Run the migrations that the file lacks, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
