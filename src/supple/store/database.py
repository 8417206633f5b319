"""What the store asks of a journal's database, whichever engine it is."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from supple.store.kept_row import KeptRow


class Database(Protocol):
    """One journal's tables."""

    @property
    def place(self) -> str:
        """Where it is, as people are told it."""
        ...

    def explained(self) -> AbstractContextManager[None]:
        """Turns the engine's own errors into SuppleErrors; everything else stays loud."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment of the journal, however long it reads."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection that holds the journal's write lock; committed at the end, or rolled back."""
        ...

    def witness(self, journal_id: str, rows: Sequence[KeptRow]) -> None:
        """Have rows that were just kept in a second place, if there is one; on disk when it returns."""
        ...

    def mend(self) -> None:
        """Put what is damaged together anew. Raises SuppleError where that is not possible."""
        ...

    @property
    def is_replaced(self) -> bool:
        """Whether another file is in its place by now, so that it has to be opened anew."""
        ...

    @property
    def is_in_use(self) -> bool:
        """Whether somebody reads or writes at this moment."""
        ...

    def close(self) -> None:
        """Let go of what belongs to this journal alone."""
        ...
