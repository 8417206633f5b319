"""Which HTTP status each kind of refusal has, and which word a program knows it by."""

from supple.app.refusals import (
    DeletedJournalError,
    LockedOutError,
    NoJournalNamedError,
    NotFoundError,
    NotPossibleError,
    NotRunningError,
    NotUnderstoodError,
    OtherJournalError,
    OtherSessionError,
)
from supple.base.errors import SuppleError

BROKEN = 503
# Never 400, 404, 409 or 422 for whose it is and who asks: players put such entries away, or drop them.
_KNOWN: dict[type[SuppleError], tuple[int, str]] = {
    LockedOutError: (401, "locked_out"),
    OtherJournalError: (403, "other_journal"),
    DeletedJournalError: (403, "deleted_journal"),
    OtherSessionError: (403, "token_of_another_session"),
    NotFoundError: (404, ""),
    NotRunningError: (404, "not_running"),
    NotPossibleError: (409, ""),
    NotUnderstoodError: (422, ""),
    NoJournalNamedError: (428, "no_journal"),
}


def status_of(error: SuppleError) -> int:
    """The status; 503 where something around Supple is broken."""
    return _status_and_code(error)[0]


def code_of(error: SuppleError) -> str:
    """The word; empty where the status says enough."""
    return _status_and_code(error)[1]


def as_json(error: SuppleError) -> dict[str, str]:
    """A refusal as the API tells it."""
    return {"problem": error.problem, "fix": error.fix, "code": code_of(error)}


def _status_and_code(error: SuppleError) -> tuple[int, str]:
    return next((known for kind, known in _KNOWN.items() if isinstance(error, kind)), (BROKEN, ""))
