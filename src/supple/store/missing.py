"""A journal that is not there, or not there any more."""

from supple.base.errors import SuppleError


class NoSuchJournalError(SuppleError):
    """A journal that was removed, or never was."""


def removed_meanwhile(place: str) -> NoSuchJournalError:
    """What to say to whoever still had it in hand."""
    return NoSuchJournalError(
        f"This journal is not in {place} any more",
        fix="Open Supple's first page and choose another one",
    )
