"""One reading of a whole journal: what is told from all of its entries is worked out once."""

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from supple.journal.entry import Entry

Told = TypeVar("Told")
Tells = Callable[[Sequence[Entry]], Told]


class Reading(tuple[Entry, ...]):  # noqa: SLOT001 - it keeps what was told of it
    """Entries in the order in which they happened, as they were at one moment."""

    def once(self, tells: Tells[Told]) -> Told:
        """What `tells` makes of these entries; made at the first asking, and kept."""
        kept: dict[object, object] = self.__dict__.setdefault("kept", {})
        if tells not in kept:
            kept[tells] = tells(self)
        return cast("Told", kept[tells])


def once(tells: Tells[Told]) -> Tells[Told]:
    """A function of entries that works only once for the same reading."""

    def told(entries: Sequence[Entry]) -> Told:
        return entries.once(tells) if isinstance(entries, Reading) else tells(entries)

    told.__doc__ = tells.__doc__
    return told
