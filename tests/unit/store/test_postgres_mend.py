"""A journal on a server whose rows were changed or taken away: the rest stays, and what is lost is said."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.base.errors import SuppleError
from supple.journal.upkeep_entries import JournalRepaired
from supple.store import Store, export_lines
from tests.durability.place import Place
from tests.durability.postgres import Postgres
from tests.unit.store.entries import self_adjust
from tests.unit.store.test_sums import holds, rows_of

ROWS = 6
HARM = {
    "changed": "UPDATE entry SET utc_offset_minutes = utc_offset_minutes + 1 WHERE seq = {}",
    "unread": """UPDATE entry SET payload = '"?"' WHERE seq = {}""",
    "gone": "DELETE FROM entry WHERE seq = {}",
}


@pytest.fixture
def place(postgres: Postgres, tmp_path: Path) -> Place:
    return Place(engine="postgresql", folder=tmp_path / "data", url=postgres.cleared_database())


def harm(place: Place, how: str, seq: int) -> None:
    """As somebody does who owns the table."""
    place.execute("ALTER TABLE entry DISABLE TRIGGER USER")
    place.execute(HARM[how].format(seq))
    place.execute("ALTER TABLE entry ENABLE TRIGGER USER")


def repairs(store: Store) -> list[JournalRepaired]:
    return [entry for entry in store.entries() if isinstance(entry, JournalRepaired)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harms=st.dictionaries(st.integers(1, ROWS - 1), st.sampled_from(sorted(HARM)), min_size=1, max_size=3))
def test_what_is_sound_stays_and_what_is_lost_is_said(postgres: Postgres, harms: dict[int, str]) -> None:
    place = Place(engine="postgresql", folder=Path(), url=postgres.cleared_database())
    adjusts = [self_adjust() for _ in range(ROWS)]
    with place.first() as store:
        store.add(adjusts)
    for seq, how in harms.items():
        harm(place, how, seq)
    with place.first() as store:
        *kept, repair = store.entries()
        assert isinstance(repair, JournalRepaired)
        sound = [adjust for number, adjust in enumerate(adjusts, 1) if number not in harms]
        assert [entry for entry in kept if entry in sound] == sound
        assert repair.recovered == len(kept)
        assert repair.lost is not None
        assert repair.lost + repair.recovered == ROWS
        assert holds(rows_of(store), store.journal_id)
        assert len(list(export_lines(store))) == len(kept) + 3
        store.add([self_adjust()])
    with place.first() as store:
        assert len(repairs(store)) == 1
        assert len(store.entries()) == len(kept) + 2


def test_the_damaged_table_stays_beside_and_goes_with_the_journal(place: Place) -> None:
    with place.first() as store:
        store.add([self_adjust() for _ in range(ROWS)])
    harm(place, "changed", 3)
    before = place.execute("SELECT * FROM entry ORDER BY seq")
    with place.first() as store:
        store.entries()
    ((aside,),) = place.execute(
        "SELECT relname FROM pg_class WHERE relname LIKE 'entry_damaged_%' AND relkind = 'r'"
    )
    assert place.execute(f"SELECT * FROM {aside} ORDER BY seq") == before  # noqa: S608 - read above
    for statement in ("UPDATE entry SET kind = ''", "DELETE FROM entry", "TRUNCATE entry"):
        with pytest.raises(Exception, match="append only"):
            place.execute(statement)
    journals = place.journals()
    assert f"supple.{aside}" in [part.name for part in journals.remove("first").parts]
    journals.close()


def test_where_the_table_belongs_to_another_it_is_said_and_left_and_can_be_exported(
    place: Place, postgres: Postgres
) -> None:
    with place.first() as store:
        store.add([self_adjust() for _ in range(ROWS)])
    harm(place, "changed", 3)
    postgres.execute("CREATE ROLE writes_only LOGIN")
    try:
        for grant in (
            "GRANT USAGE ON SCHEMA supple TO writes_only",
            "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA supple TO writes_only",
        ):
            place.execute(grant)
        assert place.url is not None
        guest = Place(
            engine="postgresql", folder=place.folder, url=place.url.replace("postgres:@", "writes_only@", 1)
        )
        before = place.execute("SELECT * FROM entry ORDER BY seq")
        with guest.first() as store:
            for use in (store.entries, store.reading, lambda: store.entries(kinds=["self_adjust"])):
                with pytest.raises(SuppleError, match="is not any more what was written") as caught:
                    use()
                assert "supple export" in caught.value.fix
            assert len(list(export_lines(store))) == ROWS + 2
        assert place.execute("SELECT * FROM entry ORDER BY seq") == before
    finally:
        postgres.execute("DROP OWNED BY writes_only", place.url)
        postgres.execute("DROP ROLE writes_only")
