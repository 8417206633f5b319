"""An export carries the journal's id: it comes back with it, once, and lifts its tombstone."""

import re

import pytest

from supple.base.errors import SuppleError
from supple.store import Journals, Store, export_lines
from tests.unit.store.entries import one_of_every_kind, self_adjust
from tests.unit.store.test_export import signed, whole


@pytest.fixture
def full(store: Store) -> Store:
    store.add(one_of_every_kind())
    return store


def test_a_journal_comes_back_with_its_id_beside_others(full: Store, elsewhere: Journals) -> None:
    elsewhere.create("first").add([self_adjust()])
    slot = elsewhere.restore(export_lines(full))
    assert slot == elsewhere.open(slot).journal_id == full.journal_id
    assert elsewhere.ids() == ["first", slot]
    assert elsewhere.slot_of(full.journal_id) == slot


def test_the_same_journal_is_never_there_twice(full: Store, elsewhere: Journals) -> None:
    for journals in (elsewhere, elsewhere):
        if not journals.ids():
            journals.restore(export_lines(full))
    with pytest.raises(SuppleError, match="is here already"):
        elsewhere.restore(export_lines(full))
    elsewhere.remove("first")
    assert elsewhere.is_removed(full.journal_id)
    elsewhere.create("first").add([self_adjust()])
    assert elsewhere.restore(export_lines(full)) == full.journal_id
    assert not elsewhere.is_removed(full.journal_id)
    with pytest.raises(SuppleError, match="is here already"):
        elsewhere.restore(export_lines(full))
    assert len(elsewhere.ids()) == 2


def test_an_export_of_the_older_form_gets_a_fresh_id(full: Store, elsewhere: Journals) -> None:
    lines = [
        re.sub(rb',"received_offset_minutes":(null|-?\d+)', b"", line, count=1)
        for line in whole(full).splitlines(keepends=True)[1:-1]
    ]
    older = signed(*lines)
    slots = [elsewhere.restore(older.splitlines(keepends=True)) for _ in range(2)]
    assert slots[0] == "first"
    for slot in slots:
        assert elsewhere.open(slot).entries() == full.entries()
    assert len({elsewhere.open(slot).journal_id for slot in slots} | {full.journal_id}) == 3
