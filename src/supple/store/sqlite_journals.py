"""A shelf of journals as files beside each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.folder import DATABASE_NAME, names_in, prepare_folder, refuse_shared
from supple.store.folder_lock import ADDING, folder_lock
from supple.store.glimpse import Glimpses
from supple.store.journal_id import new_journal_id
from supple.store.mirror import mirror_of
from supple.store.real_file import has_name
from supple.store.restore import fill_from, opened_export
from supple.store.shelf import (
    FIRST,
    OpenStores,
    Part,
    PartlyRemovedError,
    Removed,
    checked,
    id_to_lay_out,
    lives_already,
    no_such_journal,
)
from supple.store.sqlite_aside import has_entries, held_alone
from supple.store.sqlite_look import is_missing
from supple.store.sqlite_make import made_beside, move_in, sweep
from supple.store.sqlite_open import open_store
from supple.store.sqlite_remove import (
    finish_removals,
    let_go,
    parts_of,
    refuse_folders,
    refuse_lost,
    take_away,
)
from supple.store.store import Store, filling
from supple.store.tombstones import lift_tombstone, set_tombstone, tombstones

_NAME = re.compile(r"supple(?:-([0-9a-f]{32}))?\.sqlite3(?:-mirror)?")


@dataclass(frozen=True, kw_only=True)
class SqliteJournals:
    """Journals in one folder: `supple.sqlite3`, and `supple-<id>.sqlite3` for every later one."""

    folder: Path
    clock: Clock
    _stores: OpenStores = field(default_factory=OpenStores)
    _glimpses: Glimpses = field(default_factory=Glimpses)

    def ids(self) -> list[str]:
        """The journals that have or had an entry, as the file, its log or its mirror tells."""
        finish_removals(self.folder)
        slots = self._slots()
        return [slot for slot in slots if not self._glimpses.is_empty(self._path(slot))] or slots[
            : slots[:1] == [FIRST]
        ]

    def _slots(self) -> list[str]:
        matches = map(_NAME.fullmatch, names_in(self.folder))
        return sorted(
            {match[1] or FIRST for match in matches if match}, key=lambda slot: (slot != FIRST, slot)
        )

    def slot_of(self, journal_id: str) -> str | None:
        """A later one has it in its name."""
        finish_removals(self.folder)
        return self._slot_of(journal_id)

    def _slot_of(self, journal_id: str) -> str | None:
        slots = self._slots()
        if FIRST in slots and self._glimpses.journal_id(self._path(FIRST)) == journal_id:
            return FIRST
        return journal_id if journal_id in slots and journal_id != FIRST else None

    def journal_id_of(self, id: str) -> str | None:  # noqa: A002 - the word that callers use
        """A later one has it in its name."""
        return self._glimpses.journal_id(self._path(id)) if id == FIRST else id

    def last_of(self, id: str, kind: str) -> Entry | None:  # noqa: A002 - the word that callers use
        """By a short connection that only reads."""
        return self._glimpses.last_of(self._path(id), kind)

    @contextmanager
    def adding(self) -> Iterator[None]:
        """By a file beside the journals."""
        prepare_folder(self.folder)
        with folder_lock(self.folder, ADDING):
            yield

    def create(
        self,
        id: str,  # noqa: A002
        journal_id: str | None = None,
        entries: Sequence[Entry] = (),
    ) -> Store:
        """Open a journal; where it is not there yet, make it whole with these entries. Raises SuppleError."""
        path, laid_out = self._path(id), id_to_lay_out(id, journal_id)

        def made() -> Store:
            store = open_store(path, clock=self.clock, journal_id=laid_out, fill=filling(entries, self.clock))
            with folder_lock(self.folder):
                lift_tombstone(self.folder, store.journal_id)
            return store

        store = self._stores.get(id, made)
        if entries:
            store.add(entries)
        return store

    def open(self, id: str) -> Store:  # noqa: A002
        """Open a journal that has a file, or a mirror. Raises NoSuchJournalError, or SuppleError."""
        path = self._path(id)

        def made() -> Store:
            finish_removals(self.folder)
            if not (has_name(path) or has_name(mirror_of(path))):
                raise no_such_journal(id)
            return open_store(path, clock=self.clock, journal_id=id_to_lay_out(id))

        return self._stores.get(id, made)

    def restore(self, export: Path | Iterable[bytes]) -> str:
        """Make a journal of an export beside the others, and move it in whole. Raises SuppleError."""
        prepare_folder(self.folder)
        finish_removals(self.folder)
        with opened_export(export) as opened:
            journal_id = opened.header.journal_id or new_journal_id()
            slot = self._free_slot(journal_id)

            def fill(connection: Connection, journal_id: str) -> None:
                fill_from(opened, connection, journal_id)

            with (
                made_beside(self._path(slot), journal_id, fill) as part,
                self._stores.lock,
                folder_lock(self.folder),
            ):
                if slot != self._free_slot(journal_id):
                    raise SuppleError("Another journal was begun meanwhile", fix="Try again")
                self._stores.drop(slot)
                self._make_room(slot)
                move_in(part, self._path(slot))
                lift_tombstone(self.folder, journal_id)
        return slot

    def _free_slot(self, journal_id: str) -> str:
        there = self._slot_of(journal_id)
        if there is not None and not self._glimpses.is_empty(self._path(there)):
            raise lives_already(journal_id)
        is_anybody_there = any(not self._glimpses.is_empty(self._path(slot)) for slot in self._slots())
        return journal_id if is_anybody_there else FIRST

    def _make_room(self, slot: str) -> None:
        """Take away a journal that never had an entry. Nobody can write to it while it goes."""
        path = self._path(slot)
        with held_alone(path) as held:
            is_somebody = has_entries(held) if held is not None else not is_missing(path)
            if is_somebody or mirror_of(path).exists():
                raise SuppleError("Another journal was begun meanwhile", fix="Try again")
            refuse_folders(path)
            take_away(path)

    def is_removed(self, journal_id: str) -> bool:
        """Whether there is a tombstone."""
        return journal_id in tombstones(self.folder)

    def remove(self, id: str) -> Removed:  # noqa: A002
        """Delete the file, its mirror and all else that belongs to it. Raises SuppleError."""
        return self.remove_all([id])[0]

    def remove_all(self, ids: Sequence[str]) -> list[Removed]:
        """No Supple opens one meanwhile, for all lie in one folder."""
        removed: list[Removed] = []
        with self._stores.lock, folder_lock(self.folder):
            for id in ids:  # noqa: A001
                self._stores.drop(id)
                refuse_lost(self._path(id))
                let_go(self._path(id))
            for id in ids:  # noqa: A001
                try:
                    removed.append(self._remove(id))
                except SuppleError as error:
                    if not removed:
                        raise
                    raise PartlyRemovedError(error, gone=[one.id for one in removed]) from error
        return removed

    def _remove(self, id: str) -> Removed:  # noqa: A002
        """Under the folder's lock, once nobody has it open."""
        path = self._path(id)
        there = parts_of(path)
        journal_id = self._glimpses.journal_id(path) if id == FIRST else id
        if there and journal_id:
            set_tombstone(self.folder, journal_id)
        take_away(path)
        sweep(self.folder)
        left = parts_of(path)
        if left:
            raise SuppleError(
                f"{', '.join(part.name for part in left)} in {path.parent} could not be deleted",
                fix="Close every program that has it open and try again, or delete it by hand",
            )
        parts = (Part(name=part.name, amount=size, unit="bytes") for part, size in there.items())
        return Removed(id=id, parts=tuple(parts))

    def close(self) -> None:
        """Let go of every file."""
        self._stores.drop_all()

    def _path(self, id: str) -> Path:  # noqa: A002
        return self.folder / (DATABASE_NAME if checked(id) == FIRST else f"supple-{id}.sqlite3")


def sqlite_journals(folder: Path, clock: Clock) -> SqliteJournals:
    """The journals in a folder; what was cut short, a removal or a making, is cleared away first.

    Raises SuppleError for a folder that others may write to.
    """
    refuse_shared(folder)
    finish_removals(folder)
    with folder_lock(folder):
        sweep(folder)
    return SqliteJournals(folder=folder, clock=clock)
