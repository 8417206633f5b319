"""The tables of entries and of the journal's own id, and the triggers that keep entries append only."""

from sqlalchemy import JSON, Column, Integer, MetaData, String, Table

from supple.store.utc import UtcDateTime

METADATA = MetaData()

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(40), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("utc_offset_minutes", Integer, nullable=False),
    Column("rules_version", String(80), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("received_offset_minutes", Integer),
    Column("sum", String(64), nullable=False),
    sqlite_autoincrement=True,
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
)

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'entry is append only'); END"
_TAKEN = "EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq)"
_CALL = "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()"

# "insert or replace" deletes without firing the delete trigger, so taken keys are refused as well.
TRIGGERS = {
    "sqlite": (
        f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry {_REFUSE}",
        f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry {_REFUSE}",
        f"CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry WHEN {_TAKEN} {_REFUSE}",
    ),
    "postgresql": (
        (
            "CREATE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''entry is append only'' USING ERRCODE = ''restrict_violation''; END'"
        ),
        f"CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry {_CALL}",
        f"CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry {_CALL}",
        f"CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry {_CALL}",
    ),
}
