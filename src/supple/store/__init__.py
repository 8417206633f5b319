"""Keeps entries on this machine: one SQLite file, append only, acknowledged only once it is on disk."""

from supple.store.store import Store, open_store

__all__ = ["Store", "open_store"]
