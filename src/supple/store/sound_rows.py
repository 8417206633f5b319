"""Tells which rows of a damaged journal are what was written, from the database and from its mirror."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from supple.base.errors import SuppleError
from supple.store.chain import follows
from supple.store.entry_line import entry_line
from supple.store.export_lines import read_entry
from supple.store.kept_row import KeptRow
from supple.store.rows import to_entries
from supple.store.sums import first_sum, sum_of


@dataclass(frozen=True, kw_only=True)
class Sound:
    """The rows that are sound, in their order and chained anew, and how many are proven to be lost."""

    rows: list[KeptRow]
    lost: int


def sound_rows(
    *, database: Sequence[KeptRow], mirror: Mapping[int, KeptRow], journal_id: str, highest: int
) -> Sound:
    """Put together what is sound. `highest`: the last number that is known to have been given.

    A line of the mirror is proven by its own check. A row of the database is by its sum; where the row before
    it is lost, so that nothing can be proven, it counts if it is an entry. Where the two are different
    entries, as after a copy from elsewhere, both are kept.
    """
    search = _Search(last_sum=first_sum(journal_id), candidates={first_sum(journal_id)})
    rows = {row.seq: row for row in database}
    before = first_sum(journal_id)
    seqs = sorted({*rows, *mirror})
    for seq, following in pairwise([*seqs, 0]):
        row = rows.get(seq)
        if seq in mirror:
            search.accept(mirror[seq])
            if row and row.id == mirror[seq].id:
                search.candidates.add(row.sum)
            elif row and follows(row, before):
                search.forked.append(row)
        elif row:
            search.judge(row, rows.get(following) or mirror.get(following))
        before = row.sum if row else before
    search.lost += max(0, highest - search.last_seq)
    return Sound(rows=_chained([*search.rows, *search.forked], journal_id), lost=search.lost)


@dataclass(kw_only=True)
class _Search:
    """How far the rows have been judged. `candidates`: sums on one of which the next row may follow."""

    last_sum: str
    candidates: set[str]
    last_seq: int = 0
    is_proven: bool = True
    lost: int = 0
    rows: list[KeptRow] = field(default_factory=list)
    forked: list[KeptRow] = field(default_factory=list)

    def accept(self, row: KeptRow, *, is_proven: bool = True) -> None:
        """Take a row; numbers that are left out were lost, unless it follows on the last one taken."""
        if not follows(row, self.last_sum):
            self.lost += max(0, row.seq - self.last_seq - 1)
        self.rows.append(row)
        self.candidates, self.last_seq, self.last_sum = {row.sum}, row.seq, row.sum
        self.is_proven = is_proven

    def judge(self, row: KeptRow, following: KeptRow | None) -> None:
        """Take a row of the database if it is sound."""
        if any(follows(row, previous) for previous in self.candidates):
            self.accept(row)
        elif summed := self._with_its_sum_damaged(row, following):
            self.accept(summed)
        elif (row.seq > self.last_seq + 1 or not row.sum or not self.is_proven) and _is_entry(row):
            self.accept(row, is_proven=not row.sum)
        else:
            self.candidates.add(row.sum)

    def _with_its_sum_damaged(self, row: KeptRow, following: KeptRow | None) -> KeptRow | None:
        """The row with the sum on which the next one follows, where only its own sum is wrong."""
        if following is None or not row.sum:
            return None
        for previous in self.candidates:
            mended = row._replace(sum=sum_of(row, previous))
            if follows(following, mended.sum):
                return mended
        return None


def _is_entry(row: KeptRow) -> bool:
    try:
        read_entry(entry_line(row), row.seq)  # moments are moments too
        return bool(to_entries([row]))
    except (SuppleError, TypeError, ValueError):
        return False


def _chained(rows: Sequence[KeptRow], journal_id: str) -> list[KeptRow]:
    """Numbers as they were, forks at the end, no id twice, every sum anew: the same where nothing is lost."""
    previous, seq, ids = first_sum(journal_id), 0, set()
    chained = []
    for row in rows:
        if row.id in ids:
            continue
        seq = max(seq + 1, row.seq)
        numbered = row._replace(seq=seq)
        previous = sum_of(numbered, previous)
        chained.append(numbered._replace(sum=previous))
        ids.add(row.id)
    return chained
