"""The program as it may be one revision from now: a migration more, which touches what is there."""

import shutil
from importlib import import_module
from pathlib import Path

from supple.store.revision import HEAD, MIGRATIONS, REVISIONS

NEXT = "9000"
SCRIPT = f'''"""A revision that is not there yet."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{NEXT}", "{HEAD}", None, None
def upgrade() -> None:
    op.create_table("later", sa.Column("name", sa.String(9), primary_key=True))
    op.add_column("entry", sa.Column("more", sa.Integer(), nullable=True))
    op.execute("INSERT INTO later (name) VALUES ('made')")
'''  # noqa: S608 - written above
MODULES = ("revision", "sqlite_open", "postgres_open", "postgres_journals")
BACK = (
    "DROP TABLE later",
    "ALTER TABLE entry DROP COLUMN more",
    f"UPDATE alembic_version SET version_num = '{HEAD}'",  # noqa: S608
)


def write_newer(folder: Path) -> Path:
    """Copy the migrations there with one more. Returns that one's file."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = folder / "versions" / "r9000_later.py"
    script.write_text(SCRIPT)
    return script


def changes(folder: Path) -> dict[str, object]:
    """What differs in that program, by dotted name."""
    heads = {f"supple.store.{module}.HEAD": NEXT for module in MODULES}
    return {
        **heads,
        "supple.store.revision.REVISIONS": (*REVISIONS, NEXT),
        "supple.store.revision.MIGRATIONS": folder,
    }


def become_newer(folder: Path) -> None:
    """Change this process for good."""
    for name, value in changes(folder).items():
        module, _, attribute = name.rpartition(".")
        setattr(import_module(module), attribute, value)
