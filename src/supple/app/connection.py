"""One HTTP connection, bounded: nobody keeps one by being slow, and no body comes in a million pieces."""

from asyncio import BaseTransport, TimerHandle
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# From the first byte asked for to the end of a request's head.
HEAD_S = 10.0
# For a whole body; of a large one, such as a journal that is brought back, for the next piece.
BODY_S = 30.0
LARGE_BODY_BYTES = 1_000_000
# For a reader to take what waits to be written.
WRITE_S = 30.0
MAX_HEAD_BYTES = 32_768
# Many systems allow 256 open files. Beyond this, whoever has been idle longest makes room.
MOST_CONNECTIONS = 128
LENGTH_REQUIRED = 411


class _WithLength(h11.Connection):
    """Refuses bodies in chunks: each is an event of its own, however small, and all of them hold the loop."""

    def next_event(self) -> Any:  # noqa: ANN401 - h11's own union of events
        """The next event. Raises RemoteProtocolError."""
        event = super().next_event()
        if isinstance(event, h11.Request) and any(name == b"transfer-encoding" for name, _ in event.headers):
            raise h11.RemoteProtocolError("A body needs its length", error_status_hint=LENGTH_REQUIRED)
        return event


class BoundedConnection(H11Protocol):
    """uvicorn's, with time-outs for the head, the body and the reader, and a bound on open connections."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - uvicorn's own arguments
        super().__init__(*given, **named)
        self.conn = _WithLength(h11.SERVER, max_incomplete_event_size=MAX_HEAD_BYTES)
        self.waits_since: float | None = None
        self._waits_in: object = None
        self._patience: TimerHandle | None = None
        self._reader_patience: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Start to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type] # uvicorn says Transport, asyncio less
        self._make_room()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._rest()
        self._stop_watching_reader()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a piece. Only a large body's next piece gets time of its own."""
        super().data_received(data)
        self._wait(more_time=self._is_large())

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the end."""
        self._rest()
        super().on_response_complete()
        self._wait()

    def pause_writing(self) -> None:
        """The reader is slow."""
        super().pause_writing()
        self._stop_watching_reader()
        self._reader_patience = self.loop.call_later(WRITE_S, self.give_up)

    def resume_writing(self) -> None:
        """The reader goes on."""
        self._stop_watching_reader()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request of ours, and close."""
        if self.conn.our_state is h11.SEND_RESPONSE:
            body = b"Send the body with its length, and not in chunks.\n"
            self._refuse(LENGTH_REQUIRED, b"Length Required", body)
        elif self.conn.our_state is h11.IDLE:
            self._refuse(400, b"Bad Request", msg.encode("ascii"))
        self.transport.close()
        self._wait()

    def give_up(self) -> None:
        """Close at once, whatever still waits to be written."""
        self._rest()
        self._stop_watching_reader()
        self.transport.abort()

    def _refuse(self, status: int, reason: bytes, body: bytes) -> None:
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        headers.append((b"content-length", str(len(body)).encode()))
        for event in (
            h11.Response(status_code=status, headers=headers, reason=reason),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")

    def _wait(self, *, more_time: bool = False) -> None:
        """Give the other side its time: from the moment when something began to be waited for."""
        state, patience = self._awaited()
        if state is self._waits_in and not more_time:
            return
        self._rest()
        if patience is not None:
            self.waits_since = self.loop.time()
            self._waits_in = state
            self._patience = self.loop.call_later(patience, self.give_up)

    def _awaited(self) -> tuple[object, float | None]:
        """What is waited for, and for how many seconds; none while it is ours to answer."""
        if self.transport.is_closing():
            return "end", WRITE_S
        state = self.conn.their_state
        if state is h11.IDLE:
            return state, HEAD_S
        return state, BODY_S if state is h11.SEND_BODY else None

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = self._waits_in = self.waits_since = None

    def _stop_watching_reader(self) -> None:
        if self._reader_patience is not None:
            self._reader_patience.cancel()
            self._reader_patience = None

    def _is_large(self) -> bool:
        if self.conn.their_state is not h11.SEND_BODY:
            return False
        sizes = [value for name, value in self.headers if name == b"content-length"]
        return bool(sizes) and int(sizes[0]) > LARGE_BODY_BYTES

    def _make_room(self) -> None:
        """Close the connection that has waited longest, rather than refuse a new one: it may bring a stop."""
        if len(self.connections) <= MOST_CONNECTIONS:
            return
        idle = [
            (peer.waits_since, id(peer), peer)
            for peer in self.connections
            if isinstance(peer, BoundedConnection) and peer.waits_since is not None
        ]
        if idle:
            min(idle)[2].give_up()
