"""The people on this machine: each has a journal of their own, and nobody's is opened by default.

Where there is only one, nobody is asked. Where there are several, every use says whose it is.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from uuid import uuid4

from supple.app.bug_log import tell_bug
from supple.app.keeping import restore_from
from supple.app.noting import own_name, person_named
from supple.app.refusals import (
    DeletedJournalError,
    NotFoundError,
    NotPossibleError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.app.secret import FolderSecret
from supple.app.service import Supple, stamp
from supple.app.settings import Settings
from supple.base.clock import Clock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry, PersonNamed
from supple.knowledge.collection import Knowledge
from supple.store import FIRST, DamagedError, Journals, NoSuchJournalError, PartlyRemovedError, Removed
from supple.store.folder import data_folder

# With more people than that, each waits for their own journal alone.
_READ_AHEAD = 4
_NAMED = "person_named"
NO_NAME = "Without a name"
# What it failed with may quote the journal, so it is not said here.
_OWN_MISTAKE = (
    "Supple made a mistake with this journal and cannot open it. Update Supple, or ask who makes it."
)


class SeveralPeopleError(NotPossibleError):
    """Somebody has to say whose journal is meant."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a journal here. `name` is empty until it is said; `problem`: why it cannot be used.

    `journal` is the journal's own id, and empty where it cannot be told.
    """

    id: str
    journal: str
    name: str
    problem: str = ""

    @property
    def called(self) -> str:
        """The name, or what stands for it."""
        return self.name or NO_NAME

    @property
    def distinct_name(self) -> str:
        """The name where a sentence has to tell them from everybody else; the id where there is none."""
        return self.name or f"{NO_NAME} ({self.id})"


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody with a journal. There is always at least one: the first is made when it is asked for.

    `where` says in words where the journals lie. `_met`: the ids of those that were opened here.
    """

    journals: Journals
    where: str
    knowledge: Knowledge
    clock: Clock
    settings: Settings
    _lock: Lock = field(default_factory=Lock)
    _met: set[str] = field(default_factory=set, repr=False)

    @property
    def kept_say(self) -> str:
        """What is said of where entries stay."""
        boundaries = self.knowledge.boundaries
        in_files = self.settings.database_url is None
        return boundaries.kept_in_files if in_files else boundaries.kept_in_database

    def ids(self) -> list[str]:
        """Whose journals there are. Raises SuppleError where they cannot be looked at."""
        with self._lock:
            ids = self.journals.ids()
            if not ids:
                self._refuse_vanished()
                self.journals.create(FIRST)
                ids = self.journals.ids()
        if not ids:
            raise SuppleError(
                "The journals here changed as they were read",
                fix="Try again, and let no other program move or delete them",
            )
        return ids

    def _refuse_vanished(self) -> None:
        """An empty journal in the place of one that went away would know of no stop."""
        if not all(self.journals.is_removed(journal) for journal in self._met):
            raise SuppleError(
                "The journal was moved or deleted under Supple, and none was made in its place",
                fix="Put its files back, or end Supple and start it again where they are now",
            )
        self._met.clear()

    def everyone(self) -> list[Person]:
        """All people, in the order of their journals."""
        return [self._person(person) for person in self.ids()]

    def _person(self, person: str) -> Person:
        journal = ""
        try:
            journal = self.journal_of(person)
            named = self._last_named(person)
        except SuppleError as error:
            return Person(id=person, journal=journal, name="", problem=str(error))
        except Exception as bug:  # noqa: BLE001 - a mistake of ours with one journal keeps nobody else out
            tell_bug(bug)
            return Person(id=person, journal=journal, name="", problem=_OWN_MISTAKE)
        name = named.name if isinstance(named, PersonNamed) else ""
        return Person(id=person, journal=journal, name=name)

    def _last_named(self, person: str) -> Entry | None:
        try:
            return self.journals.last_of(person, _NAMED)
        except DamagedError:
            self.journals.open(person).prove()
            return self.journals.last_of(person, _NAMED)

    def one(self, person: str) -> Supple:
        """The service on one person's journal. Raises NotFoundError for somebody who is not here."""
        try:
            store = self.journals.open(person)
        except NoSuchJournalError as error:
            raise NotFoundError("There is nobody of that id here", fix="Choose who you are") from error
        self._met.add(store.journal_id)
        return Supple(
            store=store, person=person, knowledge=self.knowledge, clock=self.clock, settings=self.settings
        )

    def of_journal(self, journal_id: str) -> Supple:
        """The service on the journal with that id. Raises OtherJournalError, DeletedJournalError."""
        person = self.journals.slot_of(journal_id)
        if person is not None and (supple := self.one(person)).journal == journal_id:
            return supple
        if self.journals.is_removed(journal_id):
            raise DeletedJournalError(
                "This belongs to a journal that was deleted here; nothing was kept of it",
                fix="Open Supple's first page to see whose journals there are",
            )
        raise OtherJournalError(
            "This belongs to a journal that is not here; nothing was kept of it",
            fix="Start Supple with the data folder that has that journal",
        )

    def journal_ids(self) -> list[str]:
        """The ids of the journals that there are, as far as they can be told. Raises SuppleError."""
        journals: list[str] = []
        for person in self.journals.ids():
            with suppress(SuppleError):
                journals.append(self.journal_of(person))
        return journals

    def journal_of(self, person: str) -> str:
        """The id of somebody's journal. Raises SuppleError where it cannot be opened."""
        return self.journals.journal_id_of(person) or self.one(person).journal

    def chosen(self, person: str | None) -> Supple:
        """The service for whoever was named; for the only one where nobody was.

        Raises SeveralPeopleError where nobody was named and there are several, NotFoundError.
        """
        ids = self.ids()
        if person is not None:
            return self.one(person)
        if len(ids) > 1:
            raise SeveralPeopleError("Several people use Supple here", fix="Say whose journal is meant")
        return self.one(ids[0])

    def named(self, name: str | None) -> Supple:
        """The service of the person of that name, or of the only one. Raises SuppleError otherwise."""
        if name is None and len(self.ids()) == 1:
            return self.chosen(None)
        return self.one(self.whose(name).id)

    def whose(self, name: str | None) -> Person:
        """The person of that name, or the only one, also where the journal cannot be used.

        Raises NotUnderstoodError otherwise.
        """
        everyone = self.everyone()
        if name is None and len(everyone) == 1:
            return everyone[0]
        wanted = None if name is None else own_name(name)
        found = [one for one in everyone if wanted and wanted in (own_name(one.name), one.id)]
        if len(found) != 1:
            known = ", ".join(f"{one.called} ({one.id})" for one in everyone)
            problem = (
                "Several people use Supple here" if name is None else f"There is not one person {name!r}"
            )
            raise NotUnderstoodError(problem, fix=f"Name one with --person: {known}")
        return found[0]

    def add(self, name: str) -> Person:
        """Make a journal for one more person. Raises NotPossibleError for a name that is taken."""
        kept = own_name(name)
        if kept is None:
            raise NotUnderstoodError(f"{name!r} is no name", fix="Write one with letters")
        person = uuid4().hex
        # Two pages, or two programs, that add the same name at once.
        with self.journals.adding():
            self._refuse_taken(kept)
            self.journals.create(person, entries=[person_named(stamp(self.clock, self.knowledge), kept)])
        return Person(id=person, journal=person, name=kept)

    def rename(self, supple: Supple, name: str) -> None:
        """Keep another name for somebody. Raises NotUnderstoodError, and NotPossibleError for a taken one."""
        named = person_named(supple.stamp(), name)
        with self.journals.adding():
            self._refuse_taken(named.name, besides=supple.person)
            supple.store.add([named])

    def _refuse_taken(self, name: str, *, besides: str | None = None) -> None:
        if name in [own_name(one.name) for one in self.everyone() if one.id != besides]:
            raise NotPossibleError(f"{name!r} is here already", fix="Choose another name")

    def bring(self, export: Path | BinaryIO) -> Supple:
        """A journal for somebody whose entries are in an export. Raises SuppleError; then none is made.

        Where nobody has an entry yet it becomes the first one.
        """
        person = restore_from(self.journals, export)
        if person == FIRST:  # in the place of one that never had an entry
            self._met.clear()
        return self.one(person)

    def remove(self, person: str) -> Removed:
        """Delete somebody's journal for good, and say what is gone. Raises SuppleError.

        With the last one goes the secret of the folder: no browser is let in any more by what it holds.
        """
        removed = self.journals.remove(person)
        self._forget_secret()
        return removed

    def remove_all(self, chosen: Sequence[Person]) -> list[Removed]:
        """Delete their journals as `remove` does, all or none as far as that can be known before.

        Raises SuppleError; where some are gone already, it says whose.
        """
        try:
            removed = self.journals.remove_all([one.id for one in chosen])
        except PartlyRemovedError as error:
            gone = [person.distinct_name for person in chosen if person.id in error.gone]
            left = [person.distinct_name for person in chosen if person.id not in error.gone]
            raise SuppleError(
                f"{error.problem}. Gone for good: {', '.join(gone)}. Not deleted: {', '.join(left)}",
                fix=error.fix,
            ) from error
        self._forget_secret()
        return removed

    def _forget_secret(self) -> None:
        if not self.journals.ids():
            FolderSecret(folder=data_folder(self.settings.data)).forget()

    def read_ahead(self) -> None:
        """Read what was kept, so that the first page of a long journal is as quick as the next."""
        for person in self.ids()[:_READ_AHEAD]:
            # Whoever asks for the page is told what is wrong.
            with suppress(SuppleError):
                self.one(person).journal_habit()

    def close(self) -> None:
        """Let go of every journal."""
        self.journals.close()


def name_in(supple: Supple) -> str:
    """The name that somebody gave last, or nothing."""
    named = supple.store.last_of(_NAMED)
    return named.name if isinstance(named, PersonNamed) else ""
