"""What was read is remembered, what is new is seen at once, and nobody can spoil it for others."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from itertools import islice, permutations
from random import Random

from supple.journal.entry import Entry
from supple.store import Store
from supple.store.store import _NEW_AT_ONCE
from tests.durability.place import Place
from tests.unit.store.entries import NOW, one_of_every_kind, screening, self_adjust


def test_what_another_program_adds_is_seen(store: Store, place: Place) -> None:
    kept: list[Entry] = [self_adjust()]
    store.add(kept)
    with place.first() as other:
        for _ in range(3):
            assert store.entries() == other.entries() == kept
            other.add([entry := self_adjust()])
            kept.append(entry)
    assert store.entries() == kept


def test_entries_are_in_the_order_in_which_they_were_kept_whatever_their_clocks_said(place: Place) -> None:
    made = [self_adjust(at=NOW + timedelta(days=day)) for day in range(4)]
    with closing(place.journals()) as journals:
        for number, order in enumerate(islice(permutations(made), 0, None, 5)):
            store = journals.create(f"{number:032x}")
            for entry in order:
                store.add([entry])
                store.entries()
            assert store.entries() == list(order)
            assert store.entries(kinds=["self_adjust"]) == list(order)


def test_many_at_once_come_out_in_the_order_of_keeping(store: Store) -> None:
    random = Random(1)
    kept: list[Entry] = []
    for count in (1, 65, 5, _NEW_AT_ONCE, _NEW_AT_ONCE * 2 + 1, 3):
        more = [self_adjust(at=NOW + timedelta(microseconds=random.randrange(10**12))) for _ in range(count)]
        store.add(more)
        kept += more
        assert store.entries() == kept


def test_of_one_moment_the_first_kept_comes_first(store: Store) -> None:
    made = [self_adjust() for _ in range(5)]
    for entry in made:
        store.add([entry])
        store.entries()
    assert store.entries() == made


def test_kinds_are_chosen_in_the_same_order_cold_and_warm(store: Store, place: Place) -> None:
    random = Random(2)
    made = [
        one.model_copy(update={"at": NOW + timedelta(microseconds=random.randrange(10**9))})
        for _ in range(4)
        for one in one_of_every_kind()
    ]
    store.add(made)
    store.entries()
    for kinds in (["reason"], ["stop", "after", "stop"], ["screening", "unknown"], ["unknown"], []):
        expected = [entry for entry in made if entry.kind in kinds]
        assert store.entries(kinds=kinds) == expected
        with place.first() as cold:
            assert cold.entries(kinds=kinds) == expected
            assert cold.entries(kinds=iter(kinds)) == expected


def test_a_list_that_somebody_changes_is_their_own(store: Store) -> None:
    store.add([self_adjust(), screening()])
    for _ in range(2):
        store.entries().clear()
        store.entries(kinds=["screening"]).clear()
    assert len(store.entries()) == 2
    assert len(store.entries(kinds=["screening"])) == 1


def test_threads_that_read_and_add_at_once_miss_nothing(store: Store) -> None:
    def work(number: int) -> bool:
        mine = [self_adjust(at=NOW + timedelta(seconds=number * 100 + index)) for index in range(10)]
        for entry in mine:
            store.add([entry])
            if entry not in store.entries():
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    entries = store.entries()
    assert len(entries) == 80
    by_thread = [[entry for entry in entries if (entry.at - NOW).seconds // 100 == n] for n in range(8)]
    assert all(part == sorted(part, key=lambda entry: entry.at) for part in by_thread)
