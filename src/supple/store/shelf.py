"""Several journals, one a person: what a shelf of them can do, wherever it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Literal, Protocol

from supple.store.journal_id import new_journal_id
from supple.store.missing import NoSuchJournalError
from supple.store.store import Store

FIRST = "first"
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


class Journals(Protocol):
    """A shelf of journals. The first one's id is "first", the others' are uuids in hex. Thread safe."""

    def ids(self) -> list[str]:
        """The journals that exist, sorted, the first one first. Raises SuppleError."""
        ...

    def create(self, id: str, journal_id: str | None = None) -> Store:  # noqa: A002 - the word that callers use
        """Open a journal, and lay it out if it is not there yet. Raises SuppleError.

        The first one gets that journal id, or a fresh one; a later one's is its id.
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


class OpenStores:
    """The stores that are open, one a journal, so that all threads share what one of them has read."""

    def __init__(self) -> None:
        self._stores: dict[str, Store] = {}
        self.lock = Lock()

    def get(self, id: str, make: Callable[[], Store]) -> Store:  # noqa: A002
        """The open store, or a new one."""
        kept = self._stores.get(id)
        if kept is not None:
            return kept
        with self.lock:
            if id not in self._stores:
                self._stores[id] = make()
            return self._stores[id]

    def drop(self, id: str) -> None:  # noqa: A002
        """Close one; whoever still has it in hand is told that the journal is gone. Holds no lock itself."""
        store = self._stores.pop(id, None)
        if store is not None:
            store.close()

    def drop_all(self) -> None:
        """Close every one."""
        with self.lock:
            for id in list(self._stores):  # noqa: A001
                self.drop(id)
