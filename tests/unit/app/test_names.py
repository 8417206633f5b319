"""People by their names, however their keyboards write them."""

from unicodedata import normalize

import pytest

from supple.app.noting import name_person, own_name
from supple.app.people import People, name_in
from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.journal.entry import PersonNamed

JOSE = "Jos\u00e9"
SAME = [normalize("NFD", JOSE), f"{JOSE}\u200b", f"\u202e{JOSE}\u202c", f" {JOSE}\n", f"\ufeff{JOSE}"]


@pytest.mark.parametrize("other", SAME)
def test_one_name_is_one_person(people: People, other: str) -> None:
    added = people.add(JOSE)
    with pytest.raises(NotPossibleError, match="is here already"):
        people.add(other)
    assert people.named(other).person == people.named(JOSE).person == added.id


@pytest.mark.parametrize("other", [name for name in SAME if "\n" not in name])
def test_somebody_of_an_older_journal_is_met_by_their_name(people: People, other: str) -> None:
    """Kept as it was written then; nothing is changed in the journal."""
    person = people.add("Somebody").id
    supple = people.one(person)
    supple.store.add([PersonNamed(**supple.stamp(), name=other)])
    assert people.named(JOSE).person == person
    assert name_in(people.one(person)) == other
    with pytest.raises(NotPossibleError, match="is here already"):
        people.add(JOSE)


def test_large_and_small_letters_are_two_people(people: People) -> None:
    people.add("Ana")
    people.add("ana")
    assert len({people.named(name).person for name in ("Ana", "ana")}) == 2


@pytest.mark.parametrize(
    "nothing", ["", " ", "\u200b", "\u202e\u202c", "\u0301", "\u3164", "\ufeff\u2060", "\n"]
)
def test_what_cannot_be_seen_is_no_name(people: People, nothing: str) -> None:
    """Neither for somebody new, nor to find those by who have none."""
    count = len(people.ids())
    assert own_name(nothing) is None
    with pytest.raises(NotUnderstoodError, match="is no name"):
        people.add(nothing)
    with pytest.raises(NotUnderstoodError, match="is no name"):
        name_person(people.chosen(None), nothing)
    with pytest.raises(NotUnderstoodError, match="There is not one person"):
        people.named(nothing)
    assert len(people.ids()) == count
