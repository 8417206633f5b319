"""The pictures of the spine, read back from their own text."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from supple.report.charts.levels import (
    COLUMNS,
    HALF,
    LIMIT_FROM,
    LIMIT_TO,
    LOWER,
    UPPER,
    Heading,
    levels_chart,
    nice,
    said,
)
from supple.report.charts.months import Habit, habit_chart
from supple.report.charts.svg import IN_THE_DARK, LOOKS, ON_SCREEN, alone
from supple.spine.names import JOINTS
from supple.twin import Bare, Turn, outlook, outlook_of_load
from supple.twin.conclusions import is_lower
from supple.twin.looking_ahead import Outlook
from supple.twin.rows import Band, Row, rows
from tests.unit.report.drawn import Drawing, read

HEADING = Heading(title="A title & more", below="Below it.", told_at=0.8)
CASES: dict[str, Callable[[], Outlook]] = {
    "one": lambda: outlook("knee-twist"),
    "many": lambda: outlook("knee-twist", people=30),
    "too much": lambda: outlook("figure-four", hand_n=150),
    "a load": lambda: outlook_of_load(Bare(moments_nm=(Turn(at="T1", axial=6.0),))),
    "few joints": lambda: outlook_of_load(
        Bare(upper="L3", lower="L5", fixed=("L5",), moments_nm=(Turn(at="L3", flexion=5.0),))
    ),
    "nothing": lambda: outlook_of_load(Bare()),
}


@pytest.fixture(params=CASES)
def shown(request: pytest.FixtureRequest) -> tuple[tuple[Row, ...], Drawing]:
    found = rows(CASES[request.param]())
    return found, read(levels_chart("spine", found, HEADING))


def test_every_joint_is_named_and_said(shown: tuple[tuple[Row, ...], Drawing]) -> None:
    found, drawn = shown
    names = [one.words for one in drawn.of("chart-text") if one.words in JOINTS]
    assert names == [row.level for row in found]
    assert drawn.title == "A title & more"
    assert all(said(row) in drawn.description for row in found)
    heads = [one.words for one in drawn.of("chart-teal-text")]
    assert heads == [
        words for words, lower in ((UPPER, False), (LOWER, True)) if lower in {r.lower for r in found}
    ]


def test_bars_are_as_long_as_their_numbers(shown: tuple[tuple[Row, ...], Drawing]) -> None:
    found, drawn = shown
    bars = [one for one in drawn.shapes if one.tag == "rect" and one.attributes.get("rx") == "1.5"]
    for column in COLUMNS:
        unit = [each for each in COLUMNS if each.unit == column.unit]
        most = nice(max(max(abs(b.low), abs(b.high)) for each in unit for b in map(each.of, found)))
        own = {y_of(bar.attributes): bar for bar in bars if touches(bar.attributes, column.zero)}
        for row, y in zip(found, ys(drawn), strict=True):
            wanted = column.sign * column.of(row).middle / most * HALF
            bar = own.get(y)
            length = 0.0 if bar is None else bar.number("width")
            assert length == pytest.approx(abs(wanted), abs=0.06)
            if bar is not None:
                right = bar.number("x") >= column.zero - 0.01
                assert right == (wanted > 0)


def ys(drawn: Drawing) -> list[float]:
    """The middle of every row."""
    return [round(one.number("y") - 0.35 * 14, 1) for one in drawn.of("chart-text") if one.words in JOINTS]


def y_of(attributes: dict[str, str]) -> float:
    return round(float(attributes["y"]) + float(attributes["height"]) / 2, 1)


def touches(attributes: dict[str, str], zero: float) -> bool:
    left = float(attributes["x"])
    return min(abs(left - zero), abs(left + float(attributes["width"]) - zero)) < 0.02


def test_what_comes_near_its_limit_is_darker(shown: tuple[tuple[Row, ...], Drawing]) -> None:
    found, drawn = shown
    dark = {y_of(one.attributes) for one in drawn.of("chart-adjust")}
    near = {y for row, y in zip(found, ys(drawn), strict=True) if row.limit.high >= HEADING.told_at}
    assert dark == near
    (line,) = drawn.of("chart-limit")
    assert LIMIT_FROM < line.number("x1") < LIMIT_TO


def test_whiskers_only_where_there_are_many(shown: tuple[tuple[Row, ...], Drawing]) -> None:
    found, drawn = shown
    wide = sum(band.wide for row in found for band in (*(c.of(row) for c in COLUMNS), row.limit))
    assert len(drawn.of("chart-whisker")) == wide


def test_it_lies_inside_its_picture(shown: tuple[tuple[Row, ...], Drawing]) -> None:
    _, drawn = shown
    assert [one for one in drawn.shapes if not one.box.lies_in(drawn.frame)] == []
    words = [one for one in drawn.shapes if one.tag == "text"]
    assert [
        (one.words, other.words)
        for nth, one in enumerate(words)
        for other in words[nth + 1 :]
        if one.box.touches(other.box)
    ] == []
    assert {one.look for one in drawn.shapes} <= set(LOOKS)


@pytest.mark.parametrize(
    ("value", "end"),
    [(0, 0.1), (0.1, 0.1), (0.11, 0.15), (1, 1), (2.4, 3), (9, 10), (10, 10), (12, 15), (99, 100)],
)
def test_scales_end_at_round_numbers(value: float, end: float) -> None:
    assert nice(value) == pytest.approx(end)


def test_a_row_is_said_in_words() -> None:
    def band(value: float) -> Band:
        return Band(low=value, middle=value, high=value)

    row = Row(
        level="L4-5", lower=True, flexion=band(-1.0), lateral=band(2.0), axial=band(-3.0),
        gap=(band(0.5), band(-0.25)), slide=(band(1), band(1)), tissue="ligamentum flavum", limit=band(0.34),
    )  # fmt: skip
    assert said(row) == (
        "L4-5: 1.0° back, 2.0° to the left side, 3.0° turning to the right; left facet 0.5 mm open, "
        "right facet 0.2 mm closed; nearest limit: ligamentum flavum at 34 %."
    )


def habit(*, days: int = 360, ends_on: float = 180, spread: float = 0.5) -> Habit:
    count, weeks = len(JOINTS), range(0, days + 1, 7)
    level = tuple(5.0 + number / 2 for number in range(count))
    return Habit(
        levels=JOINTS[::-1],
        share=(level, tuple(one + 1 for one in level), level),
        stiffness=tuple(100.0 - 3 * number for number in range(count)),
        loose="T9-10",
        stiff="L1-2",
        day=tuple(weeks),
        spread=(tuple(one - spread for one in level), tuple(one + 2 + spread for one in level)),
        ratio=tuple(Band(low=3 - spread, middle=3.0 + 0.01 * week, high=4 + spread) for week in weeks),
        ends_on=ends_on,
    )


@pytest.mark.parametrize("given", [habit(), habit(days=0, ends_on=0)], ids=["a year", "a day"])
def test_the_months_lie_inside_their_picture(given: Habit) -> None:
    drawn = read(habit_chart("habit", given, title="Months", said="What it says."))
    assert drawn.description == "What it says."
    assert [one for one in drawn.shapes if not one.box.lies_in(drawn.frame)] == []
    assert len(drawn.of("chart-was")) == len(drawn.of("chart-is")) == len(JOINTS)
    assert all(is_.number("cx") > was.number("cx") for is_, was in zip(
        drawn.of("chart-is"), drawn.of("chart-was"), strict=True))  # fmt: skip
    assert len(drawn.of("chart-limit")) == (given.ends_on > 0)
    assert {"T9-10", "L1-2"} <= {one.words for one in drawn.of("chart-teal-text")}


def test_alone_it_has_paper_and_colours_for_the_dark_and_asks_nobody() -> None:
    inside = levels_chart("spine", rows(outlook("arm-sweep")), HEADING)
    svg = alone(inside)
    root = ET.fromstring(svg)  # noqa: S314, our own text
    style, paper = root[0], root[1]
    assert "prefers-color-scheme: dark" in (style.text or "")
    assert (paper.attrib["class"], paper.attrib["width"]) == ("chart-on-paper", "100%")
    light, dark = (style.text or "").split("@media", maxsplit=1)
    assert f".chart-on-paper{{fill:{ON_SCREEN['#ffffff']}}}" in light
    for look in {one.look for one in read(inside).shapes}:
        for name in {"fill", "stroke"} & set(LOOKS[look]):
            if LOOKS[look][name] != "none":
                assert f".{look}{{{name}:{IN_THE_DARK[LOOKS[look][name]]}}}" in dark
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in svg
    assert "@import" not in svg


def test_the_lower_back_begins_above_the_first_lumbar_vertebra() -> None:
    assert [joint for joint in JOINTS if is_lower(joint)] == [
        "L5-S1", "L4-5", "L3-4", "L2-3", "L1-2", "T12-L1",
    ]  # fmt: skip
