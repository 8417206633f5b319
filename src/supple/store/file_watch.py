"""Notices that a database file was moved, deleted or replaced under a program that has it open."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.missing import removed_meanwhile
from supple.store.real_file import real_path

Identity = tuple[int, int] | None


class ReplacedError(SuppleError):
    """The open file is not the one under its name any more."""


def identity(path: Path) -> Identity:
    """Which file is under a name."""
    try:
        there = path.stat()
    except OSError:
        return None
    return (there.st_dev, there.st_ino)


def identities(path: Path) -> tuple[Identity, Identity]:
    """Which files are under the names of a database and of the log that SQLite keeps beside it."""
    real = real_path(path)
    return identity(real), identity(real.with_name(real.name + "-wal"))


def refuse_replaced(path: Path, opened: tuple[Identity, Identity]) -> None:
    """Raises ReplacedError, or NoSuchJournalError for a file that is gone, unless it is what was opened."""
    now = identities(path)
    if now[0] is None:
        raise removed_meanwhile(str(path.parent))
    if now != opened:
        raise ReplacedError(
            f"The database {path} was moved or replaced while it was open; nothing was kept of this",
            fix="Try again: Supple opens what is there now. Let no other program move or copy its files",
        )


@contextmanager
def other_log_kept(path: Path) -> Iterator[None]:
    """Keep the log that is there now: who closes a file that was replaced would delete it by its name."""
    real = real_path(path)
    log = real.with_name(real.name + "-wal")
    held = log.with_name(f"{log.name}-held-{os.getpid()}")
    with suppress(OSError):
        held.hardlink_to(log)
    try:
        yield
    finally:
        with suppress(OSError):
            if log.exists():
                held.unlink(missing_ok=True)
            elif held.exists():
                held.replace(log)
