"""A shelf of journals as files beside each other."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.store.folder import DATABASE_NAME, names_in
from supple.store.shelf import FIRST, OpenStores, Part, Removed, checked, id_to_lay_out, no_such_journal
from supple.store.sqlite_open import open_store, peek_journal_id
from supple.store.sqlite_remove import finish_removals, let_go, parts_of, take_away
from supple.store.store import Store
from supple.store.tombstones import lift_tombstone, set_tombstone, tombstones

_LATER = re.compile(r"supple-([0-9a-f]{32})\.sqlite3")


@dataclass(frozen=True, kw_only=True)
class SqliteJournals:
    """Journals in one folder: `supple.sqlite3`, and `supple-<id>.sqlite3` for every later one."""

    folder: Path
    clock: Clock
    _stores: OpenStores = field(default_factory=OpenStores)

    def ids(self) -> list[str]:
        """The journals that have a file."""
        names = names_in(self.folder)
        later = [found[1] for name in names if (found := _LATER.fullmatch(name))]
        return [FIRST, *later] if DATABASE_NAME in names else later

    def create(self, id: str, journal_id: str | None = None) -> Store:  # noqa: A002 - the word that callers use
        """Open a journal, and lay it out if it is not there yet. Raises SuppleError."""
        path, laid_out = self._path(id), id_to_lay_out(id, journal_id)

        def made() -> Store:
            store = open_store(path, clock=self.clock, journal_id=laid_out)
            lift_tombstone(self.folder, store.journal_id)
            return store

        return self._stores.get(id, made)

    def open(self, id: str) -> Store:  # noqa: A002
        """Open a journal that has a file. Raises NoSuchJournalError, or SuppleError."""
        path = self._path(id)

        def made() -> Store:
            if not path.exists():
                raise no_such_journal(id)
            return open_store(path, clock=self.clock, journal_id=id_to_lay_out(id))

        return self._stores.get(id, made)

    def is_removed(self, journal_id: str) -> bool:
        """Whether there is a tombstone."""
        return journal_id in tombstones(self.folder)

    def remove(self, id: str) -> Removed:  # noqa: A002
        """Delete the file and those that SQLite keeps beside it. Raises SuppleError."""
        path = self._path(id)
        with self._stores.lock:
            self._stores.drop(id)
            there = parts_of(path)
            let_go(path)
            if (journal_id := peek_journal_id(path) if id == FIRST else id) and there:
                set_tombstone(self.folder, journal_id)
            take_away(path)
            left = parts_of(path)
        if left:
            raise SuppleError(
                f"{', '.join(one.name for one in left)} in {path.parent} could not be deleted",
                fix="Close every program that has it open and try again, or delete it by hand",
            )
        parts = (Part(name=one.name, amount=size, unit="bytes") for one, size in there.items())
        return Removed(id=id, parts=tuple(parts))

    def close(self) -> None:
        """Let go of every file."""
        self._stores.drop_all()

    def _path(self, id: str) -> Path:  # noqa: A002
        return self.folder / (DATABASE_NAME if checked(id) == FIRST else f"supple-{id}.sqlite3")


def sqlite_journals(folder: Path, clock: Clock) -> SqliteJournals:
    """The journals in a folder; a removal that was cut short is finished first."""
    finish_removals(folder)
    return SqliteJournals(folder=folder, clock=clock)
