"""A journal's own id: made with it, gone with it, kept inside the database."""

import os
import re
from uuid import UUID

from sqlalchemy import Connection, select

from supple.store.damage import DamagedError
from supple.store.missing import removed_meanwhile
from supple.store.tables import JOURNAL

_FORM = re.compile(r"[0-9a-f]{32}")


def new_journal_id() -> str:
    """A fresh one: 32 lower-case hex letters."""
    return UUID(bytes=os.urandom(16), version=4).hex


def is_journal_id(text: str) -> bool:
    """Whether a text has the form of one."""
    return _FORM.fullmatch(text) is not None


def read_journal_id(connection: Connection, place: str) -> str:
    """The id that the database holds. Raises DamagedError where it holds none, or several."""
    ids = connection.execute(select(JOURNAL.c.id)).scalars().all()
    if len(ids) != 1 or not is_journal_id(str(ids[0])):
        raise DamagedError(f"The journal in {place} has lost its id", fix="Restore an export or a backup")
    return str(ids[0])


def refuse_another(connection: Connection, journal_id: str, place: str) -> None:
    """Raises NoSuchJournalError where the database holds another journal by now."""
    if read_journal_id(connection, place) != journal_id:
        raise removed_meanwhile(place)
