"""Turns what a database engine says into one sentence with the fix."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError

from supple.base.errors import SuppleError
from supple.store.damage import DamagedError

Explain = Callable[[BaseException], SuppleError | None]


@contextmanager
def explained(explain: Explain) -> Iterator[None]:
    """Raises SuppleError for what `explain` knows; everything else stays loud.

    UnicodeDecodeError is what Python makes of SQLite's words where they quote a bad byte.
    """
    try:
        yield
    except DBAPIError as error:
        said = None if error.orig is None else explain(error.orig)
        if said is None:
            raise
        raise said from _telling(said, error)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = explain(error)
        if said is None:
            raise
        raise said from _telling(said, error)
    except NoConnectionLeftError as error:
        raise SuppleError(
            "Too much is asked of the database at once", fix="Wait a moment, then try again"
        ) from error


def _telling(said: SuppleError, error: Exception) -> Exception | None:
    """What is damaged is not quoted: it may be a note."""
    return None if isinstance(said, DamagedError) else error
