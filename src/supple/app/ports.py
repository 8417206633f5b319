"""The port of a data folder. What waits in a browser belongs to a port, so a folder goes back to its own."""

import socket
from contextlib import suppress
from pathlib import Path

from supple.app.links import HOST
from supple.app.private_file import read_private, write_private
from supple.app.settings import FIRST_PORT, PORTS_TO_TRY
from supple.base.errors import SuppleError

PORT_NAME = "port"
LAST_PORT = 65_535


def remembered_port(folder: Path) -> int | None:
    """The port that the folder was served at first; None where it never was, or the file says nothing."""
    content = read_private(folder / PORT_NAME)
    text = "" if content is None else content.decode("ascii", "replace").strip()
    is_short = text.isdigit() and len(text) <= len(str(LAST_PORT))
    return int(text) if is_short and 0 < int(text) <= LAST_PORT else None


def remember_port(folder: Path, port: int) -> None:
    """Have the folder go back to this port. On a full disk it is the first free one again."""
    with suppress(OSError):
        write_private(folder / PORT_NAME, f"{port}\n".encode())


def listen(port: int | None, *, remembered: int | None = None) -> socket.socket:
    """Listen on the port asked for; else on the remembered one, or on the first that is free.

    Raises SuppleError if the one asked for is taken.
    """
    if port is not None:
        return _bind(port)
    first = () if remembered is None else (remembered,)
    for candidate in (*first, *range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY)):
        try:
            return _bind(candidate)
        except SuppleError:
            continue
    return _bind(0)


def _bind(port: int) -> socket.socket:
    if not 0 <= port <= LAST_PORT:
        raise SuppleError(
            f"{port} is not a port", fix=f"Give a number from 0 to {LAST_PORT}; 0 takes a free one"
        )
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SuppleError(
            f"Port {port} on {HOST} cannot be used ({error.strerror})",
            fix="Choose another one with --port, or leave --port out",
        ) from error
    return listening
