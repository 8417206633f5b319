"""Random entries of many kinds and sizes, as a player would send them."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter

from supple.journal.entry import (
    AfterEntry,
    BoutDone,
    Entry,
    EntryBase,
    PlaceChosen,
    PopNoted,
    ReviewConfirmed,
    SelfAdjust,
    SessionEnded,
    StopEntry,
)
from supple.knowledge.collection import Knowledge

BATCH: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])
FIRST_DAY = datetime(2026, 1, 1, 8, tzinfo=UTC)
MOST = 120

Batch = list[Entry]


class Notes:
    """Makes entries; the same ones for the same generator."""

    def __init__(self, generator: random.Random, knowledge: Knowledge) -> None:
        self._random = generator
        self._techniques = list(knowledge.techniques)
        self._events = list(knowledge.stops)
        self._places = [place.id for place in knowledge.emergency.place]
        self._kinds: tuple[Callable[[EntryBase], Entry], ...] = (
            self._bout,
            self._stop,
            self._after,
            lambda base: SelfAdjust(**dict(base)),
            lambda base: ReviewConfirmed(**dict(base)),
            lambda base: PlaceChosen(**dict(base), place=self._random.choice(self._places)),
            lambda base: PopNoted(**dict(base), session_id=self._id(), technique=None),
            lambda base: SessionEnded(**dict(base), session_id=self._id(), completed=True, played_ms=480_000),
        )

    def batch(self) -> Batch:
        """A few entries or many."""
        size = self._random.choice((1, 3, MOST))
        return [self._random.choice(self._kinds)(self._base()) for _ in range(self._random.randint(1, size))]

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _base(self) -> EntryBase:
        return EntryBase(
            id=self._id(),
            at=FIRST_DAY + timedelta(milliseconds=self._random.randrange(10**10)),
            utc_offset_minutes=self._random.randint(-720, 840),
            rules_version="durability",
        )

    def _bout(self, base: EntryBase) -> Entry:
        return BoutDone(
            **dict(base),
            session_id=self._id(),
            technique=self._random.choice(self._techniques),
            side=self._random.choice(("left", "right", None)),
            level=self._random.choice(("T7", None)),
            seconds=self._random.uniform(0, 90),
        )

    def _stop(self, base: EntryBase) -> Entry:
        return StopEntry(
            **dict(base),
            session_id=self._id(),
            stop_id=self._id(),
            event=self._random.choice(self._events),
            technique=self._random.choice(self._techniques),
            side="left",
            level=None,
            segment_ms=self._random.randrange(60_000),
            session_ms=self._random.randrange(600_000),
            pain_now=self._random.choice((None, 0.5, 7)),
            follow_up={"settled": self._random.choice((True, False, "unsure"))},
        )

    def _after(self, base: EntryBase) -> Entry:
        return AfterEntry(
            **dict(base),
            session_id=self._id(),
            stiffness=self._random.randint(0, 10),
            discomfort=self._random.randint(0, 10),
            mobility=self._random.choice(("harder", "same", "easier")),
        )
