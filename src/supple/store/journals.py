"""Opens the shelf of journals: in files of a folder, or in a PostgreSQL database where one is named."""

from pathlib import Path

from supple.base.clock import Clock
from supple.store.postgres_journals import postgres_journals
from supple.store.shelf import Journals
from supple.store.sqlite_journals import sqlite_journals


def open_journals(folder: Path, url: str | None, clock: Clock) -> Journals:
    """The journals in a folder, or at an address (SUPPLE_DATABASE_URL). None is opened or made yet.

    Raises SuppleError for an address that is not PostgreSQL's or cannot be read, and without its driver.
    """
    return postgres_journals(url, clock) if url else sqlite_journals(folder, clock)
