"""Every running Supple of this user tells the others where it is and whose journals it has open.

Each has a file of its own in the user's folder for what programs keep; the file lives as long as it does.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import platformdirs

from supple.app.entrance import folder_id
from supple.app.links import HOST
from supple.app.living_file import LivingFile, read_living, write_living
from supple.app.people import People
from supple.app.refusals import NotRunningError
from supple.base.errors import SuppleError
from supple.store.folder import data_folder

FOLDER_MODE = 0o700
# Journals come and go while it runs, also by other commands.
LOOK_AGAIN_S = 5.0
_ADDRESS = re.compile(rf"http://{re.escape(HOST)}:\d{{1,5}}")


def running_folder() -> Path:
    """Where the files of all running ones lie."""
    return Path(platformdirs.user_state_dir("supple", appauthor=False)) / "running"


def address_of(journal: str) -> str:
    """Where the Supple of this user answers that has a journal open. Raises NotRunningError."""
    for path in sorted(running_folder().glob("*.json")):
        match read_living(path):
            case {"address": str(address), "journals": [*journals]} if journal in journals:
                if _ADDRESS.fullmatch(address):
                    return address
            case _:
                pass
    raise NotRunningError(
        "No Supple that runs now has that journal open", fix="Start Supple with the data folder that has it"
    )


@contextmanager
def announced_to_neighbours(people: People, port: int) -> Iterator[None]:
    """Tell the others, while a server runs. Where nothing can be kept, nothing is handed on."""
    for stale in running_folder().glob("*.json"):
        read_living(stale)  # sweeps what dead ones left
    sign = _Sign(people, port)
    sign.renew()
    ended = Event()
    watching = Thread(target=sign.keep_fresh, args=(ended,), daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
        sign.take_away()


class _Sign:
    """The file of one running Supple."""

    def __init__(self, people: People, port: int) -> None:
        self._people = people
        self._port = port
        self._journals: list[str] = []
        self._file: LivingFile | None = None

    def renew(self) -> None:
        """Write it where journals have come or gone."""
        with suppress(SuppleError, OSError):
            journals = self._people.journal_ids()
            if self._file is None or journals != self._journals:
                self._write(journals)

    def _write(self, journals: list[str]) -> None:
        folder = running_folder()
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path = folder / f"{folder_id(data_folder(self._people.settings.data))}-{self._port}.json"
        before = self._file
        address = f"http://{HOST}:{self._port}"
        self._file = write_living(path, {"address": address, "journals": journals})
        self._journals = journals
        if before is not None:
            before.close()

    def keep_fresh(self, ended: Event) -> None:
        """Look again and again until it ends."""
        while not ended.wait(LOOK_AGAIN_S):
            self.renew()

    def take_away(self) -> None:
        """At the end."""
        if self._file is not None:
            self._file.close()
