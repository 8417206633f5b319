"""The store keeps what it acknowledges, refuses contradictions, and never changes what it kept."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from supple.base.errors import SuppleError
from supple.journal.entry import AfterEntry, Entry, PlaceChosen, ScreeningEntry
from supple.store import Store
from supple.store.kept_row import KeptRow
from supple.store.rows import same, to_entries, to_row
from supple.store.utc import UtcDateTime
from tests.durability.place import Place
from tests.unit.store.entries import NOW, base, one_of_every_kind, screening, self_adjust


def test_entries_come_back_as_they_went_in_in_the_order_of_keeping(store: Store) -> None:
    later, earlier = self_adjust(at=NOW + timedelta(hours=1)), self_adjust()
    last = ScreeningEntry(
        id=uuid4(),
        at=NOW + timedelta(hours=2),
        utc_offset_minutes=-300,
        rules_version="1",
        answers={"pain_now": 1, "under_18": True, "hypermobile": "unsure"},
        asked=("pain_now",),
        outcome="allow",
    )
    store.add([last, later, earlier])
    assert store.entries() == [last, later, earlier]
    kept = store.entries(kinds=["screening"])[0]
    assert isinstance(kept, ScreeningEntry)
    assert kept.answers["pain_now"] is not True
    assert kept.answers["under_18"] is True
    assert kept.at.tzinfo is not None


def test_every_kind_comes_back_as_it_went_in(store: Store) -> None:
    entries = one_of_every_kind()
    kinds = {one.model_fields["kind"].default for one in get_args(get_args(Entry)[0])}
    assert {one.kind for one in entries} == kinds
    store.add(entries)
    assert store.entries() == entries
    assert [one.model_dump_json() for one in store.entries()] == [one.model_dump_json() for one in entries]


def test_the_same_entry_again_is_fine(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    store.add([entry, self_adjust(), entry])
    assert len(store.entries()) == 2


def test_one_of_every_kind_again_is_fine(store: Store) -> None:
    entries = one_of_every_kind()
    store.add(entries)
    store.add(entries)
    assert store.entries() == entries


def test_the_same_moment_in_another_zone_is_the_same_entry(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    store.add([entry.model_copy(update={"at": NOW.astimezone(timezone(timedelta(hours=5)))})])
    assert store.entries() == [entry]


def test_what_an_older_program_kept_may_come_again_from_a_player(store: Store, place: Place) -> None:
    """A field that was added since then, with its default, makes no other entry of it."""
    entry = screening()
    payload = json.dumps({"answers": {"x": 5.0}, "asked": ["x"], "outcome": "allow"})
    place.put(id=str(entry.id), kind="screening", payload=payload, rules_version=entry.rules_version)
    store.add([entry])
    assert store.entries() == [entry]


def test_an_id_taken_by_other_content_is_refused_and_the_whole_batch_with_it(store: Store) -> None:
    entry = self_adjust()
    store.add([entry])
    other = PlaceChosen(id=entry.id, at=NOW, utc_offset_minutes=60, rules_version="1", place="uk")
    with pytest.raises(SuppleError, match="already belongs to another entry"):
        store.add([self_adjust(), other])
    assert store.entries() == [entry]


def test_one_id_for_two_entries_of_a_batch_is_refused(store: Store) -> None:
    entry = screening(1.0)
    with pytest.raises(SuppleError, match="already belongs to another entry"):
        store.add([entry, entry.model_copy(update={"answers": {"x": True}})])
    assert store.entries() == []


def test_a_number_without_a_word_in_json_is_refused(store: Store) -> None:
    with pytest.raises(SuppleError, match="not finite"):
        store.add([self_adjust(), screening(float("nan"))])
    assert store.entries() == []


def test_nothing_to_add_is_fine(store: Store) -> None:
    store.add([])
    assert store.entries() == []
    assert store.entries(kinds=[]) == []
    store.add([self_adjust()])
    assert len(store.entries()) == 1
    assert store.entries(kinds=[]) == []


def test_true_is_not_the_same_as_one() -> None:
    entry = screening(True)
    other = entry.model_copy(update={"answers": {"x": 1.0}})
    assert same(to_row(entry), to_row(entry))
    assert not same(to_row(entry), to_row(other))


# Moments that are kept; hypothesis puts the zone on by itself.
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1970, 2199))


@given(
    stiffness=st.integers(0, 10),
    offset=st.integers(-960, 960),
    at=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
)
def test_a_row_gives_its_entry_back(stiffness: int, offset: int, at: datetime) -> None:
    entry = AfterEntry.model_validate(
        {
            **base(at=at),
            "utc_offset_minutes": offset,
            "session_id": uuid4(),
            "stiffness": stiffness,
            "discomfort": 10 - stiffness,
            "mobility": "same",
        }
    )
    row = to_row(entry)
    text = at.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    assert to_entries(
        [KeptRow(seq=1, **{**row, "at": text}, received_at=text, received_offset_minutes=0, sum="")]
    ) == [entry]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET kind = 'other'",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "TRUNCATE entry",
        "TRUNCATE entry CASCADE",
        "INSERT INTO entry SELECT * FROM entry ON CONFLICT (id) DO UPDATE SET kind = 'other'",
    ],
)
def test_what_was_kept_can_not_be_changed(store: Store, place: Place, statement: str) -> None:
    entry = self_adjust()
    store.add([entry])
    known = {
        "sqlite": ("UPDATE", "DELETE", "INSERT OR"),
        "postgresql": ("UPDATE", "DELETE", "TRUNC", "INSERT I"),
    }
    if not statement.startswith(known[place.engine]):
        statement = "DELETE FROM entry WHERE seq = 1"
    with pytest.raises(Exception, match="append only"):
        place.execute(statement)
    assert store.entries() == [entry]


def test_a_moment_without_a_zone_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(NOW.replace(tzinfo=None), SQLiteDialect_pysqlite())
