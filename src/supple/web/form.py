"""What people fill in, read field by field; an empty field is not said."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from supple.app.refusals import NotUnderstoodError
from supple.journal.entry_base import END_DAY, FIRST_DAY

TRY_AGAIN = "Go back and choose it again"


def number_in(fields: Mapping[str, str], name: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None where nothing was chosen. Raises NotUnderstoodError."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise NotUnderstoodError(f"{text!r} is not a number from 0 to {most}", fix=TRY_AGAIN)
    return int(text)


def day_in(fields: Mapping[str, str], name: str) -> date | None:
    """A day such as 2026-11-25 that a journal can name, or None. Raises NotUnderstoodError."""
    text = fields.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise NotUnderstoodError(f"{text!r} is not a day", fix=TRY_AGAIN) from error
    if not FIRST_DAY < day < END_DAY:
        raise NotUnderstoodError(f"{day} is too far from today for a journal", fix=TRY_AGAIN)
    return day


def id_in(fields: Mapping[str, str], name: str) -> UUID:
    """An entry's id. Raises NotUnderstoodError."""
    text = fields.get(name, "")
    try:
        return UUID(text)
    except ValueError as error:
        raise NotUnderstoodError(f"{text!r} is not an id", fix="Load the page again") from error
