"""The days as a picture: read back from its own text, it says what the entries say."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from supple.journal.entry import Entry
from supple.journal.trends import SelfAdjusts, TrendDay, Trends, trends
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load
from supple.report.charts.adjusts import shows_columns
from supple.report.charts.frame import PHONE, PRINT, WIDE, Frame
from supple.report.charts.svg import LOOKS
from supple.report.charts.trend import trend_chart
from tests.random_journal import random_journal
from tests.unit.report import naive
from tests.unit.report.drawn import Box, Drawing, read

TODAY = date(2026, 11, 25)
FRAMES = {"wide": WIDE, "phone": PHONE, "print": PRINT}
LENGTHS = (1, 2, 6, 7, 8, 28, 56, 84, 85, 130, 182, 366)
# Coordinates are written with one digit behind the point.
NEAR = 0.2

every_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
every_length = pytest.mark.parametrize("length", LENGTHS)


@cache
def journal(length: int) -> tuple[Entry, ...]:
    return tuple(random_journal(load(), Random(length), days=length, today=TODAY, sessions=(0, 0, 1, 2)))


@cache
def seen(length: int) -> Trends:
    first = TODAY - timedelta(days=length - 1)
    return trends(journal(length), load(), first=first, last=TODAY)


@cache
def drawing(length: int, frame: Frame) -> Drawing:
    return read(trend_chart("trend", seen(length), frame))


def within(numbers: dict[date, float], length: int) -> dict[date, float]:
    first = TODAY - timedelta(days=length - 1)
    return {day: number for day, number in numbers.items() if first <= day <= TODAY}


def width_of_a_day(length: int, frame: Frame) -> float:
    return (frame.width - frame.left - frame.right) / length


def day_at(x: float, length: int, frame: Frame) -> date:
    """The day in whose middle something is drawn."""
    place = (x - frame.left) / width_of_a_day(length, frame) - 0.5
    assert place == pytest.approx(round(place), abs=NEAR)
    return TODAY - timedelta(days=length - 1 - round(place))


def score_at(y: float, frame: Frame) -> float:
    return 10 - (y - frame.top) / frame.scores * 10


def lines(drawn: Drawing, look: str, length: int, frame: Frame) -> list[list[tuple[date, float]]]:
    """What is drawn of one score, each unbroken piece by itself."""
    places = [one.points for one in drawn.of(look, "polyline")]
    places += [[(one.number("cx"), one.number("cy"))] for one in drawn.of(f"{look}-dot")]
    return [[(day_at(x, length, frame), score_at(y, frame)) for x, y in piece] for piece in places]


@every_frame
@every_length
def test_every_number_is_drawn_and_nothing_else(length: int, frame: Frame) -> None:
    rows, drawn = naive.rows_of(journal(length)), drawing(length, frame)
    for look, numbers in (
        ("chart-stiffness", naive.stiffness(rows)),
        ("chart-discomfort", naive.discomfort(rows)),
    ):
        points = [point for piece in lines(drawn, look, length, frame) for point in piece]
        assert len(points) == len(dict(points))
        assert dict(points) == pytest.approx(within(numbers, length), abs=0.05)


@every_frame
@every_length
def test_no_line_goes_over_a_day_without_an_entry(length: int, frame: Frame) -> None:
    for look in ("chart-stiffness", "chart-discomfort"):
        pieces = lines(drawing(length, frame), look, length, frame)
        for piece in pieces:
            assert [day - piece[0][0] for day, _ in piece] == [timedelta(days=n) for n in range(len(piece))]
        ends = {piece[-1][0] for piece in pieces}
        assert not {piece[0][0] - timedelta(days=1) for piece in pieces} & ends, (
            "a line is broken for nothing"
        )


@every_frame
@every_length
def test_hatches_cover_the_days_without_a_score_and_no_other(length: int, frame: Frame) -> None:
    rows, first = naive.rows_of(journal(length)), TODAY - timedelta(days=length - 1)
    known = {*naive.stiffness(rows), *naive.discomfort(rows)}
    missing = {day for n in range(length) if (day := first + timedelta(days=n)) not in known}
    a_day, hatched = width_of_a_day(length, frame), Counter[date]()
    for hatch in drawing(length, frame).of("chart-hatch"):
        begin, end = ((x - frame.left) / a_day for x in (hatch.box.left, hatch.box.right))
        assert (begin, end) == pytest.approx((round(begin), round(end)), abs=NEAR)
        hatched.update(first + timedelta(days=n) for n in range(round(begin), round(end)))
        assert frame.top - 0.1 <= hatch.box.top <= hatch.box.bottom <= frame.floor + 0.1
    assert hatched == Counter(missing)


@every_frame
@every_length
def test_the_band_lies_two_points_around_the_first_discomfort(length: int, frame: Frame) -> None:
    numbers = naive.discomfort(naive.rows_of(journal(length)))
    bands = drawing(length, frame).of("chart-band")
    assert len(bands) == bool(numbers)
    for band in bands:
        first = numbers[min(numbers)]
        assert score_at(band.box.bottom, frame) == pytest.approx(max(0, first - 2), abs=0.05)
        assert score_at(band.box.top, frame) == pytest.approx(min(10, first + 2), abs=0.05)
        ends = (frame.left, frame.width - frame.right)
        assert (band.box.left, band.box.right) == pytest.approx(ends, abs=0.05)


@every_frame
@every_length
def test_there_are_as_many_dots_as_self_adjusts(length: int, frame: Frame) -> None:
    noted = within({**naive.self_adjusts(naive.rows_of(journal(length)))}, length)
    expected = {day: count for day, count in noted.items() if count}
    drawn, columns = drawing(length, frame), shows_columns(seen(length), frame)
    most = max(expected.values(), default=0)
    marks = drawn.of("chart-adjust")
    if not columns:
        dots = Counter(day_at(one.number("cx"), length, frame) for one in marks)
        assert dots == expected
        assert {one.tag for one in marks} <= {"circle"}
    else:
        heights = {
            day_at((one.box.left + one.box.right) / 2, length, frame): one.number("height") for one in marks
        }
        tallest = max(heights.values(), default=0)
        assert {day: height / tallest * most for day, height in heights.items()} == pytest.approx(
            expected, abs=0.05
        )
        assert (str(most) in drawn.words) or not expected


@every_frame
@every_length
def test_marks_of_self_adjusts_do_not_run_into_each_other(length: int, frame: Frame) -> None:
    boxes = sorted((one.box for one in drawing(length, frame).of("chart-adjust")), key=lambda one: one.left)
    zero = frame.top + frame.scores
    assert all(zero < one.top and one.bottom <= frame.floor for one in boxes)
    for nth, one in enumerate(boxes):
        near = [other for other in boxes[nth + 1 : nth + 30] if other.left < one.right]
        assert not any(one.touches(other) for other in near)


@every_frame
@pytest.mark.parametrize("length", [1, 5, 30, 90, 366])
@pytest.mark.parametrize("most", [1, 2, 8, 12, 13, 14, 15, 20, 50, 99])
def test_dots_too_small_to_be_told_apart_become_columns(length: int, most: int, frame: Frame) -> None:
    first = TODAY - timedelta(days=length - 1)
    noted = SelfAdjusts(median=most, most=most, days=1)
    day = TrendDay(day=TODAY, stiffness=None, discomfort=None, self_adjusts=most)
    shown = replace(seen(1), first=first, days=(day,), self_adjusts=noted)
    drawn = read(trend_chart("t", shown, frame))
    marks = drawn.of("chart-adjust")
    dots = [one for one in marks if one.tag == "circle"]
    assert len(marks) == (most if dots else 1)
    assert all(one.number("r") > 2 for one in dots)
    assert shows_columns(shown, frame) != bool(dots)
    assert dots or length > 30 or most > 10, "a few dots of a few days have room"
    assert all(one.box.lies_in(drawn.frame) for one in drawn.shapes)


@every_frame
@every_length
def test_everything_lies_inside_the_picture(length: int, frame: Frame) -> None:
    drawn = drawing(length, frame)
    outside = [one for one in drawn.shapes if not one.box.lies_in(drawn.frame)]
    assert outside == []


@every_frame
@pytest.mark.parametrize("length", range(1, 367, 5))
def test_days_are_named_inside_the_range_and_apart(length: int, frame: Frame, knowledge: Knowledge) -> None:
    last = TODAY - timedelta(days=length * 7 % 365)
    first = last - timedelta(days=length - 1)
    drawn = read(trend_chart("t", trends([], knowledge, first=first, last=last), frame))
    ticks = [one for one in drawn.of("chart-note", "text") if one.box.top > frame.floor]
    assert ticks
    for one in ticks:
        place = (one.number("x") - frame.left) / width_of_a_day(length, frame) - 0.5
        day = first + timedelta(days=round(place))
        assert first <= day <= last
        month = f"{day:%b %Y}" if day.month == 1 else f"{day:%b}"
        assert one.words in {f"{day.day} {day:%b}"} | ({month} if day.day == 1 else set())
    boxes = sorted((one.box for one in ticks), key=lambda one: one.left)
    assert all(one.right < other.left for one, other in pairwise(boxes))


@every_frame
@every_length
def test_it_is_said_in_words_and_brings_nothing_from_elsewhere(length: int, frame: Frame) -> None:
    svg, drawn = trend_chart("trend", seen(length), frame), drawing(length, frame)
    assert drawn.title.startswith("Your back from ")
    assert f"of {length} without an entry." in drawn.description
    assert drawn.labelled_by == drawn.ids == ["trend-title", "trend-desc"]
    assert {one.tag for one in drawn.shapes} <= {"rect", "line", "path", "polyline", "circle", "text"}
    assert {one.look for one in drawn.shapes} <= set(LOOKS)
    names = {name for one in drawn.shapes for name in one.attributes}
    assert not names & {"style", "href", "id", "filter", "onclick", "mask"}
    assert svg.count("://") == 1, "only the name of SVG itself"
    assert "url(" not in svg
    assert svg == trend_chart(
        "trend", trends(journal(length), load(), first=seen(length).first, last=TODAY), frame
    )


@every_frame
def test_without_entries_everything_is_hatched(frame: Frame, knowledge: Knowledge) -> None:
    for length in (1, 30, 366):
        first = TODAY - timedelta(days=length - 1)
        drawn = read(trend_chart("t", trends([], knowledge, first=first, last=TODAY), frame))
        (hatch,) = drawn.of("chart-hatch")
        assert hatch.box.right - hatch.box.left == pytest.approx(
            frame.width - frame.left - frame.right, abs=0.2
        )
        assert not [one for one in drawn.shapes if one.tag in {"polyline", "circle"}]
        assert drawn.of("chart-band") == drawn.of("chart-adjust") == []
        days = "1 day" if length == 1 else f"{length} days"
        assert drawn.description == f"{days} of {length} without an entry."
        assert "no entry" in drawn.words


@every_frame
@pytest.mark.parametrize("score", ["stiffness", "discomfort"])
def test_a_day_with_one_score_is_no_gap_and_a_point_of_its_own(frame: Frame, score: str) -> None:
    nothing = TrendDay(day=TODAY, stiffness=None, discomfort=None, self_adjusts=3)
    known = replace(nothing, day=TODAY - timedelta(days=2), **{score: 4})
    drawn = read(trend_chart("t", replace(seen(6), days=(known, nothing), band=None), frame))
    a_day = width_of_a_day(6, frame)
    ends = [(hatch.box.left - frame.left, hatch.box.right - frame.left) for hatch in drawn.of("chart-hatch")]
    assert ends == [pytest.approx((0, 3 * a_day), abs=NEAR), pytest.approx((4 * a_day, 6 * a_day), abs=NEAR)]
    (piece,) = lines(drawn, f"chart-{score}", 6, frame)
    assert dict(piece) == pytest.approx({known.day: 4}, abs=0.05)


@every_frame
def test_the_words_no_entry_stand_in_their_gap(frame: Frame) -> None:
    for length in LENGTHS:
        drawn = drawing(length, frame)
        grown = [
            Box(left=one.left - NEAR, top=one.top, right=one.right + NEAR, bottom=one.bottom)
            for one in (hatch.box for hatch in drawn.of("chart-hatch"))
        ]
        said = [one for one in drawn.of("chart-note", "text") if one.words == "no entry"]
        assert all(any(one.box.lies_in(gap) for gap in grown) for one in said)
