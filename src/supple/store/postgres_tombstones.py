"""Which journals were removed from a PostgreSQL database: their ids, and nothing else of them."""

from sqlalchemy import Connection, text

from supple.store.postgres import PostgresDatabase

_THERE = text("SELECT to_regclass('supple_removed.journal') IS NOT NULL")
_HAS = text("SELECT EXISTS (SELECT 1 FROM supple_removed.journal WHERE id = :id)")
_LAY_OUT = (
    text("CREATE SCHEMA IF NOT EXISTS supple_removed"),
    text("CREATE TABLE IF NOT EXISTS supple_removed.journal (id VARCHAR(32) PRIMARY KEY)"),
)
# Two programs that lay out the same table at once would trip over each other.
_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended('supple_removed', 0))")
_SET = text("INSERT INTO supple_removed.journal (id) VALUES (:id) ON CONFLICT DO NOTHING")
_LIFT = text("DELETE FROM supple_removed.journal WHERE id = :id")


def has_tombstone(connection: Connection, journal_id: str) -> bool:
    """Whether a journal was removed."""
    return bool(connection.execute(_THERE).scalar() and connection.execute(_HAS, {"id": journal_id}).scalar())


def set_tombstone(connection: Connection, journal_id: str) -> None:
    """Remember that a journal was removed, in the transaction that removes it."""
    connection.execute(_HOLD)
    for statement in _LAY_OUT:
        connection.execute(statement)
    connection.execute(_SET, {"id": journal_id})


def lift_tombstone(database: PostgresDatabase, journal_id: str) -> None:
    """Forget that a journal was removed: it is back."""
    with database.reading() as connection:
        there = has_tombstone(connection, journal_id)
    if there:
        with database.writing() as connection:
            connection.execute(_LIFT, {"id": journal_id})
