"""What can go wrong with a database file, said in one sentence with the fix."""

import sqlite3
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.damage import DamagedError
from supple.store.missing import removed_meanwhile
from supple.store.real_file import has_name

# Where SQLite's words quote a bad byte, as of a damaged description of a table, Python cannot say them.
SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
_SAYS: dict[str, tuple[str, str]] = {
    "SQLITE_CORRUPT": (
        "The database {path} is damaged; it was left exactly as it is",
        "Move it and its -wal file to a safe place and start again with an empty folder, or restore a backup",
    ),
    "SQLITE_NOTADB": (
        "The file {path} is not a database, or its beginning is damaged; it was left exactly as it is",
        "Move it to a safe place and start again, or restore a backup",
    ),
    "SQLITE_READONLY": (
        "The database {path} can only be read",
        "Give yourself the right to write to that file and its folder, or name another folder with --data",
    ),
    "SQLITE_CANTOPEN": (
        "The database {path} cannot be opened",
        "Give yourself the right to write to that file and its folder, or name another folder with --data",
    ),
    "SQLITE_FULL": (
        "There is no room left to write to {path}; nothing was kept of this",
        "Make room on that disk and try again",
    ),
    "SQLITE_IOERR": (
        "The disk refused to read or write {path}; nothing was kept of this",
        "See whether the disk is full or failing, then try again",
    ),
    "SQLITE_BUSY": (
        "The database {path} is held by another program",
        "Close other windows of Supple or programs that have the file open, then try again",
    ),
    "SQLITE_LOCKED": (
        "The database {path} is held by another program",
        "Close other windows of Supple or programs that have the file open, then try again",
    ),
}
_DAMAGE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
# What Python says of a text with a bad byte, followed by the text itself; and SQLite, where the description
# of a table is damaged: the tables of a revision that is known have what is asked of them.
_DAMAGED_WORDS = (
    "Could not decode to UTF-8",
    "no such column",
    "no such table",
    "table entry has no column",
    "unsupported file format",
)


def explain(error: BaseException, path: Path) -> SuppleError | None:
    """The sentence for a SQLite error, or None where it would be our own mistake."""
    name: str = getattr(error, "sqlite_errorname", "")
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_DAMAGED_WORDS):
        name = "SQLITE_CORRUPT"
    if name == "SQLITE_CANTOPEN" and path.parent.is_dir() and not has_name(path):
        return removed_meanwhile(str(path.parent))
    for known, (problem, fix) in _SAYS.items():
        if name == known or name.startswith(known + "_"):
            kind = DamagedError if known in _DAMAGE else SuppleError
            return kind(problem.format(path=path), fix=fix)
    return None
