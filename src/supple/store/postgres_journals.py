"""A shelf of journals as schemas of one PostgreSQL database."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, func, select, table, text
from sqlalchemy.schema import DropSchema

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.journal_id import new_journal_id, read_journal_id
from supple.store.postgres import PostgresDatabase, postgres_engine
from supple.store.postgres_open import Fill, has_entries_in, has_schema, lay_out, look_in, prepare, tables_in
from supple.store.postgres_tombstones import has_tombstone, lift_tombstone, set_tombstone
from supple.store.postgres_url import postgres_address
from supple.store.restore import fill_from, opened_export
from supple.store.revision import HEAD, VERSION_TABLE
from supple.store.shelf import (
    FIRST,
    OpenStores,
    Part,
    Removed,
    checked,
    id_to_lay_out,
    lives_already,
    no_such_journal,
)
from supple.store.store import Store, filling

FIRST_SCHEMA = "supple"
_ADDING = "supple_adding"  # no schema, the name of a lock
_LATER = re.compile(r"supple_([0-9a-f]{32})")
_SCHEMAS = text(
    "SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid "
    "WHERE c.relname = :version AND starts_with(n.nspname, 'supple') ORDER BY 1"
)


@dataclass(frozen=True, kw_only=True)
class PostgresJournals:
    """Journals in one database: the schema `supple`, and `supple_<id>` for every later one."""

    engine: Engine
    place: str
    clock: Clock
    _stores: OpenStores = field(default_factory=OpenStores)
    _adding: Lock = field(default_factory=Lock)

    def ids(self) -> list[str]:
        """The journals that have been laid out and have an entry."""
        slots = self._slots()
        database = self._database(FIRST)
        with database.explained(), database.reading() as connection:
            used = [slot for slot in slots if _has_entries(connection, self._database(slot).schema)]
        return used or slots[: slots[:1] == [FIRST]]

    def _slots(self) -> list[str]:
        database = self._database(FIRST)
        with database.explained(), database.reading() as connection:
            schemas = connection.execute(_SCHEMAS, {"version": VERSION_TABLE}).scalars().all()
        later = sorted(match[1] for name in schemas if (match := _LATER.fullmatch(name)))
        return [FIRST, *later] if FIRST_SCHEMA in schemas else later

    def slot_of(self, journal_id: str) -> str | None:
        """A later one has it in its name."""
        slots = self._slots()
        if FIRST in slots and self.open(FIRST).journal_id == journal_id:
            return FIRST
        return journal_id if journal_id in slots and journal_id != FIRST else None

    def journal_id_of(self, id: str) -> str | None:  # noqa: A002 - the word that callers use
        """A later one has it in its name."""
        return self.open(FIRST).journal_id if id == FIRST else id

    def last_of(self, id: str, kind: str) -> Entry | None:  # noqa: A002 - the word that callers use
        """All journals share their connections, so one may as well be opened."""
        return self.open(id).last_of(kind)

    @contextmanager
    def adding(self) -> Iterator[None]:
        """By a lock of the server; within one program nobody holds a connection only to wait."""
        database = replace(self._database(FIRST), schema=_ADDING)
        with self._adding, database.explained(), database.writing():
            yield

    def create(
        self,
        id: str,  # noqa: A002
        journal_id: str | None = None,
        entries: Sequence[Entry] = (),
    ) -> Store:
        """Open a journal; where it is not there yet, make it whole with these entries. Raises SuppleError."""
        database, laid_out = self._database(id), id_to_lay_out(id, journal_id)

        def made() -> Store:
            store = self._opened(database, laid_out, filling(entries, self.clock))
            with database.explained():
                lift_tombstone(database, store.journal_id)
            return store

        with self._stores.lock:
            if id not in self._slots():  # also where another program has removed what is open here
                self._stores.drop(id)
            store = self._stores.get(id, made)
        if entries:
            store.add(entries)
        return store

    def open(self, id: str) -> Store:  # noqa: A002
        """Open a journal that has been laid out. Raises NoSuchJournalError, or SuppleError."""
        database = self._database(id)

        def made() -> Store:
            with database.explained(), database.reading() as connection:
                if look_in(connection, database) is None:
                    raise no_such_journal(id)
            return self._opened(database, id_to_lay_out(id))

        return self._stores.get(id, made)

    def restore(self, export: Path | Iterable[bytes]) -> str:
        """Make a journal of an export in one transaction. Raises SuppleError."""
        with opened_export(export) as opened:
            journal_id = opened.header.journal_id or new_journal_id()
            slot = self._free_slot(journal_id)
            database = self._database(slot)
            with self._stores.lock, database.explained():
                self._stores.drop(slot)
                with database.writing() as connection:
                    if has_entries_in(connection, database):
                        raise SuppleError("Another journal was begun meanwhile", fix="Try again")
                    connection.execute(DropSchema(database.schema, cascade=True, if_exists=True))
                    lay_out(connection, database, journal_id)
                    fill_from(opened, connection, journal_id)
                lift_tombstone(database, journal_id)
        return slot

    def _free_slot(self, journal_id: str) -> str:
        slots, there = self._slots(), self.slot_of(journal_id)
        database = self._database(FIRST)
        with database.explained(), database.reading() as connection:
            used = [slot for slot in slots if _has_entries(connection, self._database(slot).schema)]
        if there in used:
            raise lives_already(journal_id)
        return journal_id if used else FIRST

    def is_removed(self, journal_id: str) -> bool:
        """Whether there is a tombstone."""
        database = self._database(FIRST)
        with database.explained(), database.reading() as connection:
            return has_tombstone(connection, journal_id)

    def remove(self, id: str) -> Removed:  # noqa: A002
        """Drop the schema with all that is in it. Raises SuppleError."""
        return self.remove_all([id])[0]

    def remove_all(self, ids: Sequence[str]) -> list[Removed]:
        """All in one transaction."""
        databases = {id: self._database(id) for id in ids}  # noqa: A001
        first = self._database(FIRST)
        with self._stores.lock, first.explained():
            for id in ids:  # noqa: A001
                self._stores.drop(id)
            with self.engine.connect() as connection, connection.begin():
                removed = [_drop(connection, id, database) for id, database in databases.items()]  # noqa: A001
            with first.reading() as connection:
                left = [one.schema for one in databases.values() if has_schema(connection, one.schema)]
        if left:
            raise SuppleError(
                f"The schema {', '.join(left)} is in {self.place} again",
                fix="Close other windows of Supple, then try again",
            )
        return removed

    def close(self) -> None:
        """Let go of every connection."""
        self._stores.drop_all()
        self.engine.dispose()

    def _database(self, id: str) -> PostgresDatabase:  # noqa: A002
        schema = FIRST_SCHEMA if checked(id) == FIRST else f"{FIRST_SCHEMA}_{id}"
        return PostgresDatabase(engine=self.engine, place=self.place, schema=schema, clock=self.clock)

    def _opened(self, database: PostgresDatabase, journal_id: str, fill: Fill | None = None) -> Store:
        prepare(database, journal_id=journal_id, fill=fill)
        return Store(database=database, clock=self.clock)


def _drop(connection: Connection, id: str, database: PostgresDatabase) -> Removed:  # noqa: A002
    """Take a journal away, and say what there was of it."""
    database.hold(connection)
    revision = look_in(connection, database)
    parts = tuple(_parts(connection, database.schema))
    if revision == HEAD:
        set_tombstone(connection, read_journal_id(connection, database.place))
    connection.execute(DropSchema(database.schema, cascade=True, if_exists=True))
    return Removed(id=id, parts=parts)


def _has_entries(connection: Connection, schema: str) -> bool:
    query = select(select(text("1")).select_from(table("entry", schema=schema)).exists())
    return bool(connection.execute(query).scalar())


def _parts(connection: Connection, schema: str) -> list[Part]:
    """The tables of a schema, with how many rows they hold."""
    names = tables_in(connection, schema)
    counts = (select(func.count()).select_from(table(name, schema=schema)) for name in names)
    return [
        Part(name=f"{schema}.{name}", amount=connection.execute(count).scalar_one(), unit="rows")
        for name, count in zip(names, counts, strict=True)
    ]


def postgres_journals(url: str, clock: Clock) -> PostgresJournals:
    """The journals at an address; connects when one is asked for. Raises SuppleError."""
    address = postgres_address(url)
    return PostgresJournals(engine=postgres_engine(address), place=address.place, clock=clock)
