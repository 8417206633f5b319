"""Charts at their edges, and a table whose columns do not wander."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from supple.journal.entry import CheckIn, Entry, Reason, SelfAdjust, SessionStarted
from supple.journal.trends import trends
from supple.knowledge.collection import Knowledge
from supple.report.charts.frame import PHONE, PRINT, WIDE, Frame
from supple.report.charts.trend import trend_chart
from supple.report.csv import entries_csv
from tests.unit.report.drawn import read
from tests.unit.report.test_page import TODAY, stamp
from tests.unit.store.entries import one_of_every_kind

every_frame = pytest.mark.parametrize("frame", [WIDE, PHONE, PRINT], ids=["wide", "phone", "print"])


def inside(svg: str) -> bool:
    drawn = read(svg)
    return all(one.box.lies_in(drawn.frame) for one in drawn.shapes)


@every_frame
def test_both_names_stay_inside_where_both_lines_end_at_the_top(knowledge: Knowledge, frame: Frame) -> None:
    entries: list[Entry] = [
        SessionStarted(
            **stamp(1), session_id=UUID(int=1), screening_id=UUID(int=1), region="all", minutes=5,
            techniques=(), stiffness=10, discomfort=10.0,
        ),
        CheckIn(**stamp(2), day=TODAY, discomfort=10, self_adjusts=None, note=None),
    ]  # fmt: skip
    assert inside(trend_chart("t", trends(entries, knowledge, first=TODAY, last=TODAY), frame))


@every_frame
def test_a_first_of_january_at_the_very_left_stays_inside(knowledge: Knowledge, frame: Frame) -> None:
    first = date(2026, 1, 1)
    seen = trends([], knowledge, first=first, last=first + timedelta(days=200))
    assert inside(trend_chart("t", seen, frame))


@every_frame
def test_a_hundred_self_adjusts_stay_inside(knowledge: Knowledge, frame: Frame) -> None:
    entries = [SelfAdjust(**stamp(nth)) for nth in range(120)]
    assert inside(trend_chart("t", trends(entries, knowledge, first=TODAY, last=TODAY), frame))


def head(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_columns_do_not_depend_on_which_entries_there_are() -> None:
    every = one_of_every_kind()
    assert head(entries_csv(every)) == head(entries_csv(every[::-1])) == head(entries_csv(every[:1]))


def test_a_mark_of_the_table_itself_cannot_be_mistaken_for_own_words() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    said = [
        entries_csv([Reason(id=UUID(int=1), at=at, utc_offset_minutes=0, rules_version="1", text=text)])
        for text in ("=1", "'=1")
    ]
    assert said[0] != said[1]


@pytest.mark.parametrize("text", ["\n=1+1", " =1+1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", ";=1+1"])
def test_what_some_spreadsheets_run_is_marked_too(text: str) -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    table = entries_csv([Reason(id=UUID(int=1), at=at, utc_offset_minutes=0, rules_version="1", text=text)])
    assert f"'{text}" in table
