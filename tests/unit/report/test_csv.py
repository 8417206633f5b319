"""The table of everything: each entry a row that can be read back, and nothing that a spreadsheet runs."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.journal.entry import ActivityNamed, CheckIn, Entry, Reason, SelfAdjust
from supple.knowledge.collection import Knowledge
from supple.report.csv import FIELDS, FIRST, LAST, entries_csv
from tests.random_journal import random_journal
from tests.unit.report import naive
from tests.unit.store.entries import one_of_every_kind

TODAY = date(2026, 11, 25)
MARK = "\ufeff"
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r")
# All that an entry takes as own words, above all what is hard to keep.
WORDS = st.text(
    st.one_of(
        st.sampled_from("=+-@'\",;\n |!\u2028\u0301\u202e🙂背ظ"),
        st.characters(exclude_categories=("Cc", "Cs")),
    ),
    min_size=1,
    max_size=60,
)


def table(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Read back as any program would."""
    text = entries_csv(entries)
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True))


def value(cell: str, like: Any) -> Any:
    """A cell as what it was, given the JSON value that it should be."""
    if like is None:
        return None if cell == "" else cell
    if isinstance(like, bool):
        return {"True": True, "False": False}[cell]
    if isinstance(like, dict | list):
        return json.loads(cell)
    if isinstance(like, int | float):
        return type(like)(cell)
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RUN_BY_SPREADSHEETS) else cell


def reason(text: str) -> Reason:
    return Reason(
        id=UUID(int=1),
        at=datetime(2026, 11, 25, tzinfo=UTC),
        utc_offset_minutes=0,
        rules_version="1",
        text=text,
    )


def assert_reads_back(entries: Sequence[Entry]) -> None:
    rows, read = naive.rows_of(entries), table(entries)
    gone = naive.replaced(rows)
    assert len(read) == len(rows)
    for row, kept in zip(rows, read, strict=True):
        cells = {"at" if name == "at_utc" else name: cell for name, cell in kept.items()}
        assert {name: value(cells[name], row[name]) for name in row} == row
        others = cells.keys() - row.keys() - {"local_time", "superseded_by"}
        assert not any(cells[name] for name in others)
        assert cells["superseded_by"] == gone.get(row["id"], "")
        wall = datetime.fromisoformat(row["at"]) + timedelta(minutes=row["utc_offset_minutes"])
        assert cells["local_time"] == f"{wall:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("seed", range(8))
def test_every_field_of_every_entry_reads_back(knowledge: Knowledge, seed: int) -> None:
    entries = random_journal(knowledge, Random(seed), days=120, today=TODAY)
    assert any(cells["superseded_by"] for cells in table(entries))
    assert_reads_back(entries)


def test_every_kind_of_entry_reads_back() -> None:
    assert_reads_back(one_of_every_kind())


@given(WORDS)
def test_own_words_read_back_and_run_nowhere(words: str) -> None:
    (cells,) = table([reason(words)])
    assert not cells["text"].startswith(RUN_BY_SPREADSHEETS)
    assert cells["text"] in {words, f"'{words}"}
    # One mark too many is harmless; without any it begins with nothing that is run, nor with a mark.
    assert cells["text"] != words or not words.lstrip().startswith(RUN_BY_SPREADSHEETS)
    assert cells["text"] != words or not words.startswith("'")
    assert cells["text"] == words or not words[:1].isalnum()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "=", "-\n", "\xa0=1", "\u2003+1"])
def test_each_sign_that_begins_a_formula_is_kept_from_doing_so(words: str) -> None:
    (cells,) = table([reason(words)])
    assert cells["text"] == f"'{words}"


@pytest.mark.parametrize("seed", range(4))
def test_no_text_starts_a_formula(knowledge: Knowledge, seed: int) -> None:
    entries = random_journal(knowledge, Random(seed), days=120, today=TODAY)
    text = entries_csv(entries).removeprefix(MARK)
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]
    started = {cell for cell in cells if cell.startswith(RUN_BY_SPREADSHEETS)}
    assert all(cell.startswith("-") and cell[1:].isdigit() for cell in started), "only an offset, a number"


def test_lines_end_as_the_standard_says_and_breaks_in_words_are_kept() -> None:
    text = entries_csv([reason('one\n"two", three\n'), reason("four")])
    assert text.count("\r\n") == 3
    assert text.endswith("\r\n")
    assert text.count("\r") == 3
    assert table([reason('one\n"two", three\n')])[0]["text"] == 'one\n"two", three\n'


def test_in_bytes_it_starts_with_the_mark_that_spreadsheets_look_for() -> None:
    assert entries_csv([reason("背")]).encode().startswith(b"\xef\xbb\xbfkind,")


def test_an_empty_journal_has_its_head() -> None:
    assert entries_csv([]) == MARK + ",".join((*FIRST, *FIELDS, *LAST)) + "\r\n"


def test_each_field_has_one_column_between_those_of_all_entries() -> None:
    head = list(table(one_of_every_kind())[0])
    assert len(head) == len(set(head))
    assert tuple(head[: len(FIRST)]) == FIRST
    assert tuple(head[-len(LAST) :]) == LAST
    fields = {name for row in naive.rows_of(one_of_every_kind()) for name in row}
    assert set(head) == {*FIRST, *LAST, *fields} - {"at"}


def test_more_entries_of_the_same_kinds_keep_the_columns(knowledge: Knowledge) -> None:
    entries = one_of_every_kind()
    more = [*entries, *random_journal(knowledge, Random(1), days=30, today=TODAY)]
    assert list(table(entries)[0]) == list(table(more)[0])
    assert entries_csv(more).startswith(entries_csv(entries))


def test_corrected_ones_stay_and_say_what_took_their_place() -> None:
    def stamp(number: int) -> dict[str, Any]:
        at = datetime(2026, 11, 25, number, tzinfo=UTC)
        return {"id": UUID(int=number), "at": at, "utc_offset_minutes": -90, "rules_version": "1"}

    said: dict[str, Any] = {"day": date(2026, 11, 25), "self_adjusts": 2, "note": None}
    entries: list[Entry] = [
        SelfAdjust(**stamp(1)),
        ActivityNamed(**stamp(2), name="=cmd|' /C calc'!A0"),
        CheckIn(**stamp(3), **said, discomfort=3),
        CheckIn(**stamp(4), **said, discomfort=4, supersedes=UUID(int=3)),
        CheckIn(**stamp(5), **said, discomfort=5, supersedes=UUID(int=4)),
    ]
    read = table(entries)
    assert [cells["superseded_by"] for cells in read] == ["", "", str(UUID(int=4)), str(UUID(int=5)), ""]
    assert [cells["discomfort"] for cells in read] == ["", "", "3", "4", "5"]
    assert read[1]["name"] == "'=cmd|' /C calc'!A0"
    assert read[0]["local_time"] == "2026-11-24 23:30:00"
