"""Whatever revision a journal is of, this program opens it, and reads every entry that is in it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.schema import CreateSchema

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.journal.entry import Entry, ScreeningEntry, StopEntry
from supple.store import Store
from supple.store.folder import prepare_file, prepare_folder
from supple.store.postgres import PostgresDatabase, postgres_engine
from supple.store.postgres_url import postgres_address
from supple.store.revision import HEAD, MIGRATIONS, REVISIONS, create, upgrade
from supple.store.rows import to_row
from supple.store.sqlite import SqliteDatabase, sqlite_engine
from tests.durability.newer import NEXT, SCRIPT, changes, write_newer
from tests.durability.place import Place
from tests.unit.store.entries import NOW, one_of_every_kind

COLUMNS = """
SELECT table_name, ordinal_position, column_name, data_type, coalesce(column_default, ''), is_nullable,
coalesce(character_maximum_length, 0) FROM information_schema.columns WHERE table_schema = 'supple'
"""
CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'supple'::regnamespace
"""
QUESTIONS = (
    COLUMNS,
    CONSTRAINTS,
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'supple'",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'supple.entry'::regclass",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'supple'::regnamespace",
    "SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'supple'::regnamespace",
)
JOURNAL_ID = "0123456789abcdef" * 2
FIRST = "668ee412068c9f25bf7758fc1d0b597b699f9306d47cb0dfaed9cae00dc88b4a"
Schema = list[tuple[str, ...]]


def bare_engine(place: Place) -> Engine:
    """An engine on an empty first journal, before this program has touched it."""
    if place.url is None:
        path = place.folder / "supple.sqlite3"
        prepare_folder(path.parent)
        prepare_file(path)
        return sqlite_engine(path)
    return postgres_engine(postgres_address(place.url))


def lay_out(place: Place, build: Callable[[Connection], None]) -> None:
    engine = bare_engine(place)
    database = (
        SqliteDatabase(path=place.folder / "supple.sqlite3", engine=engine, mends=lambda: None)
        if place.url is None
        else PostgresDatabase(engine=engine, place="", schema="supple", clock=SystemClock())
    )
    with database.writing() as connection:
        if place.url is not None:
            connection.execute(CreateSchema("supple"))
        build(connection)
    engine.dispose()


def schema(place: Place) -> Schema:
    """Everything that shapes the journal: tables, columns, keys, indexes, triggers, functions."""
    if place.url is None:
        with closing(sqlite3.connect(place.folder / "supple.sqlite3")) as file:
            rows = file.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        return sorted((kind, name, "".join(sql.replace('"', "").split())) for kind, name, sql in rows)
    with psycopg.connect(place.url) as connection:
        found = [row for question in QUESTIONS for row in connection.execute(question.encode()).fetchall()]
    return sorted(tuple(map(str, row)) for row in found)


def as_older_programs_wrote_them(entries: list[Entry]) -> list[dict[str, str]]:
    """Rows of every kind, and once more those that lack what was added with a default since."""
    later = {"screening": ("after_urge",), "stop": ("pain_now", "follow_up"), "check_in": ("supersedes",)}
    rows = []
    for entry in entries:
        row = to_row(entry)
        rows.append({"id": row["id"], "kind": row["kind"], "payload": row["payload"]})
        if entry.kind in later:
            payload = {
                key: value
                for key, value in json.loads(row["payload"]).items()
                if key not in later[entry.kind]
            }
            rows.append({"id": str(uuid4()), "kind": entry.kind, "payload": json.dumps(payload)})
    return rows


