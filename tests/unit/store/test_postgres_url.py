"""An address of PostgreSQL is understood in every form, any other refused; no password is ever shown."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.store import open_journals
from supple.store.postgres_url import postgres_address
from tests.durability.postgres import Postgres

FORMS = [
    "postgresql://ana:s3cret%2F@db.example:5433/backs",
    "postgres://ana:s3cret%2F@db.example:5433/backs",
    "postgresql+psycopg://ana:s3cret%2F@db.example:5433/backs",
    "postgresql+psycopg2://ana:s3cret%2F@db.example:5433/backs",
    "POSTGRESQL+asyncpg://ana:s3cret%2F@db.example:5433/backs",
    "  postgresql://ana:s3cret%2F@db.example:5433/backs\n",
    "postgresql:///backs?host=db.example&port=5433&user=ana&password=s3cret%2F",
]


@pytest.mark.parametrize("url", FORMS)
def test_every_form_names_the_same_database(url: str) -> None:
    address = postgres_address(url)
    assert address.parameters == {
        "user": "ana",
        "password": "s3cret/",
        "host": "db.example",
        "port": "5433",
        "dbname": "backs",
    }
    assert address.place == "the PostgreSQL database backs at db.example, port 5433"
    assert "s3cret" not in repr(address)


def test_more_than_one_server_and_a_socket_are_fine() -> None:
    assert postgres_address("postgresql://one:1,two:2/backs").parameters["host"] == "one,two"
    address = postgres_address("postgresql://postgres:@/postgres?host=/run/dir")
    assert address.place == "the PostgreSQL database postgres at /run/dir"
    assert postgres_address("postgresql://").place.endswith("at this machine")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://ana:s3cret@db.example/backs", "does not name a PostgreSQL database but 'mysql'"),
        ("sqlite:///s3cret.sqlite3", "does not name a PostgreSQL database but 'sqlite'"),
        ("s3cret", "does not name a PostgreSQL database"),
        ("s3cret postgresql://db", "does not name a PostgreSQL database"),
        ("postgresqlx://s3cret@db", "does not name a PostgreSQL database"),
        ("postgresql:/s3cret", "does not name a PostgreSQL database"),
        ("postgresql://ana:s3cret%@db.example/backs", "cannot be read as an address"),
        ("postgresql://ana:s3cret%zz@db.example/backs", "cannot be read as an address"),
        ("postgresql://ana@db.example/backs?passwort=s3cret", "cannot be read as an address"),
        ("postgresql://[::1:s3cret/backs", "cannot be read as an address"),
        ("postgresql://ana@db.example/backs?connect_timeout=s3cret", "cannot be read as an address"),
    ],
)
def test_another_address_is_refused_without_being_shown(url: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SuppleError, match=words) as caught:
        open_journals(tmp_path, url, SystemClock())
    assert "Write it as postgresql://user:password@host:5432/name" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert list(tmp_path.iterdir()) == []


def test_without_its_driver_the_way_to_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SuppleError, match="driver for PostgreSQL is not installed") as caught:
        open_journals(tmp_path, "postgresql://ana:s3cret@db/backs", SystemClock())
    assert 'pip install "supple[postgres]"' in caught.value.fix
    assert "python3 run.py" in caught.value.fix
    assert "s3cret" not in str(caught.value)


def test_without_an_address_journals_are_files(tmp_path: Path) -> None:
    for url in (None, ""):
        with closing(open_journals(tmp_path / "data", url, SystemClock())) as journals:
            journals.create("first")
    assert (tmp_path / "data" / "supple.sqlite3").exists()


def test_connections_are_ours_and_set_to_keep_what_they_acknowledge(postgres: Postgres) -> None:
    address = postgres_address(postgres.url.replace("postgresql://", "postgresql+psycopg2://"))
    with closing(address.connect()) as connection:
        assert connection.info.parameter_status("application_name") == "supple"
        assert connection.info.encoding == "utf-8"
