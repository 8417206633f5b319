"""The one place where SQLite is let at a file."""

import sqlite3
from pathlib import Path

from supple.store.real_file import refuse_unusable


def connect(path: Path, mode: str, *, wait_s: float = 5.0) -> sqlite3.Connection:
    """A connection in a mode of SQLite's addresses, in no transaction but those that are begun by statements.

    Raises SuppleError for what is no plain file, sqlite3.Error.
    """
    refuse_unusable(path)
    # Threads share the connections of a pool, one user at a time.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait_s,
        isolation_level=None,
        check_same_thread=False,
    )
