"""The entry by which a journal that was put together anew says so."""

from typing import Any
from uuid import UUID

from supple.base.clock import Clock
from supple.journal.upkeep_entries import JournalRepaired
from supple.store.journal_id import new_journal_id
from supple.store.rows import to_row


def repair_row(*, clock: Clock, recovered: int, lost: int | None) -> dict[str, Any]:
    """A row for `keep`. `lost`: None where nobody knows how many there were."""
    now, offset = clock.now(), clock.utc_offset_minutes()
    entry = JournalRepaired(
        id=UUID(new_journal_id()),
        at=now,
        utc_offset_minutes=offset,
        rules_version="",
        recovered=recovered,
        lost=lost,
    )
    return {**to_row(entry), "received_at": now, "received_offset_minutes": offset}
