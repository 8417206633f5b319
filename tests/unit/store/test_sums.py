"""Every row is proven by its sum, which covers the row before it and the journal's id."""

from itertools import pairwise

import pytest

from supple.app.clock import SystemClock
from supple.store import Store
from supple.store.kept_row import KeptRow
from supple.store.rows import fetched, kept_rows
from supple.store.sums import first_sum, sum_of
from supple.store.tables import ENTRY
from tests.durability.place import Place
from tests.unit.store.entries import one_of_every_kind, self_adjust


def rows_of(store: Store) -> list[KeptRow]:
    with store.database.reading() as connection:
        rows = fetched(connection, kept_rows(connection.dialect.name).order_by(ENTRY.c.seq))
    return [KeptRow(*row) for row in rows]


def holds(rows: list[KeptRow], journal_id: str) -> bool:
    sums = [first_sum(journal_id), *(row.sum for row in rows)]
    return all(
        sum_of(row, before) == after for row, (before, after) in zip(rows, pairwise(sums), strict=True)
    )


def test_rows_are_numbered_and_chained_however_they_were_kept(place: Place) -> None:
    with place.first() as store:
        store.add(one_of_every_kind())
        store.add([self_adjust()])
        store.add(one_of_every_kind())
        place.put(id="0a0a0a0a-0000-4000-8000-00000000000b", kind="self_adjust", payload="{}")
        store.add([self_adjust()])
        rows = rows_of(store)
        assert holds(rows, store.journal_id)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))


def test_the_offset_of_the_server_is_kept_beside_the_moment(place: Place) -> None:
    class Adelaide(SystemClock):
        def utc_offset_minutes(self) -> int:
            return 570

    with place.first(Adelaide()) as store:
        store.add([self_adjust()])
        (row,) = rows_of(store)
    assert (row.received_offset_minutes, row.utc_offset_minutes) == (570, 60)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 99},
        {"id": "0a0a0a0a-0000-4000-8000-00000000000b"},
        {"kind": "review_confirmed"},
        {"at": "2026-03-01 18:30:00.000001"},
        {"utc_offset_minutes": 61},
        {"rules_version": "2"},
        {"payload": '{"x":1}'},
        {"received_at": "2026-03-01 18:30:00.000001"},
        {"received_offset_minutes": None},
        {"sum": "0" * 64},
    ],
)
def test_a_row_that_says_something_else_breaks_the_chain(place: Place, change: dict[str, object]) -> None:
    with place.first() as store:
        store.add([self_adjust() for _ in range(3)])
        rows = rows_of(store)
        assert holds(rows, store.journal_id)
        for index in range(3):
            changed = [*rows[:index], rows[index]._replace(**change), *rows[index + 1 :]]  # type: ignore[arg-type]
            assert not holds(changed, store.journal_id)
        assert not holds([rows[0], rows[2]], store.journal_id)
        assert not holds([rows[1], rows[2]], store.journal_id)
        assert not holds([rows[1], rows[0], rows[2]], store.journal_id)
        assert not holds(rows, "0" * 32)
