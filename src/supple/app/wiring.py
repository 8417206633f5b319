"""Builds the service: opens the journals, loads knowledge, takes the machine's clock."""

import os
from pathlib import Path

from supple.app.clock import SystemClock
from supple.app.people import People
from supple.app.settings import Settings
from supple.knowledge.loader import load
from supple.store import open_journals
from supple.store.folder import data_folder


def open_people(settings: Settings) -> People:
    """Everybody on this machine. Raises SuppleError where knowledge or a journal cannot be used."""
    clock = SystemClock()
    knowledge = load()
    folder = data_folder(settings.data)
    journals = open_journals(folder, settings.database_url, clock)
    where = (
        f"the folder {_in_letters(folder)}" if settings.database_url is None else "the PostgreSQL database"
    )
    people = People(journals=journals, where=where, knowledge=knowledge, clock=clock, settings=settings)
    try:
        _open_any(people)
    except BaseException:
        people.close()
        raise
    return people


def _in_letters(folder: Path) -> str:
    """A folder's name as it can be shown: bytes that are no letters are codes."""
    return os.fsencode(folder).decode("utf-8", "backslashreplace")


def _open_any(people: People) -> None:
    """Where nobody's journal can be used it is found out now, not after a session. Raises SuppleError.

    Whatever happens with one journal, a mistake of ours too, keeps nobody else out.
    """
    problems: list[Exception] = []
    for person in people.ids():
        try:
            people.one(person)
        except Exception as error:  # noqa: BLE001 - raised below, unless somebody's can be used
            problems.append(error)
        else:
            return
    raise problems[0]