def content(entry: Entry) -> dict[str, object]:
    return entry.model_dump(exclude={"id", "rules_version"})


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_journal_of_any_revision_is_opened_and_read(place: Place, revision: str) -> None:
    lay_out(place, lambda connection: upgrade(connection, JOURNAL_ID, revision))
    entries = one_of_every_kind()
    rows = as_older_programs_wrote_them(entries)
    for row in rows:
        place.put(**row, rules_version="1 ✓")
    with place.first() as store:
        kept = store.entries()
        store.add(entries)
        assert store.entries() == kept
    assert [str(entry.id) for entry in kept] == [row["id"] for row in rows]
    assert {entry.id: entry for entry in kept}.items() >= {entry.id: entry for entry in entries}.items()
    older = [entry for entry in kept if entry.id not in {one.id for one in entries}]
    assert [entry.at for entry in older] == [NOW] * 3
    assert [one.after_urge for one in older if isinstance(one, ScreeningEntry)] == [None]
    assert [(one.pain_now, one.follow_up) for one in older if isinstance(one, StopEntry)] == [(None, {})]
    assert place.execute("SELECT version_num FROM alembic_version") == [(HEAD,)]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_journal_of_any_revision_gets_the_shape_of_a_new_one(
    place: Place, tmp_path: Path, revision: str
) -> None:
    with place.first():
        fresh = schema(place)
    if place.url is None:
        place = Place(engine=place.engine, folder=tmp_path / "other", url=None)
    else:
        place.execute("DROP SCHEMA supple CASCADE")
    lay_out(place, lambda connection: upgrade(connection, JOURNAL_ID, revision))
    with place.first():
        assert schema(place) == fresh
    assert len(fresh) > 6


def test_a_new_database_is_what_the_migrations_make(place: Place, tmp_path: Path) -> None:
    lay_out(place, lambda connection: create(connection, JOURNAL_ID))
    created = schema(place)
    if place.url is None:
        place = Place(engine=place.engine, folder=tmp_path / "other", url=None)
    else:
        place.execute("DROP SCHEMA supple CASCADE")
    lay_out(place, lambda connection: upgrade(connection, JOURNAL_ID))
    assert schema(place) == created


def test_the_first_revision_of_a_file_is_what_it_was(tmp_path: Path) -> None:
    """Released long ago: there are journals of it, so it must not change."""
    place = Place(engine="sqlite", folder=tmp_path, url=None)
    lay_out(place, lambda connection: upgrade(connection, JOURNAL_ID, "0001"))
    assert sha256(repr(schema(place)).encode()).hexdigest() == FIRST


def test_the_program_knows_every_migration() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [HEAD]
    assert {one.revision for one in scripts.walk_revisions()} == set(REVISIONS)
    assert REVISIONS


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it may be one revision from now."""
    folder = tmp_path / "migrations"
    script = write_newer(folder)
    for name, value in changes(folder).items():
        monkeypatch.setattr(name, value)
    return script


@pytest.fixture
def entries(place: Place) -> list[Entry]:
    """What this program has kept."""
    made = one_of_every_kind()
    with place.first() as store:
        store.add(made)
    return made


def test_the_next_revision_keeps_every_entry(entries: list[Entry], newer: Path, place: Place) -> None:
    assert newer.exists()
    for _ in range(2):
        with place.first() as store:
            assert store.entries() == entries
    assert place.execute("SELECT name FROM later") == [("made",)]
    assert place.execute("SELECT version_num FROM alembic_version") == [(NEXT,)]


def test_a_migration_that_fails_leaves_everything_as_it_was(
    place: Place, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = one_of_every_kind()
    with place.first() as store:
        store.add(made)
    before = schema(place)
    with monkeypatch.context():
        script: Path = request.getfixturevalue("newer")
        script.write_text(script.read_text() + "    raise RuntimeError('midway')\n")
        with pytest.raises(RuntimeError, match="midway"):
            open_again(place)
        assert schema(place) == before
        script.write_text(SCRIPT)
        with place.first() as store:
            assert store.entries() == made


def open_again(place: Place) -> Store:
    with place.first() as store:
        return store


def test_a_newer_journal_is_left_alone(place: Place) -> None:
    open_again(place)
    place.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SuppleError, match=r"newer than this program knows.*Update Supple"):
        open_again(place)
    assert place.execute("SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_strangers_tables_are_left_alone(place: Place) -> None:
    if place.url is None:
        place.folder.mkdir()
    else:
        place.execute("CREATE SCHEMA supple")
    place.execute("CREATE TABLE recipe (name VARCHAR(9))")
    with pytest.raises(SuppleError, match="another program"):
        open_again(place)
    with closing(place.journals()) as journals, pytest.raises(SuppleError, match="another program"):
        journals.open("first")
    assert place.execute("SELECT * FROM recipe") == []


def test_an_empty_schema_that_somebody_prepared_is_used(place: Place) -> None:
    if place.url is None:
        place.folder.mkdir()
        (place.folder / "supple.sqlite3").touch()
    else:
        place.execute("CREATE SCHEMA supple")
    with place.first() as store:
        assert store.entries() == []
