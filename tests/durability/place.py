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
from supple.store.kept_row import KeptRow
from supple.store.sums import first_sum, sum_of

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
        """Insert a row as another program would have; in the newer shape with its number and sum."""
        at = "2026-03-01 18:30:00.000000"
        row = {"id": id, "kind": kind, "at": at, "utc_offset_minutes": 60, "rules_version": rules_version}
        row |= {"payload": payload, "received_at": at}
        if self.execute("SELECT version_num FROM alembic_version") != [("0001",)]:
            row |= self._sealed(row)
        zone = "" if self.url is None else "+00"
        values = [f"{value}{zone}" if name.endswith("at") else value for name, value in row.items()]
        insert = f"INSERT INTO entry ({', '.join(row)}) VALUES ({{}})"  # noqa: S608 - names from above
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "supple.sqlite3", isolation_level=None)) as file:
                file.execute(insert.format(", ".join("?" * len(row))), values)
            return
        with psycopg.connect(self.url, options="-c search_path=supple") as connection:
            connection.execute(insert.format(", ".join(["%s"] * len(row))).encode(), values)

    def _sealed(self, row: dict[str, Any]) -> dict[str, Any]:
        """The number that follows, and the sum of the row with it."""
        last = self.execute("SELECT seq, sum FROM entry ORDER BY seq DESC LIMIT 1")
        ((journal_id,),) = self.execute("SELECT id FROM journal")
        seq, previous = last[0] if last else (0, first_sum(journal_id))
        unsummed = KeptRow(**row, seq=seq + 1, received_offset_minutes=None, sum="")
        return {"seq": seq + 1, "sum": sum_of(unsummed, previous)}
