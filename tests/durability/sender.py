"""A client that does as the player does: one batch at a time, the same again until it is answered."""

import json
import re
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from uuid import UUID

from supple.app.settings import Settings
from supple.journal.entry import Entry
from tests.durability.notes import BATCH, Batch
from tests.way_in import cookie_header

# A disk that is busy elsewhere may keep one `fsync` waiting for long.
PATIENCE_S = 180.0


class Connection(HTTPConnection):
    """A connection of a browser that was let in."""

    cookie: str = ""
    journal: str = ""

    def whose(self) -> str:
        """The journal that the pages are made for, as they say it."""
        if not self.journal:
            named = re.search(r'data-journal="(\w+)"', get(self, "/place")[1])
            self.journal = named[1] if named else ""
        return self.journal


def get(connection: Connection, path: str) -> tuple[int, str]:
    """Ask for a page. Returns the status and the answer's text."""
    connection.request("GET", path, headers={"Cookie": connection.cookie})
    with connection.getresponse() as answer:
        return answer.status, answer.read().decode()


def post(connection: Connection, path: str, body: bytes, *, kind: str) -> tuple[int, str]:
    """Post from the server's own origin. Returns the status and the answer's text."""
    host = f"{connection.host}:{connection.port}"
    headers = {"Origin": f"http://{host}", "Content-Type": kind, "Cookie": connection.cookie}
    connection.request("POST", path, body, headers)
    with connection.getresponse() as answer:
        return answer.status, answer.read().decode()


def post_batch(connection: Connection, batch: Batch) -> tuple[int, dict[str, object]]:
    """Post entries. Returns the status and the answer's JSON."""
    sent = BATCH.dump_json(batch)
    address = f"/api/entries?journal={connection.whose()}"
    status, text = post(connection, address, sent, kind="application/json")
    answer: dict[str, object] = json.loads(text)
    return status, answer


class Sender:
    """Sends batches, and remembers which were acknowledged and which one was not."""

    def __init__(self, next_batch: Callable[[], Batch]) -> None:
        self._next_batch = next_batch
        self.acknowledged: dict[UUID, Entry] = {}
        self.unanswered: Batch = []

    def send(self, connection: Connection) -> None:
        """Send one batch, the unanswered one first. Raises OSError or HTTPException if cut off."""
        self.unanswered = self.unanswered or self._next_batch()
        status, answer = post_batch(connection, self.unanswered)
        assert status == 200, answer
        assert answer == {"kept": [str(entry.id) for entry in self.unanswered], "refused": []}
        self.acknowledged.update({entry.id: entry for entry in self.unanswered})
        self.unanswered = []

    def send_until_cut(self, connection: Connection) -> None:
        """Send without a pause until the server is gone."""
        while True:
            try:
                self.send(connection)
            except (OSError, HTTPException):
                return


def connect(port: int, folder: Path) -> Connection:
    """A connection to a server; it is kept open from post to post, as browsers do."""
    connection = Connection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.cookie = cookie_header(Settings(data=folder))
    return connection
