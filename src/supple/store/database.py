"""What the store asks of a journal's database, whichever engine it is."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


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

    def close(self) -> None:
        """Let go of what belongs to this journal alone."""
        ...
