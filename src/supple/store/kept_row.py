"""A row of the table of entries, as it is read."""

from datetime import UTC, datetime
from typing import NamedTuple


class KeptRow(NamedTuple):
    """A row as it is kept: moments as `2026-03-01 18:30:00.000000` in UTC, the payload as its very text.

    `received_offset_minutes`: where the server's clock stood then, None for rows of older programs.
    """

    seq: int
    id: str
    kind: str
    at: str
    utc_offset_minutes: int
    rules_version: str
    payload: str
    received_at: str
    received_offset_minutes: int | None
    sum: str


def moment(text: str) -> datetime:
    """The moment that a row names. Raises ValueError."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
