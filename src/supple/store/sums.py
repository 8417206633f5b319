"""The chained checksum: each row's sum covers the row and the sum of the row before it.

A row that changed, went missing or moved breaks it there; only a lost tail does not, see witness.py.
"""

from hashlib import sha256

from supple.store.entry_line import entry_text
from supple.store.kept_row import KeptRow


def first_sum(journal_id: str) -> str:
    """What stands for the row before the first one: a journal's rows are proven only in their journal."""
    return sha256(f"supple journal {journal_id}".encode()).hexdigest()


def sum_of(row: KeptRow, previous: str) -> str:
    """The SHA-256 of a row and the sum before it, in hex."""
    return sha256(f"{previous} {row[0]} {entry_text(row)}\n".encode()).hexdigest()
