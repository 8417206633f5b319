"""Keeps entries, append only, acknowledged only once they are on disk: in SQLite files, or in PostgreSQL."""

from supple.store.damage import DamagedError
from supple.store.export import export_lines, write_export
from supple.store.export_lines import ExportError
from supple.store.journals import open_journals
from supple.store.missing import NoSuchJournalError
from supple.store.shelf import FIRST, Journals, Part, PartlyRemovedError, Removed
from supple.store.sqlite_open import open_store
from supple.store.store import EntryConflictError, Store

__all__ = [
    "FIRST",
    "DamagedError",
    "EntryConflictError",
    "ExportError",
    "Journals",
    "NoSuchJournalError",
    "Part",
    "PartlyRemovedError",
    "Removed",
    "Store",
    "export_lines",
    "open_journals",
    "open_store",
    "write_export",
]
