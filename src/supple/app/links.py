"""The files that lead to a running Supple: only this user of the computer can read them."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from html import escape
from pathlib import Path

from supple.app.entrance import Entrance
from supple.app.living_file import read_living, write_living
from supple.app.private_file import read_private, write_private
from supple.app.settings import Settings
from supple.base.errors import SuppleError
from supple.store.folder import data_folder

HOST = "127.0.0.1"
OPENING_NAME = "open-supple.html"
# Goes on by itself; the address never stands in a list of processes, as one given to the browser would.
_OPENING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Supple</title>
<p><a href="{address}">Open Supple</a></p>
</html>
"""


def printed_link(port: int, token: str) -> str:
    """The link that can be used again while Supple runs."""
    return f"http://{HOST}:{port}/?token={token}"


@contextmanager
def announced(entrance: Entrance, port: int) -> Iterator[Path]:
    """Both files, while a server runs. Gives the page to open a browser with.

    Supple runs without them, where the disk is full: the printed link leads there as well.
    """
    opening = entrance.folder / OPENING_NAME
    page = _OPENING.format(address=escape(f"http://{HOST}:{port}/open?token={entrance.once}")).encode()
    with ExitStack() as stack:
        with suppress(OSError):
            content = {"port": port, "token": entrance.lasting}
            stack.enter_context(closing(write_living(_running_file(entrance.folder, port), content)))
        with suppress(OSError):
            write_private(opening, page)
            stack.callback(_take_away, opening, page)
        yield opening


def links_of(settings: Settings) -> list[str]:
    """The printed links of every Supple that runs on a data folder. Raises SuppleError where none does."""
    folder = data_folder(settings.data)
    contents = [read_living(path) for path in sorted(folder.glob(_running_file(Path(), "*").name))]
    links = []
    for content in contents:
        match content:
            case {"port": int(port), "token": str(token)}:
                links.append(printed_link(port, token))
            case _:
                pass
    if not links:
        raise SuppleError(f"No Supple runs on the data folder {folder}", fix="Start it with supple")
    return links


def _running_file(folder: Path, port: int | str) -> Path:
    return folder / f"running-{port}.json"


def _take_away(path: Path, content: bytes) -> None:
    """Another Supple on the same folder may have put its own page there."""
    with suppress(OSError):
        if read_private(path) == content:
            path.unlink()
