"""A whole service on an empty folder, with a clock that the test sets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.base.clock import Leap
from supple.knowledge.collection import Knowledge
from supple.store import open_journals


@dataclass
class HandClock:
    """Stands still until it is moved; one hour ahead of UTC."""

    moment: datetime = field(default=datetime(2026, 3, 2, 17, 30, tzinfo=UTC))
    leapt: tuple[Leap, ...] = ()

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return (self.moment + timedelta(hours=1)).date()

    def utc_offset_minutes(self) -> int:
        return 60

    def leaps(self) -> tuple[Leap, ...]:
        return self.leapt

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)

    def leap(self, by: timedelta, *, since: timedelta) -> None:
        """Be set to another time, on a machine that was started `since` ago."""
        self.leapt += (Leap(since=self.moment - since, until=self.moment, by=by),)
        self.moment += by


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def people(tmp_path: Path, knowledge: Knowledge, clock: HandClock) -> Iterator[People]:
    folder = tmp_path / "data"
    everyone = People(
        journals=open_journals(folder, None, clock),
        where=f"the folder {folder}",
        knowledge=knowledge,
        clock=clock,
        settings=Settings(data=folder, database_url=None),
    )
    yield everyone
    everyone.close()


@pytest.fixture
def supple(people: People) -> Supple:
    return people.chosen(None)
