"""A small world: two data folders, their people, one browser, a clock; and what was promised in it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from supple.app.intake import take_in
from supple.app.keeping import export_of
from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.base.clock import Leap
from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.store import open_journals
from tests.full_disk import disk_with_room

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)


@dataclass
class WorldClock:
    """Moved by hand, its zone too."""

    moment: datetime = NOON
    offset_minutes: int = 0

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return (self.moment + timedelta(minutes=self.offset_minutes)).date()

    def utc_offset_minutes(self) -> int:
        return self.offset_minutes

    def leaps(self) -> tuple[Leap, ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """When an entry was kept, by the clock and on which day here; and the day and the zone that it tells."""

    moment: datetime
    day: date
    told: date
    told_offset_minutes: int


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A stop or an answer to one. `place`: of its keeping."""

    place: int
    event: str | None
    stop_id: UUID


@dataclass
class Promised:
    """What one journal owes its person."""

    acknowledged: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    sent: set[UUID] = field(default_factory=set)
    keepings: list[Keeping] = field(default_factory=list)
    stops: list[Closing] = field(default_factory=list)
    reviewed_after: int = -1
    deleted: bool = False
    lives: tuple[int, str] | None = None

    def keep(self, clock: WorldClock, *, told: datetime | None = None, offset_minutes: int = 0) -> int:
        """Note that an entry was kept now, with its own time where it told another. Returns its place."""
        if told is None:
            told, offset_minutes = clock.now(), clock.utc_offset_minutes()
        self.keepings.append(
            Keeping(
                moment=clock.now(),
                day=clock.today(),
                told=(told + timedelta(minutes=offset_minutes)).date(),
                told_offset_minutes=offset_minutes,
            )
        )
        return len(self.keepings) - 1


@dataclass
class DataFolder:
    """A folder on the disk, and the Supple that runs on it."""

    path: Path
    people: People


class World:
    """Folders and promises. `ids` gives entries names that are the same in every run."""

    def __init__(self, place: Path, knowledge: Knowledge) -> None:
        self.place, self.knowledge, self.clock = place, knowledge, WorldClock()
        self.folders = [self._started(place / name) for name in ("a", "b")]
        self.promised: dict[str, Promised] = {}
        self.waiting: list[tuple[str, dict[str, Any]]] = []
        self.ids: Iterator[int] = count(1)

    def _started(self, path: Path) -> DataFolder:
        people = People(
            journals=open_journals(path, None, self.clock),
            where=f"the folder {path}",
            knowledge=self.knowledge,
            clock=self.clock,
            settings=Settings(data=path, database_url=None),
        )
        return DataFolder(path=path, people=people)

    def restart(self, folder: DataFolder, room: int | None) -> None:
        """End a Supple tidily and start another; where the disk is full it may refuse, until it is not."""
        with disk_with_room(room):
            folder.people.close()
        self._start(folder, room)

    def _start(self, folder: DataFolder, room: int | None) -> None:
        try:
            with disk_with_room(room):
                folder.people = self._started(folder.path).people
                folder.people.everyone()
        except SuppleError:
            folder.people = self._started(folder.path).people

    def kill(self, folder: DataFolder, room: int | None) -> None:
        """End it without a chance to close anything: what is on the disk now is all there is."""
        snapshot = self.place / f"{folder.path.name}-{next(self.ids)}"
        shutil.copytree(folder.path, snapshot)
        folder.people.close()
        shutil.rmtree(folder.path)
        snapshot.rename(folder.path)
        self._start(folder, room)

    def new_id(self) -> UUID:
        """An entry's id."""
        return UUID(int=next(self.ids), version=4)

    def of(self, journal: str) -> tuple[DataFolder, Supple]:
        """Where a journal lives."""
        lives = self.promised[journal].lives
        assert lives is not None, "nobody knows where it is"
        folder, person = self.folders[lives[0]], lives[1]
        supple = folder.people.one(person)
        assert supple.journal == journal
        return folder, supple

    def moved(self, journal: str, folder: DataFolder, person: str) -> None:
        """From now on the journal lives there."""
        self.promised[journal].lives = (self.folders.index(folder), person)

    def living(self) -> list[str]:
        """The journals that were made and not deleted."""
        return [journal for journal, promised in self.promised.items() if not promised.deleted]

    def post(self, folder: DataFolder, journal: str, raw: list[dict[str, Any]], room: int | None) -> set[str]:
        """Send entries for a journal to the Supple on a folder; the ids that it acknowledges."""
        try:
            supple = folder.people.of_journal(journal)
        except SuppleError:
            return set()
        try:
            with disk_with_room(room):
                kept = set(take_in(supple, raw).kept)
        except SuppleError:
            assert room is not None
            kept = set()
        # What failed half way may be there: it was not promised, but it counts.
        there = {str(entry.id) for entry in supple.store.entries()}
        assert kept <= there
        for entry in raw:
            if entry["id"] in there:
                self._note(self.promised[journal], entry)
        return kept

    def _note(self, promised: Promised, raw: dict[str, Any]) -> None:
        name = UUID(raw["id"])
        if name in promised.sent:
            return
        promised.sent.add(name)
        place = promised.keep(
            self.clock, told=datetime.fromisoformat(raw["at"]), offset_minutes=raw["utc_offset_minutes"]
        )
        if raw["kind"] == "stop":
            stop_id = UUID(raw["stop_id"])
            promised.stops.append(Closing(place=place, event=raw["event"], stop_id=stop_id))
        if raw["kind"] == "review_confirmed":
            promised.reviewed_after = place

    def acknowledge(self, journal: str, raw: dict[str, Any]) -> None:
        """The browser heard that the entry is kept."""
        self.promised[journal].acknowledged[UUID(raw["id"])] = raw

    def answered_late(self, journal: str, stop_ids: tuple[UUID, ...], event: str) -> None:
        """One answer for several stops was kept here."""
        promised = self.promised[journal]
        place = promised.keep(self.clock)
        promised.stops += [Closing(place=place, event=event, stop_id=stop_id) for stop_id in stop_ids]

    def caught_up(self, journal: str, supple: Supple) -> None:
        """Where Supple noted that the clock was set back or put right, that is one more keeping."""
        promised = self.promised[journal]
        for entry in supple.store.entries(kinds=["clock_set_back", "clock_put_right"]):
            if entry.id not in promised.sent:
                promised.sent.add(entry.id)
                promised.keep(self.clock)

    def exported(self, supple: Supple) -> BytesIO:
        """Everything, as one file."""
        return BytesIO(b"".join(export_of(supple)))

    def close(self) -> None:
        """Let go of everything."""
        for folder in self.folders:
            folder.people.close()
        shutil.rmtree(self.place, ignore_errors=True)
