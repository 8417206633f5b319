"""Several journals, one a person: what a shelf of them can do, wherever it is."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Literal, Protocol

from supple.base.errors import SuppleError
from supple.journal.entry import Entry
from supple.store.journal_id import new_journal_id
from supple.store.missing import NoSuchJournalError
from supple.store.store import Store

FIRST = "first"
# Three file handles each, and all that was read.
_MOST_OPEN = 8
_LATER = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file or a table that belonged to a journal, and how much was in it."""

    name: str
    amount: int
    unit: Literal["bytes", "rows"]


@dataclass(frozen=True, kw_only=True)
class Removed:
    """A journal that is gone, and the parts of it that were there. None were: it was gone before."""

    id: str
    parts: tuple[Part, ...]


class PartlyRemovedError(SuppleError):
    """Of several journals some are gone, and then one could not be removed. `gone`: the ids of those."""

    def __init__(self, error: SuppleError, *, gone: Sequence[str]) -> None:
        super().__init__(error.problem, fix=error.fix)
        self.gone = tuple(gone)


class Journals(Protocol):
    """A shelf of journals. The first one's id is "first", the others' are uuids in hex. Thread safe."""

    def ids(self) -> list[str]:
        """The journals with an entry, sorted, the first one first. Raises SuppleError.

        Without any such, the first one where it has been made. Those that cannot be read are named as well.
        """
        ...

    def slot_of(self, journal_id: str) -> str | None:
        """The id of the journal whose own id that is, also of one without an entry. Raises SuppleError."""
        ...

    def journal_id_of(self, id: str) -> str | None:  # noqa: A002 - the word that callers use
        """A journal's own id, without opening it; None where that cannot be told."""
        ...

    def last_of(self, id: str, kind: str) -> Entry | None:  # noqa: A002 - the word that callers use
        """The entry of a kind that was kept last, without keeping the journal open. Raises SuppleError."""
        ...

    def adding(self) -> AbstractContextManager[None]:
        """While it lasts nobody else adds a journal in this way. Raises SuppleError after a long wait."""
        ...

    def create(
        self,
        id: str,  # noqa: A002
        journal_id: str | None = None,
        entries: Sequence[Entry] = (),
    ) -> Store:
        """Open a journal; where it is not there yet, make it whole with these entries. Raises SuppleError.

        The first one gets that journal id, or a fresh one; a later one's is its id.
        """
        ...

    def restore(self, export: Path | Iterable[bytes]) -> str:
        """Make a journal of what an export says, whole or not at all, with the id that it had. Says its id.

        Where nobody has an entry it is the first one. Raises ExportError for anything but a whole export as
        it was made, SuppleError for a journal that is here already and where nothing can be written.
        """
        ...

    def open(self, id: str) -> Store:  # noqa: A002
        """Open a journal that exists. Raises NoSuchJournalError, or SuppleError where it cannot be used."""
        ...

    def is_removed(self, journal_id: str) -> bool:
        """Whether the journal with that id was here and was removed. Raises SuppleError."""
        ...

    def remove(self, id: str) -> Removed:  # noqa: A002
        """Delete a journal for good, and look whether it is gone; again is fine, also after a crash.

        Raises SuppleError where something of it is still there.
        """
        ...

    def remove_all(self, ids: Sequence[str]) -> list[Removed]:
        """Delete several journals for good: none where it can be known before that one of them cannot go.

        Raises PartlyRemovedError where that turns out later, and SuppleError as `remove` does.
        """
        ...

    def close(self) -> None:
        """Let go of every journal."""
        ...


def checked(id: str) -> str:  # noqa: A002
    """The id, if it has the shape of one. Raises NoSuchJournalError."""
    if id != FIRST and not _LATER.fullmatch(id):
        raise no_such_journal(id)
    return id


def no_such_journal(id: str) -> NoSuchJournalError:  # noqa: A002
    """What to say where a journal is not there."""
    return NoSuchJournalError(f"There is no journal {id[:40]!r}", fix="Choose one of those that there are")


def id_to_lay_out(id: str, journal_id: str | None = None) -> str:  # noqa: A002
    """The journal id for a place that has none yet."""
    return (journal_id or new_journal_id()) if id == FIRST else id


def lives_already(journal_id: str) -> SuppleError:
    """What to say where a journal would be there twice."""
    return SuppleError(
        f"The journal {journal_id} is here already; it was left as it is",
        fix="Delete that one first, or restore into another folder with --data",
    )


class OpenStores:
    """The stores that are open, one a journal, so that all threads share what one of them has read.

    Few are open at once: the one that was not asked for longest is closed for another.
    """

    def __init__(self) -> None:
        self._stores: dict[str, Store] = {}
        self.lock = RLock()

    def get(self, id: str, make: Callable[[], Store]) -> Store:  # noqa: A002
        """The open store, or a new one."""
        with self.lock:
            kept = self._stores.pop(id, None)
            if kept is not None and kept.database.is_replaced:
                kept.close()
                kept = None
            self._stores[id] = kept or make()
            self._close_the_oldest()
            return self._stores[id]

    def _close_the_oldest(self) -> None:
        idle = [id for id, store in self._stores.items() if not store.database.is_in_use]  # noqa: A001
        for id in idle[: max(0, len(self._stores) - _MOST_OPEN)]:  # noqa: A001
            self.drop(id)

    def drop(self, id: str) -> None:  # noqa: A002
        """Close one; whoever still has it in hand and uses it opens it for that moment alone."""
        store = self._stores.pop(id, None)
        if store is not None:
            store.close()

    def drop_all(self) -> None:
        """Close every one."""
        with self.lock:
            for id in list(self._stores):  # noqa: A001
                self.drop(id)
