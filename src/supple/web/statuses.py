"""Which HTTP status each kind of refusal has."""

from supple.app.refusals import NotFoundError, NotPossibleError, NotUnderstoodError
from supple.base.errors import SuppleError


def status_of(error: SuppleError) -> int:
    """404 unknown, 409 not possible now, 422 not understood; 503 where the surrounding is broken."""
    match error:
        case NotFoundError():
            return 404
        case NotPossibleError():
            return 409
        case NotUnderstoodError():
            return 422
        case _:
            return 503
