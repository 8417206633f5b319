"""The table of entries, and the triggers that keep it append only."""

import sqlalchemy as sa
from alembic import op

from supple.store.utc import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TAKEN = "EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq)"
ONLY_APPEND = "BEGIN SELECT RAISE(ABORT, 'entry is append only'); END"
SQLITE = (
    f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry {ONLY_APPEND}",
    f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry {ONLY_APPEND}",
    f"CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry WHEN {TAKEN} {ONLY_APPEND}",
)
CALL = "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()"
POSTGRESQL = (
    (
        "CREATE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''entry is append only'' USING ERRCODE = ''restrict_violation''; END'"
    ),
    f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry {CALL}",
    f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry {CALL}",
    f"CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry {CALL}",
)


def upgrade() -> None:
    """Create `entry`. Written out, because later changes to the table must not change this revision."""
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
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_kind", "entry", ["kind"])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
