"""Over a real loopback socket: whoever is slow is let go, and the others are served meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import h11
import pytest
import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from supple.app import connection
from supple.app.connection import BoundedConnection
from supple.app.ports import listen
from supple.app.serving import configured

# So short that a test need not wait, and so long that a machine under load still serves in it.
SHORT_S = 0.3
LONG_S = 3600.0
# Only so that a test that fails ends.
PATIENCE_S = 60.0
HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET /small HTTP/1.1\r\n" + HOST + b"\r\n"
SLOW = b"GET /slow HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
HALF_OPEN = [b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n" + HOST, b"GET / HTTP/1.1\r\nX: "]

Peer = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Echo:
    """Answers with the length of what came; /large with more than any buffer holds, /slow when it is let."""

    bodies: list[bytes] = field(default_factory=list)
    gone: int = 0
    messages: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        body = bytearray()
        while True:
            message = await receive()
            self.messages += 1
            if message["type"] == "http.disconnect":
                self.gone += 1
                return
            if message["type"] != "http.request":
                continue
            body += message["body"]
            if not message["more_body"]:
                break
        self.bodies.append(bytes(body))
        assert scope["type"] == "http"
        if scope["path"] == "/slow":
            await self.let_go.wait()
        size = 50_000_000 if scope["path"] == "/large" else 3
        headers = [(b"content-length", str(size).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
        await send({"type": "http.response.body", "body": b"x" * size, "more_body": False})


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server on a port of its own."""

    port: int
    server: uvicorn.Server
    application: Echo
    peers: list[asyncio.StreamWriter]

    async def peer(self, sent: bytes = b"") -> Peer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.peers.append(writer)
        writer.write(sent)
        return reader, writer

    async def ask(self, sent: bytes) -> bytes:
        """All that comes back until the other side closes."""
        return await closed(await self.peer(sent))

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self.server.server_state.connections)

    async def is_served(self) -> bool:
        """Whether somebody in good order gets an answer."""
        answer = await self.ask(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        return answer.startswith(b"HTTP/1.1 200")


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    while not holds():  # noqa: ASYNC110 - the server under test tells nobody
        await asyncio.sleep(0.001)


@asynccontextmanager
async def running() -> AsyncIterator[Running]:
    application = Echo()
    with listen(0) as listening:
        server = uvicorn.Server(configured(application))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        await until(lambda: server.started)
        peers: list[asyncio.StreamWriter] = []
        try:
            yield Running(
                port=listening.getsockname()[1], server=server, application=application, peers=peers
            )
        finally:
            for writer in peers:
                writer.close()
            application.let_go.set()
            server.should_exit = True
            await serving


def scene(play: Callable[[Running], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with running() as server:
            await play(server)

    asyncio.run(whole())


async def closed(peer: Peer) -> bytes:
    """What still came before the other side closed."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            return await peer[0].read()
        except ConnectionResetError:
            return b""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing ends but what a test makes short."""
    for name in ("HEAD_S", "BODY_S", "WRITE_S"):
        monkeypatch.setattr(connection, name, LONG_S)


@pytest.mark.parametrize("sent", HALF_OPEN)
def test_a_head_that_never_ends_is_closed(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connection, "HEAD_S", SHORT_S)

    async def play(server: Running) -> None:
        assert await closed(await server.peer(sent)) == b""
        assert await server.is_served()

    scene(play)


def test_a_head_that_comes_drop_by_drop_gets_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_S", SHORT_S)

    async def play(server: Running) -> None:
        reader, writer = await server.peer(b"GET / HTTP/1.1\r\nX: ")
        ended = asyncio.create_task(closed((reader, writer)))
        async with asyncio.timeout(PATIENCE_S):
            while not ended.done():
                writer.write(b"x")
                await asyncio.sleep(SHORT_S / 10)
        assert server.application.messages == 0

    scene(play)


def test_a_second_head_on_a_used_connection_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_S", SHORT_S)

    async def play(server: Running) -> None:
        answer = await closed(await server.peer(GET + b"GET / HTTP/1.1\r\nX: "))
        assert answer.count(b"HTTP/1.1 200") == 1

    scene(play)


@pytest.mark.parametrize("length", [5, 300_000_000])
def test_a_body_that_stops_coming_is_never_taken_for_whole(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(connection, "BODY_S", SHORT_S)

    async def play(server: Running) -> None:
        head = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\nabc" % length
        assert await closed(await server.peer(head)) == b""
        assert await server.is_served()
        assert server.application.bodies == [b""]
        assert server.application.gone == 1

    scene(play)


@pytest.mark.parametrize(("length", "renews"), [(50, False), (51, True)])
def test_only_a_large_body_has_its_time_for_each_piece(
    monkeypatch: pytest.MonkeyPatch, length: int, *, renews: bool
) -> None:
    monkeypatch.setattr(connection, "LARGE_BODY_BYTES", 50)

    async def play(server: Running) -> None:
        head = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % length
        _, writer = await server.peer(head)
        await until(lambda: server.connections == 1)
        (peer,) = server.server.server_state.connections
        assert isinstance(peer, BoundedConnection)
        await until(lambda: peer.conn.their_state is h11.SEND_BODY)
        before = peer._patience
        writer.write(b"x")
        await until(lambda: server.application.messages > 0)
        assert (peer._patience is not before) == renews

    scene(play)


def test_a_body_in_chunks_is_refused_at_its_head() -> None:
    async def play(server: Running) -> None:
        head = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
        answer = await closed(await server.peer(head + b"1\r\nx\r\n" * 1000))
        assert answer.startswith(b"HTTP/1.1 411")
        assert server.application.messages == 0
        assert await server.is_served()

    scene(play)


def test_nonsense_is_refused_and_closed() -> None:
    async def play(server: Running) -> None:
        assert (await closed(await server.peer(b"nonsense\r\n\r\n"))).startswith(b"HTTP/1.1 400")
        assert await server.is_served()

    scene(play)


@pytest.mark.parametrize("close", [b"", b"Connection: close\r\n"])
def test_a_reader_that_does_not_read_is_let_go(monkeypatch: pytest.MonkeyPatch, close: bytes) -> None:
    monkeypatch.setattr(connection, "WRITE_S", SHORT_S)

    async def play(server: Running) -> None:
        asking = socket.create_connection(("127.0.0.1", server.port))
        with asking:
            asking.sendall(b"GET /large HTTP/1.1\r\n" + HOST + close + b"\r\n")
            async with asyncio.timeout(PATIENCE_S):
                await until(lambda: bool(server.application.bodies) and not server.connections)
            assert await server.is_served()

    scene(play)


def test_hundreds_of_half_open_connections_make_room_for_one_in_good_order() -> None:
    """Nothing times out here: whoever waits longest is closed for whoever is new."""

    async def play(server: Running) -> None:
        peers = [await server.peer(HALF_OPEN[number % len(HALF_OPEN)]) for number in range(400)]
        assert await server.is_served()
        assert server.connections <= connection.MOST_CONNECTIONS + 1
        oldest = peers[: len(peers) - connection.MOST_CONNECTIONS - 1]
        assert [await closed(peer) for peer in oldest] == [b""] * len(oldest)

    scene(play)


def test_hundreds_of_half_open_connections_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_S", SHORT_S)
    monkeypatch.setattr(connection, "MOST_CONNECTIONS", 1000)

    async def play(server: Running) -> None:
        peers = [await server.peer(HALF_OPEN[number % len(HALF_OPEN)]) for number in range(400)]
        assert [await closed(peer) for peer in peers] == [b""] * len(peers)
        assert await server.is_served()

    scene(play)


def test_whoever_is_being_answered_is_not_closed_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_CONNECTIONS", 3)

    async def play(server: Running) -> None:
        answering = await server.peer(SLOW)
        await until(lambda: bool(server.application.bodies))
        for _ in range(20):
            await server.peer(b"G")
        assert await server.is_served()
        server.application.let_go.set()
        assert (await closed(answering)).startswith(b"HTTP/1.1 200")

    scene(play)
