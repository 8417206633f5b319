"""Several people, each with a journal; nobody's is opened by default."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.keeping import export_of, export_to
from supple.app.noting import name_person
from supple.app.people import People, SeveralPeopleError, name_in
from supple.app.refusals import (
    DeletedJournalError,
    NotFoundError,
    NotPossibleError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.app.wiring import open_people
from supple.base.errors import SuppleError


def test_there_is_always_somebody(people: People) -> None:
    assert [one.called for one in people.everyone()] == ["Without a name"]
    people.remove("first")
    assert people.ids() == ["first"]


def test_the_only_person_is_never_asked_who_they_are(people: People) -> None:
    assert people.chosen(None).person == "first"
    assert people.named(None).person == "first"


def test_journals_are_apart(people: People) -> None:
    ben = people.one(people.add("Ben").id)
    people.one("first").note_self_adjust()
    assert [one.kind for one in ben.store.entries()] == ["person_named"]
    assert [one.kind for one in people.one("first").store.entries()] == ["self_adjust"]


def test_with_several_people_somebody_has_to_say_whose(people: People) -> None:
    people.chosen(None).note_self_adjust()
    ben = people.add("Ben")
    with pytest.raises(SeveralPeopleError):
        people.chosen(None)
    with pytest.raises(NotUnderstoodError, match="--person"):
        people.named(None)
    assert people.named("Ben").person == people.named(ben.id).person == ben.id
    with pytest.raises(NotUnderstoodError, match="Anna"):
        people.named("Anna")


@pytest.mark.parametrize("unknown", ["f" * 32, "../first", "", "FIRST", "x" * 500])
def test_somebody_who_is_not_here_is_not_found(people: People, unknown: str) -> None:
    with pytest.raises(NotFoundError):
        people.one(unknown)


def test_a_name_is_taken_once(people: People) -> None:
    people.add("Ben")
    with pytest.raises(NotPossibleError, match="here already"):
        people.add("Ben")


def test_a_name_that_cannot_be_kept_leaves_no_journal(people: People) -> None:
    before = people.ids()
    with pytest.raises(NotUnderstoodError):
        people.add("x" * 81)
    assert people.ids() == before


def test_removing_one_person_leaves_the_others(people: People, tmp_path: Path) -> None:
    ben = people.add("Ben").id
    people.one("first").note_self_adjust()
    gone = people.remove(ben)
    assert [one.name for one in gone.parts if one.name.endswith("sqlite3")] == [f"supple-{ben}.sqlite3"]
    assert [one.name for one in (tmp_path / "data").iterdir() if ben in one.name] == []
    assert people.ids() == ["first"]
    assert len(people.one("first").store.entries()) == 1


def test_an_export_is_brought_to_an_empty_journal_or_to_one_of_its_own(
    people: People, tmp_path: Path
) -> None:
    supple = people.chosen(None)
    name_person(supple, "Anna")
    supple.note_self_adjust()
    export = tmp_path / "anna.supple"
    export_to(supple, export)
    journal_id = supple.journal
    with pytest.raises(SuppleError, match="is here already"):
        people.bring(export)
    people.remove("first")
    people.chosen(None)
    first = people.bring(export)
    assert (first.person, first.journal, people.ids()) == ("first", journal_id, ["first"])
    assert b"".join(export_of(first)) == export.read_bytes()
    people.remove("first")
    ben = people.add("Ben")
    second = people.bring(export)
    assert second.person == second.journal == journal_id
    assert b"".join(export_of(second)) == export.read_bytes()
    assert name_in(second) == "Anna"
    assert sorted(people.ids()) == sorted([ben.id, journal_id])


def test_a_journal_without_an_entry_is_nobody(people: People) -> None:
    """Such as an earlier version may have left behind when it was killed."""
    people.journals.create("c" * 32)
    assert people.ids() == ["first"]
    assert [one.id for one in people.everyone()] == ["first"]
    people.one("first").note_self_adjust()
    assert people.chosen(None).person == people.named(None).person == "first"
    ben = people.add("Ben")
    assert people.ids() == ["first", ben.id]


def test_one_journal_that_cannot_be_used_stops_nobody_else(people: People) -> None:
    name_person(people.chosen(None), "Anna")
    ben = people.add("Ben")
    path = people.settings.data / f"supple-{ben.id}.sqlite3"  # type: ignore[operator]
    people.close()
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    anna, other = people.everyone()
    assert (anna.name, anna.problem) == ("Anna", "")
    assert (other.id, other.called) == (ben.id, "Without a name")
    assert "Update Supple" in other.problem
    with closing(open_people(people.settings)) as again:
        assert again.named("Anna").person == "first"
        with pytest.raises(SuppleError, match="Update Supple"):
            again.one(ben.id)


@pytest.mark.parametrize("method", ["open", "last_of", "journal_id_of"])
def test_a_mistake_of_ours_with_one_journal_stops_nobody_else_and_quotes_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    name_person(people.chosen(None), "Anna")
    ben = people.add("Ben").id
    kind, right = type(people.journals), getattr(type(people.journals), method)

    def wrong(journals: object, id: str, *others: object) -> object:  # noqa: A002 - the word of the shelf
        if id == "first":
            raise ValueError("my secret note")
        return right(journals, id, *others)

    monkeypatch.setattr(kind, method, wrong)
    with closing(open_people(people.settings)) as again:
        told = again.everyone()
        assert again.named("Ben").person == ben
    if method != "open":  # which a name does not need
        assert [(one.name, "Supple made a mistake" in one.problem) for one in told] == [
            ("", True),
            ("Ben", False),
        ]
        assert "ValueError" in capsys.readouterr().err
    assert "secret" not in "".join(one.problem for one in told) + capsys.readouterr().err


def test_the_ids_of_journals_are_told_as_far_as_they_can(people: People) -> None:
    people.chosen(None).note_self_adjust()
    ben = people.add("Ben").id
    people.close()
    assert people.settings.data
    path = people.settings.data / "supple.sqlite3"
    path.unlink()
    path.symlink_to("nothing")
    assert people.journal_ids() == [ben]


def test_the_only_journal_has_to_be_usable(people: People) -> None:
    people.chosen(None).note_self_adjust()
    people.close()
    with closing(sqlite3.connect(people.settings.data / "supple.sqlite3")) as file:  # type: ignore[operator]
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    with pytest.raises(SuppleError, match="Update Supple"):
        open_people(people.settings)


def test_many_people_need_few_files(people: People) -> None:
    names = [f"Person {number}" for number in range(40)]
    for name in names:
        people.add(name)
    for person in people.ids():
        people.one(person).note_self_adjust()
    assert sorted(one.name for one in people.everyone()) == sorted(names)
    opened = [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()]
    assert 0 < len([name for name in opened if "supple-" in name]) < 60


def test_a_bad_export_leaves_nobody_new(people: People, tmp_path: Path) -> None:
    people.chosen(None).note_self_adjust()
    export = tmp_path / "bad.supple"
    export.write_bytes(b'{"supple_export":1}\nnonsense\n')
    with pytest.raises(SuppleError):
        people.bring(export)
    assert people.ids() == ["first"]


def test_a_journal_is_found_by_its_own_id(people: People) -> None:
    ben = people.add("Ben").id
    assert people.of_journal(ben).person == people.of_journal(ben).journal == ben
    first = people.one("first").journal
    assert people.of_journal(first).person == "first"


@pytest.mark.parametrize("unknown", ["first", "f" * 32, "", "../first"])
def test_what_belongs_to_another_journal_is_refused(people: People, unknown: str) -> None:
    with pytest.raises(OtherJournalError, match="not here"):
        people.of_journal(unknown)


def test_what_belongs_to_a_deleted_journal_is_refused(people: People) -> None:
    ben, first = people.add("Ben").id, people.one("first").journal
    for slot, journal_id in ((ben, ben), ("first", first)):
        people.remove(slot)
        with pytest.raises(DeletedJournalError, match="deleted"):
            people.of_journal(journal_id)
    assert people.one(people.ids()[0]).journal != first


def test_where_somebody_deleted_all_files_by_hand_there_is_somebody_new_at_the_next_start(
    people: People,
) -> None:
    """While it runs the files may as well have been moved, and could come back."""
    before = people.chosen(None)
    before.note_self_adjust()
    folder = people.settings.data
    assert folder is not None
    for one in folder.iterdir():
        one.unlink()
    with pytest.raises(SuppleError, match="moved or deleted under Supple"):
        people.ids()
    with closing(open_people(people.settings)) as later:
        assert later.ids() == ["first"]
        assert later.chosen(None).journal != before.journal
        assert later.chosen(None).store.entries() == []


def test_a_folder_that_changes_as_it_is_read_is_one_sentence(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another program deletes what was made just now."""
    monkeypatch.setattr(type(people.journals), "ids", lambda _: [])
    for use in (people.ids, people.everyone, lambda: people.chosen(None), lambda: people.named(None)):
        with pytest.raises(SuppleError, match="Try again"):
            use()
