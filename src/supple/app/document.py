"""One document, made in a process of its own: it may take long, and its memory goes with it.

Standard input: a line of JSON that says which (arguments would show to every user of the computer), and then
nothing, for as long as somebody waits. Standard output: a byte that says how it went, and then the document,
or the reason for none. Nothing at all is our own bug.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import BinaryIO, Literal

from supple.app.bug_log import log_without_values
from supple.app.keeping import export_of
from supple.app.people import People
from supple.app.refusals import (
    DeletedJournalError,
    NotFoundError,
    NotPossibleError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.app.service import Supple
from supple.app.settings import DATABASE_URL, Settings
from supple.app.telling import csv_of, fhir_pieces_of, pdf_of
from supple.base.clock import Leap
from supple.base.errors import SuppleError
from supple.knowledge.loader import load
from supple.store import open_journals
from supple.store.folder import data_folder

Kind = Literal["pdf", "csv", "fhir", "export"]
MADE, REFUSED = b"+", b"-"
PIECE_BYTES = 65_536
LINES_A_PIECE = 500
# Behind everything else, so that a stop is kept as quickly as ever.
NICENESS = 10
REFUSALS = {
    kind.__name__: kind
    for kind in (
        DeletedJournalError,
        NotFoundError,
        NotPossibleError,
        NotUnderstoodError,
        OtherJournalError,
    )
}


@dataclass(frozen=True, kw_only=True)
class DocumentWish:
    """Which document, of whose journal, and the moment that it is made at."""

    kind: Kind
    folder: str
    person: str
    journal: str
    at: str
    today: str
    utc_offset_minutes: int

    def line(self) -> bytes:
        """As a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


def wish_for(supple: Supple, kind: Kind) -> DocumentWish:
    """A document of this journal, as of now. Raises SuppleError for a folder that cannot be found."""
    return DocumentWish(
        kind=kind,
        folder=str(data_folder(supple.settings.data)),
        person=supple.person,
        journal=supple.journal,
        at=supple.clock.now().isoformat(),
        today=supple.clock.today().isoformat(),
        utc_offset_minutes=supple.clock.utc_offset_minutes(),
    )


def command() -> list[str]:
    """What is run. The folder that somebody happens to be in is no place to import from."""
    return [sys.executable, "-P", "-m", "supple.app.document"]


def surroundings(settings: Settings) -> Mapping[str, str]:
    """The environment to run it in: an address may hold a password, and only its owner reads this."""
    here = {name: value for name, value in os.environ.items() if name != DATABASE_URL}
    return here if settings.database_url is None else {**here, DATABASE_URL: settings.database_url}


def refusal_in(told: bytes) -> SuppleError:
    """The refusal that was written instead of a document."""
    fields = json.loads(told)
    return REFUSALS.get(fields["kind"], SuppleError)(fields["problem"], fix=fields["fix"])


@dataclass(frozen=True, kw_only=True)
class _Then:
    """The clock of whoever asked, when they asked."""

    wish: DocumentWish

    def now(self) -> datetime:
        """That moment."""
        return datetime.fromisoformat(self.wish.at)

    def today(self) -> date:
        """That day."""
        return date.fromisoformat(self.wish.today)

    def utc_offset_minutes(self) -> int:
        """Their distance from UTC."""
        return self.wish.utc_offset_minutes

    def leaps(self) -> tuple[Leap, ...]:
        """None: a document tells what was kept, and opens or closes nothing."""
        return ()


def pieces_of(supple: Supple, kind: Kind) -> Iterator[bytes]:
    """The document, piece by piece. Raises SuppleError."""
    whole: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf_of(supple),
        "csv": lambda: csv_of(supple).encode(),
    }
    if kind == "export":
        lines = export_of(supple)
        return iter(lambda: b"".join(islice(lines, LINES_A_PIECE)), b"")
    if kind == "fhir":
        return fhir_pieces_of(supple)
    content = memoryview(whole[kind]())
    return (bytes(content[start : start + PIECE_BYTES]) for start in range(0, len(content), PIECE_BYTES))


def tell(wish: DocumentWish, out: BinaryIO) -> None:
    """Write the document, or why there is none."""
    try:
        with_people(wish, lambda supple: _write(pieces_of(supple, wish.kind), out))
    except SuppleError as error:
        refusal = {"kind": type(error).__name__, "problem": error.problem, "fix": error.fix}
        out.write(REFUSED + json.dumps(refusal).encode())
        out.flush()


def with_people(wish: DocumentWish, use: Callable[[Supple], None]) -> None:
    """Do it with the journal, opened beside whoever has it open already. Raises SuppleError."""
    clock, settings = _Then(wish=wish), Settings(data=Path(wish.folder), open_browser=False)
    journals = open_journals(Path(wish.folder), settings.database_url, clock)
    people = People(journals=journals, where="", knowledge=load(), clock=clock, settings=settings)
    try:
        use(_asked_for(people, wish))
    finally:
        people.close()


def _asked_for(people: People, wish: DocumentWish) -> Supple:
    """Nobody else's, should theirs have been deleted meanwhile. Raises SuppleError."""
    supple = people.one(wish.person)
    if supple.journal != wish.journal:
        raise OtherJournalError(
            "That journal is not here any more",
            fix="Open Supple's first page to see whose journals there are",
        )
    return supple


def _write(pieces: Iterator[bytes], out: BinaryIO) -> None:
    first = next(pieces, b"")
    out.write(MADE + first)
    out.writelines(pieces)
    out.flush()


def _end_with_whoever_waits() -> None:
    while os.read(0, PIECE_BYTES):
        pass
    os._exit(1)


def _wish() -> DocumentWish:
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(0, PIECE_BYTES)
        if not piece:
            sys.exit(1)
        line += piece
    return DocumentWish(**json.loads(line))


def main() -> None:
    """Make the document that standard input asks for."""
    log_without_values()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    wish = _wish()
    Thread(target=_end_with_whoever_waits, daemon=True).start()
    # What a library may print is no part of the document.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        tell(wish, out)


if __name__ == "__main__":
    main()
