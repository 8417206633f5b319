"""Which HTTP status each kind of refusal has."""

from supple.app.refusals import (
    DeletedJournalError,
    NotFoundError,
    NotPossibleError,
    NotUnderstoodError,
    OtherJournalError,
)
from supple.base.errors import SuppleError


def status_of(error: SuppleError) -> int:
    """403 another journal, 404 unknown, 409 not possible now, 422 not understood, 503 broken around it."""
    match error:
        case NotFoundError():
            return 404
        case NotPossibleError():
            return 409
        case NotUnderstoodError():
            return 422
        case OtherJournalError() | DeletedJournalError():
            return 403
        case _:
            return 503
