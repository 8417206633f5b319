"""No body is larger than Supple takes, whatever it says of itself, and none is read further than that."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from supple.web.api import MAX_ENTRIES
from supple.web.guard import MAX_BODY_BYTES
from tests.api.address import is_refusal
from tests.api.made import made
from tests.way_in import ORIGIN

ADDRESSES = ("/api/entries", "/api/plans")
PIECE = b" " * 10_000


@dataclass
class Sender:
    """A connection that goes on sending pieces for as long as it is asked for more."""

    pieces: Iterator[bytes]
    cookie: str = ""
    query: str = ""
    read: int = 0
    answer: list[Message] = field(default_factory=list)

    async def receive(self) -> Message:
        piece = next(self.pieces, None)
        self.read += len(piece or b"")
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(self, message: Message) -> None:
        self.answer.append(message)

    def post(self, application: ASGIApp, path: str, **headers: str) -> int:
        """The status of the answer."""
        sent = {"host": ORIGIN.removeprefix("http://"), "origin": ORIGIN, "cookie": self.cookie, **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": self.query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", int(ORIGIN.rpartition(":")[2])),
        }

        async def answered() -> None:
            await application(scope, self.receive, self.send)

        asyncio.run(answered())
        status: int = self.answer[0]["status"]
        return status


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_body_that_says_it_is_too_large_is_not_read_at_all(application: ASGIApp, path: str) -> None:
    sender = Sender(repeat(PIECE))
    assert sender.post(application, path, content_length=str(MAX_BODY_BYTES + 1)) == 413
    assert sender.read == 0
    assert json.loads(sender.answer[1]["body"]).keys() == {"problem", "fix", "code"}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "length",
    [
        {},
        {"content_length": "1"},
        {"content_length": "-1"},
        {"content_length": "1e3"},
        {"transfer_encoding": "chunked"},
    ],
)
def test_a_body_without_end_is_read_no_further_than_it_may_be(
    application: ASGIApp, path: str, length: dict[str, str]
) -> None:
    sender = Sender(repeat(PIECE))
    assert sender.post(application, path, **length) == 413
    assert sender.read <= MAX_BODY_BYTES + len(PIECE)


def test_a_body_of_just_so_many_bytes_is_taken_in_any_pieces(
    application: ASGIApp, headers: dict[str, str], journal: str
) -> None:
    query = f"journal={journal}"
    text = json.dumps([made("self_adjust")]).encode()
    whole = text + b" " * (MAX_BODY_BYTES - len(text))
    for size in (MAX_BODY_BYTES, 10_000, 999):
        pieces = (whole[start : start + size] for start in range(0, len(whole), size))
        assert (
            Sender(pieces, headers["cookie"], query).post(
                application, ADDRESSES[0], content_type="application/json"
            )
            == 200
        )
    assert Sender(chain([whole], [b" "])).post(application, ADDRESSES[0]) == 413


@pytest.mark.parametrize("streamed", [False, True])
def test_more_entries_than_may_come_at_once_are_refused_and_none_is_kept(
    client: TestClient, streamed: bool
) -> None:
    text = json.dumps([made("self_adjust") for _ in range(MAX_ENTRIES + 1)]).encode()
    content = iter([text[:500], text[500:]]) if streamed else text
    answer = client.post(ADDRESSES[0], content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert is_refusal(answer)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_kind_is_refused(client: TestClient, kind: str) -> None:
    """A page elsewhere could send these without asking first."""
    text = json.dumps([made("self_adjust")])
    answer = client.post(ADDRESSES[0], content=text, headers={"content-type": kind})
    assert answer.status_code == 422
    assert is_refusal(answer)
