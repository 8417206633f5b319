"""What is said elsewhere while a session plays in the terminal: a stop in a browser stops this one too.

It is looked for beside the player, in a thread of its own: a database that does not answer holds up no key.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Thread

from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.app.standing import Begun, refuse_ended
from supple.base.errors import SuppleError
from supple.journal.entry import BoutDone, Entry

LOOK_EVERY_S = 3.0
# Whoever still waits for a database is left behind.
WAIT_S = 0.2


class Elsewhere:
    """Looks at the journal. `refusal`: why the session is over, once something was said that ends it."""

    def __init__(self, supple: Supple, begun: Begun) -> None:
        self._supple = supple
        self._begun = begun
        self._seen: Sequence[Entry] = ()
        self.refusal: NotPossibleError | None = None

    def is_over(self) -> bool:
        """Whether something was said that ends the session."""
        return self.refusal is not None

    def look(self) -> None:
        """Look once. Where there is nothing new, or bouts alone, that costs next to nothing."""
        entries = self._supple.reading()
        # A journal that was put together anew has no end to go on from.
        news = entries[len(self._seen) :] or entries
        if entries is not self._seen and not all(isinstance(entry, BoutDone) for entry in news):
            try:
                refuse_ended(self._supple, self._begun)
            except NotPossibleError as refusal:
                self.refusal = refusal
        self._seen = entries

    def keep_looking(self, ended: Event) -> None:
        """Look again and again until the session is over. What cannot be read now is looked for again."""
        while not self.is_over():
            with suppress(SuppleError):
                self.look()
            if ended.wait(LOOK_EVERY_S):
                return


@contextmanager
def looked_for(elsewhere: Elsewhere) -> Iterator[Elsewhere]:
    """Keep looking while this lasts."""
    ended = Event()
    looking = Thread(target=elsewhere.keep_looking, args=(ended,), daemon=True)
    looking.start()
    try:
        yield elsewhere
    finally:
        ended.set()
        looking.join(WAIT_S)
