"""Trouble with a PostgreSQL server is one sentence with the fix, and over once the server is well again."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.store import Store, open_journals
from supple.store.postgres import _SETTINGS, PostgresDatabase
from supple.store.postgres_failures import explain
from tests.durability.place import Place
from tests.durability.postgres import Postgres
from tests.unit.store.entries import self_adjust

HERE = Path()
HBA = "local all asked_for_password scram-sha-256\n"


@pytest.fixture
def place(postgres: Postgres, tmp_path: Path) -> Place:
    return Place(engine="postgresql", folder=tmp_path / "data", url=postgres.cleared_database())


def refused(url: str | None) -> SuppleError:
    with closing(open_journals(HERE, url, SystemClock())) as journals:
        with pytest.raises(SuppleError) as caught:
            journals.create("first")
        with pytest.raises(SuppleError):
            journals.ids()
    assert "s3cret" not in str(caught.value)
    return caught.value


def as_user(url: str | None, user: str) -> str:
    assert url is not None
    return url.replace("postgres:@", f"{user}@", 1)


@contextmanager
def role(postgres: Postgres, name: str, options: str = "LOGIN") -> Iterator[str]:
    postgres.execute(f"CREATE ROLE {name} {options}")
    try:
        yield name
    finally:
        postgres.execute(f"DROP OWNED BY {name}", postgres.cleared_database())
        postgres.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize(
    "url", ["postgresql://ana:s3cret@127.0.0.1:1/backs", "postgresql://ana:s3cret@/backs?host=/nowhere"]
)
def test_a_server_that_is_away_is_said(url: str) -> None:
    said = refused(url)
    assert "cannot be reached" in said.problem
    assert "Start the server" in said.fix
    assert "a file on this machine" in said.fix


def test_a_database_that_is_not_there_is_said(postgres: Postgres) -> None:
    said = refused(postgres.server.get_uri(database="missing"))
    assert "missing" in said.problem
    assert "does not exist" in said.problem
    assert "createdb" in said.fix


def test_a_user_who_is_not_known_is_said(postgres: Postgres) -> None:
    said = refused(as_user(postgres.url, "nobody_of_this_name"))
    assert "does not let Supple in" in said.problem
    assert "nobody_of_this_name" in said.problem


def test_a_wrong_password_is_said(postgres: Postgres) -> None:
    file = postgres.server.pgdata / "pg_hba.conf"
    before = file.read_text()
    with role(postgres, "asked_for_password", "LOGIN PASSWORD 'right'"):
        file.write_text(HBA + before)
        postgres.execute("SELECT pg_reload_conf()")
        try:
            for wrong in ("asked_for_password:s3cret", "asked_for_password"):
                said = refused(as_user(postgres.cleared_database(), wrong))
                assert "does not let Supple in" in said.problem
                assert "Correct the user and the password" in said.fix
        finally:
            file.write_text(before)
            postgres.execute("SELECT pg_reload_conf()")


def test_a_user_who_may_not_make_a_schema_is_told(postgres: Postgres, place: Place) -> None:
    with (
        role(postgres, "guest") as guest,
        closing(open_journals(HERE, as_user(place.url, guest), SystemClock())) as journals,
    ):
        assert journals.ids() == []
        with pytest.raises(SuppleError, match=r"does not allow this.*permission denied.*create schemas"):
            journals.create("first")
        assert journals.ids() == []


def test_a_user_who_may_only_read_is_told(postgres: Postgres, place: Place) -> None:
    with place.first() as store:
        store.add([self_adjust()])
    with role(postgres, "reader") as reader:
        place.execute(f"GRANT USAGE ON SCHEMA supple TO {reader}")
        place.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA supple TO {reader}")
        with (
            closing(open_journals(HERE, as_user(place.url, reader), SystemClock())) as journals,
            pytest.raises(SuppleError, match="can only be read"),
        ):
            journals.open("first")


def test_a_lock_that_another_program_holds_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_SETTINGS, "lock_timeout", "50ms")
    with place.first() as store, place.first() as other, other.database.writing():
        with pytest.raises(SuppleError, match="held by another program"):
            store.add([self_adjust()])
        assert store.entries() == []


def test_a_journal_that_another_program_removed_while_it_was_open_is_made_anew(place: Place) -> None:
    with closing(place.journals()) as here, closing(place.journals()) as there:
        here.create("first").add([self_adjust()])
        there.remove("first")
        assert here.ids() == []
        assert here.create("first").entries() == []
        assert here.ids() == ["first"]


def test_each_journal_has_a_lock_of_its_own(place: Place) -> None:
    with closing(place.journals()) as journals:
        first, later = journals.create("first"), journals.create("a" * 32)
        with first.database.writing():
            later.add([self_adjust()])
        assert len(later.entries()) == 1


def backends(postgres: Postgres, function: str) -> None:
    ours = "pg_stat_activity WHERE application_name = 'supple'"
    postgres.execute(f"SELECT {function}(pid) FROM {ours}")  # noqa: S608 - written above


def test_a_connection_that_broke_while_idle_is_replaced_unnoticed(postgres: Postgres, place: Place) -> None:
    with place.first() as store:
        for _ in range(3):
            backends(postgres, "pg_terminate_backend")
            store.add([self_adjust()])
            backends(postgres, "pg_terminate_backend")
            store.entries()
        assert len(store.entries()) == 3


def test_a_connection_that_breaks_midway_is_said_and_the_next_call_works(
    postgres: Postgres, place: Place
) -> None:
    with place.first() as store:
        entry = self_adjust()
        lost = pytest.raises(SuppleError, match=r"connection .* was lost.*not kept twice")
        with lost, store.database.explained(), store.database.writing() as connection:
            backends(postgres, "pg_terminate_backend")
            connection.exec_driver_sql("SELECT 1")
        store.add([entry])
        assert store.entries() == [entry]


def test_a_statement_that_was_stopped_is_said(postgres: Postgres, place: Place) -> None:
    with place.first() as store:
        stop = Event()

        def cancel() -> None:
            while not stop.wait(0.02):
                backends(postgres, "pg_cancel_backend")

        thread = Thread(target=cancel)
        thread.start()
        try:
            with (
                pytest.raises(SuppleError, match="took too long; nothing was kept"),
                store.database.explained(),
                store.database.writing() as connection,
            ):
                connection.exec_driver_sql("SELECT pg_sleep(20)")
        finally:
            stop.set()
            thread.join()


def test_a_server_that_is_killed_and_comes_back(postgres: Postgres, place: Place) -> None:
    """While it is away that is said; then everything acknowledged is there, and work goes on."""
    with place.first() as store:
        kept = [self_adjust() for _ in range(50)]
        store.add(kept)
        assert len(store.entries()) == 50
        postgres.kill()
        try:
            for _ in range(2):
                with pytest.raises(SuppleError, match=r"cannot be reached|was lost") as caught:
                    store.add([self_adjust()])
                assert "tart the server" in caught.value.fix
                with pytest.raises(SuppleError):
                    store.entries()
        finally:
            postgres.start_again()
        assert store.entries() == kept
        store.add([self_adjust()])
        assert len(store.entries()) == 51


def test_a_session_keeps_what_it_acknowledged(place: Place) -> None:
    with place.first() as store:
        assert set_to(store) == {
            "synchronous_commit": "on",
            "lock_timeout": "4s",
            "statement_timeout": "1min",
            "application_name": "supple",
            "search_path": "supple, pg_temp",
            "transaction_isolation": "read committed",
            "idle_in_transaction_session_timeout": "1min",
        }


def set_to(store: Store) -> dict[str, object]:
    assert isinstance(store.database, PostgresDatabase)
    names = (
        "synchronous_commit",
        "lock_timeout",
        "statement_timeout",
        "application_name",
        "search_path",
        "transaction_isolation",
        "idle_in_transaction_session_timeout",
    )
    with store.database.writing() as connection:
        return {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "no room left for the PostgreSQL database x"),
        (psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT"), "can only be read"),
        (psycopg.errors.OutOfMemory("out of memory"), "no memory left"),
        (psycopg.errors.TooManyConnections("sorry, too many clients already"), "too many users"),
        (psycopg.errors.DataCorrupted("invalid page in block 3"), "is damaged (invalid page in block 3)"),
        (psycopg.errors.IndexCorrupted("index is broken"), "is damaged"),
        (psycopg.errors.IoError("could not read block"), "cannot use its disk (could not read block)"),
        (psycopg.errors.DeadlockDetected("deadlock"), "could not do this now"),
        (
            psycopg.errors.AdminShutdown("terminating connection\nDETAIL: x"),
            "was lost (terminating connection)",
        ),
        (psycopg.errors.CannotConnectNow("starting up"), "is starting or stopping"),
        (
            psycopg.OperationalError("connection failed: FATAL:  the database system is starting up"),
            "is starting",
        ),
        (
            psycopg.OperationalError("connection failed: FATAL:  sorry, too many clients already"),
            "too many users",
        ),
        (
            psycopg.OperationalError("connection failed: FATAL:  no pg_hba.conf entry for host"),
            "let Supple in",
        ),
        (
            psycopg.OperationalError("connection timeout expired"),
            "cannot be reached (connection timeout expired)",
        ),
        (psycopg.OperationalError("failed to resolve host 'x': [Errno -2]"), "cannot be reached"),
        (psycopg.OperationalError("connection is bad: no response"), "cannot be reached (no response)"),
        (psycopg.OperationalError("server closed the connection unexpectedly"), "was lost"),
        (psycopg.OperationalError("the connection is closed"), "was lost"),
    ],
)
def test_what_a_server_says_is_one_sentence(error: psycopg.Error, words: str) -> None:
    said = explain(error, "the PostgreSQL database x at y")
    assert said is not None
    assert words.lower() in said.problem.lower()
    assert said.problem[0].isupper()
    assert "\n" not in str(said)


@pytest.mark.parametrize(
    "error", [psycopg.errors.SyntaxError("near"), psycopg.errors.NotNullViolation("null"), ValueError("x")]
)
def test_our_own_mistakes_stay_loud(error: Exception) -> None:
    assert explain(error, "x") is None
