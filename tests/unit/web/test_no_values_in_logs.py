"""Whatever goes wrong in the server, nothing that a person wrote stands in the window that it runs in."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from supple.app.noting import name_activity, say_reason
from supple.app.settings import Settings
from supple.app.wiring import open_people
from tests.all_routes import all_routes
from tests.api.made import made
from tests.way_in import cookie_header

CANARY = "canary-in-the-note"
# Two handlers fail with what they were given; everything else is as it is.
RUN = """
import sys
from pathlib import Path
from supple.app.serving import serve
from supple.app.settings import Settings
from supple.web.figures import FigureBook
from supple.web.pages import trends

def fails(*_given, **_named):
    raise ValueError(sys.argv[2]) from KeyError(sys.argv[2])

trends.show = FigureBook.page = fails
serve(Settings(data=Path(sys.argv[1]), port=0, open_browser=False))
"""
DAMAGES = {
    "none": "SELECT 1",
    "another shape": "UPDATE entry SET payload = '{{\"text\": [\"{canary}\"]}}' WHERE kind = 'reason'",
    "cut short": "UPDATE entry SET payload = substr(payload, 1, length(payload) - 2) WHERE kind = 'reason'",
    "another kind": "UPDATE entry SET kind = '{canary}' WHERE kind = 'activity_named'",
    "no moment": "UPDATE entry SET at = '{canary}' WHERE kind = 'activity_named'",
}


@contextmanager
def running(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """A server there; afterwards, all that it ever said."""
    said: list[str] = []
    command = [sys.executable, "-c", RUN, str(folder), CANARY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        port = 0
        while not port and (line := process.stdout.readline()):
            said.append(line)
            at = re.search(r"127\.0\.0\.1:(\d+)", line)
            port = int(at[1]) if at else 0
        try:
            yield port, said
        finally:
            process.terminate()
            said.append(process.stdout.read())


@dataclass(frozen=True, kw_only=True)
class Browser:
    """Somebody who was let in."""

    port: int
    settings: Settings
    which: str

    def get(self, path: str, **query: str) -> int:
        """The status."""
        return self._ask("GET", f"{path}?{urlencode({'journal': self.which, **query})}", None, "")

    def post(self, path: str, body: str, kind: str) -> int:
        """The status."""
        return self._ask("POST", f"{path}?journal={self.which}", body, kind)

    def _ask(self, method: str, path: str, body: str | None, kind: str) -> int:
        """0 where the connection was cut."""
        headers = {"Cookie": cookie_header(self.settings), "Origin": f"http://127.0.0.1:{self.port}"}
        headers |= {"Content-Type": kind} if body else {}
        with (
            closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection,
            suppress(HTTPException, ConnectionError),
        ):
            connection.request(method, path, body, headers)
            return connection.getresponse().status
        return 0


def paths(method: str) -> list[str]:
    """Every address, with the canary where something is to be filled in; but nothing is deleted."""
    return [
        re.sub(r"\{\w+\}", quote(CANARY), path)
        for of_method, path in all_routes()
        if of_method == method and path not in ("/you/delete", "/static")
    ]


def provoke(browser: Browser, journal: str) -> None:
    """Ask for everything, and send what cannot be."""
    for path in paths("GET"):
        browser.get(path)
        if not path.startswith(("/hand-over/", "/you/everything")):
            browser.get(path, day=CANARY, weeks=CANARY, before=CANARY, next=CANARY)
    wrong = [made("reason", text=[CANARY]), made(CANARY), {CANARY: CANARY}, made("stop", event=CANARY)]
    form = urlencode({"journal": journal, **dict.fromkeys(("day", "note", "name", "person"), CANARY)})
    for path in paths("POST"):
        if path.startswith("/api/"):
            for entries in (wrong, wrong[:1], wrong[3:], CANARY):
                browser.post(path, json.dumps(entries), "application/json")
            continue
        for body in (form, f"{CANARY}=\xff%ff"):
            browser.post(path, body, "application/x-www-form-urlencoded")


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_word_of_a_person_is_logged(tmp_path: Path, damage: str) -> None:
    settings = Settings(data=tmp_path / "data", database_url=None)
    with closing(open_people(settings)) as people:
        supple = people.chosen(None)
        supple.choose_place("uk_ireland")
        say_reason(supple, CANARY)
        name_activity(supple, CANARY)
        journal = supple.journal
    with closing(sqlite3.connect(tmp_path / "data" / "supple.sqlite3")) as file, file:
        for trigger in [
            name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ]:
            file.execute(f'DROP TRIGGER "{trigger}"')
        file.execute(DAMAGES[damage].format(canary=CANARY))
    with running(tmp_path / "data") as (port, said):
        if port:
            browser = Browser(port=port, settings=settings, which=journal)
            provoke(browser, journal)
            assert browser.get("/trends") in (404, 500, 503)
    log = "".join(said)
    assert CANARY not in log
    if damage == "none":
        assert "builtins.ValueError" in log
        assert "in fails" in log
        assert "supple.web." in log
