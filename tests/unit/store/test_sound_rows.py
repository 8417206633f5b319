"""What is sound is found in any damage: no row that was not written, none missing in silence."""

from hypothesis import given
from hypothesis import strategies as st

from supple.store.kept_row import KeptRow
from supple.store.sound_rows import sound_rows
from supple.store.sums import first_sum, sum_of

JOURNAL = "a" * 32
AT = "2026-03-01 18:30:00.000000"


def journal(count: int) -> list[KeptRow]:
    rows, previous = [], first_sum(JOURNAL)
    for seq in range(1, count + 1):
        name = f"00000000-0000-4000-8000-{seq:012x}"
        row = KeptRow(seq, name, "self_adjust", AT, 60, "1", "{}", AT, 60, "")
        previous = sum_of(row, previous)
        rows.append(row._replace(sum=previous))
    return rows


ROWS = journal(12)
WRITTEN = {row.id: row for row in ROWS}
SEQS = st.sets(st.integers(1, 12))


def changed(row: KeptRow, *, what: str) -> KeptRow:
    if what == "sum":
        return row._replace(sum="0" * 64)
    return row._replace(utc_offset_minutes=61)


@given(
    lost=SEQS,
    harmed=st.dictionaries(st.integers(1, 12), st.sampled_from(["sum", "content"])),
    mirrored=SEQS,
    knows_highest=st.booleans(),
)
def test_every_row_of_the_mirror_is_there_and_what_is_missing_is_counted(
    lost: set[int], harmed: dict[int, str], mirrored: set[int], *, knows_highest: bool
) -> None:
    database = [
        changed(row, what=harmed[row.seq]) if row.seq in harmed else row
        for row in ROWS
        if row.seq not in lost
    ]
    mirror = {row.seq: row for row in ROWS if row.seq in mirrored}
    highest = 12 if knows_highest else max([row.seq for row in database] + [*mirror], default=0)
    sound = sound_rows(database=database, mirror=mirror, journal_id=JOURNAL, highest=highest)
    seqs = [row.seq for row in sound.rows]
    assert seqs == sorted(set(seqs))
    assert set(seqs) >= mirrored
    assert set(seqs) >= {row.seq for row in ROWS if row.seq not in lost and row.seq not in harmed and
                         (row.seq == 1 or row.seq - 1 in mirrored or not harmed)}  # fmt: skip
    assert len(seqs) + sound.lost == highest
    previous = first_sum(JOURNAL)
    for row in sound.rows:
        assert row.sum == sum_of(row, previous)
        previous = row.sum


@given(lost=SEQS)
def test_what_is_whole_keeps_its_sums(lost: set[int]) -> None:
    mirror = {row.seq: row for row in ROWS if row.seq in lost}
    database = [row for row in ROWS if row.seq not in lost]
    sound = sound_rows(database=database, mirror=mirror, journal_id=JOURNAL, highest=12)
    assert sound.rows == ROWS
    assert sound.lost == 0


@given(at=st.integers(1, 12))
def test_a_changed_row_is_never_taken_where_the_row_before_proves_it_wrong(at: int) -> None:
    database = [changed(row, what="content") if row.seq == at else row for row in ROWS]
    sound = sound_rows(database=database, mirror={}, journal_id=JOURNAL, highest=12)
    assert [row.seq for row in sound.rows] == [seq for seq in range(1, 13) if seq != at]
    assert sound.lost == 1


@given(at=st.integers(1, 11))
def test_a_row_of_which_only_the_sum_is_damaged_is_proven_by_the_next(at: int) -> None:
    database = [changed(row, what="sum") if row.seq == at else row for row in ROWS]
    sound = sound_rows(database=database, mirror={}, journal_id=JOURNAL, highest=12)
    assert (sound.rows, sound.lost) == (ROWS, 0)


def test_a_row_that_nothing_proves_counts_only_if_all_of_it_can_be_read() -> None:
    """A zeroed block in the middle of a row, and the rows before it lost."""
    bad = ROWS[5]._replace(received_at="2026" + "\0" * 22)
    sound = sound_rows(database=[bad, *ROWS[6:]], mirror={}, journal_id=JOURNAL, highest=12)
    assert [row.seq for row in sound.rows] == [7, 8, 9, 10, 11, 12]
    assert sound.lost == 6
