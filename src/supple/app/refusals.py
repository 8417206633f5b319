"""Why a wish was not granted, by kind, so that the edge can answer with the right status."""

from supple.base.errors import SuppleError


class NotPossibleError(SuppleError):
    """Understood, but not possible now."""


class NotFoundError(SuppleError):
    """There is nothing of that name."""


class NotUnderstoodError(SuppleError):
    """Something in it is not known here."""


class OtherJournalError(SuppleError):
    """It is meant for a journal that is not here."""


class DeletedJournalError(SuppleError):
    """It is meant for a journal that was deleted here."""


class NoJournalNamedError(SuppleError):
    """It does not say which journal it is meant for."""


class LockedOutError(SuppleError):
    """It comes from somebody who was not let in."""


class OtherSessionError(SuppleError):
    """The token of one session is not good for another one."""


class NotRunningError(SuppleError):
    """No Supple that runs has it open."""
