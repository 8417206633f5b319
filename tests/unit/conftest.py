"""A whole service on an empty folder, with a clock that the test sets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supple.app.service import Supple
from supple.app.settings import Settings
from supple.knowledge.collection import Knowledge
from supple.store import open_store


@dataclass
class HandClock:
    """Stands still until it is moved; one hour ahead of UTC."""

    moment: datetime = field(default=datetime(2026, 3, 2, 17, 30, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return (self.moment + timedelta(hours=1)).date()

    def utc_offset_minutes(self) -> int:
        return 60

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def supple(tmp_path: Path, knowledge: Knowledge, clock: HandClock) -> Iterator[Supple]:
    store = open_store(tmp_path / "data" / "supple.sqlite3", clock=clock)
    yield Supple(store=store, knowledge=knowledge, clock=clock, settings=Settings(data=tmp_path / "data"))
    store.close()
