"""Turns what a database engine says into one sentence with the fix."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError

from supple.base.errors import SuppleError

Explain = Callable[[BaseException], SuppleError | None]


@contextmanager
def explained(explain: Explain) -> Iterator[None]:
    """Raises SuppleError for what `explain` knows; everything else stays loud."""
    try:
        yield
    except DBAPIError as error:
        said = None if error.orig is None else explain(error.orig)
        if said is None:
            raise
        raise said from error
    except sqlite3.Error as error:
        said = explain(error)
        if said is None:
            raise
        raise said from error
    except NoConnectionLeftError as error:
        raise SuppleError(
            "Too much is asked of the database at once", fix="Wait a moment, then try again"
        ) from error
