"""Keeps entries on this machine: one SQLite file, append only, acknowledged only once it is on disk."""

from supple.store.store import EntryConflictError, Store, open_store

__all__ = ["EntryConflictError", "Store", "open_store"]
