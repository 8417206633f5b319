"""A journal's own id, where the server's clock stood, and the sums that are chained from row to row."""

from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from supple.store.utc import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TAKEN = "EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq)"
ONLY_APPEND = "BEGIN SELECT RAISE(ABORT, 'entry is append only'); END"
SQLITE = (
    f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry {ONLY_APPEND}",
    f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry {ONLY_APPEND}",
    f"CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry WHEN {TAKEN} {ONLY_APPEND}",
)
ROWS = {
    "sqlite": "SELECT seq, id, kind, at, utc_offset_minutes, rules_version, payload, received_at "
    "FROM {} ORDER BY seq",
    "postgresql": "SELECT seq, id, kind, to_char(timezone('UTC', at), 'YYYY-MM-DD HH24:MI:SS.US'), "
    "utc_offset_minutes, rules_version, CAST(payload AS TEXT), "
    "to_char(timezone('UTC', received_at), 'YYYY-MM-DD HH24:MI:SS.US') FROM {} ORDER BY seq",
}
COPY = (
    "INSERT INTO entry (seq, id, kind, at, utc_offset_minutes, rules_version, payload, received_at, sum) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
AT_ONCE = 1000


def upgrade() -> None:
    """Give the journal its id and every row its sum. Written out, as the first revision is."""
    connection, journal_id = op.get_bind(), str(context.config.attributes["journal_id"])
    op.create_table(
        "journal",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
    )
    connection.execute(
        sa.text("INSERT INTO journal (id, made_at) VALUES (:id, CURRENT_TIMESTAMP)"), {"id": journal_id}
    )
    if connection.dialect.name == "postgresql":
        _in_place(connection, journal_id)
    else:
        _made_anew(connection, journal_id)


def _in_place(connection: sa.Connection, journal_id: str) -> None:
    op.execute("ALTER TABLE entry DISABLE TRIGGER entry_is_never_changed")
    op.add_column("entry", sa.Column("received_offset_minutes", sa.Integer()))
    op.add_column("entry", sa.Column("sum", sa.String(64)))
    change = sa.text("UPDATE entry SET sum = :sum WHERE seq = :seq")
    for rows in _summed(connection, "entry", journal_id):
        connection.execute(change, [{"seq": row[0], "sum": row[-1]} for row in rows])
    op.alter_column("entry", "sum", nullable=False)
    op.execute("ALTER TABLE entry ENABLE TRIGGER entry_is_never_changed")


def _made_anew(connection: sa.Connection, journal_id: str) -> None:
    """A file gets a new table, so that it has the very shape of a new journal's."""
    for name in ("changed", "deleted", "replaced"):
        op.execute(f"DROP TRIGGER entry_is_never_{name}")
    op.drop_index("ix_entry_kind")
    op.rename_table("entry", "entry_before")
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.String(80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("received_offset_minutes", sa.Integer()),
        sa.Column("sum", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_kind", "entry", ["kind"])
    for rows in _summed(connection, "entry_before", journal_id):
        connection.exec_driver_sql(COPY, rows)
    op.drop_table("entry_before")
    for statement in SQLITE:
        op.execute(statement)


def _summed(connection: sa.Connection, table: str, journal_id: str) -> Iterator[list[tuple[Any, ...]]]:
    """All rows in their order, some at a time, each with its sum at its end."""
    previous = sha256(f"supple journal {journal_id}".encode()).hexdigest()
    query = ROWS[connection.dialect.name].format(table)
    with connection.exec_driver_sql(query, execution_options={"yield_per": AT_ONCE}) as found:
        for rows in found.partitions():
            summed = []
            for row in rows:
                previous = sha256(f"{previous} {row[0]} {_line(row)}".encode()).hexdigest()
                summed.append((*row, previous))
            yield summed


def _line(row: sa.Row[Any]) -> str:
    _, name, kind, at, offset, rules, payload, received = tuple(row)
    name, kind, rules = (dumps(text, ensure_ascii=False) for text in (name, kind, rules))
    at, received = (moment.replace(" ", "T") + "Z" for moment in (at, received))
    body = payload.replace("\r", " ").replace("\n", " ")
    return (
        f'{{"id":{name},"kind":{kind},"at":"{at}","utc_offset_minutes":{offset},"rules_version":{rules},'
        f'"received_at":"{received}","received_offset_minutes":null,"payload":{body}}}\n'
    )
