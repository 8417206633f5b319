"""Puts a damaged journal in a schema together anew from its sound rows; the old table stays beside it.

There is no mirror: what a lost row said is gone, and a lost tail is not seen.
"""

from datetime import datetime

from sqlalchemy import Connection, text

from supple.base.clock import Clock
from supple.store.chain import check_chain
from supple.store.damage import DamagedError
from supple.store.journal_id import read_journal_id
from supple.store.keeping import keep, put
from supple.store.kept_row import KeptRow
from supple.store.repair import repair_row
from supple.store.rows import kept_rows
from supple.store.sound_rows import sound_rows
from supple.store.sums import first_sum
from supple.store.tables import ENTRY

_PATIENT = text("SELECT set_config('statement_timeout', '0', true)")


def mend(connection: Connection, *, place: str, clock: Clock) -> None:
    """Keep the sound rows alone, with the same numbers, and say what befell them.

    In the connection's transaction, under the journal's write lock. Raises SuppleError where the journal's id
    is gone, the engine's own errors where the user does not own the table.
    """
    connection.execute(_PATIENT)
    journal_id = read_journal_id(connection, place)
    rows = [KeptRow(*row) for row in connection.execute(kept_rows("postgresql").order_by(ENTRY.c.seq))]
    try:
        check_chain(rows, first_sum(journal_id), place)
    except DamagedError:
        sound = sound_rows(database=rows, mirror={}, journal_id=journal_id, highest=rows[-1].seq)
        _set_aside(connection, clock.now())
        if sound.rows:
            put(connection, sound.rows)
        befell = repair_row(clock=clock, recovered=len(sound.rows), lost=sound.lost)
        keep(connection, [befell], journal_id=journal_id)
        connection.execute(text("ALTER TABLE entry ENABLE TRIGGER USER"))


def _set_aside(connection: Connection, now: datetime) -> None:
    """Copy the table to a name that says when it was found damaged, and empty it."""
    connection.execute(text(f"CREATE TABLE entry_damaged_{now:%Y%m%dt%H%M%S%f}z AS TABLE entry"))
    connection.execute(text("ALTER TABLE entry DISABLE TRIGGER USER"))
    connection.execute(text("DELETE FROM entry"))
