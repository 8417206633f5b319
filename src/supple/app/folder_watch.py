"""Notices that the data folder was moved, deleted or replaced under a running server.

Made anew in its place it would be somebody's empty journal, in which no stop was ever kept.
"""

from dataclasses import dataclass, field
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.file_watch import Identity, identity


@dataclass(frozen=True, kw_only=True)
class FolderWatch:
    """Remembers which folder is under the name, from the first look that meets one."""

    folder: Path
    _seen: list[Identity] = field(default_factory=list, repr=False)

    def refuse_replaced(self) -> None:
        """Raises SuppleError unless the folder is the one that was there at first."""
        now = identity(self.folder)
        if not self._seen and now is not None:
            self._seen.append(now)
        if self._seen and self._seen[0] != now:
            raise SuppleError(
                "The data folder was moved, deleted or replaced under Supple; nothing was kept of this",
                fix="Put it back, or end Supple and start it again with the folder where it is now",
            )
