"""A place for journals, on either engine, and a way to look at it from outside."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import psycopg

from supple.app.clock import SystemClock
from supple.base.clock import Clock
from supple.store import Journals, Store, open_journals

_INSERT = (
    "INSERT INTO entry (id, kind, at, utc_offset_minutes, rules_version, payload, received_at) "
    "VALUES ({}, {}, {}, {}, {}, {}, {})"
)
_AT_WORK = """
SELECT pid FROM pg_stat_activity WHERE application_name = 'supple' AND datname = current_database()
"""
ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder, or an empty database that stands in for it."""

    engine: str
    folder: Path
    url: str | None

    def journals(self, clock: Clock | None = None) -> Journals:
        return open_journals(self.folder, self.url, clock or SystemClock())

    @contextmanager
    def first(self, clock: Clock | None = None) -> Iterator[Store]:
        """The first journal, opened anew and closed at the end."""
        with closing(self.journals(clock)) as journals:
            yield journals.create("first")

    def settle(self) -> None:
        """Wait until a server has done, or undone, what killed programs had sent already."""
        while self.url is not None and self.execute(_AT_WORK):
            Event().wait(0.005)

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """One statement on the first journal, as another program would."""
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "supple.sqlite3", isolation_level=None)) as file:
                return file.execute(statement).fetchall()
        with psycopg.connect(self.url, autocommit=True, options="-c search_path=supple") as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def put(self, *, id: str, kind: str, payload: str, rules_version: str = "1") -> None:  # noqa: A002
        """Insert a row as an older program would have."""
        at = "2026-03-01 18:30:00.000000"
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "supple.sqlite3", isolation_level=None)) as file:
                file.execute(_INSERT.format(*"???????"), (id, kind, at, 60, rules_version, payload, at))
            return
        with psycopg.connect(self.url, options="-c search_path=supple") as connection:
            values = (id, kind, f"{at}+00", 60, rules_version, payload, f"{at}+00")
            connection.execute(_INSERT.format(*["%s"] * 7).encode(), values)
