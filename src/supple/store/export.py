"""Writes a journal out: one moment of it, whole or not at all."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import cast

from supple.base.errors import SuppleError
from supple.store.entry_line import entry_line
from supple.store.export_lines import footer_line, header_line
from supple.store.journal_id import refuse_another
from supple.store.kept_row import KeptRow
from supple.store.rows import kept_rows
from supple.store.store import Store
from supple.store.tables import ENTRY
from supple.store.whole_file import write_whole

_ROWS_AT_ONCE = 1000


def export_lines(store: Store) -> Iterator[bytes]:
    """The lines of the export, in the order in which entries were kept, from one moment of the journal.

    Raises SuppleError where the database cannot be read; then the last line is missing.
    """
    # Where it cannot be mended, as on a server, what there is can still be taken along.
    with suppress(SuppleError):
        store.prove()
    header = header_line(store.journal_id)
    digest, count = sha256(header), 0
    yield header
    database = store.database
    with database.explained(), database.reading() as connection:
        refuse_another(connection, store.journal_id, database.place)
        wanted = kept_rows(connection.dialect.name).order_by(ENTRY.c.seq)
        with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(wanted) as rows:
            for row in rows:
                line = entry_line(cast("KeptRow", row))
                digest.update(line)
                count += 1
                yield line
    yield footer_line(count, digest.hexdigest())


def write_export(store: Store, path: Path) -> None:
    """Write the export to a file that its owner alone can read; under its name it is whole, or absent.

    Raises SuppleError where the database cannot be read or the file not written; an older file of that
    name then is as it was.
    """
    write_whole(path, export_lines(store))
